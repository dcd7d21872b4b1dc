"""One address on its way through redirects and retries: the state, and what comes of it."""

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from requests.cookies import RequestsCookieJar

from audit.fetch.cache import Entry
from audit.fetch.failures import Failure
from audit.fetch.states import Verdict
from audit.fetch.transport import Answer
from audit.model import Fetched, Hop


@dataclass(frozen=True, slots=True)
class Wish:
    """What the caller asked for. ``url`` as the caller spells it; ``data`` makes a POST."""

    url: str
    headers: Mapping[str, str]
    follow_redirects: bool = True
    total_seconds: float = 30.0
    conditional: bool = True
    data: Mapping[str, str] | bytes | None = None


@dataclass(slots=True)
class Visit:
    """A wish being carried out. ``address`` is where the next request goes.

    Cookies live as long as the visit, each host's apart from the others'.
    """

    wish: Wish
    address: str
    start: str = ""
    data: Mapping[str, str] | bytes | None = None
    entry: Entry | None = None
    shortcut: bool = False
    began: float = 0.0
    spent: float = 0.0
    waited: float = 0.0
    attempts: int = 0
    redirects: int = 0
    browser: bool = False
    hops: list[Hop] = field(default_factory=list)
    jars: dict[str, RequestsCookieJar] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    chain_begins: int = 0

    @property
    def host(self) -> str:
        """The host whose turn has to be awaited."""
        return host_of(self.address)

    @property
    def jar(self) -> RequestsCookieJar:
        """The cookies of the host that is asked next."""
        return self.jars.setdefault(urlsplit(self.address).hostname or "", RequestsCookieJar())

    @property
    def seconds_left(self) -> float:
        """Network time that this visit may still take."""
        return self.wish.total_seconds - self.spent

    @property
    def chain(self) -> tuple[Hop, ...]:
        """The responses of the present attempt."""
        return tuple(self.hops[self.chain_begins :])

    def situation(self, url: str) -> tuple[str, str]:
        """The address and the cookies it would get: the same twice is a loop."""
        jar = self.jars.get(urlsplit(url).hostname or "", ())
        return url, "; ".join(sorted(f"{cookie.name}={cookie.value}" for cookie in jar))

    def take_shortcut(self, entry: Entry) -> None:
        """Go straight to where permanent redirects led the last time."""
        redirects = [hop for hop in entry.fetched.hops if hop.location]
        if redirects:
            self.address, self.hops, self.shortcut = entry.fetched.final_url, redirects, True

    def start_over(self) -> None:
        """Begin the chain again for another attempt; cookies and hops are kept."""
        if self.shortcut:
            self.hops.clear()
        self.address, self.redirects, self.shortcut = self.start, 0, False
        self.data = self.wish.data
        self.chain_begins = len(self.hops)
        self.seen.clear()

    def backoff(self, first: float) -> float:
        """Seconds before the next attempt: ``first``, doubling, with jitter."""
        jitter = random.uniform(0.75, 1.5)  # noqa: S311  # spreads load, keeps no secret
        return first * 2.0**self.attempts * jitter


def origin_of(url: str) -> str:
    """Scheme, host and port: what credentials belong to."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def host_of(url: str) -> str:
    """The host as politeness counts it: one machine's http and https are one."""
    parts = urlsplit(url)
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    return (parts.hostname or "") + port


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds asked for by Retry-After (RFC 9110 10.2.3), ``None`` when it says nothing."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def failed(visit: Visit, failure: Failure) -> Fetched:
    """The result of a visit that ended without a response."""
    return Fetched(
        url=visit.wish.url,
        final_url=visit.address,
        state=failure.state,
        rule=failure.rule,
        detail=failure.detail,
        hops=tuple(visit.hops),
        seconds=elapsed(visit),
        fetched_at=timestamp(),
    )


def answered(visit: Visit, verdict: Verdict, answer: Answer) -> Fetched:
    """The result of a visit that ended with a response."""
    media_type, charset = media_type_of(answer.headers.get("content-type", ""))
    return Fetched(
        url=visit.wish.url,
        final_url=visit.address,
        state=verdict.state,
        rule=verdict.rule,
        detail=verdict.detail,
        status=answer.status,
        media_type=media_type,
        charset=charset,
        headers=tuple(answer.headers.items()),
        body=answer.body.data,
        hops=tuple(visit.hops),
        seconds=elapsed(visit),
        fetched_at=timestamp(),
        retry_after=retry_after(answer.headers),
    )


def media_type_of(content_type: str) -> tuple[str, str]:
    """Media type in lower case and charset (or ``""``) of a Content-Type header."""
    message = Message()
    message["content-type"] = content_type
    charset = message.get_param("charset")
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type, charset.strip().lower() if isinstance(charset, str) else ""


def elapsed(visit: Visit) -> float:
    """Wall time since the first request of the visit."""
    return round(time.monotonic() - visit.began, 6) if visit.began else 0.0


def timestamp() -> str:
    """Now, as ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
