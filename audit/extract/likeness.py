"""How alike two page texts are, by the runs of five words they share."""

from collections.abc import Sequence

_RUN = 5
_MOST_WORDS = 4000
_ALIKE = 0.8
_FEW_WORDS = 20
"""Below this many words the runs are too few to count and the words themselves are compared."""


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of five-word runs in common (Jaccard) when it is at least 0.8, else 0."""
    if not one or not other:
        return 0.0
    size = _RUN if min(len(one), len(other)) >= _FEW_WORDS else 1
    first, second = _runs(one, size), _runs(other, size)
    share = len(first & second) / len(first | second)
    return share if share >= _ALIKE else 0.0


def _runs(words: Sequence[str], size: int) -> set[tuple[str, ...]]:
    kept = words[:_MOST_WORDS]
    return {tuple(kept[i : i + size]) for i in range(max(1, len(kept) - size + 1))}
