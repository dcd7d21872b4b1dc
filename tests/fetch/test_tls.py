"""TLS errors are a state of their own, with the reason; never overlooked."""

import datetime
import ssl
from pathlib import Path

import pytest
import trustme

from audit.errors import SettingsError
from audit.fetch import Fetcher, FetchSettings
from audit.vocabulary import SourceState
from tests.fetch.conftest import MakeFetcher, Serve
from tests.fetch.web import page


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def bundle(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tls") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


def context(
    authority: trustme.CA, *names: str, until: datetime.datetime | None = None
) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    past = datetime.datetime(2010, 1, 1, tzinfo=datetime.UTC)
    leaf = authority.issue_cert(
        *names, not_after=until, not_before=past if until is not None else None
    )
    leaf.configure_cert(made)
    return made


def test_known_certificate_is_accepted(
    web: Serve, fetcher: MakeFetcher, authority: trustme.CA, bundle: Path
) -> None:
    site = web({"/": page()}, tls=context(authority, "127.0.0.1"))
    client = fetcher(ca_bundle=bundle)
    assert client.get(site.base).state is SourceState.LIVE
    assert client.get(site.base + "/?2").state is SourceState.LIVE


def test_bundle_may_come_from_the_environment(
    web: Serve,
    fetcher: MakeFetcher,
    authority: trustme.CA,
    bundle: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    site = web({"/": page()}, tls=context(authority, "127.0.0.1"))
    assert fetcher().get(site.base).state is SourceState.LIVE


def test_unknown_authority(web: Serve, fetcher: MakeFetcher, authority: trustme.CA) -> None:
    site = web({"/": page()}, tls=context(authority, "127.0.0.1"))
    got = fetcher().get(site.base)
    assert (got.state, got.rule) == (SourceState.TLS_ERROR, "certificate-untrusted")
    assert site.seen == []


def test_wrong_host_and_expired(
    web: Serve, fetcher: MakeFetcher, authority: trustme.CA, bundle: Path
) -> None:
    client = fetcher(ca_bundle=bundle)
    wrong = web({"/": page()}, tls=context(authority, "other.example"))
    assert client.get(wrong.base).rule == "certificate-wrong-host"
    end = datetime.datetime(2011, 1, 1, tzinfo=datetime.UTC)
    expired = web({"/": page()}, tls=context(authority, "127.0.0.1", until=end))
    got = client.get(expired.base)
    assert (got.state, got.rule) == (SourceState.TLS_ERROR, "certificate-expired")


def test_plain_http_on_a_tls_port(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": page()})
    got = fetcher().get(site.base.replace("http:", "https:"))
    assert (got.state, got.rule) == (SourceState.TLS_ERROR, "tls-handshake")


def test_unusable_bundle_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("nothing")
    for name in ("empty.pem", "missing.pem"):
        with pytest.raises(SettingsError):
            Fetcher(FetchSettings(ca_bundle=tmp_path / name))
