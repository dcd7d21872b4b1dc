"""A search service on the loopback: it answers as a test says, and remembers the questions."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import parse_qs, urlsplit

Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the service sends: data as JSON, text as it is."""

    data: object = None
    status: int = 200
    text: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One request as it came in."""

    path: str
    query: Query
    headers: Mapping[str, str]


class SearchServer:
    """``replies`` gets the query and gives the reply."""

    def __init__(self, replies: Callable[[Query], Reply]) -> None:
        self.questions: list[Question] = []
        self._lock = Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
                with server._lock:
                    headers = {name.lower(): value for name, value in self.headers.items()}
                    server.questions.append(Question(parts.path, query, headers))
                reply = replies(query)
                text = reply.text if reply.text is not None else json.dumps(reply.data)
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if "Content-Type" not in reply.headers:
                    self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, format: str, *args: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@contextmanager
def serving(replies: Callable[[Query], Reply]) -> Iterator[SearchServer]:
    server = SearchServer(replies)
    try:
        yield server
    finally:
        server.close()
