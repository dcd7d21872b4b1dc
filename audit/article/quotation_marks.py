"""Phrases in quotation marks, paragraph by paragraph.

Outer marks are “ ”, „ “, « », » « and straight ", and ‘ ’ outside of them; straight ' only where an
article has no other. Marks inside an open quotation are part of its words. Each paragraph of a
quotation that runs over several, opened anew in each as English books do, is one phrase: between
two paragraphs the source may have others.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from audit.article.layout import Paragraph, trimmed

_DOUBLE_OR_CURLY = re.compile('[“”„«»"‟‘]')
_ANY = re.compile('[“”„«»"‟‘’]')
_ANY_STRAIGHT = re.compile("['‘’]")
_CLOSES = {"“": '”"', "‟": '”"', "„": '“”"', "«": "»", "»": "«", '"': '"”', "”": "”"}
_ELISION = re.compile(
    r"(?:\d{2}s?\b|(?:em|tis|twas|twere|til|till|cause|cos|bout|round|neath|nuff|n|nother)\b)", re.I
)
_WORD = re.compile(r"\w")
_SPACES = str.maketrans("\xa0\u2009\u202f\n", "    ")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words between two marks: ``text[start:end]``; ``opening``..``closing`` has the marks."""

    start: int
    end: int
    opening: int
    closing: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases ascending, and the marks that have no partner."""

    phrases: tuple[Phrase, ...]
    unclosed: tuple[int, ...]
    stray: tuple[int, ...]


def find_phrases(
    text: str, paragraphs: Sequence[Paragraph], markers: Sequence[tuple[int, int]] = ()
) -> Phrases:
    """Pair the quotation marks of the paragraphs; ``Phrase.paragraph`` is an index into them.

    Marks inside ``markers`` (the attributes of a ``<sup>``) are no quotation marks.
    """
    text = _without(text, markers)
    straight_singles = not any(
        _DOUBLE_OR_CURLY.search(text, paragraph.start, paragraph.end) for paragraph in paragraphs
    )
    phrases: list[Phrase] = []
    unclosed: list[int] = []
    stray: list[int] = []
    for index, paragraph in enumerate(paragraphs):
        scan = _Scan(text, paragraph.start, paragraph.end, straight_singles)
        scan.run()
        if scan.left_open is not None and _reopened(text, paragraphs, index, scan.left_open):
            scan.pairs.append((scan.left_open, paragraph.end))
        elif scan.left_open is not None:
            scan.unclosed.append(scan.left_open)
        for opening, closing in scan.pairs:
            start, end = trimmed(text, opening + 1, closing)
            if _WORD.search(text, start, end):
                phrases.append(Phrase(start, end, opening, min(closing + 1, paragraph.end), index))
        unclosed += scan.unclosed
        stray += scan.stray
    return Phrases(tuple(phrases), tuple(unclosed), tuple(stray))


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        # Digits keep their place: "time.”11" must not look like a mark before a space.
        pieces += [text[at:start], "0" * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def _reopened(text: str, paragraphs: Sequence[Paragraph], index: int, opening: int) -> bool:
    """Whether the next paragraph begins with the mark that this one left open."""
    if index + 1 >= len(paragraphs):
        return False
    return text[paragraphs[index + 1].start] == text[opening]


class _Scan:
    """The pairing of one paragraph's marks."""

    def __init__(self, text: str, start: int, end: int, straight_singles: bool) -> None:
        self.text, self.start, self.end = text, start, end
        pattern = _ANY_STRAIGHT if straight_singles else _ANY
        self.marks = [found.start() for found in pattern.finditer(text, start, end)]
        self.pairs: list[tuple[int, int]] = []
        self.unclosed: list[int] = []
        self.stray: list[int] = []
        self.left_open: int | None = None

    def run(self) -> None:
        """Go through the marks once."""
        at = 0
        while at < len(self.marks):
            place = self.marks[at]
            if self.text[place] in "‘’'":
                at = self._single(at)
            elif self.left_open is None:
                self._outside(place)
                at += 1
            else:
                self._inside(place, at)
                at += 1

    def _outside(self, place: int) -> None:
        """A double mark while no quotation is open."""
        mark = self.text[place]
        if mark in "“„‟«" or (mark in '"”»' and self._looks_opening(place)):
            self.left_open = place
        elif mark in "”»" or not self._after_digit(place):
            self.stray.append(place)

    def _inside(self, place: int, at: int) -> None:
        """A double mark while a quotation is open."""
        if self.left_open is None:
            return
        mark, opener = self.text[place], self.text[self.left_open]
        if mark in _CLOSES[opener]:
            inches = mark == '"' and self._after_digit(place) and self._closer_later(at)
            if not inches:
                self.pairs.append((self.left_open, place))
                self.left_open = None
        elif mark == opener:
            self.unclosed.append(self.left_open)
            self.left_open = place

    def _single(self, at: int) -> int:
        """A single mark: an apostrophe, a nested mark, or an outer quotation. Returns the next."""
        place = self.marks[at]
        opens = self.text[place] in "‘'" and self._looks_opening(place)
        if self.left_open is not None or not opens or _ELISION.match(self.text, place + 1):
            return at + 1
        closing = self._single_closing(at)
        if closing is None:
            self.unclosed.append(place)
            return at + 1
        self.pairs.append((place, self.marks[closing]))
        return closing + 1

    def _single_closing(self, at: int) -> int | None:
        """Which mark closes the single quotation opened by mark ``at``.

        The first that cannot be an apostrophe: after punctuation, or before a space and not after
        an s; else the last that stands at the end of a word ("the boys’ toys").
        """
        possible = None
        for ahead in range(at + 1, len(self.marks)):
            place = self.marks[ahead]
            if self.text[place] in "‘'" and self._looks_opening(place):
                break
            if self.text[place] not in "’'" or self._char(place + 1).isalpha():
                continue
            before = self._char(place - 1)
            if before.isspace():
                continue
            possible = ahead
            if before not in "sS" or self._char(place + 1) in ".,;:?!)":
                return ahead
        return possible

    def _char(self, at: int) -> str:
        return self.text[at] if self.start <= at < self.end else " "

    def _looks_opening(self, place: int) -> bool:
        before, after = self._char(place - 1), self._char(place + 1)
        return (before.isspace() or before in '([{—–-/"“‘') and not after.isspace()

    def _after_digit(self, place: int) -> bool:
        return self._char(place - 1).isdigit()

    def _closer_later(self, at: int) -> bool:
        """Whether the next straight mark is one that closes: then this one meant inches."""
        for ahead in self.marks[at + 1 : at + 20]:
            if self.text[ahead] == '"':
                return not self._looks_opening(ahead)
        return False


def mask(text: str, phrases: Sequence[Phrase], markers: Sequence[tuple[int, int]]) -> str:
    """``text`` with quotations as U+E000, markers and white space as spaces, same offsets.

    What stands between quotation marks is somebody else's words: the rules about the article's own
    sentence must not read it.
    """
    pieces: list[str] = []
    at = 0
    spans = [(phrase.opening, phrase.closing, "\ue000") for phrase in phrases]
    spans += [(start, end, " ") for start, end in markers]
    for start, end, sign in sorted(spans):
        if start < at:
            continue
        pieces += [text[at:start], sign * (end - start)]
        at = end
    return "".join([*pieces, text[at:]]).translate(_SPACES)


def containing(starts: Sequence[int], offset: int) -> int:
    """The index of the last start at or before ``offset`` (-1 when there is none)."""
    return bisect_right(starts, offset) - 1
