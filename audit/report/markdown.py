"""Markdown for the summary page of a CI job: what to fix first, everything counted."""

import re
from dataclasses import dataclass

from audit.model import ClaimFinding, Finding, Judged, Report
from audit.report.fingerprint import verdict_words
from audit.report.summary import (
    all_remarks,
    claim_reconciliation,
    claims_by_verdict,
    findings_by_level,
    headline,
    reconciliation,
    references_by_number,
)
from audit.report.words import (
    CLAIM_MEANINGS,
    LEVEL_WORDS,
    decision_words,
    flag_words,
    long_moment,
    one_line,
    printable,
    reading_words,
    remark_place,
)
from audit.vocabulary import ClaimVerdict

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~$&@:-])")


# GitHub refuses a job summary of more than 1 MiB; rows are then cut short rather than left out.
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class _Limits:
    """How many characters of each text a row shows; 0 leaves the text out."""

    words: int
    reason: int
    proposal: int


_WIDE, _NARROW = _Limits(160, 240, 400), _Limits(60, 60, 0)


def render_markdown(report: Report) -> str:
    """The report as GitHub-flavoured Markdown, in which foreign text is never markup."""
    text = _render(report, _WIDE)
    return text if len(text.encode()) <= _MOST_BYTES else _render(report, _NARROW)


def _render(report: Report, limits: _Limits) -> str:
    lines = [f"## {_plain(report.article.title or report.article.path, 200)}", ""]
    if report.rehearsal:
        lines += ["> **Rehearsal: invented sources.**", ""]
    if report.offline:
        lines += ["> There was no network: no site answered.", ""]
    sums = f"{reconciliation(report)}."
    if report.claims:
        sums += f" {claim_reconciliation(report)}."
    lines += [f"**{headline(report)}**", "", sums]
    lines += ["", f"{_plain(report.article.path)}, {_plain(long_moment(report.created))}", ""]
    for level, findings in findings_by_level(report).items():
        if findings:
            lines += [f"### {LEVEL_WORDS[level].capitalize()} ({len(findings)})", ""]
            lines += [
                _row("Line", "Id", "Verdict", "Quotation", "Why", "What to do"),
                _RULE * 6 + "|",
            ]
            lines += [_finding_row(finding, limits) for finding in findings] + [""]
    lines += _claims(report, limits)
    lines += _references(report, limits)
    lines += _remarks(report)
    return "\n".join(lines).rstrip("\n") + "\n"


_RULE = "|---"


def _finding_row(finding: Finding, limits: _Limits) -> str:
    quotation = finding.quotation
    return _row(
        str(quotation.line),
        finding.id,
        finding.verdict.value,
        f"“{_plain(quotation.text, limits.words)}”",
        _plain(finding.reason, limits.reason) + _decision(finding, limits),
        _plain(finding.proposal, limits.proposal) if limits.proposal else "",
    )


def _claims(report: Report, limits: _Limits) -> list[str]:
    lines: list[str] = []
    for verdict, findings in claims_by_verdict(report).items():
        if findings:
            meaning = CLAIM_MEANINGS[verdict]
            lines += [f"### Claims {verdict} ({len(findings)})", "", f"{meaning.capitalize()}.", ""]
            lines += [_row("Line", "Id", "Flags", "Claim", "Why"), _RULE * 5 + "|"]
            lines += [_claim_row(finding, limits) for finding in findings] + [""]
    return lines


def _claim_row(finding: ClaimFinding, limits: _Limits) -> str:
    flagged = finding.verdict is ClaimVerdict.FLAGGED
    why = " ".join(map(flag_words, finding.loudest)) if flagged else finding.reason
    return _row(
        str(finding.claim.line),
        finding.id,
        verdict_words(finding) if flagged else "",
        _plain(finding.claim.text, limits.words),
        _plain(why, limits.reason) + _decision(finding, limits),
    )


def _decision(finding: Judged, limits: _Limits) -> str:
    if finding.decision is None:
        return ""
    return f" {_plain(decision_words(finding.decision), limits.reason)}"


def _references(report: Report, limits: _Limits) -> list[str]:
    references = references_by_number(report)
    lines = [f"### References ({len(report.sources)})", "", _row("No.", "Title", "State", "How")]
    lines.append(_RULE * 4 + "|")
    for source in sorted(report.sources, key=lambda s: s.number):
        title = references[source.number].title if source.number in references else ""
        how = reading_words(source) + (f" ({source.detail})" if source.detail else "")
        lines.append(
            _row(
                str(source.number),
                _plain(title, limits.words),
                source.state.value,
                _plain(how, limits.reason),
            )
        )
    return [*lines, ""]


def _remarks(report: Report) -> list[str]:
    remarks = all_remarks(report)
    if not remarks:
        return []
    lines = [f"### What the article alone shows ({len(remarks)})", ""]
    for remark in remarks:
        place = remark_place(remark, report.article.path)
        place += ", " if place else ""
        lines.append(f"- {remark.level}, {place}{_plain(remark.message, 400)}")
    return lines


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _plain(text: str, limit: int = 0) -> str:
    """Foreign text on one line, with everything escaped that Markdown could read as markup."""
    return _SPECIAL.sub(r"\\\1", printable(one_line(text, limit)))
