"""W3C Web Annotations (JSON-LD): what is said of each quotation and claim, beside its words.

Vocabulary and model after the Recommendations of 23 February 2017. A TextQuoteSelector finds its
words again in an article that has moved, which line numbers cannot.
"""

from collections.abc import Mapping
from urllib.parse import quote

from audit.model import Article, ClaimFinding, Finding, Passage, Reference, Report, Source
from audit.report.items import Item, items
from audit.report.json_report import dump
from audit.report.summary import sources_by_number
from audit.report.words import correct_words, printable, web_address

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 48


def render_web_annotations(report: Report) -> str:
    """An AnnotationCollection with one annotation for each quotation, claim and reference."""
    about = Finding | ClaimFinding | Reference
    sources = sources_by_number(report)
    kept = [item for item in items(report) if isinstance(item.about, about)]
    annotations = [_annotation(item, report, sources) for item in kept]
    return dump(
        {
            "@context": _CONTEXT,
            "id": "urn:citation-audit:annotations",
            "type": "AnnotationCollection",
            "label": printable(report.article.title or report.article.path),
            "total": len(annotations),
            "first": {
                "id": "urn:citation-audit:annotations:1",
                "type": "AnnotationPage",
                "startIndex": 0,
                "items": annotations,
            },
        }
    )


def _annotation(item: Item, report: Report, sources: Mapping[int, Source]) -> dict[str, object]:
    bodies = [
        _text(item.message, "assessing"),
        _text(item.rule, "tagging"),
        *_corrections(item),
        *_passages(item, sources),
    ]
    return {
        "id": f"urn:citation-audit:claim:{item.print}",
        "type": "Annotation",
        "motivation": "assessing",
        "created": report.created,
        "generator": {"type": "Software", "name": f"citation-audit {report.version}"},
        "body": bodies,
        "target": _target(item, report.article),
    }


def _text(words: str, purpose: str) -> dict[str, object]:
    return {
        "type": "TextualBody",
        "value": printable(words),
        "format": "text/plain",
        "purpose": purpose,
    }


def _corrections(item: Item) -> list[dict[str, object]]:
    words = correct_words(item.about) if isinstance(item.about, Finding) else ""
    return [_text(words, "editing")] if words else []


def _passages(item: Item, sources: Mapping[int, Source]) -> list[dict[str, object]]:
    """The source's words, where they can be found again on the web."""
    about = item.about
    found: list[tuple[Source | None, Passage]] = []
    if isinstance(about, Finding) and about.match:
        found = [(item.source, passage) for passage in about.match.passages]
    elif isinstance(about, ClaimFinding):
        found = [(sources.get(c.reference), p) for c in about.checks for p in c.passages]
    placed = [
        (web_address(source.found_at or source.url) if source else "", passage)
        for source, passage in found
    ]
    return [
        {
            "type": "SpecificResource",
            "purpose": "linking",
            "source": url,
            "selector": _quote(passage.text, passage.before, passage.after),
        }
        for url, passage in placed
        if url
    ]


def _target(item: Item, article: Article) -> dict[str, object]:
    target: dict[str, object] = {
        "type": "SpecificResource",
        "source": quote(article.path, errors="replace"),
    }
    start, end = _span(item, article)
    if 0 <= start < end <= len(article.text):
        before, after = article.text[:start][-_AROUND:], article.text[end : end + _AROUND]
        target["selector"] = [
            _quote(article.text[start:end], before, after),
            {"type": "TextPositionSelector", "start": start, "end": end},
        ]
    return target


def _span(item: Item, article: Article) -> tuple[int, int]:
    if isinstance(item.about, Finding):
        return item.about.quotation.start, item.about.quotation.end
    if isinstance(item.about, ClaimFinding):
        return item.about.claim.start, item.about.claim.end
    number = item.about.number if isinstance(item.about, Reference) else 0
    entry = next((entry for entry in article.entries if entry.number == number), None)
    return (entry.start, entry.end) if entry else (0, 0)


def _quote(exact: str, before: str, after: str) -> dict[str, object]:
    """A selector of ``exact``; these words are compared with others, so they stay as they are."""
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": before, "suffix": after}
