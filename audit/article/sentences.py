"""Sentences of a paragraph: citation markers and closing quotation marks stay with the sentence."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from audit.article.words import SENTENCE_STARTERS, SPEECH, word_set

_TERMINATOR = re.compile(r"[.!?…]+")
_CLOSERS = re.compile(r"[\"”’»)\]*_]*")
_SPACE = re.compile(r"\s*")
_LAST_WORD = re.compile(r"[\w.’'-]*$")
_FIRST_WORD = re.compile(r"[“\"‘«(\[]*([\w’'-]+)")
_NAME_THEN_VERB = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr)\.\s)?(?:[A-Z][\w.’'-]*\s+){1,3}(\w+)")

# Never the end of a sentence, whatever follows.
_TITLES = word_set(
    "dr mr mrs ms prof sen gov rep gen col lt sgt capt rev hon st messrs sens reps v vs fig figs "
    "eq vol vols cf viz pp ed eds trans ca al approx dept est assn bros mt ft ave blvd"
)
# The end of a sentence only when a word follows that begins sentences.
_MAYBE_ENDING = word_set(
    "u.s u.k u.n e.u d.c u.s.a a.m p.m inc co corp ltd jr sr etc ph.d m.d b.a m.a no jan feb mar "
    "apr jun jul aug sept sep oct nov dec calif mass e.g i.e"
)


def split_sentences(
    text: str, start: int, end: int, markers: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The sentences of the paragraph ``text[start:end]`` in order, without gaps of words.

    ``markers`` are the spans of the citation markers in the text, ascending: a marker directly
    after the closing marks, or one or two spaces after them, belongs to the sentence before it.
    """
    sentences = []
    marker_starts = [marker[0] for marker in markers]
    begin = start
    for found in _TERMINATOR.finditer(text, start, end):
        if found.start() < begin:
            continue
        after, marked = _after_tail(text, found.end(), end, markers, marker_starts)
        inside = bisect_right(marker_starts, found.start()) - 1
        if inside >= 0 and found.start() < markers[inside][1]:
            continue
        if _is_boundary(text, begin, found, after, end, marked):
            sentences.append((begin, after))
            begin = _skip_space(text, after, end)
    if begin < end:
        sentences.append((begin, end))
    return sentences


def _skip_space(text: str, at: int, end: int) -> int:
    found = _SPACE.match(text, at, end)
    return found.end() if found else at


def _after_tail(
    text: str, at: int, end: int, markers: Sequence[tuple[int, int]], starts: Sequence[int]
) -> tuple[int, bool]:
    """Skip closing marks and markers; tell where the tail ends and whether a marker was in it."""
    marked = False
    while True:
        closers = _CLOSERS.match(text, at, end)
        at = closers.end() if closers else at
        index = bisect_right(starts, at - 1)
        if index < len(markers) and markers[index][0] - at <= 2:
            low, high = markers[index]
            if high <= end and not text[at:low].strip():
                at, marked = high, True
                continue
        return at, marked


def _is_boundary(
    text: str, begin: int, found: re.Match[str], after: int, end: int, marked: bool
) -> bool:
    ahead = _skip_space(text, after, end)
    if ahead >= end:
        return True
    if ahead == after and not marked:
        return False
    first = text[ahead]
    if first.islower() or first in ",;:)–—-.":
        return False
    if marked:
        return True
    if found[0] != "." and _said_by_next(text, found.end(), after, ahead):
        return False
    return found[0] != "." or not _is_abbreviation(text, begin, found.start(), ahead)


def _said_by_next(text: str, stop: int, after: int, ahead: int) -> bool:
    """Whether a name and a verb of saying follow: “Is it?” Smith asked."""
    if not any(sign in text[stop:after] for sign in '”"’»'):
        return False
    following = _NAME_THEN_VERB.match(text, ahead, ahead + 80)
    return bool(following and following[1].lower() in SPEECH)


def _is_abbreviation(text: str, begin: int, stop: int, ahead: int) -> bool:
    before = _LAST_WORD.search(text, max(begin, stop - 20), stop)
    word = before[0].lower().lstrip(".’'-") if before else ""
    if not word:
        return False
    if word in _TITLES:
        return True
    following = _FIRST_WORD.match(text, ahead, ahead + 40)
    next_word = following[1] if following else ""
    if word in _MAYBE_ENDING:
        return next_word.lower() not in SENTENCE_STARTERS
    initial = len(word) == 1 and word.isalpha() and word != "i"
    return initial and next_word.lower() not in SENTENCE_STARTERS
