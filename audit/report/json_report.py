"""report.json: the master format, from which every other one can be made again."""

import json
import re
from enum import StrEnum

from audit.model import (
    Article,
    CitationOutcome,
    ClaimFinding,
    Finding,
    PageMetadata,
    Reference,
    Remark,
    Report,
    Since,
    Source,
    Totals,
)
from audit.report.schema import DIALECT, SchemaBuilder, object_schema, plain_object, to_plain
from audit.report.summary import all_remarks, level_counts, ordered_findings, state_counts
from audit.vocabulary import ClaimVerdict, FlagCode, Level, SourceState, Verdict

REPORT_SCHEMA = "urn:citation-audit:report:1"

# Legal in JSON, but able to steer a terminal or to reorder the line they are printed on.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def dump(document: object) -> str:
    """A document as indented JSON text that can be printed and encoded; ends with a line feed."""
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    text = _LONE_SURROGATE.sub("\ufffd", text)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def render_json(report: Report) -> str:
    """The report as JSON after ``report_schema()``; byte-identical for equal reports."""
    return dump(report_document(report))


def report_document(report: Report) -> dict[str, object]:
    """The report as plain values: numbers and places in order, without any whole source text."""
    return {
        "schema": report.schema,
        "version": report.version,
        "created": report.created,
        "offline": report.offline,
        "rehearsal": report.rehearsal,
        "since": to_plain(report.since),
        "totals": to_plain(report.totals),
        "summary": _summary(report),
        "findings": [_finding(f, report.article) for f in ordered_findings(report)],
        "claims": [to_plain(c) for c in sorted(report.claims, key=lambda c: (c.claim.start, c.id))],
        "references": [to_plain(r) for r in sorted(report.references, key=lambda r: r.number)],
        "sources": [source_document(s) for s in sorted(report.sources, key=lambda s: s.number)],
        "citations": [
            to_plain(c) for c in sorted(report.citations, key=lambda c: (c.line, c.number))
        ],
        "remarks": [to_plain(remark) for remark in all_remarks(report)],
        "article": to_plain(report.article),
    }


def source_document(source: Source) -> dict[str, object]:
    """A source without its text, but with what the page says of itself and how long it is."""
    return plain_object(source) | {
        "page": to_plain(source.text.metadata) if source.text else None,
        "characters": characters(source),
    }


def characters(source: Source) -> int:
    """How long a source's text is, or was when the report was made."""
    return (len(source.text.text) if source.text else 0) or source.characters


def report_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of report.json."""
    builder = SchemaBuilder()
    builder.extend(Source, source_extras(builder))
    builder.extend(Finding, {"sentence": {"type": "string"}})
    items = {
        "findings": Finding,
        "claims": ClaimFinding,
        "references": Reference,
        "sources": Source,
        "citations": CitationOutcome,
        "remarks": Remark,
    }
    properties: dict[str, object] = {
        "schema": {"type": "string", "minLength": 1},
        "version": {"type": "string"},
        "created": {"type": "string"},
        "offline": {"type": "boolean"},
        "rehearsal": {"type": "boolean"},
        "since": builder.of(Since | None),
        "totals": builder.of(Totals),
        "summary": _summary_schema(),
        **{name: {"type": "array", "items": builder.of(kind)} for name, kind in items.items()},
        "article": builder.of(Article),
    }
    return {
        "$schema": DIALECT,
        "$id": REPORT_SCHEMA,
        "title": "Citation audit report",
        **object_schema(properties, "What the sources say of one article, claim by claim."),
        "$defs": dict(sorted(builder.definitions.items())),
    }


def source_extras(builder: SchemaBuilder) -> dict[str, object]:
    """The properties that ``source_document`` adds to a source's own."""
    return {
        "page": builder.of(PageMetadata | None),
        "characters": {"type": "integer", "minimum": 0},
    }


def _finding(finding: Finding, article: Article) -> dict[str, object]:
    quotation = finding.quotation
    sentence = article.text[quotation.sentence_start : quotation.sentence_end]
    return plain_object(finding) | {"sentence": sentence}


def _summary(report: Report) -> dict[str, dict[str, int]]:
    verdicts = [finding.verdict for finding in report.findings]
    states = state_counts(report)
    claims = [claim.verdict for claim in report.claims]
    flags = [flag.code for claim in report.claims for flag in claim.flags]
    return {
        "levels": {level.value: count for level, count in level_counts(report).items()},
        "verdicts": {verdict.value: verdicts.count(verdict) for verdict in Verdict},
        "states": {state.value: states.get(state, 0) for state in SourceState},
        "claims": {verdict.value: claims.count(verdict) for verdict in ClaimVerdict},
        "flags": {code.value: flags.count(code) for code in FlagCode},
    }


def _summary_schema() -> dict[str, object]:
    count = {"type": "integer", "minimum": 0}
    names: dict[str, type[StrEnum]] = {
        "levels": Level,
        "verdicts": Verdict,
        "states": SourceState,
        "claims": ClaimVerdict,
        "flags": FlagCode,
    }
    return object_schema(
        {key: object_schema({word.value: count for word in words}) for key, words in names.items()},
        "How many findings have each level and verdict, sources each state, claims each verdict.",
    )
