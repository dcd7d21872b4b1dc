"""How well a title fits the one that is cited. Pure.

rapidfuzz's ``token_set_ratio`` orders titles well (``WRatio`` gives unrelated ones up to 85), but
it gives 100 to any subset. So a title must share enough distinctive words, and may not differ in a
number or a negation; ``audit.resolve.rules`` has the numbers.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from audit.extract.titles import distinctive_words, words_of
from audit.resolve.rules import FEWEST_DISTINCTIVE_WORDS, LEAST_SHARE, UNSURE_SCORE

_NEGATIONS = frozenset({"not", "no", "never", "without", "cannot", "cant", "dont", "isnt", "wont"})
_ONE_NEGATION = "only one of the titles has a negation"
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class TitleScore:
    """``score`` 0..100 and, when it was capped, the rule that was broken as a clause."""

    score: float
    title: str = ""
    why: str = ""


def score_title(cited: str, title: str) -> TitleScore:
    """How well ``title`` fits the ``cited`` one; at most ``UNSURE_SCORE`` when a rule is broken."""
    score = fuzz.token_set_ratio(" ".join(words_of(cited)), " ".join(words_of(title)))
    why = _broken_rule(cited, title)
    return TitleScore(min(score, UNSURE_SCORE) if why else score, title, why)


def best_title(cited: str, titles: Iterable[str]) -> TitleScore:
    """The best score among a page's own ``titles`` (whole ones and parts); 0 when it has none.

    A part does not count when the rest of its title has a negation that the cited one lacks.
    """
    given = [title for title in titles if title.strip()]
    scores = [score_title(cited, title) for title in given]
    for at, found in enumerate(scores):
        whole = max((title for title in given if found.title in title), key=len)
        if not found.why and _negated(whole) and not _negated(cited):
            scores[at] = TitleScore(min(found.score, UNSURE_SCORE), found.title, _ONE_NEGATION)
    return max(scores, key=lambda found: found.score, default=TitleScore(0.0))


def score_slug(cited: str, slug: str) -> float:
    """The share of the cited title's distinctive words in an address, 0..``UNSURE_SCORE``.

    Words are compared by their first letters: a slug is shortened and spelt by the house.
    """
    wanted = stems(cited)
    if not wanted:
        return 0.0
    words = words_of(slug)
    held = sum(any(word.startswith(stem) for word in words) for stem in wanted)
    return UNSURE_SCORE * held / len(wanted)


def stems(title: str) -> tuple[str, ...]:
    """The first letters (at most seven) of the distinctive words of four letters and more."""
    words = [word for word in words_of(title) if word in distinctive_words(title)]
    return tuple(dict.fromkeys(word[:7] for word in words if len(word) >= 4))


def _broken_rule(cited: str, title: str) -> str:
    wanted, own = distinctive_words(cited), distinctive_words(title)
    shared = len(wanted & own)
    if shared < FEWEST_DISTINCTIVE_WORDS:
        return f"the titles share only {shared} distinctive word{'s' if shared != 1 else ''}"
    if shared < LEAST_SHARE * max(len(wanted), len(own)):
        return "one title is only a part of the other"
    numbers, own_numbers = set(_NUMBER.findall(cited)), set(_NUMBER.findall(title))
    if numbers - own_numbers and own_numbers - numbers:
        return "the numbers in the titles differ"
    return _ONE_NEGATION if _negated(cited) != _negated(title) else ""


def _negated(title: str) -> bool:
    return bool(_NEGATIONS & set(words_of(title)))
