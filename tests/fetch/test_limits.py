"""Time and bytes: whatever a server does, the answer comes in time and in bounds."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from audit.vocabulary import SourceState
from tests.fetch.conftest import MakeFetcher, Serve
from tests.fetch.web import PAGE, Handler, Route, page


def drip_body(handler: Handler) -> None:
    handler.begin()
    drip(handler, b"a")


def drip_header(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    handler.close_connection = True
    drip(handler, b"X-Drip: 1\r\n")


def drip(handler: Handler, piece: bytes) -> None:
    with suppress(OSError):
        for _ in range(200):
            handler.wfile.write(piece)
            time.sleep(0.05)


def stall(handler: Handler) -> None:
    handler.begin(Content_Length="5000")
    handler.wfile.write(PAGE)
    time.sleep(5)


def never(handler: Handler) -> None:
    time.sleep(5)


@pytest.mark.parametrize("route", [drip_body, drip_header, stall, never])
def test_total_deadline_ends_everything(web: Serve, fetcher: MakeFetcher, route: Route) -> None:
    site = web({"/": route})
    begun = time.monotonic()
    got = fetcher(total_seconds=0.3).get(site.base)
    assert (got.state, got.rule) == (SourceState.TIMEOUT, "total-deadline")
    assert time.monotonic() - begun < 4
    assert 0.2 < got.seconds < 4


@pytest.mark.parametrize("route", [stall, never])
def test_silence_ends_after_the_read_limit(web: Serve, fetcher: MakeFetcher, route: Route) -> None:
    got = fetcher(read_seconds=0.3).get(web({"/": route}).base)
    assert (got.state, got.rule) == (SourceState.TIMEOUT, "read-timeout")


def test_deadline_of_a_call_replaces_the_setting(web: Serve, fetcher: MakeFetcher) -> None:
    got = fetcher().get(web({"/": drip_body}).base, total_seconds=0.3)
    assert got.rule == "total-deadline"


def test_deadline_covers_the_tls_handshake(fetcher: MakeFetcher) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}/"
        got = fetcher(total_seconds=0.3).get(url)
    assert (got.state, got.rule) == (SourceState.TIMEOUT, "total-deadline")


def test_deadline_covers_a_connection_from_the_pool(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": page(), "/drip": drip_body})
    client = fetcher(total_seconds=0.3)
    assert client.get(site.base).state is SourceState.LIVE
    assert client.get(site.base + "/drip").rule == "total-deadline"
    assert site.seen[0].client == site.seen[1].client


@pytest.fixture
def full_port() -> Iterator[str]:
    """A port whose queue is full, so that connecting to it hangs."""
    address = "127.0.0.9"
    with socket.socket() as server:
        server.bind((address, 0))
        server.listen(0)
        waiting = []
        for _ in range(4):
            client = socket.socket()
            client.setblocking(False)
            with suppress(BlockingIOError):
                client.connect(server.getsockname())
            waiting.append(client)
        yield f"http://{address}:{server.getsockname()[1]}/"
        for client in waiting:
            client.close()


def test_connecting_has_its_own_limit(full_port: str, fetcher: MakeFetcher) -> None:
    got = fetcher(connect_seconds=0.3).get(full_port)
    assert (got.state, got.rule) == (SourceState.TIMEOUT, "connect-timeout")


def test_connecting_may_end_with_the_deadline(full_port: str, fetcher: MakeFetcher) -> None:
    got = fetcher(connect_seconds=9.0, total_seconds=0.3).get(full_port)
    assert (got.state, got.rule) == (SourceState.TIMEOUT, "connect-timeout")


def test_one_connect_timeout_is_enough_for_a_host(full_port: str, fetcher: MakeFetcher) -> None:
    client = fetcher(connect_seconds=0.3, workers=4)
    got = client.get_many([f"{full_port}{number}" for number in range(30)])
    assert {one.state for one in got.values()} == {SourceState.TIMEOUT}
    assert {one.rule for one in got.values()} == {"connect-timeout"}
    assert sum(one.seconds > 0 for one in got.values()) == 1, "only one address was really asked"
    assert not client.network_seen


def test_gzip_bomb_is_too_large_and_soon_over(web: Serve, fetcher: MakeFetcher) -> None:
    bomb = gzip.compress(bytes(200_000_000), 9)
    site = web({"/": page(bomb, Content_Encoding="gzip")})
    begun = time.process_time()  # a busy machine takes longer, not more work
    got = fetcher().get(site.base)
    assert time.process_time() - begun < 2
    assert (got.state, got.rule, got.body) == (SourceState.TOO_LARGE, "compression-bomb", b"")


def test_large_body_is_cut_at_the_wire_limit(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": page(PAGE + bytes(3_000_000))})
    got = fetcher(wire_bytes=500_000).get(site.base)
    assert (got.state, got.rule) == (SourceState.TOO_LARGE, "wire-limit")
    assert got.body.startswith(PAGE)
    assert len(got.body) < 700_000


def test_large_film_is_not_read_at_all(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": page(bytes(3_000_000), content_type="video/mp4")})
    got = fetcher(wire_bytes=500_000).get(site.base)
    assert (got.state, got.body) == (SourceState.TOO_LARGE, b"")


def many_headers(handler: Handler) -> None:
    handler.begin(**{f"X_{number}": "x" * 1000 for number in range(40)}, Content_Length="0")


def endless_headers(handler: Handler) -> None:
    handler.begin(**{f"X_{number}": "x" for number in range(400)}, Content_Length="0")


def long_line(handler: Handler) -> None:
    handler.answer(X="x" * 70_000)


@pytest.mark.parametrize("route", [many_headers, endless_headers, long_line])
def test_headers_are_bounded(web: Serve, fetcher: MakeFetcher, route: Route) -> None:
    got = fetcher(header_bytes=20_000).get(web({"/": route}).base)
    assert (got.state, got.rule) == (SourceState.TOO_LARGE, "header-limit")


def cut(handler: Handler) -> None:
    handler.begin(Content_Length="5000")
    handler.wfile.write(PAGE)


def cut_chunk(handler: Handler) -> None:
    handler.begin(Transfer_Encoding="chunked")
    handler.wfile.write(b"%x\r\n" % len(PAGE) + PAGE + b"\r\n1000\r\nxyz")


def cut_gzip(handler: Handler) -> None:
    handler.begin(Content_Encoding="gzip")
    handler.wfile.write(gzip.compress(PAGE * 50)[:-12])


@pytest.mark.parametrize("route", [cut, cut_chunk, cut_gzip])
def test_truncated_body_is_kept_and_said(web: Serve, fetcher: MakeFetcher, route: Route) -> None:
    site = web({"/": route})
    got = fetcher(retries=1).get(site.base)
    assert (got.state, got.rule) == (SourceState.TRUNCATED, "cut-off")
    assert got.body.startswith(PAGE)
    assert len(site.seen) == 2


def test_memory_of_many_large_bodies_is_given_back(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": page(bytes(200_000))})
    sizes: list[int] = []
    got = fetcher().get_many([f"{site.base}/?{n}" for n in range(5)], keep_bodies=False)
    assert [one.body for one in got.values()] == [b""] * 5
    got = fetcher().get_many(
        [f"{site.base}/?{n}" for n in range(5)], lambda one: sizes.append(len(one.body))
    )
    assert sizes == [200_000] * 5


def test_no_thread_is_left_behind(web: Serve, fetcher: MakeFetcher) -> None:
    client = fetcher()
    client.get_many([web({"/": page()}).base])
    client.close()
    names = [thread.name for thread in threading.enumerate()]
    assert not [name for name in names if name.startswith(("fetch-", "watchdog"))]
