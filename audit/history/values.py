"""What the history keeps, as values. Times are seconds since 1970 (UTC)."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime

from audit.history.alarm import Alarm, NoticeKind, Presence
from audit.vocabulary import SourceState

# The kinds of runs. The list of an audit is named by the article's path, that of links by a hash.
AUDIT, LINKS = "audit", "links"


def day(at: float) -> str:
    """A time as a day (UTC)."""
    return datetime.fromtimestamp(at, UTC).date().isoformat()


def moment(at: float) -> str:
    """A time as ISO 8601 (UTC)."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")


def url_key(url: str) -> str:
    """The key of an address in the store: short however long the address, and the same in every
    process."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def text_key(text: str) -> str:
    """The key of a quotation or passage."""
    return url_key(text)


@dataclass(frozen=True, slots=True)
class Check:
    """One look at one address.

    ``host`` is the host as politeness counts it. ``evidence`` is the SHA-256 of the body, and
    ``judged`` that of all the judgement depends on, ``""`` for none: when it comes out the same,
    the next check may repeat the judgement without reading the page. ``there`` says of passages (by
    ``VerifiedPassage.key``) that were looked for in a whole reading of the right work whether they
    were found.
    """

    url: str
    host: str
    at: float
    state: SourceState
    rule: str
    status: int | None = None
    final_url: str = ""
    evidence: str = ""
    judged: str = ""
    there: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """A time in which an address was in one state, from its first check to its last.

    ``rule``, ``status``, ``final_url`` and ``evidence`` are those of the last check: pages that
    change every night do not make an interval of every night.
    """

    state: SourceState
    rule: str
    status: int | None
    final_url: str
    evidence: str
    first_seen: float
    last_seen: float
    checks: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the last reading of a page came to: ``key`` is that check's ``judged``."""

    key: str
    state: SourceState
    rule: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address as it stands: its present interval, its alarm, the last reading of its page."""

    url: str
    host: str
    now: Interval
    alarm: Alarm
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class VerifiedPassage:
    """Words of a source that an audit of ``article`` found at ``url``.

    ``article`` is the article's path, ``finding`` the name of the finding in its report,
    ``quotation`` the article's words, ``passage`` the source's. ``characters`` is how long the
    source's text was then.
    """

    url: str
    article: str
    finding: str
    quotation: str
    passage: str
    characters: int = 0
    verified_at: float = 0.0
    presence: Presence = field(default_factory=Presence)

    @property
    def key(self) -> str:
        """Names the passage in the store: the finding's number may change, these words do not."""
        return text_key("\n".join((self.url, self.article, self.quotation)))


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be told once. ``article``, ``finding`` and ``detail`` (the quotation) are given
    where a passage drifted or was restored."""

    id: str
    url: str
    kind: NoticeKind
    raised_at: float
    article: str = ""
    finding: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One run over a list of addresses. ``fingerprint`` names the list, ``shard`` its part.

    ``resumed``: it was begun by a process that did not end it.
    """

    id: str
    kind: str
    fingerprint: str
    shard: str
    started: float
    finished: float | None = None
    resumed: bool = False
    states: tuple[tuple[SourceState, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work through a host's addresses, alone, until ``until``."""

    host: str
    owner: str
    until: float


@dataclass(frozen=True, slots=True)
class Busy:
    """A host that is not to be asked now: ``owner`` has it, or (``""``) it was just asked.

    ``seconds``: when to try again.
    """

    host: str
    seconds: float
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """That reference ``number`` of ``article`` (the path of its references file) cites ``url``."""

    article: str
    number: int
    url: str
    publisher: str
