"""No local address, by whatever way; TLS errors are said."""

import socket
from collections.abc import Callable

import pytest

from audit.fetch.guard import refusal
from audit.vocabulary import SourceState
from tests.fetch.conftest import MakeFetcher, Serve
from tests.fetch.web import page, redirect

Answers = list[tuple[int, int, int, str, tuple[str, int]]]


def resolver(*answers: str) -> Callable[..., Answers]:
    """A name server that gives the next answer each time; the last one stays."""
    left = list(answers)

    def lookup(host: str, port: int, *rest: object) -> Answers:
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    return lookup


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://localhost:{port}/",
        "http://127.1:{port}/",
        "http://2130706433:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://0.0.0.0:{port}/",
        "https://127.0.0.1:{port}/",
    ],
)
def test_local_addresses_are_not_asked(web: Serve, fetcher: MakeFetcher, url: str) -> None:
    site = web({"/": page()})
    got = fetcher(allow_private=False).get(url.format(port=site.port))
    assert (got.state, got.rule) == (SourceState.NOT_CHECKED, "private-address")
    assert site.seen == []


def test_redirect_to_a_local_address_is_not_followed(
    web: Serve, fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """127.0.0.2 stands for the internet: it alone is taken out of the refused addresses."""
    monkeypatch.setattr(
        "audit.fetch.connection.refusal",
        lambda address: "" if address == "127.0.0.2" else refusal(address),
    )
    inner = web({"/": page(b"secret")})
    outer = web(
        {"/": redirect(inner.base), "/name": redirect("http://inner.example/")}, "127.0.0.2"
    )
    client = fetcher(allow_private=False)
    got = client.get(outer.base)
    assert (got.state, got.rule, got.body) == (SourceState.NOT_CHECKED, "private-address", b"")
    assert [hop.status for hop in got.hops] == [302]
    monkeypatch.setattr(socket, "getaddrinfo", resolver("169.254.169.254"))
    assert client.get(outer.base + "/name").rule == "private-address"
    assert inner.seen == []


def test_address_that_was_checked_is_the_address_connected_to(
    web: Serve, fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when asked first and local when asked again gains nothing."""
    site = web({"/": page(b"secret")})
    asked: list[tuple[str, int]] = []

    def refuse(link: socket.socket, address: tuple[str, int]) -> None:
        asked.append(address)
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr(socket, "getaddrinfo", resolver("93.184.216.34", "127.0.0.1"))
    monkeypatch.setattr(socket.socket, "connect", refuse)
    got = fetcher(allow_private=False).get(f"http://rebind.example:{site.port}/")
    assert (got.state, got.rule) == (SourceState.UNREACHABLE, "refused")
    assert asked == [("93.184.216.34", site.port)]


def test_only_the_public_addresses_of_a_name_are_tried(
    fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def both(host: str, port: int, *rest: object) -> Answers:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in ("10.0.0.1", "93.184.216.34", "169.254.169.254")
        ]

    asked: list[str] = []

    def refuse(link: socket.socket, address: tuple[str, int]) -> None:
        asked.append(address[0])
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr(socket, "getaddrinfo", both)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert fetcher(allow_private=False).get("http://both.example/").rule == "refused"
    assert asked == ["93.184.216.34"]


@pytest.mark.parametrize(
    ("url", "rule"),
    [("ftp://example.org/", "not-http"), ("example.org", "bad-url"), ("http://a b/", "bad-url")],
)
def test_unusable_addresses_are_not_asked(fetcher: MakeFetcher, url: str, rule: str) -> None:
    got = fetcher().get(url)
    assert (got.state, got.rule, got.url) == (SourceState.NOT_CHECKED, rule, url)
