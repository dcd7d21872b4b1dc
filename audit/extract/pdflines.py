"""Characters with boxes to the lines of a page in reading order, columns one after the other.

Coordinates are points with the origin at the lower left, as in PDF.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

_LINE_END_HYPHENS = "\x02\ufffe"
"""What PDFium gives for a hyphen that it takes to end a line in the middle of a word."""

_GAP = 1.0  # times the line's height: wider than any word space, narrower than a column gutter
_OVERLAP = 0.35  # of the lower height: boxes that share this much of their height are one line
_RAISED = 0.12  # of the height: how far a superscript's foot is above the line's
_SMALLER = 0.85
_COLUMN_LINES = 4
_COLUMN_SHARE = 0.2
_CROSSING_SHARE = 0.25
_ALIGNED = 4.0  # points
_DEEPEST = 4
_TURNED_RUN = 5
_MOST_PIECES = 2_000
_MOST_EDGES = 16
_UNITS = frozenset(["m", "km", "cm", "mm", "ft", "mi", "in", "s", "CO", "H", "O", "N"])


class Character(NamedTuple):
    """One character and its font box."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column: its text, its box, and how high on the page (0 foot, 1 top) it is."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    place: float = 0.0
    upright: bool = True

    @property
    def height(self) -> float:
        """The height of the line's box: that of its font, not of its letters."""
        return self.top - self.bottom


def reading_order(characters: Iterable[Character], page_height: float) -> list[Line]:
    """The lines of a page in the order in which they are read."""
    upright, turned = _without_turned(_pieces(characters))
    height = page_height or 1.0
    placed = [replace(line, place=line.bottom / height) for line in _by_columns(upright, 0)]
    return placed + turned


class _Builder:
    """Gathers characters that stand next to each other on one line."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.left = self.bottom = self.right = self.top = 0.0

    def takes(self, character: Character) -> bool:
        """Whether ``character`` goes on where this piece ends."""
        if not self.text:
            return True
        height = self.top - self.bottom
        shared = min(self.top, character.top) - max(self.bottom, character.bottom)
        if shared < _OVERLAP * min(height, character.top - character.bottom):
            return False
        ahead = character.left - self.right
        return -2 * height <= ahead <= _GAP * height

    def add(self, character: Character) -> None:
        """Append ``character``; a raised small figure after a word is a note's mark, left out."""
        if not self.text:
            self.left, self.bottom = character.left, character.bottom
            self.right, self.top = character.right, character.top
        elif not character.text.isspace():
            if self._is_mark(character):
                self.right = max(self.right, character.right)
                return
            self.bottom = min(self.bottom, character.bottom)
            self.top = max(self.top, character.top)
        if not character.text.isspace():
            self.right = max(self.right, character.right)
        self.text.append(character.text)

    def _is_mark(self, character: Character) -> bool:
        height = self.top - self.bottom
        small = character.top - character.bottom < _SMALLER * height
        raised = character.bottom > self.bottom + _RAISED * height
        if not (small and raised and (character.text.isdecimal() or character.text in "*†‡,")):
            return False
        before = "".join(self.text[-6:])
        word = re.search(r"[^\W\d_]*$", before)
        if word is not None and word[0] in _UNITS:
            return False
        return bool(re.search(r"[^\W\d]$|[.,;:!?)\]’”\"'»]$", before))

    def line(self) -> Line | None:
        """The piece as a line, ``None`` when it is blank."""
        text = "".join(self.text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = text.translate({ord(mark): "\u00ad" for mark in _LINE_END_HYPHENS})
        text = " ".join(text.split())
        if not text:
            return None
        return Line(text, self.left, self.bottom, self.right, self.top)


def _pieces(characters: Iterable[Character]) -> list[Line]:
    pieces: list[Line] = []
    builder = _Builder()
    for character in characters:
        new_line = character.text in "\r\n"
        if new_line or not (character.text.isspace() or builder.takes(character)):
            line = builder.line()
            if line is not None:
                pieces.append(line)
            builder = _Builder()
        if not new_line and not (character.text.isspace() and not builder.text):
            builder.add(character)
    last = builder.line()
    return [*pieces, last] if last is not None else pieces


def _without_turned(pieces: list[Line]) -> tuple[list[Line], list[Line]]:
    """The pieces that stand upright, and turned text (stamps, watermarks) as lines of its own.

    Turned text comes as a run of single characters, each on a height of its own.
    """
    upright: list[Line] = []
    turned: list[Line] = []
    for is_single, group in itertools.groupby(pieces, key=lambda piece: len(piece.text) <= 2):
        run = list(group)
        if (
            is_single
            and len(run) >= _TURNED_RUN
            and len({round(p.bottom) for p in run}) > len(run) // 2
        ):
            first = run[0]
            text = "".join(piece.text for piece in run)
            turned.append(replace(first, text=text, upright=False))
        else:
            upright += run
    return upright, turned


def _by_columns(pieces: list[Line], depth: int) -> list[Line]:
    """Pieces in reading order: bands between full-width lines, columns within a band."""
    edge = _gutter(pieces) if depth < _DEEPEST else None
    if edge is None:
        return _joined(pieces)
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for piece in sorted(pieces, key=lambda line: -line.top):
        if _crosses(piece, edge):
            ordered += _by_columns(left, depth + 1) + _by_columns(right, depth + 1)
            left, right = [], []
            ordered.append(piece)
        elif piece.left >= edge - _ALIGNED:
            right.append(piece)
        else:
            left.append(piece)
    return ordered + _by_columns(left, depth + 1) + _by_columns(right, depth + 1)


def _crosses(piece: Line, edge: float) -> bool:
    return piece.left < edge - _ALIGNED and piece.right > edge - 1


def _gutter(pieces: list[Line]) -> float | None:
    """Where the right one of two columns begins, ``None`` when there is one column."""
    if not 2 * _COLUMN_LINES <= len(pieces) <= _MOST_PIECES:
        return None
    total = sum(len(piece.text) for piece in pieces)
    best: tuple[int, float] | None = None
    edges = Counter(round(piece.left) for piece in pieces).most_common(_MOST_EDGES)
    for edge, _ in edges:
        starting = [p for p in pieces if abs(p.left - edge) <= _ALIGNED]
        if len(starting) < _COLUMN_LINES:
            continue
        first = min(piece.left for piece in starting)
        crossing = [p for p in pieces if _crosses(p, first)]
        left = [p for p in pieces if p.right <= first - 1]
        right = [p for p in pieces if p.left >= first - _ALIGNED]
        enough = min(len(left), len(right)) >= _COLUMN_LINES
        share = min(sum(len(p.text) for p in left), sum(len(p.text) for p in right))
        few = len(crossing) <= _CROSSING_SHARE * (len(left) + len(right))
        if enough and few and share >= _COLUMN_SHARE * total and _side_by_side(left, right):
            rank = (-len(crossing), first)
            best = rank if best is None or rank[0] > best[0] else best
    return None if best is None else best[1]


def _side_by_side(left: list[Line], right: list[Line]) -> bool:
    """Whether two sets of lines stand beside each other, not one below the other."""
    top = min(max(line.top for line in left), max(line.top for line in right))
    bottom = max(min(line.bottom for line in left), min(line.bottom for line in right))
    beside = [line for line in left if line.top <= top + 1 and line.bottom >= bottom - 1]
    return top > bottom and len(beside) >= _COLUMN_LINES - 1


def _joined(pieces: list[Line]) -> list[Line]:
    """Pieces from top to bottom; those on one line are joined from left to right."""
    lines: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda line: (-(line.top + line.bottom), line.left)):
        if lines and _same_line(lines[-1][0], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [_one_line(sorted(parts, key=lambda part: part.left)) for parts in lines]


def _same_line(one: Line, other: Line) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared >= 0.6 * min(one.height, other.height)


def _one_line(parts: list[Line]) -> Line:
    if len(parts) == 1:
        return parts[0]
    text = " ".join(part.text for part in parts)
    low, high = min(p.bottom for p in parts), max(p.top for p in parts)
    return Line(text, parts[0].left, low, max(p.right for p in parts), high)
