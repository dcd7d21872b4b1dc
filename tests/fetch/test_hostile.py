"""Whatever bytes a server sends, the result is a value within the limits."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.errors import SettingsError
from audit.fetch import Fetcher, FetchSettings
from audit.vocabulary import SourceState


class RawServer:
    """Sends the bytes in ``answer`` to everybody and closes."""

    def __init__(self) -> None:
        self.answer = b""
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/"
        threading.Thread(target=self.run, daemon=True).start()

    def run(self) -> None:
        with suppress(OSError):
            while True:
                link, _ = self.listener.accept()
                with link, suppress(OSError):
                    link.settimeout(2)
                    link.recv(65_536)
                    link.sendall(self.answer)
                    link.shutdown(socket.SHUT_WR)
                    link.recv(1)


@pytest.fixture(scope="module")
def raw() -> Iterator[RawServer]:
    server = RawServer()
    yield server
    server.listener.close()


@pytest.fixture(scope="module")
def client() -> Iterator[Fetcher]:
    limits = FetchSettings(
        allow_private=True,
        per_host_delay_seconds=0,
        retries=0,
        total_seconds=5,
        wire_bytes=2_000,
        proxy_url="",
    )
    with Fetcher(limits) as made:
        yield made


NAMES = st.sampled_from(
    [
        *(b"Content-Length", b"Transfer-Encoding", b"Content-Encoding", b"Location"),
        *(b"Set-Cookie", b"Retry-After", b"Content-Type", b"Refresh", b"Connection", b"\xff"),
    ]
)
VALUES = st.one_of(
    st.sampled_from([b"chunked", b"gzip", b"-1", b"99999999999999999999", b"/", b"//", b"http:"]),
    st.binary(max_size=30),
)
LINES = st.lists(st.tuples(NAMES, VALUES), max_size=5)
STATUS = st.one_of(st.integers(0, 1100).map(lambda number: b"%d" % number), st.binary(max_size=5))


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(STATUS, LINES, st.binary(max_size=4_000))
def test_any_answer_has_a_state(
    raw: RawServer,
    client: Fetcher,
    status: bytes,
    lines: list[tuple[bytes, bytes]],
    body: bytes,
) -> None:
    head = b"".join(name + b": " + value + b"\r\n" for name, value in lines)
    raw.answer = b"HTTP/1.1 " + status + b" X\r\n" + head + b"\r\n" + body
    got = client.get(raw.url)
    assert isinstance(got.state, SourceState)
    assert got.rule
    assert len(got.body) <= 70_000
    assert got.state is not SourceState.DEAD or got.status in (404, 410)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=500))
def test_any_bytes_have_a_state(raw: RawServer, client: Fetcher, data: bytes) -> None:
    raw.answer = data
    got = client.get(raw.url)
    assert got.state in (SourceState.SERVER_ERROR, SourceState.LIVE)


@pytest.mark.parametrize(
    "changes",
    [
        {"total_seconds": 0},
        {"retries": -1},
        {"workers": 0},
        {"contact": "desk\r\nX-Evil: 1"},
        {"proxy_url": "socks5://127.0.0.1:1080"},
    ],
)
def test_impossible_settings_are_said_at_once(changes: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        Fetcher(FetchSettings(**changes))  # type: ignore[arg-type]  # each a legal keyword
