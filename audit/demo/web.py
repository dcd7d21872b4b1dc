"""A forward proxy on the loopback that plays the whole web.

``CONNECT`` is answered by ending TLS here, with a certificate made for the host by a throw-away
authority; a request in absolute form is answered as plain HTTP. A host the box does not know gets
502, as from a proxy that cannot resolve it; a refused one gets a closed connection.
"""

import gzip
import ssl
import tempfile
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import SHUT_RDWR, socket
from threading import Lock, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from audit.demo.site import Answer, Reach, Site
from audit.errors import AuditError

if TYPE_CHECKING:
    import trustme

_IDLE_SECONDS = 30.0
_POLL_SECONDS = 0.02
_COMPRESSED_FROM_BYTES = 1024


class BoxedWeb:
    """Context manager: the proxy runs between enter and exit, on a free loopback port.

    Inside, ``proxy_url`` is what ``HTTP_PROXY`` and ``HTTPS_PROXY`` are to be set to, ``ca_bundle``
    the PEM file for ``REQUESTS_CA_BUNDLE``, ``asked`` the addresses asked for so far, in order. The
    same box may be entered again after it was left; it then starts afresh.
    """

    def __init__(self) -> None:
        self._running: _Running | None = None

    def __enter__(self) -> Self:
        """Start the proxy. Raises ``AuditError`` when the ``demo`` extra is not installed."""
        if self._running is not None:
            raise AuditError("the web in a box is already running")
        self._running = _Running(_new_authority())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop the proxy, close what clients left open, wait for every thread."""
        running, self._running = self._running, None
        if running is not None:
            running.stop()

    @property
    def proxy_url(self) -> str:
        """Address of the proxy, ``http://127.0.0.1:PORT``."""
        return f"http://127.0.0.1:{self._started.server.server_port}"

    @property
    def ca_bundle(self) -> Path:
        """PEM file with the one authority that vouches for the boxed hosts."""
        return self._started.ca_bundle

    @property
    def asked(self) -> tuple[str, ...]:
        """Every address that was asked for, in order, with repeats."""
        return self._started.server.site.asked

    @property
    def _started(self) -> "_Running":
        if self._running is None:
            raise AuditError("the web in a box is not running", hint="use it in a with statement")
        return self._running


def _new_authority() -> "trustme.CA":
    try:
        import trustme
    except ImportError as error:
        raise AuditError(
            "the rehearsal needs the package trustme",
            hint="install the demo extra: pip install 'citation-audit[demo]'",
        ) from error
    return trustme.CA(organization_name="Citation audit rehearsal")


class _Running:
    """All that exists only while the box runs."""

    def __init__(self, authority: "trustme.CA") -> None:
        self.server = _Proxy(Site(), _context_maker(authority))
        self._directory = tempfile.TemporaryDirectory(prefix="citation-audit-demo-")
        self.ca_bundle = Path(self._directory.name) / "rehearsal-ca.pem"
        authority.cert_pem.write_to_path(str(self.ca_bundle))
        self._thread = Thread(
            target=self.server.serve_forever, args=(_POLL_SECONDS,), name="boxed-web"
        )
        self._thread.start()

    def stop(self) -> None:
        """End the accepting thread first, so that no connection can begin behind our back."""
        self.server.shutdown()
        self._thread.join()
        self.server.hang_up()
        self.server.server_close()
        self._directory.cleanup()


def _context_maker(authority: "trustme.CA") -> Callable[[str], ssl.SSLContext]:
    """Return a function host -> server context, making each host's certificate only once."""
    contexts: dict[str, ssl.SSLContext] = {}
    lock = Lock()

    def context_for(host: str) -> ssl.SSLContext:
        with lock:
            if host not in contexts:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                authority.issue_cert(host).configure_cert(context)
                contexts[host] = context
            return contexts[host]

    return context_for


class _Proxy(ThreadingHTTPServer):
    """One thread a connection; ``server_close`` joins them all."""

    daemon_threads = False

    def __init__(self, site: Site, context_for: Callable[[str], ssl.SSLContext]) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.site, self.context_for = site, context_for
        self._open: set[socket] = set()
        self._lock = Lock()
        self._closing = False

    def get_request(self) -> tuple[socket, tuple[str, int]]:
        """Accept a connection and remember it, before a thread is started for it."""
        connection, address = super().get_request()
        self.swap(None, connection)
        return connection, address

    def swap(self, old: socket | None, new: socket | None) -> bool:
        """Forget ``old``, remember ``new``; False when the box is closing."""
        with self._lock:
            if old is not None:
                self._open.discard(old)
            if new is not None:
                self._open.add(new)
            return not self._closing

    def hang_up(self) -> None:
        """Shut every open connection, so that threads waiting for a next request come back."""
        with self._lock:
            self._closing = True
            for connection in self._open:
                _shut(connection)


def _shut(connection: socket) -> None:
    """Shut the descriptor itself: ``SSLSocket.shutdown`` would pull TLS from under its reader."""
    try:
        socket.shutdown(connection, SHUT_RDWR)
    except OSError:
        return


class _Conversation(BaseHTTPRequestHandler):
    """One client connection, before and after it became a tunnel."""

    protocol_version = "HTTP/1.1"
    server_version = "boxed"
    sys_version = ""
    timeout = _IDLE_SECONDS
    server: _Proxy
    tunnel = ""

    def handle(self) -> None:
        """Answer requests until the client has had enough or is gone."""
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    def finish(self) -> None:
        """Close the tunnel's TLS socket: the server only knows the one below it."""
        super().finish()
        self.server.swap(self.connection, None)
        if self.tunnel:
            self.connection.close()

    def do_CONNECT(self) -> None:
        """Open a tunnel that ends here."""
        host = _host(f"//{self.path}")
        reach = self.server.site.reach(host)
        if reach is Reach.SERVED:
            self.send_response_only(200, "Connection established")
            self.end_headers()
            self._begin_tls(host)
        elif reach is Reach.UNKNOWN:
            self._send(_no_such_host(host))
        self.close_connection = reach is not Reach.SERVED or not self.tunnel

    def do_GET(self) -> None:
        """Answer a request in a tunnel, or one in absolute form."""
        url = f"https://{self.tunnel}{self.path}" if self.tunnel else self.path
        host = _host(url)
        reach = self.server.site.reach(host)
        if reach is Reach.REFUSED:
            self.close_connection = True
        elif reach is Reach.UNKNOWN:
            self._send(_no_such_host(host))
        else:
            self._send(self.server.site.answer(url))

    do_HEAD = do_GET  # noqa: N815 - the name is the standard library's

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the program under rehearsal has the terminal."""

    def _begin_tls(self, host: str) -> None:
        below = self.connection
        tls = self.server.context_for(host).wrap_socket(
            below, server_side=True, do_handshake_on_connect=False
        )
        self.tunnel, self.request, self.connection = host, tls, tls
        if not self.server.swap(below, tls):
            _shut(tls)
        tls.settimeout(_IDLE_SECONDS)
        tls.do_handshake()
        self.setup()

    def _send(self, answer: Answer) -> None:
        body = answer.body
        gzipped = "gzip" in self.headers.get("Accept-Encoding", "")
        gzipped = gzipped and len(body) >= _COMPRESSED_FROM_BYTES
        if gzipped:
            body = gzip.compress(body, mtime=0)
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if gzipped:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _host(url: str) -> str:
    """Host of a URL in lower case, empty when there is none to be read."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _no_such_host(host: str) -> Answer:
    return Answer(502, (("Content-Type", "text/plain"),), f"no such host: {host}\n".encode())
