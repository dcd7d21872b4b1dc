"""What every format counts and orders in a report, so that they all agree."""

from collections import Counter
from collections.abc import Mapping

from audit.model import (
    ClaimFinding,
    EvidenceRecord,
    Finding,
    Judged,
    Reference,
    Remark,
    Report,
    Source,
)
from audit.report.words import LEVEL_WORDS, LOUDEST_FIRST, plural
from audit.vocabulary import ClaimVerdict, Level, SourceState, Verdict


def ordered_findings(report: Report) -> tuple[Finding, ...]:
    """Findings in the order of the article."""
    return tuple(sorted(report.findings, key=lambda f: (f.quotation.start, f.id)))


def ordered_claims(report: Report) -> tuple[ClaimFinding, ...]:
    """Claims in the order of the article."""
    return tuple(sorted(report.claims, key=lambda f: (f.claim.start, f.id)))


def finding_evidence(
    finding: Judged, sources: Mapping[int, Source]
) -> tuple[tuple[int, EvidenceRecord], ...]:
    """Reference number and record of the bytes of each source that a finding shows."""
    if isinstance(finding, Finding):
        numbers = dict.fromkeys((*finding.quotation.references, finding.source))
    else:
        numbers = dict.fromkeys(check.reference for check in finding.checks)
    return tuple((n, record) for n in numbers if n in sources for record in sources[n].evidence)


def findings_by_level(report: Report) -> Mapping[Level, tuple[Finding, ...]]:
    """Findings of each level, loudest level first, in the article's order within each."""
    ordered = ordered_findings(report)
    return {level: tuple(f for f in ordered if f.level is level) for level in LOUDEST_FIRST}


def claims_by_verdict(report: Report) -> Mapping[ClaimVerdict, tuple[ClaimFinding, ...]]:
    """Claims under each verdict in the article's order; flagged ones first, loudest first."""
    ordered = sorted(report.claims, key=lambda f: (-f.level.rank, f.claim.start, f.id))
    return {verdict: tuple(f for f in ordered if f.verdict is verdict) for verdict in ClaimVerdict}


def level_counts(report: Report) -> Mapping[Level, int]:
    """How many findings each level has, loudest first, zeros included."""
    counts = Counter(finding.level for finding in report.findings)
    return {level: counts[level] for level in LOUDEST_FIRST}


def state_counts(report: Report) -> Mapping[SourceState, int]:
    """How many sources are in each state, in the vocabulary's order, without zeros."""
    counts = Counter(source.state for source in report.sources)
    return {state: counts[state] for state in SourceState if counts[state]}


def sources_by_number(report: Report) -> Mapping[int, Source]:
    """The source of each reference number."""
    return {source.number: source for source in report.sources}


def references_by_number(report: Report) -> Mapping[int, Reference]:
    """The reference of each number."""
    return {reference.number: reference for reference in report.references}


def all_remarks(report: Report) -> tuple[Remark, ...]:
    """Remarks of the article and the run, each once, loudest first; not those of one source."""
    of_sources = {remark for source in report.sources for remark in source.remarks}
    remarks = dict.fromkeys((*report.article.remarks, *report.remarks))
    return tuple(
        sorted(
            (remark for remark in remarks if remark not in of_sources),
            key=lambda r: (-r.level.rank, r.path, r.line, r.column, r.rule, r.message),
        )
    )


def unread_states(finding: Finding, sources: Mapping[int, Source]) -> tuple[SourceState, ...]:
    """Why a finding's sources say nothing: the states in which they were not read whole."""
    numbers = dict.fromkeys((*finding.quotation.references, finding.source))
    states = dict.fromkeys(sources[n].state for n in numbers if n in sources)
    return tuple(state for state in states if not state.whole)


def loudest(report: Report) -> int:
    """Rank of the loudest level, ``unverified`` aside: it never counts against anything."""
    levels = [finding.level for finding in report.findings if not finding.accepted]
    levels += [finding.level for finding in report.claims if not finding.accepted]
    levels += [remark.level for remark in report.remarks]
    levels += [Level.ERROR for source in report.sources if source.state.rotten]
    return max((level.rank for level in levels if level is not Level.UNVERIFIED), default=0)


def judged_findings(report: Report) -> tuple[Finding, ...]:
    """The findings on what really is a quotation."""
    return tuple(f for f in report.findings if f.verdict is not Verdict.NOT_A_QUOTATION)


def headline(report: Report) -> str:
    """The answer in one line: ``3 to fix, 5 to look at, 14 could not be checked, 10 fine``."""
    if not report.findings:
        return "No quotation was found in the article"
    counts = level_counts(report)
    always = (Level.ERROR, Level.WARNING, Level.UNVERIFIED, Level.OK)
    shown = [level for level in LOUDEST_FIRST if level in always or counts[level]]
    accepted = sum(finding.accepted for finding in report.findings)
    words = dict(LEVEL_WORDS)
    if accepted:
        words[Level.NOTE] += f" ({accepted} accepted)"
    return ", ".join(f"{counts[level]} {words[level]}" for level in shown)


def reconciliation(report: Report) -> str:
    """The sum of the citations: ``34 citations = 19 checked + 14 unverifiable + 1 skipped``."""
    totals = report.totals
    return (
        f"{plural(totals.citations, 'citation')} = {totals.checked} checked"
        f" + {totals.unverifiable} unverifiable + {totals.skipped} skipped"
    )


def claim_reconciliation(report: Report) -> str:
    """The sum of the claims: ``74 claims = 5 flagged + 40 to read + 29 unverifiable``."""
    totals = report.totals
    accepted = sum(f.accepted for f in report.claims if f.verdict is ClaimVerdict.FLAGGED)
    said = f" ({accepted} accepted)" if accepted else ""
    return (
        f"{plural(totals.claims, 'claim')} = {totals.claims_flagged} flagged{said}"
        f" + {totals.claims_to_review} to read + {totals.claims_unverifiable} unverifiable"
    )
