"""Markdown for the summary page of a CI job: what to fix first, everything counted."""

import re

from audit.model import Finding, Report
from audit.report.summary import (
    all_remarks,
    findings_by_level,
    headline,
    reconciliation,
    references_by_number,
)
from audit.report.words import LEVEL_WORDS, long_moment, one_line, printable, reading_words

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~$&@:-])")


def render_markdown(report: Report) -> str:
    """The report as GitHub-flavoured Markdown, in which foreign text is never markup."""
    lines = [f"## {_plain(report.article.title or report.article.path, 200)}", ""]
    if report.rehearsal:
        lines += ["> **Rehearsal: invented sources.**", ""]
    if report.offline:
        lines += ["> There was no network: no source was asked for anything.", ""]
    lines += [f"**{headline(report)}**", "", f"{reconciliation(report)}."]
    lines += ["", f"{_plain(report.article.path)}, {_plain(long_moment(report.created))}", ""]
    for level, findings in findings_by_level(report).items():
        if findings:
            lines += [f"### {LEVEL_WORDS[level].capitalize()} ({len(findings)})", ""]
            lines += [
                _row("Line", "Id", "Verdict", "Quotation", "Why", "What to do"),
                _RULE * 6 + "|",
            ]
            lines += [_finding_row(finding) for finding in findings] + [""]
    lines += _references(report)
    lines += _remarks(report)
    return "\n".join(lines).rstrip("\n") + "\n"


_RULE = "|---"


def _finding_row(finding: Finding) -> str:
    quotation = finding.quotation
    return _row(
        str(quotation.line),
        finding.id,
        finding.verdict.value,
        f"“{_plain(quotation.text, 160)}”",
        _plain(finding.reason, 240),
        _plain(finding.proposal, 400),
    )


def _references(report: Report) -> list[str]:
    references = references_by_number(report)
    lines = [f"### References ({len(report.sources)})", "", _row("No.", "Title", "State", "How")]
    lines.append(_RULE * 4 + "|")
    for source in sorted(report.sources, key=lambda s: s.number):
        title = references[source.number].title if source.number in references else ""
        how = reading_words(source) + (f" ({source.detail})" if source.detail else "")
        lines.append(
            _row(str(source.number), _plain(title, 160), source.state.value, _plain(how, 240))
        )
    return [*lines, ""]


def _remarks(report: Report) -> list[str]:
    remarks = all_remarks(report)
    if not remarks:
        return []
    lines = [f"### What the article alone shows ({len(remarks)})", ""]
    for remark in remarks:
        place = f"line {remark.line}, " if remark.line else ""
        lines.append(f"- {remark.level}, {place}{_plain(remark.message, 400)}")
    return lines


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _plain(text: str, limit: int = 0) -> str:
    """Foreign text on one line, with everything escaped that Markdown could read as markup."""
    return _SPECIAL.sub(r"\\\1", printable(one_line(text, limit)))
