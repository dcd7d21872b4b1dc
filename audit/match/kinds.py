"""Of which kind one difference is: the words alone decide, their place does not."""

import re
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from audit.match.background import is_common
from audit.match.lexicon import (
    MODALS,
    NEGATIONS,
    QUANTITIES,
    STOP_WORDS,
    UNITS,
    expand,
    is_number,
    mistyped,
    opposite_by_prefix,
    same_spelling,
    same_stem,
)
from audit.match.quantities import canonical
from audit.vocabulary import ChangeKind

# A note's digits stuck to a word, or to a year's full stop: "percent3", "in 2021.1 The".
_NOTED = re.compile(r"([a-z]{3,})\d{1,2}|((?:1[5-9]|20)\d\d)\.\d{1,2}")
_LIKE = 0.6


def lone_kind(words: Sequence[str], capital: bool = False) -> ChangeKind:
    """The kind of words that only one side has."""
    if any(w in NEGATIONS for w in words):
        return ChangeKind.NEGATION
    if any(is_number(w) for w in words):
        return ChangeKind.NUMBER
    if any(w in UNITS for w in words):
        return ChangeKind.UNIT
    for kind, members in ((ChangeKind.MODAL, MODALS), (ChangeKind.QUANTITY, QUANTITIES)):
        if any(w in members for w in words):
            return kind
    if capital and all(not is_common(w) for w in words):
        return ChangeKind.NAME
    if all(w in STOP_WORDS for w in words):
        return ChangeKind.FUNCTION
    return ChangeKind.WORD


def classify(
    quoted: Sequence[str],
    source: Sequence[str],
    quoted_capital: bool = False,
    source_capital: bool = False,
) -> ChangeKind | None:
    """The kind of a replacement; ``None`` when the two sides are the same words after all.

    The capitals tell whether the first word of each side is capitalised where it stands.
    """
    if not source:
        return lone_kind(quoted, quoted_capital)
    same = _sameness(list(quoted), list(source))
    if same is not _DIFFERENT:
        return None if same is _SAME else ChangeKind.STYLE
    if _negation_count(quoted) != _negation_count(source):
        return ChangeKind.NEGATION
    if len(quoted) == len(source) == 1:
        return _pair(quoted[0], source[0], quoted_capital and source_capital)
    if any(is_number(w) for w in quoted) and any(is_number(w) for w in source):
        return ChangeKind.NUMBER
    if any(w in UNITS for w in quoted) and any(w in UNITS for w in source):
        return ChangeKind.UNIT
    if Indel.normalized_similarity("".join(quoted), "".join(source)) == 1:
        return ChangeKind.STYLE
    if quoted_capital and source_capital:
        return ChangeKind.NAME
    if all(w in STOP_WORDS for w in (*quoted, *source)):
        return ChangeKind.FUNCTION
    return ChangeKind.WORD


_SAME, _STYLED, _DIFFERENT = range(3)


def _sameness(quoted: list[str], source: list[str]) -> int:
    """Same words with a note marker, same value or words in another dress, or different."""
    if [_unnoted(w, quoted) for w in source] == quoted:
        return _SAME
    if canonical(quoted) & canonical(source) and not _inflected(quoted, source):
        return _STYLED
    if "".join(quoted) != "".join(source):
        readings = {expand(quoted), expand(quoted, other=True)}
        return _STYLED if readings & {expand(source), expand(source, other=True)} else _DIFFERENT
    digits = [w for w in (*quoted, *source) if w[0].isdigit()]
    negated = [w for w in (*quoted, *source) if w in NEGATIONS]
    if not negated and (not digits or _grouped(quoted) or _grouped(source)):
        return _STYLED
    return _DIFFERENT


def _inflected(quoted: Sequence[str], source: Sequence[str]) -> bool:
    """Whether the two sides differ only by a plural: "hour" and "hours" are one unit, two words."""
    return len(quoted) == len(source) and [w.rstrip("s") for w in quoted] == [
        w.rstrip("s") for w in source
    ]


def _unnoted(word: str, quoted: Sequence[str]) -> str:
    """The word without the digits of a note that stuck to it, when the quotation has it so."""
    noted = _NOTED.fullmatch(word)
    bare = noted[1] or noted[2] if noted else ""
    return bare if bare in quoted else word


def _grouped(words: Sequence[str]) -> bool:
    """Whether the words are one number with its thousands set apart by spaces."""
    return (
        len(words) > 1
        and len(words[0]) <= 3
        and all(len(w) == 3 and w.isdigit() for w in words[1:])
    )


def _negation_count(words: Sequence[str]) -> int:
    return sum(w in NEGATIONS for w in words)


def _pair(quoted: str, source: str, names: bool) -> ChangeKind:
    """One word for one word that differs from it."""
    numbers = is_number(quoted) and is_number(source)
    if numbers or quoted[0].isdigit() or source[0].isdigit():
        return ChangeKind.NUMBER
    if _digitless(quoted) == _digitless(source) != quoted:
        return ChangeKind.NUMBER
    if opposite_by_prefix(quoted, source):
        return ChangeKind.NEGATION
    if same_spelling(quoted, source):
        return ChangeKind.SPELLING
    for kind, members in _CLASSES:
        if quoted in members and source in members:
            return kind
    if names:
        return ChangeKind.NAME
    return _likeness(quoted, source)


_CLASSES = (
    (ChangeKind.UNIT, UNITS),
    (ChangeKind.MODAL, MODALS),
    (ChangeKind.QUANTITY, QUANTITIES),
)


def _digitless(word: str) -> str:
    return word.rstrip("0123456789")


def _likeness(quoted: str, source: str) -> ChangeKind:
    if quoted in STOP_WORDS and source in STOP_WORDS:
        return ChangeKind.FUNCTION
    if same_stem(quoted, source):
        return ChangeKind.INFLECTION
    return ChangeKind.SPELLING if mistyped(quoted, source) else ChangeKind.WORD


def related(quoted: str, source: str) -> bool:
    """Whether one word looks like a changed form of the other, not like another text."""
    if quoted == source or (is_number(quoted) and is_number(source)):
        return True
    if any(quoted in s and source in s for s in (MODALS, QUANTITIES, UNITS, NEGATIONS)):
        return True
    return Indel.normalized_similarity(quoted, source) >= _LIKE
