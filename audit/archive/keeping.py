"""Keeping what is cited: the capture to record for a reference, and whether to have one made."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from audit.archive.addresses import is_untrusted_archive
from audit.archive.citing import url_status
from audit.archive.contract import Archive, CaptureSearch
from audit.archive.dates import access_period, distance_days
from audit.archive.reading import NAMED_IN_FILE, CaptureReading, Judgement, read_capture
from audit.archive.save import Saving
from audit.archive.spn import SaveOutcome
from audit.model import Capture, Fetched, Reference, Source
from audit.vocabulary import ArchiveOutcome, SourceRole, SourceState

RECENT_DAYS = 30
_MOST_ADDRESSES = 3  # of a reference whose own address is not known
_WORTH_SAVING = frozenset(
    {
        SourceState.LIVE,
        SourceState.MOVED,
        SourceState.PAYWALLED,
        SourceState.NEEDS_JAVASCRIPT,  # the archive captures with a browser
        SourceState.NO_TEXT,
    }
)
Judge = Callable[[Fetched, SourceRole], Judgement]


@dataclass(frozen=True, slots=True)
class Kept:
    """A reference, what became of its address ``url``, and the capture to cite it with.

    ``outcome`` and ``detail`` are what the archives said. ``newest`` is the time of the latest
    capture (14 digits) that is known, ``""`` for none. ``by_editor``: the references file names
    ``capture`` already.
    """

    reference: Reference
    url: str
    state: SourceState
    outcome: ArchiveOutcome
    detail: str = ""
    capture: Capture | None = None
    newest: str = ""
    saving: Saving | None = None
    by_editor: bool = False

    @property
    def status(self) -> str:
        """The address's ``url-status``, ``""`` when it is not known."""
        return url_status(self.state)

    @property
    def remark(self) -> str:
        """What an editor should look at, ``""`` for nothing."""
        given = self.reference
        if is_untrusted_archive(given.archive_url):
            return "its archive-url is in archive.today, where pages were altered"
        if given.archive_url and self.capture and not self.by_editor:
            return f"its archive-url could not be read as the work; {self.capture.url} can"
        if given.url_status == "live" and self.status not in ("live", ""):
            return f"its url-status is live, and the address is {self.state} now"
        if given.url_status == "dead" and self.status == "live":
            return "its url-status is dead, and the address is live now"
        return ""

    def is_recent(self, today: str, days: int = RECENT_DAYS) -> bool:
        """Whether the newest capture is at most ``days`` older than ``today`` (ISO 8601)."""
        distance = distance_days(self.newest, access_period(today))
        return distance is not None and -distance <= days

    def needs_saving(self, today: str) -> bool:
        """Whether the page is there, and no capture of the last month is."""
        shut_out = self.outcome is ArchiveOutcome.EXCLUDED
        return self.state in _WORTH_SAVING and not shut_out and not self.is_recent(today)

    def saved(self, saving: Saving) -> "Kept":
        """The same after an attempt to save it; a first capture is the one to cite."""
        made = saving.outcome is SaveOutcome.ARCHIVED
        capture = self.capture or (saving.capture if made else None)
        return replace(self, saving=saving, capture=capture)


def look_up(
    reference: Reference,
    read: Callable[[Reference], Source],
    archive: Archive,
    judge: Judge,
    today: str,
) -> Kept:
    """The capture of ``reference`` nearest its access date that is the cited work.

    ``read`` tells what its addresses are without any archive, ``judge`` tests a capture of an
    address in a role, ``today`` is an ISO date. What an editor's ``archive-url`` names is tried
    first; an address that is itself a capture is left as it is.
    """
    given = archive.named(reference.url, reference.accessed) if reference.url else None
    if given is not None:
        state, outcome = SourceState.NOT_CHECKED, ArchiveOutcome.FOUND
        kept = Kept(reference, given.original, state, outcome, "its address is a capture", given)
        return replace(kept, newest=given.timestamp, by_editor=True)
    source = read(reference)
    none_known = CaptureSearch(ArchiveOutcome.UNKNOWN, detail="no address is known")
    reading = CaptureReading(None, None, none_known)
    for url, role in _addresses(reference, source)[:_MOST_ADDRESSES]:
        reading = _read(reference, url, role, archive, judge)
        if reading.capture is not None:
            return _with_newest(_kept(reference, source, url, reading), archive, today)
    return _with_newest(_kept(reference, source, source.url, reading), archive, today)


def _kept(reference: Reference, source: Source, url: str, reading: CaptureReading) -> Kept:
    search, capture = reading.search, reading.capture
    return Kept(
        reference,
        url,
        _state_of(source, url),
        search.outcome,
        search.detail,
        capture,
        newest=capture.timestamp if capture else "",
        by_editor=capture is not None and search.detail == NAMED_IN_FILE,
    )


def _read(
    reference: Reference, url: str, role: SourceRole, archive: Archive, judge: Judge
) -> CaptureReading:
    named = "" if is_untrusted_archive(reference.archive_url) else reference.archive_url
    return read_capture(
        archive, url, reference.accessed, lambda fetched: judge(fetched, role), named=named
    )


def _addresses(reference: Reference, source: Source) -> list[tuple[str, SourceRole]]:
    """The address of the work, or those that may be, with the role to judge their captures in."""
    if source.url:
        own = source.url == reference.url or not _is_candidate(reference, source.url)
        return [(source.url, SourceRole.CITED if own else SourceRole.CANDIDATE)]
    roles = (SourceRole.CITED, SourceRole.CANDIDATE)
    tried = [(attempt.url, attempt.role) for attempt in source.attempts if attempt.role in roles]
    if not tried and reference.archive_url:
        return [(reference.archive_url, SourceRole.CITED)]
    return list(dict.fromkeys(tried))


def _is_candidate(reference: Reference, url: str) -> bool:
    return any(candidate.url == url for candidate in reference.candidates)


def _state_of(source: Source, url: str) -> SourceState:
    """What became of ``url``; of a candidate that was not confirmed, what its page was."""
    if source.url == url:
        return source.state
    states = [attempt.state for attempt in source.attempts if attempt.url == url]
    return states[-1] if states else source.state


def _with_newest(kept: Kept, archive: Archive, today: str) -> Kept:
    """``kept`` with the time of the newest capture, where that decides about saving."""
    asked = kept.outcome in (ArchiveOutcome.UNKNOWN, ArchiveOutcome.NO_CAPTURES)
    if asked or not kept.needs_saving(today):
        return kept
    captures = archive.search(kept.url, today).captures
    return replace(kept, newest=max([kept.newest, *(found.timestamp for found in captures)]))
