"""Archives that speak Memento: TimeMaps read, captures replayed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.archive import MementoArchive, MementoSettings, archive_fetch_settings
from audit.archive.timemap import read_timemap
from audit.demo.archive import ArchivedPage
from audit.fetch import Fetcher, FetchSettings
from audit.vocabulary import ArchiveOutcome, SourceState
from tests.archive.servers import Behaviour, LoopbackArchive, always

URL = "http://ledger.test/news/reform"
PAGE = b"<html><body><h1>Ten years on</h1></body></html>"
TIMEMAP = b"""<http://ledger.test/a,b>; rel="original",
 <http://arc.test/timemap/link/http://ledger.test/a,b>; rel="self"; type="application/link-format"
   ; from="Tue, 20 Jun 2000 18:02:59 GMT"; until="Wed, 09 Apr 2008 20:30:51 GMT",
 <http://arc.test/timegate/http://ledger.test/a,b>; rel="timegate",
 <http://arc.test/20000620180259/http://ledger.test/a,b>; rel="first memento"
   ; datetime="Tue, 20 Jun 2000 18:02:59 GMT"; license="http://cc.test/by,nc",
 <http://arc.test/20080409203051/http://ledger.test/a,b>;rel=memento
   ;datetime="Wed, 09 Apr 2008 20:30:51 GMT"
"""


def settings_for(base: str, cache: Path | None = None) -> MementoSettings:
    return MementoSettings(
        name="arc.test",
        timemap_prefix=f"{base}/web/timemap/link",
        replay_prefix=f"{base}/web",
        view_prefix=f"{base}/web",
        queries_per_minute=1e9,
        replays_per_minute=1e9,
        total_seconds=5,
        cache_directory=cache,
    )


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    general = FetchSettings(allow_private=True, connect_seconds=2, proxy_url="")
    with Fetcher(archive_fetch_settings(general, settings_for(""))) as opened:
        yield opened


def test_captures_are_found_ordered_and_replayed(server: LoopbackArchive, fetcher: Fetcher) -> None:
    server.captures = {
        URL: [
            ArchivedPage("20150102030405", PAGE),
            ArchivedPage("20180102030405", b"", 404),
        ]
    }
    archive = MementoArchive(fetcher, settings_for(server.base))
    search = archive.search(URL, "2017-09-20")
    assert search.outcome is ArchiveOutcome.FOUND
    assert [(c.timestamp, c.archive, c.url) for c in search.captures] == [
        ("20150102030405", "arc.test", f"{server.base}/web/20150102030405/{URL}"),
        ("20180102030405", "arc.test", f"{server.base}/web/20180102030405/{URL}"),
    ]
    assert archive.replay(search.captures[0]).body == PAGE
    assert archive.replay(search.captures[1]).state is SourceState.DEAD


def test_an_address_that_is_not_there_has_no_captures(
    server: LoopbackArchive, fetcher: Fetcher, tmp_path: Path
) -> None:
    archive = MementoArchive(fetcher, settings_for(server.base, tmp_path))
    outcomes = [archive.search(URL, "2017").outcome for _ in range(2)]
    assert outcomes == [ArchiveOutcome.NO_CAPTURES] * 2
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "behaviour",
    [
        always(200, b"<title>Offline</title>"),
        always(200, b""),
        always(503, b"busy"),
        always(403, b"no"),
        always(429, b"slow down"),
    ],
)
def test_what_is_no_timemap_is_unknown(
    server: LoopbackArchive, fetcher: Fetcher, behaviour: Behaviour
) -> None:
    server.behaviours["/web/timemap/"] = behaviour
    search = MementoArchive(fetcher, settings_for(server.base)).search(URL, "2017")
    assert search.outcome is ArchiveOutcome.UNKNOWN


@pytest.mark.parametrize("url", ["nonsense", "https://archive.ph/AbCdE"])
def test_some_addresses_are_not_asked_for(
    server: LoopbackArchive, fetcher: Fetcher, url: str
) -> None:
    search = MementoArchive(fetcher, settings_for(server.base)).search(url, "2017")
    assert search.outcome is ArchiveOutcome.UNKNOWN
    assert not server.asked


def test_the_example_of_the_rfc_is_read() -> None:
    timemap = read_timemap(TIMEMAP)
    assert timemap.original == "http://ledger.test/a,b"
    assert timemap.timestamps == ("20000620180259", "20080409203051")
    assert timemap.is_timemap


def test_mementos_without_a_usable_date_are_left_out() -> None:
    timemap = read_timemap(TIMEMAP.replace(b"20 Jun 2000", b"99 Jun 2000"))
    assert timemap.timestamps == ("20080409203051",)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_error(body: bytes) -> None:
    assert all(len(timestamp) == 14 for timestamp in read_timemap(body).timestamps)


@given(st.lists(st.sampled_from(["<a>", ";", " rel=", '"memento"', ",", "<", "x", " ", "\n", "="])))
def test_no_arrangement_of_links_takes_long(pieces: list[str]) -> None:
    read_timemap(("".join(pieces) * 20).encode())
