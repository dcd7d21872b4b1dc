"""Whether a page elsewhere carries the text of the publisher's page: a reprint or wire copy. Pure.

A title is no evidence: other outlets give their own reports the same headline.
"""

from audit.extract.titles import words_of

_RUN = 6
_FEWEST_RUNS = 60
_LEAST_SHARE = 0.5
"""Of the shorter text's six-word runs. Own reports on one subject share quotations, far below."""


def shared_text(one: str, other: str) -> float:
    """The share (0..1) of the shorter text's six-word runs that the other has; 0 when too short."""
    first, second = _runs(one), _runs(other)
    fewer = min(len(first), len(second))
    return len(first & second) / fewer if fewer >= _FEWEST_RUNS else 0.0


def is_reprint(one: str, other: str) -> bool:
    """Whether one of the texts repeats the other, wholly or for the most part."""
    return shared_text(one, other) >= _LEAST_SHARE


def _runs(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
