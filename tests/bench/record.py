"""What benches find, line by line: printed as it is found, and kept for docs/benchmarks.md."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. ``bound`` is what it must keep, empty where nothing was promised."""

    what: str
    value: str
    bound: str
    kept: bool


LINES: list[Line] = []


def record(what: str, value: str, bound: str = "", kept: bool = True) -> bool:
    """Print and keep one figure; hand back whether it kept its bound."""
    LINES.append(Line(what, value, bound, kept))
    verdict = ("kept" if kept else "BROKEN") if bound else ""
    print(f"{what:<66} {value:>14}  {bound:<12} {verdict}".rstrip())
    return kept
