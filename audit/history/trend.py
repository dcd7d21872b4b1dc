"""Link health over time, day by day, from the intervals of the history."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from audit.history import History
from audit.history.alarm import Sign, sign_of
from audit.history.values import AUDIT, Interval, Run, day, moment
from audit.report.health import Day, Health, RunLine, Series

MOST_DAYS = 30
_MOST_RUNS = 20  # listed for an article


def link_health(history: History) -> Health:
    """Health by article and publisher on the last days on which anything was checked."""
    runs = history.runs.ended()
    days = {day(run.started): run.finished or run.started for run in runs}
    ends = sorted(days.values())[-MOST_DAYS:]
    if not ends:
        return Health()
    citations = history.passages.citations()
    lives = history.links.intervals({citation.url for citation in citations})
    signs = {url: _signs(life, ends) for url, life in lives.items()}
    return Health(
        articles=_series(((c.article, c.url) for c in citations), signs, ends),
        publishers=_series(((c.publisher, c.url) for c in citations if c.publisher), signs, ends),
        runs=tuple(_runs_by_article(runs).items()),
    )


def _signs(life: Sequence[Interval], ends: Sequence[float]) -> list[Sign | None]:
    """What was known of a link at each time, ``None`` before its first check."""
    starts = [interval.first_seen for interval in life]
    found = (bisect_right(starts, end) for end in ends)
    return [sign_of(life[at - 1].state) if at else None for at in found]


def _series(
    cited: Iterable[tuple[str, str]], signs: Mapping[str, list[Sign | None]], ends: Sequence[float]
) -> tuple[Series, ...]:
    """The days of each group; an address that is cited twice in it counts once."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for name, url in cited:
        if url in signs:
            groups[name].add(url)
    series = []
    for name, urls in sorted(groups.items()):
        days = []
        for at, end in enumerate(ends):
            counts = Counter(signs[url][at] for url in urls)
            fine, unknown, rotten = counts[Sign.LIFE], counts[Sign.NONE], counts[Sign.DEATH]
            if fine or unknown or rotten:
                days.append(Day(day(end), fine, unknown, rotten))
        if days:
            series.append(Series(name, tuple(days)))
    return tuple(series)


def _runs_by_article(runs: Sequence[Run]) -> dict[str, tuple[RunLine, ...]]:
    """The audits of each article, newest first."""
    found: defaultdict[str, list[RunLine]] = defaultdict(list)
    for run in reversed(runs):
        if run.kind == AUDIT and len(found[run.fingerprint]) < _MOST_RUNS:
            states = ", ".join(f"{count} {state}" for state, count in run.states)
            found[run.fingerprint].append(RunLine(moment(run.started), states or "no link"))
    return {article: tuple(lines) for article, lines in found.items()}
