"""Citation markers that show as such: ``[^1]``, ``<sup>1</sup>``, ``[1]``, ``¹`` and ``(1)``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WIDEST_RANGE = 100
_GROUP = r"\d{1,4}(?:[ \xa0]?[,;–—-][ \xa0]?\d{1,4}){0,30}"
_CARET = r"\[\^\d{1,4}\](?!:)"
_SUP = rf"<sup\b[^<>]{{0,80}}>(?:<a\b[^<>]{{0,300}}>)?[ ]?[\[(]?{_GROUP}[\])]?[ ]?(?:</a>)?</sup>"
_BRACKET = rf"\\?\[{_GROUP}\\?\]"
_SUPER_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN_DIGITS = str.maketrans(_SUPER_DIGITS + "⁻", "0123456789-")

# Several markers side by side are one group: [1][2], [^1], [^2].
_PATTERNS = {
    "caret": re.compile(rf"{_CARET}(?:,?[ ]?{_CARET}){{0,20}}"),
    "sup": re.compile(rf"{_SUP}(?:<sup>\s?,\s?</sup>|,?\s?){{0,1}}(?:{_SUP},?){{0,20}}", re.I),
    "bracket": re.compile(rf"{_BRACKET}(?:[,;]?[ ]?{_BRACKET}){{0,20}}"),
    "superscript": re.compile(
        rf"(?<![\d{_SUPER_DIGITS}])[{_SUPER_DIGITS}]{{1,4}}"
        rf"(?:[ ]?[,;⁻–—-]?[ ]?[{_SUPER_DIGITS}]{{1,4}}){{0,30}}"
    ),
    "paren": re.compile(rf"\({_GROUP}\)"),
}
_TAG = re.compile(r"<[^<>]{0,300}>")
_PIECE = re.compile(r"(\d{1,4})(?:[ \xa0]?[–—-][ \xa0]?(\d{1,4}))?")
_UNIT = re.compile(r"(?:^|[\s\d(/·])(?:m|km|cm|mm|ft|in|mi|yd|s|x|y|r|c|n|mc|10)$")
_SENTENCE_BEFORE = re.compile(r"[.!?…][”\"’»)]*$|[”\"’»]$")
_AFTER_PAREN = re.compile(r"\s*(?:[.,;:!?]|$)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be a marker group. ``weak`` ones need the sequence of numbers to agree."""

    start: int
    end: int
    numbers: tuple[int, ...]
    weak: bool = False


def expand(group: str) -> tuple[int, ...]:
    """The numbers of a group as written, ranges spelled out; empty when it makes no sense."""
    numbers: list[int] = []
    for low, high in _PIECE.findall(group):
        first, last = int(low), int(high or low)
        if not 0 < first <= last <= first + _WIDEST_RANGE or low.startswith("0"):
            return ()
        numbers.extend(range(first, last + 1))
    return tuple(numbers)


def explicit(style: str, text: str, start: int, end: int) -> Iterator[Candidate]:
    """The markers of one of the explicit styles in ``text[start:end]``."""
    for found in _PATTERNS[style].finditer(text, start, end):
        written = found[0].rstrip(", ")
        numbers = expand(_TAG.sub(",", written).translate(_PLAIN_DIGITS))
        stop = found.start() + len(written)
        if numbers and _fits(style, text, found.start(), stop, start, end):
            yield Candidate(found.start(), stop, numbers)


def _fits(style: str, text: str, low: int, high: int, start: int, end: int) -> bool:
    before = text[max(start, low - 8) : low]
    if style in ("superscript", "sup"):
        return not _UNIT.search(before)
    if style == "paren":
        # "(1) this, (2) that" lists things; a marker closes a clause.
        return bool(_SENTENCE_BEFORE.search(before.rstrip())) or bool(
            before.strip() and _AFTER_PAREN.match(text, high, end)
        )
    return True


EXPLICIT_STYLES = tuple(_PATTERNS)
