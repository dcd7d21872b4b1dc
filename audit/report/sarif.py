"""SARIF 2.1.0 (OASIS Standard, 27 March 2020), for code scanning and for editors that show it."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from audit.model import ClaimFinding, Finding, Judged, Report
from audit.report.items import Item, Place, items
from audit.report.json_report import dump
from audit.report.words import (
    CLAIM_MEANINGS,
    FLAG_MEANINGS,
    STATE_MEANINGS,
    VERDICT_MEANINGS,
    correct_words,
    decision_words,
    printable,
)
from audit.vocabulary import ClaimVerdict, FlagCode, Level, SourceState, Verdict

VERSION = "2.1.0"
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "citationAudit/claim/v1"

# A level other than "none" goes with the kind "fail" only (section 3.27.10).
_KINDS = {
    Level.ERROR: ("fail", "error"),
    Level.WARNING: ("fail", "warning"),
    Level.NOTE: ("fail", "note"),
    Level.UNVERIFIED: ("open", "none"),
    Level.OK: ("pass", "none"),
}
# A claim of which only passages are shown "requires review by a human user" (section 3.27.9).
_REVIEW = ("review", "none")
_HELP = {
    Level.ERROR: "Correct the quotation or its citation, or accept the finding with a reason.",
    Level.WARNING: "Read the passage in the source, then correct the article or accept it.",
    Level.UNVERIFIED: "Nothing is said against it: read the source by other means if it matters.",
    Level.NOTE: "Nothing has to be done.",
    Level.OK: "Nothing has to be done.",
}


def render_sarif(report: Report) -> str:
    """The report as one SARIF run: a result for each quotation, claim, reference and remark.

    Columns count Unicode code points. The fingerprint is the claim's own: it outlives edits that
    only move the claim to other lines. What a reviewer accepted is suppressed, with the reason.
    """
    found = items(report)
    rules = _rules(found)
    order = {str(rule["id"]): index for index, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "citation-audit",
                "version": report.version,
                "rules": rules,
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(item, order) for item in found],
        "properties": {
            "created": report.created,
            "offline": report.offline,
            "rehearsal": report.rehearsal,
        },
    }
    return dump({"$schema": SCHEMA, "version": VERSION, "runs": [run]})


def _rules(found: Iterable[Item]) -> list[dict[str, object]]:
    used: dict[str, Item] = {}
    for item in found:
        used.setdefault(printable(item.rule), item)
    return [_rule(name, used[name]) for name in sorted(used)]


def _rule(name: str, item: Item) -> dict[str, object]:
    family, _, word = name.partition("-")
    level = Verdict(word).level if family == "quotation" else item.level
    meaning = _meaning(family, word)
    return {
        "id": name,
        "name": "".join(part.capitalize() for part in name.split("-")),
        "shortDescription": {"text": f"{family.capitalize()} {word.replace('-', ' ')}"},
        "fullDescription": {"text": meaning},
        "help": {"text": f"{meaning} {_HELP[level]}"},
        "defaultConfiguration": {"level": (_REVIEW if item.to_review else _KINDS[level])[1]},
        "properties": {"tags": ["citations", family]},
    }


def _meaning(family: str, word: str) -> str:
    meanings: Mapping[str, str] = {
        "quotation": VERDICT_MEANINGS[Verdict(word)] if family == "quotation" else "",
        "source": STATE_MEANINGS[SourceState(word)] if family == "source" else "",
        "claim": _claim_meaning(word) if family == "claim" else "",
    }
    said = meanings.get(family) or "the article or its references show it, without any source"
    return said[0].upper() + said[1:] + "."


def _claim_meaning(word: str) -> str:
    flags = {code.value: code for code in FlagCode}
    return FLAG_MEANINGS[flags[word]] if word in flags else CLAIM_MEANINGS[ClaimVerdict(word)]


def _result(item: Item, order: Mapping[str, int]) -> dict[str, object]:
    finding = item.about if isinstance(item.about, Finding | ClaimFinding) else None
    level = finding.decision.level if finding and finding.decision else item.level
    kind, severity = _REVIEW if item.to_review else _KINDS[level]
    rule = printable(item.rule)
    result: dict[str, object] = {
        "ruleId": rule,
        "ruleIndex": order[rule],
        "kind": kind,
        "level": severity,
        "message": {"text": item.message},
        "locations": [{"physicalLocation": _location(item.place)}],
        "partialFingerprints": {FINGERPRINT: item.print},
        "properties": {"id": printable(item.name), "level": item.level.value},
    }
    if finding:
        result |= _suppressions(finding)
    if isinstance(finding, Finding):
        result |= _fixes(finding, item.place)
    return result


def _location(place: Place) -> dict[str, object]:
    region: dict[str, object] = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {"artifactLocation": _artifact(place.path), "region": region}


def _artifact(path: str) -> dict[str, object]:
    """A relative path as a relative reference, as code scanning wants it."""
    uri = quote(path.removeprefix("./"), errors="replace")
    return {"uri": f"file://{uri}" if uri.startswith("/") else uri}


def _suppressions(finding: Judged) -> dict[str, object]:
    if not finding.accepted or finding.decision is None:
        return {}
    words = printable(decision_words(finding.decision))
    return {"suppressions": [{"kind": "external", "status": "accepted", "justification": words}]}


def _fixes(finding: Finding, place: Place) -> dict[str, object]:
    words = correct_words(finding)
    if not words or finding.accepted:
        return {}
    change = {
        "deletedRegion": _location(place)["region"],
        "insertedContent": {"text": words},
    }
    files = [{"artifactLocation": _artifact(place.path), "replacements": [change]}]
    what = printable(finding.proposal or "Put the source's words in place of the quotation.")
    return {"fixes": [{"description": {"text": what}, "artifactChanges": files}]}
