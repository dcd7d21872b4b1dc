"""Cutting a text into pieces at marks: the differing words, the markers, the quotations.

All marks are code point offsets into the text that is cut. Marks that do not fit (out of range,
crossing an earlier one) are dropped rather than trusted, and the pieces always add up to the text.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from audit.model import Change, Passage
from audit.report.words import CHANGE_WORDS


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text and what it is: ``kind`` for the style, ``label`` to be read.

    ``target`` is what it links to (empty: nothing). ``start == end`` marks a place between words.
    """

    start: int
    end: int
    kind: str
    label: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under one mark; ``kind`` is empty for unmarked text."""

    text: str
    kind: str = ""
    label: str = ""
    target: str = ""


def cut(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Piece]:
    """``text[start:end]`` as pieces, unmarked text between the marks included."""
    end = len(text) if end is None else min(end, len(text))
    here, pieces = max(start, 0), []
    for mark in sorted(marks, key=lambda m: (m.start, m.end)):
        if mark.start < here or mark.end > end or mark.end < mark.start:
            continue
        if mark.start > here:
            pieces.append(Piece(text[here : mark.start]))
        pieces.append(Piece(text[mark.start : mark.end], mark.kind, mark.label, mark.target))
        here = mark.end
    if here < end:
        pieces.append(Piece(text[here:end]))
    return pieces


def quotation_pieces(text: str, changes: Iterable[Change]) -> list[Piece]:
    """The article's words with the differing ones under the mark ``change``."""
    return cut(
        text,
        (
            Mark(change.quoted_start, change.quoted_end, "change", CHANGE_WORDS[change.kind])
            for change in changes
            if text[change.quoted_start : change.quoted_end] == change.quoted
        ),
    )


def passage_pieces(passage: Passage, changes: Iterable[Change]) -> list[Piece]:
    """The source's words: ``quoted`` where the article has them, ``change`` where it differs.

    What stands between two spans is ``gap``: words of the source that the article passes over.
    """
    differing = [
        Mark(
            change.source_start - passage.start,
            change.source_end - passage.start,
            "change",
            CHANGE_WORDS[change.kind],
        )
        for change in changes
        if change.source_start >= passage.start and _fits(passage, change)
    ]
    spans = [(start - passage.start, end - passage.start) for start, end in passage.spans]
    pieces = []
    here = 0
    for piece in cut(passage.text, differing):
        if piece.kind:
            pieces.append(piece)
        else:
            pieces += _span_pieces(piece.text, here, spans)
        here += len(piece.text)
    return pieces


def _fits(passage: Passage, change: Change) -> bool:
    """Whether a change's offsets really point at its words in this passage."""
    start, end = change.source_start - passage.start, change.source_end - passage.start
    return passage.text[start:end] == change.source and end <= len(passage.text)


def _span_pieces(text: str, offset: int, spans: list[tuple[int, int]]) -> list[Piece]:
    """Unchanged source text, divided into what the spans cover and what lies between them."""
    if not spans:
        return [Piece(text, "quoted")]
    marks = (
        Mark(max(start - offset, 0), min(end - offset, len(text)), "quoted")
        for start, end in spans
        if start - offset < len(text) and end > offset
    )
    return [piece if piece.kind else Piece(piece.text, "gap") for piece in cut(text, marks)]
