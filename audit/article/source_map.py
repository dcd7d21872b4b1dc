"""Which characters of a file each character of an article's text was read from.

A reader of a format leaves markup out, spells entities out and adds what a page only shows (the
numbers of a list). ``Writer`` notes for every piece of text where it came from, so that lines and
columns are those of the file and a correction can be written back at its place.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """``text[start:end]`` stands for ``file[origin:origin_end]``; ``verbatim``: the same signs."""

    start: int
    end: int
    origin: int
    origin_end: int
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Change:
    """``new`` takes the place of ``text[start:end]``."""

    start: int
    end: int
    new: str


class SourceMap:
    """The pieces of a text in order, without gaps."""

    __slots__ = ("_starts", "pieces")

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = tuple(pieces)
        self._starts = [piece.start for piece in self.pieces]

    @classmethod
    def identity(cls, length: int) -> "SourceMap":
        """The map of a text that is its file's."""
        return cls([Piece(0, length, 0, length, True)] if length else [])

    def origin(self, offset: int) -> int:
        """Where in the file the character at ``offset`` of the text was read."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return 0
        piece = self.pieces[at]
        if offset >= piece.end:
            return piece.origin_end
        return piece.origin + (offset - piece.start if piece.verbatim else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of the file that ``text[start:end]`` was read from."""
        if end <= start:
            return self.origin(start), self.origin(start)
        at = bisect_right(self._starts, end - 1) - 1
        piece = self.pieces[at]
        last = piece.origin + (end - piece.start) if piece.verbatim else piece.origin_end
        return self.origin(start), last

    def changed(self, changes: Sequence[Change]) -> "SourceMap":
        """The map of the text after ``changes``, which are in order and apart from each other."""
        pieces: list[Piece] = []
        shift = Shift(changes)
        taken = 0
        for change in changes:
            pieces += self._between(taken, change.start, shift)
            if change.new:
                low, high = self.span(change.start, change.end)
                start = shift.start(change)
                pieces.append(Piece(start, start + len(change.new), low, high, False))
            taken = change.end
        end = self.pieces[-1].end if self.pieces else 0
        return SourceMap([*pieces, *self._between(taken, end, shift)])

    def _between(self, start: int, end: int, shift: "Shift") -> list[Piece]:
        """The pieces of ``text[start:end]``, cut at both ends, at their new places."""
        found = []
        first = max(0, bisect_right(self._starts, start) - 1)
        for piece in self.pieces[first : bisect_left(self._starts, end)]:
            low, high = max(piece.start, start), min(piece.end, end)
            if low >= high:
                continue
            move = shift.by(low)
            origin = piece.origin + (low - piece.start if piece.verbatim else 0)
            stop = origin + high - low if piece.verbatim else piece.origin_end
            found.append(Piece(low + move, high + move, origin, stop, piece.verbatim))
        return found


class Shift:
    """Where offsets of a text lie after changes that are in order and apart from each other."""

    __slots__ = ("_changes", "_moves", "_starts")

    def __init__(self, changes: Sequence[Change]) -> None:
        self._changes = tuple(changes)
        self._starts = [change.start for change in changes]
        self._moves = [0]
        for change in changes:
            self._moves.append(self._moves[-1] + len(change.new) - (change.end - change.start))

    def by(self, offset: int) -> int:
        """How far the character at ``offset``, which stays, moves."""
        return self._moves[bisect_right(self._starts, offset)]

    def start(self, change: Change) -> int:
        """Where the new words of ``change`` begin."""
        return change.start + self._moves[bisect_left(self._starts, change.start)]

    def offset(self, offset: int, *, end: bool = False) -> int:
        """The new place of ``offset``; inside what is taken out, the place where that was.

        With ``end`` the offset closes a span: what is put in at it stays outside.
        """
        at = (bisect_left if end else bisect_right)(self._starts, offset)
        if at:
            change = self._changes[at - 1]
            if offset < change.end:
                return self.start(change)
        return offset + self._moves[at]

    def text(self, text: str) -> str:
        """``text`` with the changes made."""
        parts: list[str] = []
        at = 0
        for change in self._changes:
            parts += [text[at : change.start], change.new]
            at = change.end
        return "".join([*parts, text[at:]])


class Writer:
    """Collects a text from a file, front to back; every line feed of the file is kept.

    ``keep`` and ``put`` skip what lies between their span and the last one, but for its line feeds:
    so lines of the text stay lines of the file.
    """

    def __init__(self, original: str) -> None:
        self._original = original
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._at = 0
        self.length = 0

    def keep(self, start: int, end: int) -> None:
        """Take ``original[start:end]`` as it is."""
        self.skip_to(start)
        self._verbatim(start, end)

    def put(self, text: str, start: int, end: int) -> None:
        """Write ``text`` for ``original[start:end]``; its line feeds follow."""
        self.skip_to(start)
        self._add(text, start, end, verbatim=False)
        self._at = min(start, end)
        self.skip_to(end)

    def skip_to(self, offset: int) -> None:
        """Leave out what lies before ``offset``, but for its line feeds."""
        for found in re.finditer("\n", self._original[self._at : offset]):
            at = self._at + found.start()
            self._add("\n", at, at + 1, verbatim=True)
        self._at = max(self._at, offset)

    def skipped(self, offset: int) -> int:
        """As ``skip_to``; the length of the text then is given back."""
        self.skip_to(offset)
        return self.length

    def jump(self, offset: int) -> None:
        """Go on at ``offset``, which may lie before what was taken already; nothing is written."""
        self._at = offset

    def finish(self) -> tuple[str, SourceMap]:
        """The text and its map."""
        return "".join(self._parts), SourceMap(self._pieces)

    def so_far(self, start: int) -> str:
        """What was written from ``start`` of the text on."""
        parts: list[str] = []
        length = self.length
        for part in reversed(self._parts):
            if length <= start:
                break
            length -= len(part)
            parts.append(part)
        return "".join(reversed(parts))[max(0, start - length) :]

    def trimmed(self, start: int) -> tuple[int, int]:
        """The span of what was written from ``start`` on, without white space at its ends."""
        text = self.so_far(start)
        low = start + len(text) - len(text.lstrip())
        return low, max(low, start + len(text.rstrip()))

    def lines_since(self, start: int) -> list[tuple[int, int]]:
        """The spans of the lines that were written from ``start`` on, blank ones left out."""
        found = re.finditer(r"\S(?:[^\n]*\S)?", self.so_far(start))
        return [(start + line.start(), start + line.end()) for line in found]

    def _verbatim(self, start: int, end: int) -> None:
        if end > start:
            self._add(self._original[start:end], start, end, verbatim=True)
            self._at = end

    def _add(self, text: str, start: int, end: int, *, verbatim: bool) -> None:
        if not text:
            return
        self._parts.append(text)
        stop = self.length + len(text)
        last = self._pieces[-1] if self._pieces else None
        if last and verbatim and last.verbatim and last.origin_end == start:
            self._pieces[-1] = Piece(last.start, stop, last.origin, end, True)
        else:
            self._pieces.append(Piece(self.length, stop, start, end, verbatim))
        self.length = stop
