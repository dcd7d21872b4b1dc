"""CSV for a spreadsheet: one row for each quotation, claim, reference and remark."""

import csv
import io

from audit.model import ClaimFinding, Finding, Judged, Reference, Report
from audit.report.items import Item, items
from audit.report.words import correct_words, printable

COLUMNS = (
    "kind",
    "id",
    "level",
    "verdict or state",
    "file",
    "line",
    "column",
    "words",
    "message",
    "reference",
    "source's words",
    "proposal",
    "replacement",
    "link",
    "accepted by",
    "accepted because",
    "fingerprint",
)

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")


def render_csv(report: Report) -> str:
    """The report as RFC 4180 CSV with a header; what would be a formula gets a ``'`` before it.

    Line feeds inside a cell stay; the lines themselves end with CR LF, as the RFC says.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in report_rows(report):
        writer.writerow(map(spreadsheet_cell, row))
    return out.getvalue()


def report_rows(report: Report) -> list[tuple[str, ...]]:
    """One row of ``COLUMNS`` for each quotation, reference and remark, as it is."""
    return [_row(item) for item in items(report)]


def _row(item: Item) -> tuple[str, ...]:
    place = item.place
    kind, _, said = item.rule.partition("-")
    head = (item.name, item.level.value, said, place.path, str(place.line), str(place.column))
    about = item.about
    if isinstance(about, Finding):
        return ("quotation", *head, *_finding(about, item), item.print)
    if isinstance(about, ClaimFinding):
        return ("claim", *head, *_claim(about, item), item.print)
    if isinstance(about, Reference):
        url = item.source.found_at or item.source.url if item.source else about.url
        words = (about.title, item.message, str(about.number))
        return ("reference", *head, *words, "", "", "", url, "", "", item.print)
    return (kind, *head, "", item.message, *[""] * 7, item.print)


def _finding(finding: Finding, item: Item) -> tuple[str, ...]:
    match = finding.match
    passage = match.passages[0] if match and match.passages else None
    return (
        finding.quotation.text,
        item.message,
        str(finding.source or ""),
        passage.text if passage else "",
        finding.proposal,
        correct_words(finding),
        passage.link if passage else "",
        *_held(finding),
    )


def _claim(finding: ClaimFinding, item: Item) -> tuple[str, ...]:
    passage = next((p for check in finding.checks for p in check.passages[:1]), None)
    return (
        finding.claim.text,
        item.message,
        " ".join(map(str, finding.claim.references)),
        passage.text if passage else "",
        "",
        "",
        passage.link if passage else "",
        *_held(finding),
    )


def _held(finding: Judged) -> tuple[str, str]:
    """Who accepted it and why, empty where nobody did or it holds no longer."""
    held = finding.decision if finding.accepted else None
    return (held.by, held.reason) if held else ("", "")


def spreadsheet_cell(text: str) -> str:
    """``text`` without control characters, and with a ``'`` before what would be a formula."""
    text = printable(text)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
