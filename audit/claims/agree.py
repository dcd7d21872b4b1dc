"""Whether two figures say the same, and whether a source has a figure at all."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from audit.claims.figures import find_figures
from audit.claims.rules import ABOUT_SHARE, BOUND_SHARE, ROUNDING_SHARE
from audit.claims.values import Bound, Figure
from audit.vocabulary import Fact

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_PERCENT = re.compile(r"%|％|pct|per\s?cent", re.I)
_SHARES = {"%": 1e4, "per million": 1.0}
_EQUAL = 1e-6


def compare(claim: Figure, source: Figure) -> Fact | None:
    """``in-source``, ``rounded`` or ``differs``; ``None`` for units that cannot be compared."""
    first, second = claim.value, source.value
    if claim.unit != source.unit:
        if claim.unit not in _SHARES or source.unit not in _SHARES:
            return None
        first, second = first * _SHARES[claim.unit], second * _SHARES[source.unit]
    if Bound.SEVERAL in (claim.bound, source.bound):
        return _several(claim, first, source, second)
    if math.isclose(first, second, rel_tol=_EQUAL):
        return Fact.IN_SOURCE
    return Fact.ROUNDED if _near(claim, first, source, second) else Fact.DIFFERS


def _several(claim: Figure, first: float, source: Figure, second: float) -> Fact:
    """ "Trillions" is two or more of them, and fewer than a thousand."""
    if claim.bound is source.bound:
        return Fact.IN_SOURCE if first == second else Fact.DIFFERS
    plural, other = (first, second) if claim.bound is Bound.SEVERAL else (second, first)
    over = Bound.OVER in (claim.bound, source.bound)
    enough = other > 1.5 * plural or (over and other >= plural)
    return Fact.ROUNDED if enough and other < 1000 * plural else Fact.DIFFERS


def _near(claim: Figure, first: float, source: Figure, second: float) -> bool:
    high = max(abs(first), abs(second))
    if claim.unit in ("year", "decade"):
        return False
    if Bound.ABOUT in (claim.bound, source.bound) and abs(first - second) <= ABOUT_SHARE * high:
        return True
    for figure, own, other in ((claim, first, second), (source, second, first)):
        if figure.bound is Bound.OVER and own < other <= own * (1 + BOUND_SHARE):
            return True
        if figure.bound is Bound.UNDER and own * (1 - BOUND_SHARE) <= other < own:
            return True
    reach = max(_rounding(first, claim.digits), _rounding(second, source.digits))
    return abs(first - second) <= reach


def _rounding(value: float, digits: int) -> float:
    """Half a unit of the last digit written, at most a tenth of the value; 17 may be 17.3."""
    if not digits or not value:
        return 0.0
    unit = 10.0 ** (math.floor(math.log10(abs(value))) - digits + 1)
    return min(unit * 0.5000001, ROUNDING_SHARE * abs(value))


class FigureIndex:
    """Every number of a source, whatever its unit: a figure is missed only if no form occurs."""

    def __init__(self, text: str, beside: Iterable[str] = ()) -> None:
        self.in_text = find_figures(text)
        self.figures = list(self.in_text)
        texts = [text, *beside]
        for other in texts[1:]:
            self.figures += find_figures(other)
        self._written: set[str] = set()
        for text in texts:
            self._written.update(found.replace(",", "") for found in _DIGITS.findall(text))
        self._values = sorted({figure.value for figure in self.figures} | self._raw_values())

    def _raw_values(self) -> set[float]:
        return {float(written) for written in self._written if len(written) <= 18}

    def find(self, figure: Figure) -> Fact:
        """``in-source``, ``rounded`` or ``not-in-source``."""
        if figure.bound is Bound.SEVERAL:
            return self._comparable(figure)
        if self._as_written(figure):
            return Fact.IN_SOURCE
        if _is_share(figure):
            return self._comparable(figure)
        if self._within(figure.value, _EQUAL * abs(figure.value)):
            return Fact.IN_SOURCE
        if figure.unit == "decade":
            low = figure.value
            return Fact.ROUNDED if self._within(low + 4.5, 4.5) else Fact.NOT_IN_SOURCE
        if figure.unit == "year":
            return Fact.NOT_IN_SOURCE
        if self._within(figure.value, _rounding(figure.value, figure.digits)):
            return Fact.ROUNDED
        return self._comparable(figure)

    def _comparable(self, figure: Figure) -> Fact:
        """The best that figures of a comparable unit give: bounds, roundings, shares as rates."""
        facts = {compare(figure, other) for other in self.figures}
        for fact in (Fact.IN_SOURCE, Fact.ROUNDED):
            if fact in facts:
                return fact
        return Fact.NOT_IN_SOURCE

    def _as_written(self, figure: Figure) -> bool:
        """The claim's digits occur, be it under another unit or scale: 1.2m beside 1.2 million."""
        if not figure.digits or (figure.digits < 2 and _is_scaled(figure)):
            return False
        written = (found.replace(",", "") for found in _DIGITS.findall(figure.text))
        return all(digits in self._written for digits in written)

    def _within(self, value: float, reach: float) -> bool:
        at = bisect_left(self._values, value - reach)
        return at < len(self._values) and self._values[at] <= value + reach


def _is_scaled(figure: Figure) -> bool:
    return bool(re.search(r"[a-z]", figure.text.lower())) and figure.unit not in ("%", "times")


def _is_share(figure: Figure) -> bool:
    """A percentage told as a share: a bare 10 elsewhere is not "1 in 10"."""
    return figure.unit == "%" and not _PERCENT.search(figure.text)


def forms(figure: Figure) -> tuple[str, ...]:
    """In what forms a figure was looked for, for the reader."""
    plain = f"{figure.value:,.10g}".replace("e+", "e")
    number = plain if "e" not in plain else f"{figure.value:,.0f}"
    found = [figure.text, number]
    if figure.unit == "%":
        found += [f"{plain}%", f"{plain} percent"]
    if figure.unit == "per million":
        found += [f"{plain} per million"]
    found.append("rounded forms")
    return tuple(dict.fromkeys(found))


def nearest(figure: Figure, others: Sequence[Figure]) -> Figure | None:
    """The figure among ``others`` of the same unit that differs, nearest in value."""
    rivals = [other for other in others if compare(figure, other) is Fact.DIFFERS]
    rivals = [other for other in rivals if other.unit and other.unit not in ("year", "decade")]
    return min(rivals, key=lambda other: abs(other.value - figure.value), default=None)
