"""GitLab's code quality report: one object for each quotation, claim, reference and remark."""

from audit.model import Report
from audit.report.items import Item, items, loudest_first
from audit.report.json_report import dump
from audit.report.words import printable
from audit.vocabulary import Level

_SEVERITIES = {
    Level.ERROR: "critical",
    Level.WARNING: "major",
    Level.UNVERIFIED: "minor",
    Level.NOTE: "info",
    Level.OK: "info",
}


def render_gitlab(report: Report) -> str:
    """The report as GitLab reads it (a subset of the Code Climate format), loudest first.

    Fingerprints carry no line, so that a finding stays the same one when the article moves.
    """
    return dump([_entry(item) for item in sorted(items(report), key=loudest_first)])


def _entry(item: Item) -> dict[str, object]:
    name = f"{item.name}: " if item.name else ""
    return {
        "description": printable(name) + item.message,
        "check_name": printable(item.rule),
        "fingerprint": item.print,
        "severity": _SEVERITIES[item.level],
        "location": {
            "path": printable(item.place.path).removeprefix("./"),
            "lines": {"begin": item.place.line, "end": item.place.end_line},
        },
    }
