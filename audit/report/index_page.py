"""reports/index.html: every article with its latest result, the worst first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from audit.model import Report
from audit.report.fingerprint import judged
from audit.report.health import Health, HealthRow, RunLine, health_rows
from audit.report.html import render_template
from audit.report.summary import level_counts, state_counts
from audit.report.words import plural
from audit.vocabulary import Level, SourceState


@dataclass(frozen=True, slots=True)
class Summary:
    """One report as the index shows it; ``href`` leads to its page, relative to the index.

    ``flagged`` counts the claims that are flagged and that nobody accepted. ``changed``
    counts the findings that changed since the run before, ``None`` without one.
    """

    href: str
    title: str
    article: str
    created: str
    counts: Mapping[Level, int]
    states: Mapping[SourceState, int]
    accepted: int
    flagged: int
    changed: int | None
    rehearsal: bool
    offline: bool


@dataclass(frozen=True, slots=True)
class _Shelf:
    headline: str
    reports: tuple[Summary, ...]
    unreadable: tuple[str, ...]
    health: tuple[tuple[str, tuple[HealthRow, ...]], ...]
    runs: Mapping[str, tuple[RunLine, ...]]


def summarise(report: Report, folder: str) -> Summary:
    """What the index says of a report in ``folder`` (one name, below the index)."""
    return Summary(
        href=f"{quote(folder, safe='', errors='surrogateescape')}/index.html",
        title=report.article.title or report.article.path,
        article=report.article.path,
        created=report.created,
        counts=level_counts(report),
        states=state_counts(report),
        accepted=sum(finding.accepted for finding, _ in judged(report)),
        flagged=sum(f.level.rank >= Level.WARNING.rank for f in report.claims),
        changed=len(report.since.changed) if report.since else None,
        rehearsal=report.rehearsal,
        offline=report.offline,
    )


def render_index(
    summaries: Sequence[Summary], unreadable: Sequence[str] = (), health: Health | None = None
) -> str:
    """The index as one self-contained page without scripts; rehearsals stand last.

    ``unreadable`` says, a sentence each, which reports could not be read. ``health`` is what the
    history knows of links over time, if there is one.
    """
    ordered = tuple(sorted(summaries, key=_worst_first))
    known = health or Health()
    tables = (
        ("by list of references", health_rows(known.articles)),
        ("by publisher", health_rows(known.publishers)),
    )
    shown = tuple((title, rows) for title, rows in tables if rows)
    shelf = _Shelf(_headline(ordered), ordered, tuple(unreadable), shown, dict(known.runs))
    return render_template("shelf.html", shelf)


def _worst_first(summary: Summary) -> tuple[object, ...]:
    """Real runs first; then by errors, rotten links, warnings and what could not be checked."""
    rotten = sum(count for state, count in summary.states.items() if state.rotten)
    counts = summary.counts
    return (
        summary.rehearsal,
        -counts[Level.ERROR],
        -rotten,
        -counts[Level.WARNING],
        -counts[Level.UNVERIFIED],
        summary.article,
        summary.href,
    )


def _headline(summaries: Sequence[Summary]) -> str:
    real = [summary for summary in summaries if not summary.rehearsal]
    errors = sum(summary.counts[Level.ERROR] for summary in real)
    wrong = sum(bool(summary.counts[Level.ERROR]) for summary in real)
    if not real:
        return "No article has been checked yet"
    if not errors:
        return f"{plural(len(real), 'article')}, nothing to fix"
    several = f"{wrong} of " if len(real) > 1 else ""
    return f"{errors} to fix in {several}{plural(len(real), 'article')}"
