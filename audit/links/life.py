"""The life of one link, from the history."""

from dataclasses import dataclass
from typing import Any

from audit.history import Citation, History, Interval, Link, Notice, VerifiedPassage
from audit.history.values import day, moment
from audit.links.view import interval_view
from audit.report.words import one_line, plural


@dataclass(frozen=True, slots=True)
class Life:
    """All that is known of one link. ``intervals`` are oldest first, the present one last."""

    link: Link
    intervals: tuple[Interval, ...]
    notices: tuple[Notice, ...]
    citations: tuple[Citation, ...]
    passages: tuple[VerifiedPassage, ...]


def life_of(history: History, url: str) -> Life | None:
    """What the history has of an address, ``None`` for one that was never checked."""
    link = history.links.known([url]).get(url)
    if link is None:
        return None
    return Life(
        link,
        history.links.intervals([url])[url],
        history.runs.told_of(url),
        history.passages.citations([url]),
        history.passages.of([url]).get(url, ()),
    )


def life_text(life: Life) -> str:
    """For the terminal."""
    alarm = life.link.alarm
    counted = f", {plural(alarm.failures, 'failure')} counted" if alarm.failures else ""
    lines = [f"{life.link.url}: {alarm.standing}{counted}"]
    lines += [f"  {_interval_line(interval)}" for interval in life.intervals]
    lines += [f"  {_notice_line(notice)}" for notice in life.notices]
    lines += [f"  cited by {c.article}, reference {c.number}" for c in life.citations]
    lines += [f"  {_passage_line(passage)}" for passage in life.passages]
    return "\n".join(lines)


def life_view(life: Life) -> dict[str, Any]:
    """For JSON; times are ISO 8601."""
    return {
        "url": life.link.url,
        "standing": life.link.alarm.standing.value,
        "failures": life.link.alarm.failures,
        "intervals": [interval_view(interval) for interval in life.intervals],
        "notices": [
            {
                "kind": notice.kind.value,
                "noticed": moment(notice.raised_at),
                "finding": notice.finding,
                "quotation": notice.detail,
            }
            for notice in life.notices
        ],
        "citations": [
            {"article": c.article, "reference": c.number, "publisher": c.publisher}
            for c in life.citations
        ],
        "passages": [
            {
                "article": passage.article,
                "finding": passage.finding,
                "quotation": passage.quotation,
                "passage": passage.passage,
                "verified": moment(passage.verified_at),
                "missed": passage.presence.missed,
                "drifted": passage.presence.drifted,
            }
            for passage in life.passages
        ],
    }


def _interval_line(interval: Interval) -> str:
    days, last = day(interval.first_seen), day(interval.last_seen)
    span = days if days == last else f"{days} to {last}"
    status = f" {interval.status}" if interval.status else ""
    return f"{span:<24}  {interval.state}{status} ({plural(interval.checks, 'check')})"


def _notice_line(notice: Notice) -> str:
    words = f": “{one_line(notice.detail, 100)}”" if notice.detail else ""
    return f"{day(notice.raised_at):<24}  noticed: {notice.kind}{words}"


def _passage_line(passage: VerifiedPassage) -> str:
    state = "no longer on the page" if passage.presence.drifted else "on the page"
    if passage.presence.missed and not passage.presence.drifted:
        state = "missing at the last look"
    words = one_line(passage.quotation, 100)
    return f"“{words}” ({passage.article} {passage.finding}): {state}"
