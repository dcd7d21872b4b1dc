"""What the capture of the access date adds where a live page no longer has the words. Pure.

A quotation that was right when it was written must not be accused because the page has changed
since: it is judged by the capture, and the source's state becomes ``changed``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from audit.judge import Shelf, judge_quotations
from audit.match import SourceIndex, match_quotation
from audit.model import Article, Finding, Match, Source
from audit.vocabulary import SourceState, Verdict

# What a changed page may be the reason for; words that the live page has need no capture.
DOUBTFUL = frozenset({Verdict.ABSENT, Verdict.ALTERED, Verdict.ELSEWHERE, Verdict.ABRIDGED})
HELD = frozenset({Verdict.VERBATIM, Verdict.EDITED, Verdict.RESTYLED})


def doubtful_sources(findings: Sequence[Finding], shelf: Shelf) -> tuple[int, ...]:
    """References whose live page lacks or alters a quotation: worth a look at a capture."""
    numbers = {
        number
        for finding in findings
        if finding.verdict in DOUBTFUL
        for number in finding.quotation.references
        if shelf.state(number) in (SourceState.LIVE, SourceState.MOVED)
    }
    return tuple(sorted(numbers))


def judge_with_captures(
    article: Article, shelf: Shelf, findings: tuple[Finding, ...], captures: Mapping[int, Source]
) -> tuple[Shelf, tuple[Finding, ...]]:
    """Judge again with those captures that clear a quotation which the live page lacks.

    A quotation that only the live page has keeps its finding, which then says so; one that neither
    has is told to be in neither. While a capture is still to be asked for (``not-checked``),
    nothing is said against a quotation that it may have.
    """
    cleared = _cleared(article, findings, captures)
    sources = [captures[n] if n in cleared else source for n, source in shelf.sources.items()]
    if cleared:
        shelf = Shelf.of(sources)
        again = judge_quotations(article, shelf)
        findings = tuple(map(_better, findings, again))
    told = (_in_neither(finding, captures, cleared) for finding in findings)
    return shelf, tuple(_withheld(finding, captures) for finding in told)


def held_in(capture: Source, quote: str, *, speaker: str = "", lead_in: str = "") -> Match | None:
    """What a capture has of a quotation, ``None`` unless it has the words as quoted."""
    if capture.text is None:
        return None
    index = SourceIndex(capture.text, capture.found_at)
    match = match_quotation(quote, index, speaker=speaker, lead_in=lead_in)
    if match.verdict not in HELD:
        return None
    return replace(match, reason=f"The page has changed since; {capture.detail}. {match.reason}")


def _cleared(
    article: Article, findings: Sequence[Finding], captures: Mapping[int, Source]
) -> frozenset[int]:
    """The captures that have a quotation which its live page does not have."""
    cleared = set()
    for finding in findings:
        quotation = finding.quotation
        lead_in = article.text[quotation.sentence_start : quotation.start]
        if finding.verdict in DOUBTFUL:
            cleared |= {
                number
                for number in quotation.references
                if number in captures
                and held_in(
                    captures[number], quotation.text, speaker=quotation.speaker, lead_in=lead_in
                )
            }
    return frozenset(cleared)


def _better(on_page: Finding, in_capture: Finding) -> Finding:
    """The kinder of two findings on one quotation; the live page's when they are alike."""
    if in_capture.level.rank < on_page.level.rank:
        return in_capture
    if in_capture.level.rank == on_page.level.rank or on_page.verdict not in HELD:
        return on_page if in_capture.verdict not in HELD else in_capture
    said = f"{on_page.reason} Only the live page has it, not the capture of the access date."
    return replace(on_page, reason=said)


def _withheld(finding: Finding, captures: Mapping[int, Source]) -> Finding:
    """No accusation before the capture of the access date has been asked for."""
    open_ = [n for n in finding.quotation.references if _is_open(captures.get(n))]
    if finding.verdict not in DOUBTFUL or not open_:
        return finding
    reason = (
        f"The page of reference {open_[0]} does not have it as quoted, but may have changed since "
        f"it was read: {captures[open_[0]].detail}."
    )
    verdict = Verdict.UNVERIFIABLE
    return replace(
        finding, verdict=verdict, level=verdict.level, reason=reason, match=None, proposal=""
    )


def _is_open(capture: Source | None) -> bool:
    return capture is not None and capture.state is SourceState.NOT_CHECKED


def _in_neither(
    finding: Finding, captures: Mapping[int, Source], cleared: frozenset[int]
) -> Finding:
    looked = [
        number
        for number in finding.quotation.references
        if number in captures and number not in cleared and not _is_open(captures[number])
    ]
    if finding.verdict is not Verdict.ABSENT or not looked:
        return finding
    return replace(finding, reason=f"{finding.reason} Nor has the capture of the access date.")
