"""Reading a reference from an archive: one capture after the other until one is the work."""

from collections.abc import Callable
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import NamedTuple, Protocol

from audit.archive.choose import MOST_CAPTURES
from audit.archive.contract import Archive, CaptureSearch
from audit.archive.dates import access_period, distance_days
from audit.archive.polite import header
from audit.archive.several import Archives, merged
from audit.model import Attempt, Capture, Fetched
from audit.vocabulary import ArchiveOutcome, SourceRole, SourceState

# These tell of the archive or of the way to it, not of what was captured.
_NOT_TOLD = frozenset(
    {
        SourceState.TIMEOUT,
        SourceState.UNREACHABLE,
        SourceState.TLS_ERROR,
        SourceState.RATE_LIMITED,
        SourceState.NOT_CHECKED,
    }
)
NAMED_IN_FILE = "the references file names this capture"
_MOST_UNANSWERED = 2  # a third minute of waiting would tell nothing new


class Judgement(Protocol):
    """What the gates say of a page; the capture passes when ``state`` is readable."""

    @property
    def state(self) -> SourceState:
        """The page's state."""
        ...

    @property
    def rule(self) -> str:
        """The rule that fired."""
        ...

    @property
    def detail(self) -> str:
        """Its evidence in words."""
        ...


class CaptureReading(NamedTuple):
    """The capture that was read, or ``None`` twice, and what the archive said."""

    fetched: Fetched | None
    capture: Capture | None
    search: CaptureSearch


def read_capture(
    archive: Archive,
    url: str,
    accessed: str,
    judge: Callable[[Fetched], Judgement],
    *,
    named: str = "",
) -> CaptureReading:
    """Try the captures of ``url`` in order until one passes ``judge``, at most four an archive.

    ``named`` is the link to a capture that an editor has chosen: it is tried before anything is
    searched for. Of several archives the next one is asked where none of a first one's captures
    is a whole work. A capture that holds only part of it (a paywall, a broken-off body) is kept as
    second best. When none passes, the search's outcome tells why: ``only-soft-404`` (pages, but
    not the work), ``only-errors``, or ``unknown`` when an archive failed on any of them.
    """
    members = archive.members if isinstance(archive, Archives) else (archive,)
    readings: list[CaptureReading] = []
    chosen = archive.named(named, accessed) if named else None
    if chosen is not None:
        search = CaptureSearch(ArchiveOutcome.FOUND, (chosen,), NAMED_IN_FILE)
        readings.append(_read_in_order(archive, search, accessed, judge))
    for member in members:
        if readings and _is_whole(readings[-1]):
            break
        search = member.search(url, accessed)
        untried = tuple(capture for capture in search.captures if capture != chosen)
        search = replace(search, captures=untried)
        readings.append(_read_in_order(member, search, accessed, judge))
    return _best(readings)


def _best(readings: list[CaptureReading]) -> CaptureReading:
    """The whole work, else the first part of it, with all that was tried on the way."""
    if len(readings) == 1:
        return readings[0]
    attempts = tuple(attempt for one in readings for attempt in one.search.attempts)
    found = [one for one in readings if one.capture is not None]
    if not found:
        return CaptureReading(None, None, merged([one.search for one in readings]))
    best = next((one for one in found if _is_whole(one)), found[0])
    return best._replace(search=replace(best.search, attempts=attempts))


def _is_whole(reading: CaptureReading) -> bool:
    attempts = reading.search.attempts
    return reading.capture is not None and attempts[-1].state.whole


def _read_in_order(
    archive: Archive,
    search: CaptureSearch,
    accessed: str,
    judge: Callable[[Fetched], Judgement],
) -> CaptureReading:
    """Try the captures of one search until one passes ``judge``."""
    attempts: list[Attempt] = []
    unanswered = 0
    second_best: tuple[Fetched, Capture] | None = None
    for chosen in search.captures[:MOST_CAPTURES]:
        fetched = archive.replay(chosen)
        state, rule, detail = _judged(fetched, judge)
        capture = as_served(chosen, fetched, accessed) if state.readable else chosen
        attempts.append(_attempt(capture, fetched, state, rule, detail))
        if state.whole:
            return CaptureReading(fetched, capture, replace(search, attempts=tuple(attempts)))
        if state.readable and second_best is None:
            second_best = (fetched, capture)
        unanswered += state in _NOT_TOLD
        if unanswered == _MOST_UNANSWERED:
            break
    search = replace(search, attempts=tuple(attempts))
    if second_best:
        return CaptureReading(*second_best, search)
    return CaptureReading(None, None, _unusable(search) if attempts else search)


def as_served(capture: Capture, fetched: Fetched, accessed: str) -> Capture:
    """The memento that was really read when ``capture`` was asked for.

    An archive may answer with the nearest memento it can replay (RFC 7089, Memento-Datetime), and a
    captured redirect leads to another address.
    """
    timestamp = capture.timestamp
    try:
        moment = parsedate_to_datetime(header(fetched, "memento-datetime"))
        timestamp = f"{moment:%Y%m%d%H%M%S}"
    except ValueError:
        pass
    original = fetched.final_url or capture.original
    if (timestamp, original) == (capture.timestamp, capture.original):
        return capture
    view_prefix = capture.url.partition(f"/{capture.timestamp}")[0]
    return replace(
        capture,
        timestamp=timestamp,
        original=original,
        url=f"{view_prefix}/{timestamp}/{original}",
        distance_days=distance_days(timestamp, access_period(accessed)),
    )


def _judged(
    fetched: Fetched, judge: Callable[[Fetched], Judgement]
) -> tuple[SourceState, str, str]:
    if not fetched.state.readable:
        return fetched.state, fetched.rule, fetched.detail
    judgement = judge(fetched)
    return judgement.state, judgement.rule, judgement.detail


def _attempt(
    capture: Capture, fetched: Fetched, state: SourceState, rule: str, detail: str
) -> Attempt:
    return Attempt(
        url=capture.url,
        role=SourceRole.CAPTURE,
        state=state,
        rule=rule,
        detail=detail,
        status=fetched.status,
        seconds=fetched.seconds,
    )


def _unusable(search: CaptureSearch) -> CaptureSearch:
    attempts = search.attempts
    tried = f"{len(attempts)} capture{'s' if len(attempts) != 1 else ''} tried"
    last = attempts[-1]
    if any(a.state in _NOT_TOLD or _archive_failed(a) for a in attempts):
        outcome, told = ArchiveOutcome.UNKNOWN, "the archive did not give all of them"
    elif all(a.rule == "not-a-memento" or (a.status or 0) >= 300 for a in attempts):
        outcome, told = ArchiveOutcome.ONLY_ERRORS, "none replays as a page"
    else:
        outcome, told = ArchiveOutcome.ONLY_SOFT_404, "none is the work itself"
    detail = f"{tried}, {told} (last: {last.detail or last.state})"
    return replace(search, outcome=outcome, detail=detail)


def _archive_failed(attempt: Attempt) -> bool:
    return attempt.rule == "not-a-memento" and attempt.state is SourceState.SERVER_ERROR
