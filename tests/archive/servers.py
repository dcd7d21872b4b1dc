"""A loopback archive that really behaves as archives do, also on their bad days."""

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

from audit.demo.archive import Answer, Captures, answer

INDEX, AVAILABILITY, REPLAY = "/cdx/", "/wayback/available", "/web/"
SAVE, STATUS = "/save", "/save/status/"


class Hang:
    """A response that never comes."""


Response = Answer | Hang
Behaviour = Callable[[str], Response]


@dataclass(slots=True)
class LoopbackArchive:
    """The running server: where it is, what it was asked, and how it misbehaves.

    ``behaviours`` replace the answer for paths that begin with their key, the longest key first.
    ``headers`` are those of each request, names in lower case; ``forms`` what was posted.
    """

    base: str
    captures: Captures
    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def respond(self, path: str) -> Response:
        """The response for one request."""
        self.asked.append(path)
        for prefix in sorted(self.behaviours, key=len, reverse=True):
            if path.startswith(prefix):
                return self.behaviours[prefix](path)
        return answer(path, self.captures, self.base)

    def count(self, prefix: str) -> int:
        """How many requests had a path that begins with ``prefix``."""
        return sum(path.startswith(prefix) for path in self.asked)


@contextmanager
def loopback_archive(captures: Captures | None = None) -> Iterator[LoopbackArchive]:
    """Serve ``captures`` on a free port of 127.0.0.1 until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            archive.forms.append(dict(parse_qsl(body.decode())))
            self.do_GET()

        def do_GET(self) -> None:
            archive.headers.append({name.lower(): value for name, value in self.headers.items()})
            response = archive.respond(self.path)
            if isinstance(response, Hang):
                archive.closing.wait(20)
                self.close_connection = True
                return
            status, headers, body = response
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Clients that hang up are part of these tests."""

    server = Server(("127.0.0.1", 0), Handler)
    archive = LoopbackArchive(f"http://127.0.0.1:{server.server_port}", captures or {})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield archive
    finally:
        archive.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def always(status: int, body: bytes = b"", *headers: tuple[str, str]) -> Behaviour:
    """The same response every time; ``text/html`` unless a header says otherwise."""
    named = (
        headers
        if any(name == "Content-Type" for name, _ in headers)
        else (("Content-Type", "text/html"), *headers)
    )
    return lambda path: (status, named, body)


def says(data: Mapping[str, object], status: int = 200, **headers: str) -> Behaviour:
    """A JSON object, every time; ``Retry_After="6"`` makes a header."""
    named = ((name.replace("_", "-"), value) for name, value in headers.items())
    json_type = ("Content-Type", "application/json")
    return always(status, json.dumps(data).encode(), json_type, *named)


def hanging(path: str) -> Response:
    """A request that is taken and never answered."""
    return Hang()


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """One behaviour after the other; the last one stays."""
    left = list(behaviours)
    return lambda path: (left.pop(0) if len(left) > 1 else left[0])(path)


def refusing_base() -> str:
    """An address on this machine where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"
