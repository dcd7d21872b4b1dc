"""Link health over time as small pictures for the index: columns of days, worst on top. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.report.words import long_date, plural

WIDTH, HEIGHT = 300, 40
MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class Day:
    """How many links were in which health at the end of a day (ISO 8601)."""

    day: str
    fine: int
    unknown: int
    rotten: int


@dataclass(frozen=True, slots=True)
class Series:
    """The days of one article or publisher, oldest first, at least one."""

    name: str
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run of an audit: its hour (ISO 8601) and how its links were, in words."""

    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Health:
    """What the index shows of a history. ``runs`` are those of each article, newest first."""

    articles: tuple[Series, ...] = ()
    publishers: tuple[Series, ...] = ()
    runs: tuple[tuple[str, tuple[RunLine, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """Three bars on top of each other, as SVG path data; empty where there is none."""

    fine: str
    unknown: str
    rotten: str


@dataclass(frozen=True, slots=True)
class HealthRow:
    """One picture with its newest day in numbers; ``words`` says the picture to the blind."""

    name: str
    columns: tuple[Column, ...]
    latest: Day
    words: str


def health_rows(series: Sequence[Series]) -> tuple[HealthRow, ...]:
    """The rows of a table, most rotten links first, at most ``MOST_ROWS``."""
    ordered = sorted(
        series, key=lambda one: (-one.days[-1].rotten, -one.days[-1].unknown, one.name)
    )
    return tuple(
        HealthRow(one.name, _columns(one.days), one.days[-1], _words(one))
        for one in ordered[:MOST_ROWS]
    )


def _columns(days: Sequence[Day]) -> tuple[Column, ...]:
    most = max(day.fine + day.unknown + day.rotten for day in days)
    step = WIDTH / max(len(days), 10)
    columns = []
    for number, day in enumerate(days):
        x, y = number * step + 1, float(HEIGHT)
        bars = []
        for count in (day.fine, day.unknown, day.rotten):
            top = y - count / most * HEIGHT
            bars.append(f"M{x:.1f} {y:.1f}H{x + step - 2:.1f}V{top:.1f}H{x:.1f}Z" if count else "")
            y = top
        columns.append(Column(*bars))
    return tuple(columns)


def _words(series: Series) -> str:
    first, last = series.days[0], series.days[-1]
    said = f"{series.name}: {_counted(last)} on {long_date(last.day)}"
    if len(series.days) > 1:
        said += f"; {_counted(first)} on {long_date(first.day)}, {len(series.days)} days shown"
    return said


def _counted(day: Day) -> str:
    return f"{day.fine} fine, {day.unknown} unknown, {plural(day.rotten, 'rotten link')}"
