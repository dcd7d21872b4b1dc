"""What the ``quote`` command prints as JSON: one quotation judged against one source."""

from audit.model import Change, Edit, Match, Passage, Source
from audit.report.json_report import source_document, source_extras
from audit.report.schema import DIALECT, SchemaBuilder, object_schema, to_plain
from audit.vocabulary import Level, Verdict

QUOTE_SCHEMA = "urn:citation-audit:quote:1"


def quote_view(
    quote: str, match: Match | None, verdict: Verdict, level: Level, source: Source, reason: str
) -> dict[str, object]:
    """The verdict on ``quote`` as plain values after ``quote_schema()``.

    ``match`` is ``None`` when there was no text to look in; its lists are empty then. Offsets of
    passages and of the source's side of changes are code points into the source's text.
    """
    found = match or Match(verdict=verdict, reason=reason)
    return {
        "schema": QUOTE_SCHEMA,
        "quote": quote,
        "verdict": verdict.value,
        "level": level.value,
        "reason": reason,
        "source": source_document(source),
        "passages": to_plain(found.passages),
        "changes": to_plain(found.changes),
        "edits": to_plain(found.edits),
        "notes": to_plain(found.notes),
        "source_speaker": found.source_speaker,
        "proposal": found.proposal,
        "replacement": found.replacement,
        "score": found.score,
        "chance": found.chance,
    }


def quote_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of ``quote_view``."""
    builder = SchemaBuilder()
    builder.extend(Source, source_extras(builder))
    text: dict[str, object] = {"type": "string"}
    properties: dict[str, object] = {
        "schema": {"const": QUOTE_SCHEMA},
        "quote": text,
        "verdict": builder.of(Verdict),
        "level": builder.of(Level),
        "reason": text,
        "source": builder.of(Source),
        "passages": {"type": "array", "items": builder.of(Passage)},
        "changes": {"type": "array", "items": builder.of(Change)},
        "edits": {"type": "array", "items": builder.of(Edit)},
        "notes": {"type": "array", "items": text},
        "source_speaker": text,
        "proposal": text,
        "replacement": text,
        "score": {"type": "number", "minimum": 0, "maximum": 100},
        "chance": {"type": "number", "minimum": 0, "maximum": 1},
    }
    return {
        "$schema": DIALECT,
        "$id": QUOTE_SCHEMA,
        "title": "Citation audit of one quotation",
        **object_schema(properties, "What one source says of one quotation."),
        "$defs": dict(sorted(builder.definitions.items())),
    }
