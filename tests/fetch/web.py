"""A small web on loopback for the fetcher's tests: routes are functions that get the handler."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer

PAGE = b"<!doctype html><title>Harbour</title><h1>Harbour</h1><p>The quay is closed.</p>"


@dataclass(frozen=True)
class Seen:
    """One request as the server saw it."""

    method: str
    path: str
    headers: Mapping[str, str]
    begun: float
    body: bytes = b""
    client: tuple[str, int] = ("", 0)


class Handler(BaseHTTPRequestHandler):
    """Answers from the site's routes; keeps connections alive unless a route closes."""

    protocol_version = "HTTP/1.1"
    site: "Site"

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""

    def handle(self) -> None:
        with suppress(ConnectionError, ssl.SSLError, TimeoutError):
            super().handle()

    def answer(
        self,
        body: bytes = PAGE,
        status: int = 200,
        content_type: str = "text/html; charset=utf-8",
        **headers: str,
    ) -> None:
        """Send a whole response; header names are written with underscores."""
        self.send_response(status)
        if content_type:
            self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def begin(self, **headers: str) -> None:
        """Send the header of a response whose body the route writes itself, then closes."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.close_connection = True

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_HEAD(self) -> None:
        self._serve()

    def _serve(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(size)
        client = self.client_address[:2]
        seen = Seen(self.command, self.path, headers, time.monotonic(), body, client)
        path = self.path.partition("?")[0]
        with self.site.lock:
            self.site.seen.append(seen)
            self.site.active += 1
            self.site.peak = max(self.site.peak, self.site.active)
        try:
            self.site.routes.get(path, _missing)(self)
        finally:
            with self.site.lock:
                self.site.active -= 1


Route = Callable[[Handler], None]


def _missing(handler: Handler) -> None:
    handler.answer(b"<h1>Not Found</h1>", 404)


class QuickServer(ThreadingHTTPServer):
    """A threading server that starts and ends quickly."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def server_bind(self) -> None:
        """Bind without looking the address up, which takes long where there is no name server."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "loopback", int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away are what the tests are about."""


@dataclass
class Site:
    """One running server. ``seen`` are its requests in order, ``peak`` the most at a time."""

    base: str
    routes: dict[str, Route]
    server: ThreadingHTTPServer
    seen: list[Seen] = field(default_factory=list)
    active: int = 0
    peak: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def port(self) -> int:
        """The port that the system chose."""
        return int(self.server.server_address[1])

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [seen.path for seen in self.seen]

    def close(self) -> None:
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()


def serve(
    routes: dict[str, Route], address: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> Site:
    """Start a site on a free port of a loopback address."""
    handler = type("SiteHandler", (Handler,), {})
    server = QuickServer((address, 0), handler)
    if tls is not None:
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    scheme = "https" if tls else "http"
    site = Site(f"{scheme}://{address}:{server.server_address[1]}", routes, server)
    handler.site = site  # type: ignore[attr-defined]  # a class made for this site alone
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return site


def page(body: bytes = PAGE, status: int = 200, **headers: str) -> Route:
    """A route that always gives the same answer."""
    return lambda handler: handler.answer(body, status, **headers)


def redirect(target: str, status: int = 302) -> Route:
    """A route that sends the client elsewhere."""
    return lambda handler: handler.answer(b"moved", status, Location=target)


def in_turn(*routes: Route) -> Route:
    """A route that answers differently each time; the last answer stays."""
    left = list(routes)

    def route(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return route


def free_port(address: str = "127.0.0.1") -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])
