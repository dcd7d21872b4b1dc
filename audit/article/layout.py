"""Where an article's rows, paragraphs and lines begin and end.

A *row* is the smallest block that can be a heading, a list item or a caption: a line of a text
file, a block element of a web page. A *paragraph* is one row, or several when the text is
hard-wrapped. Both are spans of the article's text, without the white space around them.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audit.article.html_text import Block, html_blocks, looks_like_html

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
    """Offsets to 1-based lines and columns."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = [0] + [found.end() for found in re.finditer("\n", text)]

    def line(self, offset: int) -> int:
        """The 1-based line that holds ``offset``."""
        return bisect_right(self._starts, offset)

    def column(self, offset: int) -> int:
        """The 1-based column, in code points, of ``offset`` in its line."""
        return offset - self._starts[self.line(offset) - 1] + 1


@dataclass(frozen=True, slots=True)
class Layout:
    """A text with its rows and paragraphs; ``title`` is what the file calls itself."""

    text: str
    rows: tuple[Row, ...]
    paragraphs: tuple[Paragraph, ...]
    lines: LineIndex
    title: str


def lay_out(text: str) -> Layout:
    """Find the rows and paragraphs of a decoded file, HTML or text.

    HTML is turned into its visible text first; that text keeps every line feed of the file, so
    line numbers stay those of the file while columns count visible characters.
    """
    if looks_like_html(text):
        visible, blocks, title = html_blocks(text)
        rows = _rows_of_blocks(visible, blocks)
        paragraphs = _one_each(rows)
        headings = [visible[row.start : row.end] for row in rows if row.heading]
        name = headings[0] if headings else title or _title(visible, rows)
        return Layout(visible, rows, paragraphs, LineIndex(visible), " ".join(name.split()))
    rows = _rows_of_lines(text)
    wrapped = _is_wrapped(text, rows)
    paragraphs = _joined(text, rows) if wrapped else _one_each(rows)
    return Layout(text, rows, paragraphs, LineIndex(text), _title(text, rows))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at either end; empty spans collapse to ``start``."""
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return start + lead, max(start + lead, start + len(piece.rstrip()))


def plain(row_text: str) -> str:
    """A row's words without Markdown's heading, list and emphasis signs."""
    return row_text.strip().strip("#>*_=`~ \t\xa0").strip()


def _rows_of_blocks(text: str, blocks: Sequence[Block]) -> tuple[Row, ...]:
    rows = []
    for block in blocks:
        start, end = trimmed(text, block.start, block.end)
        if start < end:
            rows.append(Row(start, end, block.heading))
    return tuple(rows)


def _rows_of_lines(text: str) -> tuple[Row, ...]:
    rows = []
    for found in re.finditer(r"[^\n]+", text):
        start, end = trimmed(text, found.start(), found.end())
        if start < end:
            rows.append(Row(start, end, text.startswith("#", start)))
    return tuple(rows)


def _one_each(rows: Sequence[Row]) -> tuple[Paragraph, ...]:
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


def _title(text: str, rows: Sequence[Row]) -> str:
    return plain(text[rows[0].start : rows[0].end]) if rows else ""
