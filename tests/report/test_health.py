"""Link health over time: the numbers of the pictures, and the pictures on the page."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from audit.cli.network import known_health
from audit.cli.review import write_index
from audit.history import Check, Citation, open_history
from audit.history.alarm import DAY
from audit.history.trend import MOST_DAYS, link_health
from audit.report.health import HEIGHT, Day, Health, RunLine, Series, health_rows
from audit.report.index_page import render_index, summarise
from audit.vocabulary import SourceState
from tests.report.cases import HOSTILE
from tests.report.sample import sample_report

START = 1_800_000_000.0


def sample_health(article: str) -> Health:
    """Three weeks of two publishers, one of which has a hostile name."""
    days = tuple(Day(f"2026-11-{n:02}", 30 - n, n // 2, n - n // 2) for n in range(1, 22))
    return Health(
        (Series("references.yaml", days),),
        (Series("The Quay", days[:1]), Series(HOSTILE, days)),
        ((article, (RunLine("2026-11-21T02:00:00+00:00", "30 live"),) * 3),),
    )


def test_the_pictures_are_filled_to_the_top_by_the_day_with_most_links() -> None:
    days = (Day("2026-11-01", 4, 0, 0), Day("2026-11-02", 2, 1, 1), Day("2026-11-03", 1, 0, 0))
    [row] = health_rows([Series("a", days)])
    heights = [
        [abs(float(v) - float(y)) for y, v in re.findall(r"M\S+ ([\d.]+)H\S+?V([\d.]+)", bar)]
        for column in row.columns
        for bar in (column.fine, column.unknown, column.rotten)
    ]
    assert heights == [[HEIGHT], [], [], [20], [10], [10], [10], [], []]
    assert row.latest == days[-1]
    assert row.words.startswith("a: 1 fine, 0 unknown, 0 rotten links on 3 November 2026; 4 fine")


def test_the_worst_stand_first() -> None:
    good, bad = Day("2026-11-01", 9, 0, 0), Day("2026-11-01", 1, 0, 2)
    rows = health_rows([Series("a", (good,)), Series("b", (bad,)), Series("c", (good,))])
    assert [row.name for row in rows] == ["b", "a", "c"]


def test_days_are_read_from_the_intervals(tmp_path: Path) -> None:
    urls = ["https://a.example/1", "https://a.example/2"]
    with open_history(str(tmp_path / "history.db")) as history:
        history.passages.cite(
            "r.yaml", [Citation("r.yaml", n, url, "A") for n, url in enumerate((*urls, urls[0]))]
        )
        for night in range(40):
            at = START + night * DAY
            state = SourceState.DEAD if night >= 35 else SourceState.LIVE
            run = history.runs.begin("links", "l", "", at)
            checks = [Check(urls[0], "a.example", at, SourceState.LIVE, "ok")]
            if night >= 20:
                checks.append(Check(urls[1], "a.example", at, state, "http-404"))
            history.links.record(run.id, checks)
            history.runs.finish(run.id, {}, at + 60)
        health = link_health(history)
    [series] = health.articles
    assert (series.name, health.publishers[0].name) == ("r.yaml", "A")
    assert len(series.days) == MOST_DAYS
    counts = [(day.fine, day.unknown, day.rotten) for day in series.days]
    assert counts == [(1, 0, 0)] * 10 + [(2, 0, 0)] * 15 + [(1, 0, 1)] * 5


def test_the_page_says_in_words_what_the_pictures_show() -> None:
    report = sample_report()
    health = sample_health(report.article.path)
    html = render_index([summarise(report, "x")], (), health)
    page = BeautifulSoup(html, "lxml")
    labels = [str(svg["aria-label"]) for svg in page.select("svg.health")]
    assert len(labels) == 3
    assert labels[0].startswith("references.yaml: 9 fine, 10 unknown, 11 rotten links on 21 Nov")
    assert "11 rotten" in page.get_text()
    assert not page.select("script")
    runs = page.select("details.runs li")
    assert len(runs) == 3
    assert "30 live" in runs[0].get_text()


def test_a_history_that_cannot_be_read_is_said_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".citation-audit").mkdir()
    Path(".citation-audit/history.db").write_bytes(b"no database " * 100)
    page = write_index(Path("reports"), known_health).read_text(encoding="utf-8")
    assert "this is no history" in page
