"""Citation numbers printed as plain digits, glued to the end of a sentence: ``Switzerland.1``.

Nothing but their place tells them from years, prices and decimals, so each number is either
*strong* (directly after a full stop, question mark or closing mark, with a new sentence or nothing
behind it) or *weak*, and a weak one only counts where the numbers around it leave it a place.
"""

import re
from collections.abc import Iterator

from audit.article.marker_styles import Candidate, expand

_DIGITS = re.compile(r"(?<![\d,.–-])\d{1,3}(?:,[ \xa0]?\d{1,3}|[ ]?[–—-][ ]?\d{1,3}){0,12}")
_AFTER_POINT = re.compile(r"(?<=[.,])\d{1,3}(?:,[ \xa0]?\d{1,3}|[ ]?[–—-][ ]?\d{1,3}){0,12}")
_CLOSERS = '”"’»)]*_'
_STOPS = ".!?…"
_NUMBERED = re.compile(
    r"\b(?:No|Nos|[Vv]|vs|[Vv]ols?|pp?|[Ff]igs?|[Aa]rt|[Ss]ec|[Cc]h|para|[Vv]er|chap|[Ee]q|www)$"
)
_LONE_LETTER = re.compile(r"(?:^|\s)\w$")
_WORD = re.compile(r"[a-z]{4}$")
_NEW_SENTENCE = re.compile(r"\s*$|\s+[A-Z“\"‘'(\[«„\dÀ-Þ]|\s*\n")
_LOWER = re.compile(r"\s+[a-zß-ÿ—–-]|[,;:)—–]|[.!?](?!\d)")


def bare(text: str, start: int, end: int) -> Iterator[Candidate]:
    """The digits in ``text[start:end]`` that may be markers, ascending."""
    taken = start
    for found in _both(text, start, end):
        if found.start() < taken:
            continue
        low, high = found.start(), _drop_odd_tail(text, found.start(), found.end(), end)
        strength = _strength(text, low, high, start, end)
        numbers = expand(text[low:high]) if strength else ()
        if numbers and list(numbers) == sorted(set(numbers)):
            taken = high
            yield Candidate(low, high, numbers, weak=strength == "weak")


def _both(text: str, start: int, end: int) -> list[re.Match[str]]:
    found = [*_DIGITS.finditer(text, start, end), *_AFTER_POINT.finditer(text, start, end)]
    return sorted(found, key=lambda match: match.start())


def _drop_odd_tail(text: str, low: int, high: int, end: int) -> int:
    """Leave out a last number that only stands near: "trafficking.2, 3 million people"."""
    group = text[low:high]
    if ", " in group and re.match(r"\s+[a-z]", text[high : min(end, high + 3)]):
        return low + group.index(", ")
    return high


def _strength(text: str, low: int, high: int, start: int, end: int) -> str:
    """``strong``, ``weak`` or ``""`` for a number at ``text[low:high]``."""
    behind = text[high : min(end, high + 12)]
    if behind[:1].isdigit() or re.match(r"[%°$€£/]|[.,]\d|[a-zß-ÿ]|[A-Z]{2}|[–—-]\w", behind):
        return ""
    before = low
    while before > start and text[before - 1] in " \xa0" and low - before < 2:
        before -= 1
    if before < low:
        spaced = _after_stop(text, before, start) and _NEW_SENTENCE.match(behind)
        return "weak" if spaced else ""
    return _glued(text, low, start, behind)


def _after_stop(text: str, at: int, start: int) -> bool:
    """Whether a sentence of words (not of digits) ends directly before ``at``."""
    closed = _skip_closers(text, at, start)
    return closed > start + 1 and text[closed - 1] in _STOPS and not text[closed - 2].isdigit()


def _skip_closers(text: str, at: int, start: int) -> int:
    while at > start and text[at - 1] in _CLOSERS:
        at -= 1
    return at


def _glued(text: str, low: int, start: int, behind: str) -> str:
    closed = _skip_closers(text, low, start)
    if closed <= start or (closed == low and text[low - 1] in _CLOSERS):
        return ""
    last = text[closed - 1]
    word = text[max(start, closed - 12) : closed - 1]
    new_sentence = bool(_NEW_SENTENCE.match(behind))
    if last in _STOPS:
        if closed == low and _NUMBERED.search(word):
            return ""
        digits = closed == low and word[-1:].isdigit()
        initial = closed == low and bool(_LONE_LETTER.search(word))
        if new_sentence:
            return "weak" if digits or initial else "strong"
        return "weak" if not digits and _LOWER.match(behind) else ""
    fits = new_sentence or _LOWER.match(behind)
    if last in ",;:" and closed >= 2 and not word[-1:].isdigit():
        return "weak" if fits else ""
    in_word = closed == low and _WORD.search(text, max(start, low - 4), low)
    return "weak" if fits and (in_word or closed < low) else ""
