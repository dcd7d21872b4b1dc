"""What was read at one address, as values: the source, its attempts, the words for them."""

from dataclasses import dataclass, replace

from audit.archive import CaptureSearch
from audit.evidence.payloads import sha256
from audit.extract.gates import PageJudgement
from audit.extract.work import compare_work, publisher_agrees
from audit.match import SourceIndex, find_verbatim
from audit.model import (
    Attempt,
    Capture,
    EvidenceRecord,
    Fetched,
    Reference,
    Remark,
    Source,
    SourceText,
)
from audit.resolve import Lead
from audit.vocabulary import ArchiveOutcome, Level, SourceRole, SourceState


@dataclass(frozen=True, slots=True)
class Reading:
    """A page that was fetched, read and judged; ``pages`` of one article make the text, and
    ``evidence`` is of all of them."""

    fetched: Fetched
    text: SourceText
    judgement: PageJudgement
    pages: int = 1
    evidence: tuple[EvidenceRecord, ...] = ()


def evidence_of(fetched: Fetched) -> tuple[EvidenceRecord, ...]:
    """The record of a body, not yet placed in any evidence; none where no body came."""
    if not fetched.body:
        return ()
    return (EvidenceRecord(sha256(fetched.body), fetched.final_url or fetched.url),)


def confirm_work(reading: Reading, reference: Reference, lead: Lead) -> Reading:
    """Refuse a page that is not surely the cited work.

    Any page must carry the words that the editor expects there (``expect-text``), if any are given.
    An address that is only a candidate must show the cited title, publisher and month as well.
    """
    if lead.role is SourceRole.COPY or not reading.judgement.state.readable:
        return reading
    doubt = _other_text(reading, reference)
    if not doubt and lead.role is SourceRole.CANDIDATE:
        doubt = _not_confirmed(reading, reference)
    if not doubt:
        return reading
    rule = "expected-text-missing" if "expected" in doubt else "candidate-not-confirmed"
    judgement = PageJudgement(SourceState.WRONG_WORK, rule, doubt)
    return replace(reading, judgement=judgement)


def _other_text(reading: Reading, reference: Reference) -> str:
    """Why the page is another text than the one expected; ``""`` when nothing says so."""
    whole = reading.judgement.state.whole
    if not reference.expect_text or not whole:
        return ""
    if find_verbatim(reference.expect_text, SourceIndex(reading.text)):
        return ""
    return f"the expected words “{reference.expect_text}” are not on the page"


def _not_confirmed(reading: Reading, reference: Reference) -> str:
    metadata, url = reading.text.metadata, reading.fetched.final_url
    work = compare_work(metadata, url, reference)
    if work.same is not True:
        return "its title is not the cited one"
    if publisher_agrees(metadata.site_name, url, reference) is False:
        return "its publisher is not the cited one"
    return work.date_note


def unasked(reference: Reference, lead: Lead, rule: str, detail: str) -> Source:
    """A source whose own address was not asked, and why."""
    state = SourceState.NOT_CHECKED
    return Source(
        reference.number, state, lead.role, lead.url, lead.url, rule, detail, complete=False
    )


def live_source(reference: Reference, lead: Lead, reading: Reading) -> Source:
    """The source as its live page has it; without text when the page is not one to read."""
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
        evidence=reading.evidence,
    )


def _work_remarks(reference: Reference, lead: Lead, reading: Reading) -> tuple[Remark, ...]:
    if lead.role is SourceRole.COPY:
        return ()
    work = compare_work(reading.text.metadata, reading.fetched.final_url, reference)
    return tuple(
        Remark("work-differs", Level.NOTE, f"Reference {reference.number}: {said}")
        for said in work.remarks
    )


def archived(live: Source, reading: Reading, capture: Capture) -> Source:
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
        evidence=reading.evidence,
    )


def changed(live: Source, capture: Source) -> Source:
    """A source whose words stand in the capture of the access date and no longer on the page."""
    detail = capture.detail.replace(f"the live page is {live.state}", "the live page has changed")
    return replace(capture, state=SourceState.CHANGED, rule="capture-differs", detail=detail)


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


def unresolved(reference: Reference, attempts: list[Attempt]) -> Source:
    """A reference without a confirmed address, and what became of those that were tried."""
    own = (SourceRole.CITED, SourceRole.CANDIDATE)
    tried = [attempt for attempt in attempts if attempt.role in own]
    detail = "no address is known"
    if tried:
        states = ", ".join(dict.fromkeys(attempt.state for attempt in tried))
        known = f"{len(tried)} address{'es' if len(tried) > 1 else ''}"
        detail = f"{known} tried, none confirmed as the cited work ({states})"
    elif reference.partial_addresses:
        detail = f"only part of an address is known: {reference.partial_addresses[0].url}"
    return Source(
        number=reference.number,
        state=SourceState.UNRESOLVED,
        role=SourceRole.CITED,
        url="",
        found_at="",
        rule="no-candidate-confirmed" if tried else "no-address",
        detail=detail,
        complete=False,
    )


def attempt_of(url: str, role: SourceRole, reading: Reading) -> Attempt:
    """One address that was tried, and what its page turned out to be."""
    return Attempt(
        url=url,
        role=role,
        state=reading.judgement.state,
        rule=reading.judgement.rule,
        detail=reading.judgement.detail,
        status=reading.fetched.status,
        seconds=reading.fetched.seconds,
    )


def search_attempt(lead: Lead, search: CaptureSearch) -> Attempt:
    """An archive that was asked for ``lead`` and had nothing to read."""
    rule = f"archive-{search.outcome}"
    return Attempt(lead.url, SourceRole.CAPTURE, SourceState.NOT_CHECKED, rule, search.detail)


def confirmed(state: SourceState, rule: str) -> SourceState:
    """The state of an address once other hosts have answered in the same run.

    Only then does a missing host say something about the host and not about our own network.
    """
    return SourceState.DEAD if rule == "no-such-host" else state


def says_something(source: Source) -> bool:
    """Whether a source that is not whole is worth showing: the editor's own address, or a part."""
    return source.text is not None or source.role is SourceRole.CITED


def beside(cited: Source, copy: Source) -> Source:
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
        evidence=copy.evidence,
        complete=False,
        detail=f"{cited.detail}; read in a copy at {copy.found_at}".removeprefix("; "),
    )
