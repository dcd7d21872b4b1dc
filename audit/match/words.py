"""Words with offsets: what counts as a word, and when two spellings are the same word.

Offsets are code points into the text given. Folding removes only what typography may change:
compatibility forms and ligatures, accents, case, apostrophes, soft hyphens, zero-width and
direction marks, thousands separators and the hyphen at a line end.
"""

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

APOSTROPHES = "'\u2019\u2018\u02bc\u00b4`\u2032\u201b\uff07"
INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufe00-\ufe0f\ufeff"
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0903\u093a-\u094f\u1ab0-\u1aff\u20d0-\u20ff\ufe20-\ufe2f"
)
# Superscript and subscript digits are note markers, never part of a word.
_SUPERSCRIPTS = "\u00b2\u00b3\u00b9\u2070\u2074-\u207f\u2080-\u2089"
# Scripts written without spaces: every character is a word of its own.
_UNSPACED = (
    "\u0e00-\u0e30\u0e32\u0e33\u0e40-\u0e46\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
)
_LETTER = rf"[^\W_{_SUPERSCRIPTS}{_UNSPACED}]"
_INSIDE = rf"(?:[{APOSTROPHES}{INVISIBLE}{_MARKS}]+|[-\u2010]\n[ \t]*(?=[a-z]))"

_REST = rf"{_LETTER}*(?:{_INSIDE}{_LETTER}+)*[{_MARKS}]*"

# Groups 1 and 2 are words; a match without a group is a note marker, passed over.
WORD = re.compile(
    rf"([^\W\d_{_SUPERSCRIPTS}{_UNSPACED}]{_REST})"
    # note markers: [12], [3, 4], and the bare digits of a superscript after a sentence's end
    r"|\[\d{1,3}(?:\s?[,\u2013-]\s?\d{1,3})*\]|\[(?:citation needed|note \d+)\]"
    r"|(?=\d)(?:(?<=[a-z]{2}[.,;:!?])|(?<=[.,!?][\u201d\"\u2019]))(?<!fig\.|vol\.|sec\.|art\.)"
    r"\d{1,3}(?=\s|$)"
    # thousands set apart by a thin space, numbers with points or commas
    r"|((?=\d)(?<!\d)\d{1,3}(?:[\u2009\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)+"
    rf"|{_LETTER}{_REST}|[{_UNSPACED}]|[$£€¥₹%&]|\u2212(?=\d)|(?<![^\s(])-(?=\d))"
)
_DROPPED = re.compile(rf"[{APOSTROPHES}{INVISIBLE}{_MARKS}]|[-\u2010]\n[ \t]*")
_THOUSANDS = re.compile(r"(?<=\d)[,\u2009\u202f](?=\d{3}(?!\d))")
_SYMBOLS = {"%": "percent", "&": "and", "\u2212": "minus", "-": "minus"}
# Letters that have no decomposition but are written without their stroke where it is not to hand.
_PLAIN = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "ı": "i"} | {
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "\u2044": "/",
}
_LETTERS = str.maketrans(_PLAIN)
_MEMORY_LIMIT = 500_000
_memory: dict[str, str] = {}


@dataclass(slots=True)
class Words:
    """Parallel sequences: folded words and their ``[start, end)`` in the text they came from."""

    folded: list[str] = field(default_factory=list)
    starts: "array[int]" = field(default_factory=lambda: array("q"))
    ends: "array[int]" = field(default_factory=lambda: array("q"))

    def __len__(self) -> int:
        return len(self.folded)


def fold(word: str) -> str:
    """One word in the form it is compared in; never empty for a word that ``WORD`` finds."""
    folded = word
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        folded = "".join(c for c in decomposed if not unicodedata.combining(c))
        folded = folded.translate(_LETTERS)
    folded = _DROPPED.sub("", folded).casefold()
    if folded[:1].isdigit():
        folded = _THOUSANDS.sub("", folded if folded.isascii() else word)
        folded = unicodedata.normalize("NFKC", folded)
    folded = _SYMBOLS.get(word, folded) or word
    if len(_memory) < _MEMORY_LIMIT:
        _memory[word] = folded
    return folded


def tokenize(text: str, start: int = 0, end: int | None = None, into: Words | None = None) -> Words:
    """The words of ``text[start:end]``, appended to ``into``. Offsets are into ``text``."""
    out = into if into is not None else Words()
    last = len(text) if end is None else end
    found = [match for match in WORD.finditer(text, start, last) if match.lastindex]
    known = _memory.get
    out.folded.extend([known(match[0]) or fold(match[0]) for match in found])
    out.starts.extend([match.start() for match in found])
    out.ends.extend([match.end() for match in found])
    return out


def notes_in(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, int, int]]:
    """The note markers in ``text[start:end]`` that ``tokenize`` passes over: digits and offsets."""
    return [
        (number[0], number.start(), number.end())
        for match in WORD.finditer(text, start, len(text) if end is None else end)
        if not match.lastindex
        for number in _DIGITS.finditer(text, match.start(), match.end())
    ]


_DIGITS = re.compile(r"\d+")


def digits_of(words: Sequence[str]) -> list[str]:
    """The words that begin with a digit: these may never be glued or cut."""
    return [word for word in words if word[0].isdigit()]


def sieve(text: str) -> str:
    """Letters and digits only, folded: a fast necessary test for "are these words in there"."""
    if "[" in text:
        text = _NOTES.sub("", text)
    letters = "".join(_ALPHANUMERIC.findall(text.replace("%", "percent").replace("&", "and")))
    if not letters.isascii():
        decomposed = unicodedata.normalize("NFKD", letters)
        for letter in filter(decomposed.__contains__, _PLAIN):  # much faster than translate
            decomposed = decomposed.replace(letter, _PLAIN[letter])
        letters = "".join(_ALPHANUMERIC.findall(decomposed))
    return letters.casefold()


_NOTES = re.compile(r"\[\d{1,3}\]")
_ALPHANUMERIC = re.compile(rf"[^\W_{_SUPERSCRIPTS}]+")
