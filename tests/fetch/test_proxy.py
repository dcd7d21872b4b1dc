"""Through a proxy from the settings or the environment: plain, tunnelled, refusing, absent."""

import select
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import trustme

from audit.vocabulary import SourceState
from tests.fetch.conftest import MakeFetcher, Serve
from tests.fetch.web import PAGE, QuickServer, Site, free_port, page, redirect


class Proxy:
    """A forward proxy on loopback that leads every name to ``site`` and notes what was asked.

    Names under ``refused.example`` get 403, those under ``absent.example`` a gateway error.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.site: Site | None = None
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: object) -> None:
                """Stay silent."""

            def do_CONNECT(self) -> None:
                outer.asked.append(f"CONNECT {self.path}")
                self.close_connection = True
                if self.path.startswith("refused"):
                    self.send_error(403)
                    return
                self.send_response(200)
                self.end_headers()
                outer.tunnel(self.connection)

            def do_GET(self) -> None:
                outer.asked.append(f"GET {self.path}")
                self.close_connection = True
                if "absent.example" in self.path:
                    self.send_response(502)
                    self.send_header("Proxy-Status", "proxy; error=dns_error")
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                outer.forward(self)

        self.server = QuickServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def upstream(self) -> socket.socket:
        """A connection to the site behind the proxy."""
        assert self.site is not None
        address, port = self.site.server.server_address[:2]
        return socket.create_connection((str(address), int(port)), timeout=5)

    def forward(self, handler: BaseHTTPRequestHandler) -> None:
        """Pass an absolute-form request on and its answer back."""
        path = urlsplit(handler.path).path or "/"
        with self.upstream() as link:
            link.sendall(f"GET {path} HTTP/1.0\r\nHost: x\r\n\r\n".encode())
            while data := link.recv(65_536):
                handler.wfile.write(data)

    def tunnel(self, client: socket.socket) -> None:
        """Pass bytes both ways until one side ends."""
        with self.upstream() as link, suppress(OSError):
            while True:
                for ready in select.select([client, link], [], [], 5)[0]:
                    data = ready.recv(65_536)
                    if not data:
                        return
                    (link if ready is client else client).sendall(data)


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    made = Proxy()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_plain_requests_go_through_the_proxy_unresolved(
    web: Serve, fetcher: MakeFetcher, proxy: Proxy
) -> None:
    proxy.site = web({"/a": page()})
    client = fetcher(proxy_url=proxy.url, allow_private=False)
    got = client.get("http://no-such-name.example/a")
    assert (got.state, got.body) == (SourceState.LIVE, PAGE)
    assert proxy.asked == ["GET http://no-such-name.example/a"]
    assert client.network_seen


def test_tls_goes_through_a_tunnel_and_is_verified(
    web: Serve, fetcher: MakeFetcher, proxy: Proxy, tmp_path: Path
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("secure.example").configure_cert(context)
    proxy.site = web({"/": page()}, tls=context)
    client = fetcher(proxy_url=proxy.url, ca_bundle=tmp_path / "ca.pem", allow_private=False)
    assert client.get("https://secure.example/").state is SourceState.LIVE
    assert proxy.asked == ["CONNECT secure.example:443"]
    assert client.get("https://other.example/").rule == "certificate-wrong-host"


def test_environment_names_the_proxy_and_its_exceptions(
    web: Serve, fetcher: MakeFetcher, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.setenv("NO_PROXY", "127.0.0.2")
    monkeypatch.setenv("no_proxy", "127.0.0.2")
    proxy.site = web({"/": page()})
    direct = web({"/": page()}, "127.0.0.2")
    client = fetcher(proxy_url=None)
    assert client.get("http://name.example/").state is SourceState.LIVE
    assert client.get(direct.base).state is SourceState.LIVE
    assert proxy.asked == ["GET http://name.example/"]
    assert len(direct.seen) == 1


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "169.254.169.254", "[::1]", "0x7f.1", "metadata.internal"]
)
def test_local_names_are_not_asked_of_a_proxy(
    web: Serve, fetcher: MakeFetcher, proxy: Proxy, host: str
) -> None:
    proxy.site = web({"/": redirect(f"http://{host}/latest/")})
    client = fetcher(proxy_url=proxy.url, allow_private=False)
    assert client.get(f"http://{host}/").rule == "private-address"
    got = client.get("http://public.example/")
    assert (got.state, got.rule) == (SourceState.NOT_CHECKED, "private-address")
    assert proxy.asked == ["GET http://public.example/"]


def test_refusal_of_the_proxy_is_not_the_sites(fetcher: MakeFetcher, proxy: Proxy) -> None:
    client = fetcher(proxy_url=proxy.url)
    got = client.get("https://refused.example/")
    assert (got.state, got.rule) == (SourceState.UNREACHABLE, "proxy-refused")
    got = client.get("http://absent.example/")
    assert (got.state, got.rule) == (SourceState.UNREACHABLE, "proxy-refused")
    assert not client.network_seen


def test_absent_proxy_is_noticed_once_a_host(fetcher: MakeFetcher) -> None:
    client = fetcher(proxy_url=f"http://127.0.0.1:{free_port()}")
    got = client.get_many([f"http://h{n % 3}.example/{n}" for n in range(12)])
    assert {one.state for one in got.values()} == {SourceState.UNREACHABLE}
    assert {one.rule for one in got.values()} == {"proxy-unreachable"}
    assert sum(one.seconds > 0 for one in got.values()) == 3, "one failing connection a host"
