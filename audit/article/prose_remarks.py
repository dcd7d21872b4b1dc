"""What the body's prose shows alone: works that the list lacks, names that differ, layout slips."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.fuzz import ratio

from audit.article.layout import LineIndex, Paragraph
from audit.article.names import find_names
from audit.article.publishers import spellings
from audit.article.sentence_index import SentenceIndex
from audit.article.words import SENTENCE_STARTERS
from audit.model import ListEntry, Remark
from audit.vocabulary import Level

# RealClearPolicy and RealClearPolitics are 90 % alike; Vox and Fox are short and 67 %.
_ALIKE = 85.0
_SHORTEST = 8
_GLUED = re.compile(
    r"(?P<word>\b[a-z]{2,})(?P<next>"
    + "|".join(sorted((word.capitalize() for word in SENTENCE_STARTERS), key=len, reverse=True))
    + r")\b"
)
_CAPTION_WORDS = 12
_OUTLET = re.compile(
    r"\b(?:[Ii]n|[Bb]y|[Ff]or|[Ff]rom|[Oo]f|[Tt]o)\s+(?:the\s+)?(?P<name>[A-Z][\w&’'-]*(?:\s[A-Z][\w&-]*){0,4})"
    r"\s+(?:magazine|newspaper|journal)\b"
)


def publisher_remarks(
    masked: str,
    index: SentenceIndex,
    entries: Sequence[ListEntry],
    lines: LineIndex,
) -> Iterator[Remark]:
    """A sentence that names a publisher almost as the reference of its own marker does.

    That the references file knows a spelling as an alias does not make text and list agree.
    """
    by_number = {entry.number: entry for entry in entries}
    listed = {form for entry in entries for form in spellings(entry.publisher)}
    for sentence in index.sentences:
        cited = [by_number[n] for n in sentence.numbers if n in by_number]
        names = find_names(masked, sentence.start, sentence.end) if cited else []
        for piece, start in ((part, name.start) for name in names for part in _parts(name.text)):
            if len(piece) < _SHORTEST or piece in listed:
                continue
            for entry in cited:
                if _ALIKE <= ratio(piece, entry.publisher) < 100:
                    yield Remark(
                        "publisher-differs",
                        Level.WARNING,
                        f"the text says {piece}, reference {entry.number} says {entry.publisher}",
                        line=lines.line(start),
                        column=lines.column(start),
                        hint="one of the two is probably wrong",
                    )


def _parts(name: str) -> list[str]:
    return re.split(r"\s(?:of|for|at|in)\s", name)


def unlisted_outlet(masked: str, start: int, end: int, listed: frozenset[str]) -> str:
    """A magazine, newspaper or journal that ``masked[start:end]`` names and the list does not."""
    for found in _OUTLET.finditer(masked, start, end):
        if not spellings(found["name"]) & listed:
            return found["name"]
    return ""


def glued_remarks(text: str, paragraphs: Sequence[Paragraph], lines: LineIndex) -> Iterator[Remark]:
    """A caption or heading that runs into the paragraph after it: ``drugs meanThe commission``."""
    for paragraph in paragraphs:
        found = _GLUED.search(text, paragraph.start, min(paragraph.end, paragraph.start + 160))
        if not found:
            continue
        lead = text[paragraph.start : found.end("word")]
        if len(lead.split()) <= _CAPTION_WORDS and not re.search(r"[.!?;]\s", lead):
            yield Remark(
                "glued-caption",
                Level.NOTE,
                f"“{lead}” looks like a caption that runs into the text after it",
                line=lines.line(paragraph.start),
                column=found.start("next") - paragraph.start + lines.column(paragraph.start),
            )
