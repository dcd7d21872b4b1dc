"""Runs over many articles: the same verdicts as one by one, every address once, nothing lost."""

from pathlib import Path

import pytest

from audit.fleet.coordinator import Limits
from audit.history import ArticleState
from tests.fleet.conftest import Newsroom
from tests.fleet.newsroom import verdicts
from tests.fleet.runs import audited_alone, carried_out, plan_of, report_of


def test_every_verdict_is_that_of_the_one_process_run(newsroom: Newsroom, tmp_path: Path) -> None:
    plan = plan_of(newsroom.web.world, newsroom.folder)
    overall = carried_out(plan)
    assert overall.articles[ArticleState.DONE] == len(newsroom.articles)
    for path in newsroom.articles:
        alone = audited_alone(newsroom.web.world, path, tmp_path)
        assert verdicts(report_of(plan, path)) == verdicts(alone), path.name


def test_an_address_is_asked_once_and_a_host_by_one_at_a_time(newsroom: Newsroom) -> None:
    carried_out(plan_of(newsroom.web.world, newsroom.folder))
    archive = newsroom.web.world.host(newsroom.web.world.size.hosts + 1)
    assert newsroom.web.overlaps(besides=archive) == []
    errors = sum(page.kind == "error" for page in newsroom.web.world.pages)
    assert newsroom.web.repeated() == 2 * errors  # the fetcher's own retries


def test_the_next_night_asks_again_and_keeps_reports_that_did_not_change(
    newsroom: Newsroom,
) -> None:
    plan = plan_of(newsroom.web.world, newsroom.folder)
    carried_out(plan)
    asked = len(newsroom.web.requests())
    before = report_of(plan, newsroom.articles[0]).read_bytes()
    overall = carried_out(plan)
    assert overall.standing.unchanged == len(newsroom.articles)
    assert report_of(plan, newsroom.articles[0]).read_bytes() == before
    archive = newsroom.web.world.host(newsroom.web.world.size.hosts + 1)
    again = newsroom.web.requests()[asked:]
    assert again
    assert archive not in {request.host for request in again}


def test_pages_that_are_not_due_are_not_asked_again(newsroom: Newsroom) -> None:
    plan = plan_of(newsroom.web.world, newsroom.folder, fresh_days=7.0)
    carried_out(plan)
    first = len(newsroom.web.requests())
    carried_out(plan)
    alive = {page.path for page in newsroom.web.world.pages if page.kind == "alive"}
    again = {request.path for request in newsroom.web.requests()[first:]}
    assert not alive & again


def test_what_the_archive_was_not_asked_for_accuses_nobody(newsroom: Newsroom) -> None:
    plan = plan_of(newsroom.web.world, newsroom.folder)
    overall = carried_out(plan, Limits(hosts=8, archive_budget=0))
    assert overall.standing.archive_asked == 0
    assert "archive requests of this run are spent" in overall.told()
    open_ = told = 0
    for path in newsroom.articles:
        said = verdicts(report_of(plan, path))
        for _, verdict, _, _, reason in said["findings"]:  # type: ignore[attr-defined]
            if "capture of the access date is still to be asked for" in reason:
                open_ += 1
                assert verdict == "unverifiable"
            assert verdict not in ("absent", "elsewhere")
        told += "postponed" in report_of(plan, path).read_text()
    assert open_
    assert told
    again = carried_out(plan)
    assert again.changed
    for path in newsroom.articles:
        alone = audited_alone(newsroom.web.world, path, newsroom.folder)
        assert verdicts(report_of(plan, path)) == verdicts(alone)


def test_without_fetching_all_is_not_checked_and_clean_of_accusations(newsroom: Newsroom) -> None:
    plan = plan_of(newsroom.web.world, newsroom.folder)
    overall = carried_out(plan, Limits(fetch=False))
    assert newsroom.web.requests() == []
    assert overall.errors == overall.rotten == 0
    assert set(overall.states) == {"not-checked"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bad.txt", b"", "bad.txt"),
        ("bad.txt", b"words without any list", "no reference list"),
        ("bad.html", b"\x00\xff\x00", "bad.html"),
    ],
)
def test_an_article_that_cannot_be_read_is_named_and_skipped(
    newsroom: Newsroom, name: str, content: bytes, said: str
) -> None:
    (newsroom.folder / "articles" / "news" / name).write_bytes(content)
    overall = carried_out(plan_of(newsroom.web.world, newsroom.folder))
    assert overall.articles[ArticleState.FAILED] == 1
    assert overall.articles[ArticleState.DONE] == len(newsroom.articles)
    assert said in overall.told()
    assert name in (newsroom.folder / "reports" / "index.html").read_text()
