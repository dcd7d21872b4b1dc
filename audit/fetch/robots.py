"""robots.txt (RFC 9309), read through our own client, remembered for the life of a fetcher."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

_AGENT = "citation-audit"
_MOST_BYTES = 512_000  # RFC 9309 2.5: at least 500 KiB


@dataclass(frozen=True, slots=True)
class RobotsAnswer:
    """The final status of ``/robots.txt`` and its text; status 0 when nothing answered."""

    status: int
    body: bytes = b""


@dataclass(slots=True)
class _Origin:
    lock: threading.Lock = field(default_factory=threading.Lock)
    parser: RobotFileParser | None = None


class Robots:
    """Rules by origin. ``read`` gets the address of a robots.txt and gives what came back."""

    def __init__(self, read: Callable[[str], RobotsAnswer]) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._origins: dict[str, _Origin] = {}

    def allows(self, url: str) -> bool:
        """Whether the site lets us read ``url``; asks for its robots.txt the first time."""
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.netloc}/robots.txt"
        with self._lock:
            origin = self._origins.setdefault(address, _Origin())
        with origin.lock:
            if origin.parser is None:
                origin.parser = _parser(self._read(address))
        return origin.parser.can_fetch(_AGENT, url)


def _parser(answer: RobotsAnswer) -> RobotFileParser:
    """Rules of an answer: none for 4xx, nothing allowed for 5xx (RFC 9309 2.3.1). Where nothing
    answered the page itself will show why."""
    parser, lines = RobotFileParser(), list[str]()
    if answer.status >= 500:
        lines = ["User-agent: *", "Disallow: /"]
    elif 200 <= answer.status < 300:
        lines = answer.body[:_MOST_BYTES].decode("utf-8-sig", "replace").splitlines()
    parser.parse(lines)
    return parser
