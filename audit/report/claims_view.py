"""What the ``claim`` command prints as JSON: one sentence beside one source."""

from audit.model import Advice, ClaimCheck, FactFinding, Flag, Meaning, Passage, Source
from audit.report.json_report import source_document, source_extras
from audit.report.schema import DIALECT, SchemaBuilder, object_schema, to_plain
from audit.vocabulary import Gate

CLAIM_SCHEMA = "urn:citation-audit:claim:1"


def claim_view(
    claim: str, check: ClaimCheck, source: Source, meaning: Meaning
) -> dict[str, object]:
    """The check as plain values after ``claim_schema()``.

    ``meaning`` is the model that helped to choose the passages.

    Offsets of facts are code points into the claim, those of passages into the source's text.
    """
    return {
        "schema": CLAIM_SCHEMA,
        "claim": claim,
        "source": source_document(source),
        "gate": {
            "open": check.gate.open,
            "gate": check.gate.gate.value,
            "reason": check.gate.reason,
        },
        "flags": to_plain(check.flags),
        "facts": to_plain(check.facts),
        "passages": to_plain(check.passages),
        "overlap": check.overlap,
        "meaning": to_plain(meaning),
        "advice": to_plain(check.advice),
    }


def claim_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of ``claim_view``."""
    builder = SchemaBuilder()
    builder.extend(Source, source_extras(builder))
    text: dict[str, object] = {"type": "string"}
    properties: dict[str, object] = {
        "schema": {"const": CLAIM_SCHEMA},
        "claim": text,
        "source": builder.of(Source),
        "gate": object_schema(
            {"open": {"type": "boolean"}, "gate": builder.of(Gate), "reason": text}
        ),
        "flags": {"type": "array", "items": builder.of(Flag)},
        "facts": {"type": "array", "items": builder.of(FactFinding)},
        "passages": {"type": "array", "items": builder.of(Passage)},
        "overlap": {"type": "number", "minimum": 0, "maximum": 1},
        "meaning": builder.of(Meaning),
        "advice": builder.of(Advice | None),
    }
    return {
        "$schema": DIALECT,
        "$id": CLAIM_SCHEMA,
        "title": "Citation audit of one claim",
        **object_schema(properties, "What one source has of one claim; never a verdict on it."),
        "$defs": dict(sorted(builder.definitions.items())),
    }
