"""Where an article's rows, paragraphs and lines begin and end.

A *row* is the smallest block that can be a heading, a list item or a caption: a line of a text
file, a block element of a web page. A *paragraph* is one row, or several when the text is
hard-wrapped. Both are spans of the article's text, without the white space around them.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from audit.article.source_map import Change, Shift, SourceMap

_WRAP_WIDTH = 120
_OPENS_BLOCK = re.compile(r"(?:#{1,6}\s|[-*+•]\s|\d{1,4}[.)]\s|\[\^?\d{1,4}\]|>|\|)")
_SENTENCE_OVER = re.compile(r"[.!?:;…][\"”’»)\]*_]*(?:\[?\^?[\d,–-]{1,9}\]?)?$")


@dataclass(frozen=True, slots=True)
class Row:
    """One block of the text; ``heading`` when the format itself marks it as one."""

    start: int
    end: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``number`` counts the non-blank rows (or wrapped blocks) from 1."""

    number: int
    start: int
    end: int


class LineIndex:
    """Offsets of a text to 1-based lines and columns of the file it was read from.

    ``source`` leads from the text to ``original``, the file's own; without it they are one.
    """

    __slots__ = ("_source", "_starts")

    def __init__(
        self, text: str, source: SourceMap | None = None, original: str | None = None
    ) -> None:
        lines = re.finditer("\n", text if original is None else original)
        self._starts = [0] + [found.end() for found in lines]
        self._source = source

    def line(self, offset: int) -> int:
        """The 1-based line that holds ``offset``."""
        return bisect_right(self._starts, self._place(offset))

    def column(self, offset: int) -> int:
        """The 1-based column, in code points, of ``offset`` in its line."""
        place = self._place(offset)
        return place - self._starts[bisect_right(self._starts, place) - 1] + 1

    def through(self, source: SourceMap) -> "LineIndex":
        """The index of another text that was read from the same file."""
        other = LineIndex("", source)
        other._starts = self._starts
        return other

    def _place(self, offset: int) -> int:
        return self._source.origin(offset) if self._source else offset


@dataclass(frozen=True, slots=True)
class Call:
    """A place that calls a note or, with ``work``, an entry of a bibliography, by ``keys``.

    ``bare``: written without brackets, so that it may be a name of another kind (``@handle``).
    """

    start: int
    end: int
    keys: tuple[str, ...]
    work: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: its words are ``body``..``end`` but for the spans ``left_out``."""

    key: str
    start: int
    body: int
    end: int
    left_out: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page of the web."""

    start: int
    end: int
    url: str


class Syntax(StrEnum):
    """How words are written in a file: what a correction has to keep to."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    CLOSED = "closed"  # it is not edited by this program


@dataclass(frozen=True, slots=True)
class Layout:
    """What a reader of a format gives: a text, its rows and paragraphs, and what cites in it.

    ``title`` is what the file calls itself; ``block_quotes`` are rows set off as quotations.
    ``lines`` and ``source`` lead back to the file.
    """

    text: str
    rows: tuple[Row, ...]
    paragraphs: tuple[Paragraph, ...]
    lines: LineIndex
    title: str
    source: SourceMap
    syntax: Syntax = Syntax.TEXT
    calls: tuple[Call, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    block_quotes: tuple[tuple[int, int], ...] = ()

    def changed(self, changes: Sequence[Change]) -> "Layout":
        """The layout after ``changes`` of the text, which are in order and apart."""
        if not changes:
            return self
        shift = Shift(changes)
        source = self.source.changed(changes)

        def move(start: int, end: int) -> tuple[int, int]:
            low = shift.offset(start)
            return low, max(low, shift.offset(end, end=True))

        text = shift.text(self.text)

        def widened(start: int, end: int) -> tuple[int, int]:
            # What is put in at the edges of a block belongs to it.
            low = shift.offset(start, end=True)
            return trimmed(text, low, max(low, shift.offset(end)))

        rows = [Row(*widened(one.start, one.end), one.heading) for one in self.rows]
        paragraphs = [
            Paragraph(one.number, *widened(one.start, one.end)) for one in self.paragraphs
        ]
        return replace(
            self,
            text=text,
            source=source,
            lines=self.lines.through(source),
            rows=tuple(one for one in rows if one.start < one.end),
            paragraphs=tuple(one for one in paragraphs if one.start < one.end),
            calls=tuple(
                Call(*move(one.start, one.end), one.keys, one.work, one.bare) for one in self.calls
            ),
            links=tuple(Link(*move(one.start, one.end), one.url) for one in self.links),
            block_quotes=tuple(move(*span) for span in self.block_quotes),
            notes=tuple(_moved_note(note, shift, move) for note in self.notes),
        )


def _moved_note(note: Note, shift: Shift, move: Callable[[int, int], tuple[int, int]]) -> Note:
    start, end = move(note.start, note.end)
    left_out = tuple(move(*span) for span in note.left_out)
    return Note(note.key, start, min(end, shift.offset(note.body)), end, left_out)


def lay_out(text: str) -> Layout:
    """The rows and paragraphs of a plain text."""
    rows = _rows_of_lines(text)
    wrapped = _is_wrapped(text, rows)
    paragraphs = _joined(text, rows) if wrapped else one_each(rows)
    source = SourceMap.identity(len(text))
    return Layout(text, rows, paragraphs, LineIndex(text), first_words(text, rows), source)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at either end; empty spans collapse to ``start``."""
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return start + lead, max(start + lead, start + len(piece.rstrip()))


def plain(row_text: str) -> str:
    """A row's words without Markdown's heading, list and emphasis signs."""
    return row_text.strip().strip("#>*_=`~ \t\xa0").strip()


def _rows_of_lines(text: str) -> tuple[Row, ...]:
    rows = []
    for found in re.finditer(r"[^\n]+", text):
        start, end = trimmed(text, found.start(), found.end())
        if start < end:
            rows.append(Row(start, end, text.startswith("#", start)))
    return tuple(rows)


def one_each(rows: Sequence[Row]) -> tuple[Paragraph, ...]:
    """Every row as a paragraph of its own."""
    return tuple(Paragraph(number, row.start, row.end) for number, row in enumerate(rows, 1))


def _adjacent(text: str, first: Row, second: Row) -> bool:
    return text.count("\n", first.end, second.start) == 1


def _is_wrapped(text: str, rows: Sequence[Row]) -> bool:
    """Whether line ends are only the editor's: short lines that break in mid sentence."""
    lengths = sorted(row.end - row.start for row in rows)
    if not lengths or lengths[len(lengths) * 9 // 10] > _WRAP_WIDTH:
        return False
    breaks = mid_sentence = 0
    for first, second in pairwise(rows):
        if _adjacent(text, first, second) and not _OPENS_BLOCK.match(text, second.start):
            breaks += 1
            over = _SENTENCE_OVER.search(text, max(first.start, first.end - 20), first.end)
            mid_sentence += not over and text[second.start].islower()
    return mid_sentence * 3 >= breaks > 0


def _joined(text: str, rows: Sequence[Row]) -> tuple[Paragraph, ...]:
    spans: list[tuple[int, int]] = []
    previous: Row | None = None
    for row in rows:
        joins = (
            previous is not None
            and _adjacent(text, previous, row)
            and not previous.heading
            and not _OPENS_BLOCK.match(text, row.start)
        )
        if joins:
            spans[-1] = (spans[-1][0], row.end)
        else:
            spans.append((row.start, row.end))
        previous = row
    return tuple(Paragraph(number, start, end) for number, (start, end) in enumerate(spans, 1))


def first_words(text: str, rows: Sequence[Row]) -> str:
    """The words of the first row, for a title."""
    return plain(text[rows[0].start : rows[0].end]) if rows else ""
