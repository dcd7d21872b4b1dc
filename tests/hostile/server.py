"""The servers of the hostile web: every route misbehaves in one way that the real web does."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qsl, urlsplit

from tests.hostile import archive, pages

LONGEST_DRIP_SECONDS = 60
HTML = "text/html; charset=utf-8"


class HostileWeb:
    """All routes on one loopback port; ``url(path)`` is where they are."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.closing = threading.Event()
        web = self

        class Handler(_Handler):
            """A handler that knows its web."""

            hostile = web

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True

    @property
    def base(self) -> str:
        """The web's address, which is also the archive's."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def url(self, path: str) -> str:
        """The whole address of a route."""
        return self.base + path

    def __enter__(self) -> "HostileWeb":
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hostile: HostileWeb

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.close_connection = True
        split = urlsplit(self.path)
        self.hostile.hits[self.path] += 1
        query = dict(parse_qsl(split.query))
        try:
            if split.path in ROUTES:
                ROUTES[split.path](self, query)
            elif answer := archive.answer(self.path, query, self.hostile.base):
                headers = {"Location": answer.location, "Memento-Datetime": answer.memento}
                said = {name: value for name, value in headers.items() if value}
                self.send(answer.body, answer.status, answer.media_type, **said)
            else:
                self.send("<title>404 Not Found</title><h1>Not Found</h1>", 404)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def send(
        self, body: bytes | str = b"", status: int = 200, media_type: str = HTML, **headers: str
    ) -> None:
        """One whole response; ``Retry_After="1"`` is a header."""
        data = body.encode() if isinstance(body, str) else body
        self.head(status, media_type, {"Content-Length": str(len(data)), **headers})
        self.wfile.write(data)

    def head(self, status: int, media_type: str, headers: dict[str, str]) -> None:
        """The head of a response alone."""
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        for name, value in {**headers, "Connection": "close"}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()


Route = Callable[[_Handler, dict[str, str]], None]


def page(body: str | bytes, status: int = 200, media_type: str = HTML, **headers: str) -> Route:
    """A route that always answers the same."""
    return lambda handler, query: handler.send(body, status, media_type, **headers)


def made(make: Callable[[], str | bytes], media_type: str = HTML) -> Route:
    """A route whose body is made when first asked for."""
    return lambda handler, query: handler.send(make(), 200, media_type)


def busy_once(status: int) -> Route:
    """A route that refuses the first visitor and asks for a second of patience."""

    def answer(handler: _Handler, query: dict[str, str]) -> None:
        if handler.hostile.hits[handler.path] == 1:
            handler.send("<h1>Busy</h1>", status, Retry_After="1")
        else:
            handler.send(pages.article())

    return answer


def drip(handler: _Handler, query: dict[str, str]) -> None:
    """Two bytes a second: no read ever times out, the body never ends."""
    handler.head(200, HTML, {})
    body, begun = pages.article().encode(), time.monotonic()
    for byte in body:
        if time.monotonic() - begun > LONGEST_DRIP_SECONDS or handler.hostile.closing.wait(0.5):
            return
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()


def stall(handler: _Handler, query: dict[str, str]) -> None:
    """A few bytes, then silence."""
    handler.head(200, HTML, {"Content-Length": "50000"})
    handler.wfile.write(pages.article().encode()[:200])
    handler.wfile.flush()
    handler.hostile.closing.wait(LONGEST_DRIP_SECONDS)


def truncated(handler: _Handler, query: dict[str, str]) -> None:
    """Half of what Content-Length promised."""
    body = pages.article().encode()
    handler.head(200, HTML, {"Content-Length": str(len(body))})
    handler.wfile.write(body[: body.index(b"The chief who changed her mind")])


def bomb(handler: _Handler, query: dict[str, str]) -> None:
    """A body that inflates a thousandfold."""
    body = pages.bomb()
    handler.head(200, HTML, {"Content-Encoding": "gzip", "Content-Length": str(len(body))})
    handler.wfile.write(body)


def browsers_only(handler: _Handler, query: dict[str, str]) -> None:
    """A site that refuses whoever does not look like a browser."""
    agent = handler.headers.get("User-Agent", "")
    if not agent.startswith("Mozilla/5.0 (") or "compatible;" in agent:
        handler.send("<title>Access Denied</title><h1>Access Denied</h1>", 403)
    else:
        handler.send(pages.article())


def paged(handler: _Handler, query: dict[str, str]) -> None:
    """An article in two pages."""
    handler.send(pages.half_of_two(query.get("page") == "2"))


GONE = page("<h1>Not Found</h1>", 404)
DENIED = "<title>Access Denied</title><h1>Access Denied</h1>"
PDF = "application/pdf"

ROUTES: dict[str, Route] = {
    "/": page(pages.HOME),
    "/news/": page(pages.HOME),
    "/news/reform": made(pages.article),
    "/docs/evaluation.pdf": made(pages.evaluation_pdf, PDF),
    "/docs/download": made(pages.evaluation_pdf, "application/octet-stream"),
    "/docs/scan.pdf": made(pages.scanned_pdf, PDF),
    "/f/cp1252-header": made(lambda: pages.letter(False), "text/html; charset=windows-1252"),
    "/f/cp1252-meta": made(lambda: pages.letter(True), "text/html"),
    "/f/utf8-nocharset": made(
        lambda: pages.article().replace('<meta charset="utf-8">', ""), "text/html"
    ),
    "/f/410": page("<h1>Gone</h1>", 410),
    "/f/500": page("<h1>Server error</h1>", 500),
    "/f/soft404": page(pages.SOFT_404),
    "/f/parked": page(pages.PARKED),
    "/f/redirect-home": page("", 302, Location="/"),
    "/f/redirect-soft404": page("", 302, Location="/f/soft404"),
    "/f/redirect-ok": page("", 301, Location="/news/reform"),
    "/f/503-then-ok": busy_once(503),
    "/f/429-then-ok": busy_once(429),
    "/f/403": page(DENIED, 403),
    "/f/bot-ua": browsers_only,
    "/f/401": page("<h1>Authorization required</h1>", 401, WWW_Authenticate='Basic realm="x"'),
    "/f/451": page("<h1>Unavailable For Legal Reasons</h1>", 451),
    "/f/challenge403": page(pages.CHALLENGE, 403, cf_mitigated="challenge"),
    "/f/challenge200": page(pages.CHALLENGE),
    "/f/consent": page(pages.CONSENT),
    "/f/login": page(pages.LOGIN),
    "/f/paywall": page(pages.PAYWALL),
    "/f/js-app": made(pages.scripts_only),
    "/f/js-nextdata": made(pages.next_data),
    "/f/paged": paged,
    "/f/big-head": made(lambda: pages.harbour_log(True)),
    "/f/big-tail": made(lambda: pages.harbour_log(False)),
    "/f/gzip-bomb": bomb,
    "/f/slow": drip,
    "/f/stall": stall,
    "/f/truncated": truncated,
    "/f/loop": page("", 302, Location="/f/loop"),
    "/f/image": page(
        b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x08" * 64 + b"\xff\xd9", 200, "image/jpeg"
    ),
    "/f/plain.txt": page(
        "NOTICE\n\nThe quay will be closed to vehicles\nfrom dusk on Friday until the\n"
        "herring fleet has sailed.\n" + "\nBy order.\n" * 60,
        200,
        "text/plain; charset=utf-8",
    ),
    "/f/empty": page(""),
    "/f/204": page("", 204),
    "/gone/reform": GONE,
    "/gone/softcopy": GONE,
    "/gone/redirected": GONE,
    "/changed/minutes": page(pages.MINUTES % "The chair said the dredging will begin in March."),
}
