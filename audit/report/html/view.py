"""What the template shows, worked out beforehand: the template itself decides nothing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from audit.model import (
    CitationOutcome,
    ClaimFinding,
    Finding,
    Reference,
    Remark,
    Report,
    Source,
)
from audit.report.html.article import Paragraph, article_paragraphs, sentence_pieces
from audit.report.html.claim import ClaimView, claim_view
from audit.report.html.finding import FindingView, finding_view
from audit.report.html.handles import handles
from audit.report.html.strip import Strip, article_strip
from audit.report.summary import (
    all_remarks,
    claim_reconciliation,
    claims_by_verdict,
    findings_by_level,
    headline,
    level_counts,
    ordered_findings,
    reconciliation,
    references_by_number,
    sources_by_number,
    state_counts,
    unread_states,
)
from audit.report.words import long_moment, reading_words
from audit.vocabulary import ClaimVerdict, FlagCode, Level, SourceState, Verdict


@dataclass(frozen=True, slots=True)
class SourceView:
    """One reference with what became of it, how often it is cited and what hangs on it.

    ``flagged`` are the claims that are flagged beside it, ``used`` tells whether any finding, on a
    quotation or a claim, depends on it.
    """

    number: int
    reference: Reference | None
    source: Source | None
    reading: str
    citations: tuple[CitationOutcome, ...]
    findings: tuple[Finding, ...]
    flagged: tuple[ClaimFinding, ...]
    used: bool
    before: str | None = None


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything the page's template reads."""

    report: Report
    headline: str
    created: str
    counts: Mapping[Level, int]
    verdicts: tuple[Verdict, ...]
    states: Mapping[SourceState, int]
    reconciliation: str
    groups: Mapping[Level, tuple[FindingView, ...]]
    unread: Mapping[SourceState, int]
    sources: tuple[SourceView, ...]
    claims: Mapping[ClaimVerdict, tuple[ClaimView, ...]]
    claim_reconciliation: str
    meaning: str
    flags: tuple[FlagCode, ...]
    remarks: tuple[Remark, ...]
    paragraphs: tuple[Paragraph, ...]
    strip: Strip


def page_view(report: Report) -> PageView:
    """The report arranged for reading: answer first, loudest findings first."""
    sources, references = sources_by_number(report), references_by_number(report)
    before = dict(report.since.changed) if report.since else {}
    groups = {
        level: tuple(
            finding_view(
                finding,
                sentence_pieces(report.article, finding),
                sources,
                references,
                handles(finding, report, sources, before.get(finding.id)),
            )
            for finding in findings
        )
        for level, findings in findings_by_level(report).items()
    }
    claims = {
        verdict: tuple(
            claim_view(
                finding,
                report.article,
                sources,
                references,
                handles(finding, report, sources, before.get(finding.id)),
            )
            for finding in findings
        )
        for verdict, findings in claims_by_verdict(report).items()
        if findings
    }
    flagged = {flag.code for finding in report.claims for flag in finding.flags}
    present = {finding.verdict for finding in report.findings}
    return PageView(
        report=report,
        headline=headline(report),
        created=long_moment(report.created),
        counts=level_counts(report),
        verdicts=tuple(verdict for verdict in Verdict if verdict in present),
        states=state_counts(report),
        reconciliation=reconciliation(report),
        groups={level: views for level, views in groups.items() if views},
        unread=_unread(report, sources),
        sources=_source_views(report),
        claims=claims,
        claim_reconciliation=claim_reconciliation(report),
        meaning=_meaning(report),
        flags=tuple(code for code in FlagCode if code in flagged),
        remarks=all_remarks(report),
        paragraphs=article_paragraphs(report),
        strip=article_strip(report),
    )


def _unread(report: Report, sources: Mapping[int, Source]) -> Mapping[SourceState, int]:
    """For how many findings each state is why they could not be checked, most first."""
    states: Counter[SourceState] = Counter()
    for finding in report.findings:
        if finding.level is Level.UNVERIFIED:
            states.update(unread_states(finding, sources)[:1])
    return dict(states.most_common())


def _source_views(report: Report) -> tuple[SourceView, ...]:
    """One view for each number that the list, the sources or a marker knows, in order."""
    sources, references = sources_by_number(report), references_by_number(report)
    before = dict(report.since.sources) if report.since else {}
    citations: dict[int, list[CitationOutcome]] = {}
    for outcome in sorted(report.citations, key=lambda c: (c.line, c.number)):
        citations.setdefault(outcome.number, []).append(outcome)
    findings: dict[int, list[Finding]] = {}
    for finding in ordered_findings(report):
        for number in dict.fromkeys((*finding.quotation.references, finding.source)):
            findings.setdefault(number, []).append(finding)
    flagged, cited = _claims_by_source(report)
    return tuple(
        SourceView(
            number=number,
            reference=references.get(number),
            source=sources.get(number),
            reading=reading_words(sources[number]) if number in sources else "",
            citations=tuple(citations.get(number, ())),
            findings=tuple(findings.get(number, ())),
            flagged=tuple(flagged.get(number, ())),
            used=number in findings or number in cited,
            before=before.get(number),
        )
        for number in sorted({*sources, *references, *citations})
    )


def _claims_by_source(report: Report) -> tuple[dict[int, list[ClaimFinding]], set[int]]:
    """The claims that are flagged beside each reference, and the numbers that any claim cites."""
    flagged: dict[int, list[ClaimFinding]] = {}
    for finding in claims_by_verdict(report)[ClaimVerdict.FLAGGED]:
        for check in finding.checks:
            if any(flag in finding.loudest for flag in check.flags):
                flagged.setdefault(check.reference, []).append(finding)
    return flagged, {n for finding in report.claims for n in finding.claim.references}


def _meaning(report: Report) -> str:
    """Which model of meaning helped to choose the passages of claims."""
    if not report.meaning.model:
        return "The passages were chosen by their words alone."
    return (
        f"The model {report.meaning.model} helped to choose the passages "
        f"(weights SHA-256 {report.meaning.sha256})."
    )
