"""The marked edits of a quotation: brackets, omission marks, [sic]; read, not yet judged.

Conventions: Chicago Manual of Style 13.50-13.62, MLA 1.3.5-1.3.6, New Hart's Rules 9.3. All
offsets are into the quotation's text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from audit.match.words import sieve, tokenize
from audit.model import Edit
from audit.vocabulary import EditKind

_JOINER = "\u2060"  # invisible inside words: masks the brackets of "[t]he" without moving offsets
_OMISSION = re.compile(
    r"[\[({<]?[ \t\u00a0]*(?:\u2026+|\.{3,}|(?:\.[ \t\u00a0\u2009\u202f]){2,}\.)(?:\s*\.)?"
    r"[ \t\u00a0]*[\])}>]?"
    r"|[\[(]\s*(?:\u2014|\u2013|-{1,3}|_+|snip|omitted|cut)?\s*[\])]"
    r"|\*\s?\*\s?\*",
    re.IGNORECASE,
)
_SIC = re.compile(r"[\[(]\s*sic\s*[!.?]?\s*[\])]", re.IGNORECASE)
_EMPHASIS = re.compile(
    r"[\[(]\s*(?:(?:my|our|original|author's)\s+)?(?:emphasis|italics)"
    r"(?:\s+(?:added|mine|ours|in\s+(?:the\s+)?original|supplied|original))?\s*[\])]",
    re.IGNORECASE,
)
_MARKS = ("[", "(", "<", "{", "\u2026", "..", ". .", ".\u00a0.", ".\u2009.", "*", ".\u202f.")
_CAPITAL = re.compile(r"\[([^\W\d_])\](?=[^\W\d_])")
_PART = re.compile(r"(?<=\w)\[([^\W\d_]+)\]|\[([^\W\d_]{2,})\](?=\w)")
_NOTE = re.compile(r"(?<=[^\s\[(])\[\d{1,3}\]")
_BRACKET = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Bracket:
    """One editorial bracket with words in it; ``part`` when it is only a piece of a word."""

    text: str
    start: int
    end: int
    part: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """The words between two omission marks. ``group`` is the bracket a word is in, -1 for none."""

    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    group: tuple[int, ...]

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """The runs of words outside brackets, as ranges of word positions."""
        runs: list[tuple[int, int]] = []
        for position, group in enumerate(self.group):
            if group >= 0:
                continue
            if runs and runs[-1][1] == position:
                runs[-1] = (runs[-1][0], position + 1)
            else:
                runs.append((position, position + 1))
        return tuple(runs)


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation as its typography shows it.

    ``literal`` has every word, brackets read as plain words: tried first, because a source may
    hold brackets itself; ``letters`` are its letters and digits in the form of ``words.sieve``.
    ``segments`` read the marks as an editor's. ``gaps`` are the omission marks between segments,
    ``edits`` the marks that stand for no words.
    """

    text: str
    literal: Segment
    letters: str
    segments: tuple[Segment, ...]
    brackets: tuple[Bracket, ...]
    gaps: tuple[str, ...]
    edits: tuple[Edit, ...]

    @property
    def marked(self) -> bool:
        """Whether an editor's mark stands among the words."""
        return bool(self.brackets or self.gaps or self.edits)


@lru_cache(maxsize=512)
def parse(text: str) -> Quote:
    """Read the marks of a quotation. Never fails; without words, ``literal`` is empty."""
    literal = _segment(text, 0, len(text), ())
    if not any(mark in text for mark in _MARKS):
        segments = (literal,) if literal.folded else ()
        return Quote(text, literal, sieve(text), segments, (), (), ())
    return _parse_marks(text, literal)


def _parse_marks(text: str, literal: Segment) -> Quote:
    edits: list[Edit] = []
    masked = _blank(text, _SIC, EditKind.SIC, edits)
    masked = _blank(masked, _EMPHASIS, EditKind.EMPHASIS, edits)
    masked = _NOTE.sub(lambda m: " " * len(m[0]), masked)
    omissions = list(_OMISSION.finditer(masked))
    brackets = _brackets(masked, edits)
    masked = _CAPITAL.sub(_join, masked)
    masked = _PART.sub(_join, masked)
    segments: list[Segment] = []
    gaps: list[str] = []
    pending, position = "", 0
    for start, end, mark in [(m.start(), m.end(), m[0].strip()) for m in omissions] + [
        (len(text), len(text), "")
    ]:
        segment = _segment(masked, position, start, brackets)
        if segment.pieces:
            if segments:
                gaps.append(pending)
            segments.append(segment)
            pending = mark
        elif mark:
            pending = mark
        position = end
    return Quote(
        text,
        literal,
        sieve(text),
        tuple(segments),
        tuple(brackets),
        tuple(gaps),
        tuple(edits),
    )


def _blank(text: str, pattern: re.Pattern[str], kind: EditKind, edits: list[Edit]) -> str:
    edits.extend(Edit(kind, m[0]) for m in pattern.finditer(text))
    return pattern.sub(lambda m: " " * len(m[0]), text)


def _join(found: re.Match[str]) -> str:
    return _JOINER + found[0][1:-1] + _JOINER


def _brackets(text: str, edits: list[Edit]) -> list[Bracket]:
    brackets: list[Bracket] = []
    for found in _BRACKET.finditer(text):
        capital, part = _CAPITAL.match(text, found.start()), _PART.match(text, found.start())
        if capital and (found.start() == 0 or not text[found.start() - 1].isalnum()):
            edits.append(Edit(EditKind.CAPITAL, found[0]))
        elif capital or part:
            brackets.append(Bracket(found[0], found.start(), found.end(), part=True))
        elif tokenize(found[1]).folded:
            brackets.append(Bracket(found[0], found.start(), found.end()))
    return brackets


def _segment(masked: str, start: int, end: int, brackets: Sequence[Bracket]) -> Segment:
    words = tokenize(masked, start, end)
    if not brackets:
        group: tuple[int, ...] = (-1,) * len(words)
        return Segment(tuple(words.folded), tuple(words.starts), tuple(words.ends), group)
    group = tuple(
        next((n for n, b in enumerate(brackets) if b.start < stop and first < b.end), -1)
        for first, stop in zip(words.starts, words.ends, strict=True)
    )
    return Segment(tuple(words.folded), tuple(words.starts), tuple(words.ends), group)
