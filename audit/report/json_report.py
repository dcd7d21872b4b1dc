"""report.json: the master format, from which every other one can be made again."""

import json
import re
from collections.abc import Mapping
from enum import StrEnum

from audit.model import (
    Article,
    CitationOutcome,
    ClaimFinding,
    EvidenceRecord,
    Finding,
    Judged,
    Meaning,
    PageMetadata,
    Reference,
    Remark,
    Report,
    Since,
    Source,
    Totals,
)
from audit.report.schema import DIALECT, SchemaBuilder, object_schema, plain_object, to_plain
from audit.report.summary import (
    all_remarks,
    finding_evidence,
    level_counts,
    ordered_claims,
    ordered_findings,
    sources_by_number,
    state_counts,
)
from audit.vocabulary import ClaimVerdict, FlagCode, Level, SourceState, Verdict

Sources = Mapping[int, Source]
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
    sources = sources_by_number(report)
    return {
        "schema": report.schema,
        "version": report.version,
        "created": report.created,
        "offline": report.offline,
        "rehearsal": report.rehearsal,
        "since": to_plain(report.since),
        "totals": to_plain(report.totals),
        "summary": _summary(report),
        "findings": [_finding(f, report, sources) for f in ordered_findings(report)],
        "meaning": to_plain(report.meaning),
        "claims": [_claim(c, sources) for c in ordered_claims(report)],
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
    kept = {"reference": {"type": "integer"}, "kept": builder.of(EvidenceRecord)}
    evidence = {"type": "array", "items": object_schema(kept, "Kept bytes of one reference.")}
    builder.extend(Finding, {"sentence": {"type": "string"}, "evidence": evidence})
    builder.extend(ClaimFinding, {"evidence": evidence})
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
        "meaning": builder.of(Meaning),
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


def _finding(finding: Finding, report: Report, sources: Sources) -> dict[str, object]:
    quotation = finding.quotation
    sentence = report.article.text[quotation.sentence_start : quotation.sentence_end]
    derived = {"sentence": sentence, "evidence": _evidence(finding, sources)}
    return plain_object(finding) | derived


def _claim(finding: ClaimFinding, sources: Sources) -> dict[str, object]:
    return plain_object(finding) | {"evidence": _evidence(finding, sources)}


def _evidence(finding: Judged, sources: Sources) -> list[dict[str, object]]:
    """The kept bytes that a finding rests on, each under the reference it is of."""
    found = finding_evidence(finding, sources)
    return [{"reference": number, "kept": to_plain(record)} for number, record in found]


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
