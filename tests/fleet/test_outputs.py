"""What a run leaves over all articles: pages that stay usable, a feed, tables."""

import csv
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyarrow import parquet

from audit.fleet.coordinator import Standing
from audit.fleet.outputs import publish
from audit.fleet.progress import lines, watching
from audit.fleet.rows import ALL_COLUMNS, findings_of, result_of, summary_of, without_news
from audit.history import ArticleState, Listed
from audit.model import Since
from audit.report.feed import Entry, render_feed
from audit.report.many_page import ROWS_A_PAGE, ArticleRow, page_name, render_articles
from tests.fleet.conftest import Newsroom
from tests.fleet.newsroom import Size, World
from tests.fleet.runs import begun, carried_out, plan_of
from tests.report.sample import sample_report

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_a_run_has_an_index_sections_publishers_a_feed_and_tables(newsroom: Newsroom) -> None:
    overall = carried_out(plan_of(newsroom.web.world, newsroom.folder))
    reports = newsroom.folder / "reports"
    index = (reports / "index.html").read_text()
    assert index.count('<tr role="row">') == len(newsroom.articles) + 1
    for name in ("sections.html", "publishers.html", "changes.atom", "findings.parquet"):
        assert f'href="{name}"' in index
        assert (reports / name).is_file()
    sections = (reports / "sections.html").read_text()
    assert sections.count("section-") == 4
    assert "Gazette 0" in (reports / "publishers.html").read_text()
    with (reports / "findings.csv").open(newline="") as opened:
        header, *rows = csv.reader(opened)
    assert tuple(header) == ALL_COLUMNS
    table = parquet.read_table(reports / "findings.parquet")
    assert table.num_rows == len(rows) > 100
    errors = [row for row in rows if row[ALL_COLUMNS.index("level")] == "error"]
    quoted = [row for row in errors if row[ALL_COLUMNS.index("kind")] == "quotation"]
    assert len(quoted) == overall.errors
    assert table.column("line").to_pylist()[0] == int(rows[0][ALL_COLUMNS.index("line")])


def test_every_link_of_the_index_leads_to_a_report(newsroom: Newsroom) -> None:
    plan = plan_of(newsroom.web.world, newsroom.folder)
    carried_out(plan)
    with begun(plan, resume=True) as (history, plan):
        for outcome in history.articles.worst_first(plan.run):
            assert (newsroom.folder / "reports" / summary_of(outcome.result).href).is_file()


def test_what_changed_tonight_is_in_the_feed_once(newsroom: Newsroom) -> None:
    plan = plan_of(newsroom.web.world, newsroom.folder)
    carried_out(plan)
    feed = newsroom.folder / "reports" / "changes.atom"
    assert ElementTree.parse(feed).findall("a:entry", ATOM) == []
    path = newsroom.articles[0]
    path.write_text(path.read_text().replace("wrote that “", "wrote that “indeed ", 1))
    overall = carried_out(plan)
    [entry] = ElementTree.parse(feed).findall("a:entry", ATOM)
    assert overall.changed == 1
    assert "is no longer quoted" in entry.findtext("a:content", "", ATOM)
    carried_out(plan)
    assert ElementTree.parse(feed).findall("a:entry", ATOM) == []


def test_a_feed_has_what_readers_need_and_no_foreign_markup() -> None:
    entry = Entry("k", "<b>A & B</b>\x07", "a/index.html", "2026-01-02T03:04:05+00:00", ["“x” ]]>"])
    text = render_feed([entry], updated="2026-01-02T03:04:05+00:00", key="all")
    feed = ElementTree.fromstring(text)
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"a:{name}", "", ATOM)
        assert feed.findtext(f"a:entry/a:{name}", "", ATOM)
    assert feed.find("a:author/a:name", ATOM) is not None
    assert feed.findtext("a:entry/a:title", "", ATOM) == "<b>A & B</b>\ufffd: 1 change"
    assert "<b>" not in text


def test_thousands_of_articles_are_pages_that_lead_to_each_other() -> None:
    rows = [ArticleRow(f"T{n}", f"a/{n}.txt", fault="<i>", counts={}, states={}) for n in range(9)]
    page = render_articles(rows, title="Many", first="index.html", number=7, pages=40)
    for number in (1, 4, 6, 8, 10, 40):
        assert f'href="{page_name("index.html", number)}"' in page
    assert 'href="index-20.html"' not in page
    assert "<i>" not in page


def test_pages_that_are_no_longer_needed_go_away(tmp_path: Path) -> None:
    plan = plan_of(World(Size(), 1), tmp_path)
    reports = tmp_path / "reports"
    reports.mkdir()
    count = ROWS_A_PAGE + 1
    for number, name in enumerate(["index-2.html", "index-3.html"]):
        (reports / name).write_text(str(number))
    (tmp_path / "articles").mkdir()
    for number in range(count):
        (tmp_path / "articles" / f"{number}.txt").write_text("x")
    with begun(plan) as (history, plan):
        for key, _ in history.articles.take(plan.run, count):
            history.articles.fail(key, plan.run, "nothing in it")
        overall = publish(history, plan, reports, Standing())
    assert overall.articles[ArticleState.FAILED] == count
    assert (reports / "index.html").read_text().count("nothing in it") == ROWS_A_PAGE
    assert (reports / "index-2.html").read_text().count("nothing in it") == 1
    assert not (reports / "index-3.html").exists()
    assert "not read" in overall.told()


def test_a_report_boils_down_and_comes_back() -> None:
    report = sample_report()
    first = report.findings[0]
    since = Since("2026-01-01T00:00:00+00:00", ((first.id, "absent"),), (), ("old words",))
    listed = Listed("news/a.txt", "", "news", "reports/news/a")
    result = result_of(replace(report, since=since), listed, "news/a/index.html", "inputs")
    summary = summary_of(result)
    assert sum(summary.counts.values()) == len(report.findings)
    assert sum(tally.references for tally in summary.publishers.values()) == len(report.sources)
    assert any("was absent" in said for said in summary.news)
    assert summary_of(without_news(result)).news == ()
    rows = findings_of(result)
    assert {len(row) for row in rows} == {len(ALL_COLUMNS)}
    assert json.loads(result.summary)["href"] == "news/a/index.html"


def test_progress_tells_articles_hosts_addresses_and_what_is_slow() -> None:
    standing = Standing(
        articles={ArticleState.DONE: 3, ArticleState.WAITING: 4},
        answered=90,
        waiting_questions=7,
        hosts_in_work={"big.example": 5, "small.example": 1},
        host_seconds={"slow.example": 12.0, "quick.example": 1.0},
        seconds=30.0,
    )
    said = dict(lines(standing))
    assert said["articles"] == "3 of 7, 4 waiting for pages"
    assert said["addresses"] == "90 asked, 7 to ask, 3.0 a second"
    assert said["longest queues"].startswith("big.example (5)")
    assert said["slowest so far"].startswith("slow.example (12 s)")


def test_nothing_is_shown_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with watching("http://127.0.0.1:8787/status", resumed=True) as watch:
        watch(Standing())
    assert capsys.readouterr() == ("", "")
