"""Figures and names as read from a text. Offsets are code points into that text.

What is said of them beside a source is in ``audit.model``: it flows into the report.
"""

from dataclasses import dataclass
from enum import StrEnum


class FigureKind(StrEnum):
    """What a figure counts or measures."""

    PERCENT = "percent"
    MONEY = "money"
    RATIO = "ratio"
    COUNT = "count"
    DATE = "date"
    DURATION = "duration"
    COMPARISON = "comparison"


class Bound(StrEnum):
    """How the words around a figure bound it; ``several`` is a bare plural: "trillions"."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity as read.

    ``unit`` is ``%`` (also of shares: "1 in 10" is 10 %), ``points``, a currency's ISO code,
    ``per million``, ``times``, ``years``, ``months``, ``days``, ``minutes``, ``seconds``, ``year``
    or ``decade`` (of dates), or empty for a count. ``digits`` is the number of significant digits
    written, 0 where it is in words. ``firm`` tells whether it is exact enough to be missed.
    """

    value: float
    unit: str
    kind: FigureKind
    text: str
    start: int
    end: int
    bound: Bound = Bound.EXACT
    digits: int = 0
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a claim; ``words`` are those that a source is searched for."""

    text: str
    words: tuple[str, ...]
    start: int
    end: int
