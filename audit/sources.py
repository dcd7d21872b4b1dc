"""One reference to its source: every address worth trying, live first, then from an archive.

The first page that passes the gates and is the cited work ends the search; what failed before is
kept as attempts. Nothing here raises for what the outside world does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from audit.archive import (
    Archive,
    CaptureSearch,
    is_untrusted_archive,
    parse_archive_url,
    read_capture,
)
from audit.extract import extract
from audit.extract.gates import PageJudgement, judge_page, sibling_url, wants_sibling
from audit.extract.pages import join_pages
from audit.extract.work import compare_work
from audit.fetch import Fetcher
from audit.model import Attempt, Capture, Fetched, Reference, Remark, Source, SourceText
from audit.resolve import Lead, leads
from audit.vocabulary import ArchiveOutcome, Level, SourceRole, SourceState

MOST_PAGES = 10  # of one article, joined by rel=next

UNTRUSTED = (
    "archive.today and its other names: stored pages there were altered, so none is evidence"
)

# States that are replaced by a whole capture when there is one: the live page lacks (some) text.
WORTH_A_CAPTURE = frozenset(SourceState) - {
    SourceState.LIVE,
    SourceState.MOVED,
    SourceState.UNRESOLVED,
    SourceState.NOT_CHECKED,
    SourceState.NO_TEXT,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A page that was fetched, read and judged."""

    fetched: Fetched
    text: SourceText
    judgement: PageJudgement


class SourceReader:
    """Finds and reads the source of a reference. Safe to share between threads."""

    def __init__(
        self,
        fetcher: Fetcher,
        archive: Archive | None,
        interrupts: Sequence[Callable[[], None]] = (),
    ) -> None:
        self._fetcher = fetcher
        self._archive = archive
        self._interrupts = interrupts or (fetcher.interrupt,)

    def read(self, reference: Reference) -> Source:
        """Try the reference's addresses in order and return the best source there is."""
        attempts: list[Attempt] = []
        best: Source | None = None
        for lead in leads(reference):
            source = self._read_lead(reference, lead, attempts)
            if lead.role is SourceRole.COPY:
                best = _beside(best or _unresolved(reference, attempts), source)
            elif source.complete or (best is None and _says_something(source)):
                best = source
            if best is not None and (best.complete or best.role is SourceRole.COPY):
                break
        return replace(best or _unresolved(reference, attempts), attempts=tuple(attempts))

    @property
    def network_seen(self) -> bool:
        """Whether anything outside answered at all."""
        return self._fetcher.network_seen

    def interrupt(self) -> None:
        """Let every request under way end now; what was fetched is kept."""
        for interrupt in self._interrupts:
            interrupt()

    def judge_pages(
        self, pages: Sequence[tuple[str, Reference | None]]
    ) -> dict[str, tuple[Fetched, PageJudgement]]:
        """Fetch many addresses at once, each host politely, and judge each page by itself.

        Bodies are dropped as soon as they are judged, so that thousands fit into memory.
        """
        works = dict(pages)
        judged: dict[str, tuple[Fetched, PageJudgement]] = {}

        def judge(fetched: Fetched) -> None:
            reading = self._judge(fetched, works[fetched.url], single=True)
            judged[fetched.url] = (replace(fetched, body=b""), reading.judgement)

        self._fetcher.get_many(works, judge, keep_bodies=False)
        return judged

    def read_page(self, url: str, reference: Reference | None = None) -> Reading:
        """Fetch, read and judge one live page, its further pages joined."""
        return self._judge(self._fetcher.get(url), reference)

    def _read_lead(self, reference: Reference, lead: Lead, attempts: list[Attempt]) -> Source:
        if is_untrusted_archive(lead.url):
            return _unasked(reference, lead, "untrusted-archive", UNTRUSTED)
        if self._archive is not None and parse_archive_url(lead.url) is not None:
            named = _unasked(reference, lead, "archive-link", "")
            return self._read_capture(reference, lead, named, attempts)
        work = reference if lead.role is not SourceRole.COPY else None
        reading = self.read_page(lead.url, work)
        reading = _refuse_other_work(reading, reference, lead)
        attempts.append(_attempt(lead.url, lead.role, reading))
        live = _source(reference, lead, reading)
        if reading.judgement.state not in WORTH_A_CAPTURE or lead.role is SourceRole.COPY:
            return live
        return self._read_capture(reference, lead, live, attempts)

    def _read_capture(
        self, reference: Reference, lead: Lead, live: Source, attempts: list[Attempt]
    ) -> Source:
        """The source as an archive has it; ``live`` when the archive has nothing better."""
        if self._archive is None:
            return live
        readings: list[Reading] = []

        def judge(fetched: Fetched) -> PageJudgement:
            reading = self._judge(fetched, reference, archived=True, single=True)
            readings.append(_refuse_other_work(reading, reference, lead))
            return readings[-1].judgement

        fetched, capture, search = read_capture(self._archive, lead.url, reference.accessed, judge)
        attempts += search.attempts or (_search_attempt(lead, search),)
        if fetched is None or capture is None:
            return replace(live, archive_outcome=search.outcome)
        reading = next(reading for reading in readings if reading.fetched is fetched)
        return _archived(live, reading, capture)

    def _judge(
        self,
        fetched: Fetched,
        reference: Reference | None,
        *,
        archived: bool = False,
        single: bool = False,
    ) -> Reading:
        """``single``: the pages that follow are not wanted. A capture has no sibling to ask for."""
        work = reference if reference and reference.title else None
        text = extract(fetched.body, fetched.media_type, fetched.charset, fetched.final_url)
        if not single:
            text = self._with_next_pages(text)
        sibling = None
        if not archived and wants_sibling(fetched, text, work):
            sibling = self._fetcher.get(sibling_url(fetched.url))
        return Reading(fetched, text, judge_page(fetched, text, work, sibling))

    def _with_next_pages(self, first: SourceText) -> SourceText:
        """``first`` with the pages that follow it; a page that fails ends the chain."""
        pages: list[SourceText] = []
        seen: set[str] = set()
        following = first.metadata.next_url
        while following and following not in seen and len(pages) < MOST_PAGES:
            seen.add(following)
            fetched = self._fetcher.get(following)
            if not fetched.state.whole:
                break
            pages.append(
                extract(fetched.body, fetched.media_type, fetched.charset, fetched.final_url)
            )
            following = pages[-1].metadata.next_url
        return join_pages(first, pages) if pages else first


def _refuse_other_work(reading: Reading, reference: Reference, lead: Lead) -> Reading:
    """A candidate is used only when its page is surely the cited work, by title and by month."""
    if lead.role is not SourceRole.CANDIDATE or not reading.judgement.state.readable:
        return reading
    work = compare_work(reading.text.metadata, reading.fetched.final_url, reference)
    if work.same is True and not work.date_note:
        return reading
    detail = work.date_note or "its title is not the cited one"
    judgement = PageJudgement(SourceState.WRONG_WORK, "candidate-not-confirmed", detail)
    return replace(reading, judgement=judgement)


def _unasked(reference: Reference, lead: Lead, rule: str, detail: str) -> Source:
    """A source whose own address was not asked, and why."""
    state = SourceState.NOT_CHECKED
    return Source(
        reference.number, state, lead.role, lead.url, lead.url, rule, detail, complete=False
    )


def _source(reference: Reference, lead: Lead, reading: Reading) -> Source:
    state = reading.judgement.state
    readable = state.readable and bool(reading.text.text)
    return Source(
        number=reference.number,
        state=state,
        role=lead.role,
        url=lead.url,
        found_at=reading.fetched.final_url or lead.url,
        rule=reading.judgement.rule,
        detail=reading.judgement.detail,
        complete=readable and state.whole and lead.role is not SourceRole.COPY,
        text=reading.text if readable else None,
        remarks=_work_remarks(reference, lead, reading) if readable else (),
    )


def _work_remarks(reference: Reference, lead: Lead, reading: Reading) -> tuple[Remark, ...]:
    if lead.role is SourceRole.COPY:
        return ()
    work = compare_work(reading.text.metadata, reading.fetched.final_url, reference)
    return tuple(
        Remark("work-differs", Level.NOTE, f"Reference {reference.number}: {said}")
        for said in work.remarks
    )


def _archived(live: Source, reading: Reading, capture: Capture) -> Source:
    """``live`` as read in ``capture``; a part of a work is no better archived than live."""
    whole = reading.judgement.state.whole and bool(reading.text.text)
    if not whole and live.text is not None:
        return live
    return replace(
        live,
        state=SourceState.ARCHIVED,
        found_at=capture.url,
        rule=f"capture-after-{live.state}",
        detail=_capture_detail(live, capture),
        complete=whole and live.role is not SourceRole.COPY,
        text=reading.text,
        capture=capture,
        archive_outcome=ArchiveOutcome.FOUND,
    )


def _capture_detail(live: Source, capture: Capture) -> str:
    asked = live.state is not SourceState.NOT_CHECKED
    said = f"the live page is {live.state}; " if asked else "the address names a capture; "
    said += f"read in the capture of {_day(capture.timestamp)}"
    if capture.distance_days is None:
        return said
    days = abs(capture.distance_days)
    if days == 0:
        return said + ", the day of access"
    return (
        said
        + f", {days} day{'s' if days != 1 else ''} "
        + ("before it was accessed" if capture.distance_days < 0 else "after it was accessed")
    )


def _day(timestamp: str) -> str:
    return f"{timestamp[:4]}-{timestamp[4:6]}-{timestamp[6:8]}"


def _unresolved(reference: Reference, attempts: list[Attempt]) -> Source:
    tried = len([a for a in attempts if a.role is not SourceRole.CAPTURE])
    detail = "no address is known" if not tried else f"{tried} known, none has the cited work"
    if reference.partial_addresses and not tried:
        detail = f"only part of an address is known: {reference.partial_addresses[0].url}"
    return Source(
        number=reference.number,
        state=SourceState.UNRESOLVED,
        role=SourceRole.CITED,
        url="",
        found_at="",
        rule="no-address" if not tried else "no-candidate-confirmed",
        detail=detail,
        complete=False,
    )


def _attempt(url: str, role: SourceRole, reading: Reading) -> Attempt:
    return Attempt(
        url=url,
        role=role,
        state=reading.judgement.state,
        rule=reading.judgement.rule,
        detail=reading.judgement.detail,
        status=reading.fetched.status,
        seconds=reading.fetched.seconds,
    )


def _search_attempt(lead: Lead, search: CaptureSearch) -> Attempt:
    rule = f"archive-{search.outcome}"
    return Attempt(lead.url, SourceRole.CAPTURE, SourceState.NOT_CHECKED, rule, search.detail)


def _says_something(source: Source) -> bool:
    """Whether a source that is not whole is worth showing: the editor's own address, or a part."""
    return source.text is not None or source.role is SourceRole.CITED


def _beside(cited: Source, copy: Source) -> Source:
    """The cited source, read in a copy when the copy has more of its text.

    The state stays that of the cited address: a copy does not mend a dead link.
    """
    held = cited.text.text if cited.text else ""
    if copy.text is None or len(copy.text.text) <= len(held):
        return cited
    return replace(
        cited,
        role=SourceRole.COPY,
        text=copy.text,
        found_at=copy.found_at,
        complete=False,
        detail=f"{cited.detail}; read in a copy at {copy.found_at}".removeprefix("; "),
    )
