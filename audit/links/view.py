"""A night in words for the terminal and for a CI job's summary, and as JSON."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from audit.history import Interval, NoticeKind
from audit.history.values import day, moment
from audit.links.lists import Place
from audit.links.outcome import LinkRow, News, Outcome
from audit.report.words import one_line, plural

SCHEMA = "citation-audit-links-1"
_WORDS = {
    "dead": "dead",
    "drifted": "drifted",
    "failing": "failing, not yet dead",
    "unknown": "could not be checked",
    "ok": "fine",
}


def links_text(outcome: Outcome, *, everything: bool = False) -> str:
    """What is new, one thing a line, then one line for the rest; every link when asked for."""
    lines = [_line(news) for news in outcome.news]
    if everything:
        lines += [_row_line(row) for row in outcome.rows]
    return "\n".join([*lines, summary(outcome)]) + "\n"


def links_markdown(outcome: Outcome) -> str:
    """For the summary of a CI job: what is new, and what is still to be mended."""
    lines = ["### Links", "", summary(outcome), ""]
    for title, items in (
        ("New", [_code_line(news.row, _words(news)) for news in outcome.news]),
        ("Still to be mended", [_code_line(row, _state(row)) for row in outcome.rows if row.bad]),
    ):
        if items:
            lines += [f"#### {title}", "", *items, ""]
    return "\n".join(lines)


def links_view(outcome: Outcome) -> dict[str, Any]:
    """For JSON: times are ISO 8601, links in the order of the lists."""
    return {
        "schema": SCHEMA,
        "run": {
            "id": outcome.run.id,
            "started": moment(outcome.run.started),
            "shard": outcome.run.shard,
            "resumed": outcome.run.resumed,
        },
        "standings": dict(outcome.standings),
        "states": {state.value: count for state, count in outcome.states.items()},
        "left": outcome.left,
        "news": [_news_view(news) for news in outcome.news],
        "links": [_row_view(row) for row in outcome.rows],
    }


def summary(outcome: Outcome) -> str:
    """All links in one line, by how they stand."""
    counts = ", ".join(f"{n} {_WORDS[name]}" for name, n in outcome.standings.items() if n)
    said = f"{plural(len(outcome.rows), 'link')}: {counts or 'nothing to check'}"
    quiet = sum(news.quiet for news in outcome.news)
    if quiet:
        said += f"; {quiet} of the news known to the baseline"
    if outcome.left:
        said += f"; {outcome.left} left, their hosts were in use by another run"
    return said


def save_command(url: str, places: Iterable[Place]) -> str:
    """How to have an address saved in the archive."""
    for place in places:
        if place.number:
            return f"citation-audit archive {place.path} --only {place.number} --write"
    return f"open https://web.archive.org/save/{quote(url, safe=':/?&=#%')}"


def _line(news: News) -> str:
    known = " (known to the baseline)" if news.quiet else ""
    if news.expired:
        known = f" (the baseline’s entry ended on {news.expired})"
    where = f"  {news.row.places[0]}" if news.row.places else ""
    return f"{news.notice.kind:<10} {news.row.url}  {_words(news)}{known}{where}"


def _row_line(row: LinkRow) -> str:
    return f"{row.state:<17} {row.url}  {_state(row)}"


def _code_line(row: LinkRow, words: str) -> str:
    where = f" ({row.places[0]})" if row.places else ""
    return f"- `{one_line(row.url.replace('`', '%60'), 300)}`: {_plain(words)}{where}"


def _plain(words: str) -> str:
    """Words of a page or article without what Markdown would take for marks."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in words)


def _words(news: News) -> str:
    row, notice = news.row, news.notice
    match notice.kind:
        case NoticeKind.DRIFTED:
            name = f"{notice.finding}: " if notice.finding else ""
            return f"{name}“{one_line(notice.detail, 120)}” is no longer on the page"
        case NoticeKind.RESTORED:
            return f"“{one_line(notice.detail, 120)}” is on the page again"
        case NoticeKind.NO_CAPTURE:
            return f"is in no archive; {save_command(row.url, row.places)}"
    return _state(row)


def _state(row: LinkRow) -> str:
    """What its last checks said, and since when."""
    if row.link is None:
        return "never checked"
    now, alarm = row.link.now, row.link.alarm
    said = f"{now.rule if now.state.rotten else now.state} since {day(now.first_seen)}"
    if alarm.failures:
        said += f", {plural(alarm.failures, 'failure')} counted"
    if row.lost:
        said += f", {plural(len(row.lost), 'quotation')} no longer on the page"
    return said


def _news_view(news: News) -> dict[str, Any]:
    notice = news.notice
    return {
        "kind": notice.kind.value,
        "url": notice.url,
        "words": _words(news),
        "noticed": moment(notice.raised_at),
        "article": notice.article,
        "finding": notice.finding,
        "quotation": notice.detail,
        "baseline": news.quiet,
        "expired": news.expired.isoformat() if news.expired else None,
        "places": _places_view(news.row),
    }


def _row_view(row: LinkRow) -> dict[str, Any]:
    view: dict[str, Any] = {
        "url": row.url,
        "standing": row.standing,
        "state": row.state.value,
        "places": _places_view(row),
        "lost": [passage.quotation for passage in row.lost],
    }
    if row.link is not None:
        view |= interval_view(row.link.now) | {"failures": row.link.alarm.failures}
    return view


def interval_view(interval: Interval) -> dict[str, Any]:
    """One time of a link's life, for JSON."""
    return {
        "state": interval.state.value,
        "rule": interval.rule,
        "status": interval.status,
        "final_url": interval.final_url,
        "evidence": interval.evidence,
        "first_seen": moment(interval.first_seen),
        "last_seen": moment(interval.last_seen),
        "checks": interval.checks,
    }


def _places_view(row: LinkRow) -> list[dict[str, Any]]:
    return [
        {"path": place.path, "line": place.line, "reference": place.number or None}
        for place in row.places
    ]
