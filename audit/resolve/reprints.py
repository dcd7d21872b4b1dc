"""Whether a page elsewhere carries the text of the publisher's page: a reprint or wire copy. Pure.

A title is no evidence: other outlets give their own reports the same headline.
"""

from audit.extract.titles import words_of
from audit.resolve.rules import FEWEST_REPRINT_RUNS, LEAST_REPRINT_SHARE, REPRINT_RUN_WORDS


def shared_text(one: str, other: str) -> float:
    """The share (0..1) of the shorter text's six-word runs that the other has; 0 when too short."""
    first, second = _runs(one), _runs(other)
    fewer = min(len(first), len(second))
    return len(first & second) / fewer if fewer >= FEWEST_REPRINT_RUNS else 0.0


def is_reprint(one: str, other: str) -> bool:
    """Whether one of the texts repeats the other, wholly or for the most part."""
    return shared_text(one, other) >= LEAST_REPRINT_SHARE


def _runs(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {
        tuple(words[at : at + REPRINT_RUN_WORDS])
        for at in range(len(words) - REPRINT_RUN_WORDS + 1)
    }
