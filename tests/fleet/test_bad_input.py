"""What goes wrong around a run is named, and costs nothing that was done."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest

from audit.cli import _run
from audit.errors import InputError, StorageError
from audit.fleet.cluster import cluster_at
from audit.fleet.coordinator import Coordinator, Limits, SchedulerGoneError
from audit.fleet.judging import judge_batch
from audit.fleet.workshop import workshop
from audit.history import ArticleState
from audit.history.database import Database
from audit.history.schema import STEPS
from tests.fetch.web import free_port
from tests.fleet.conftest import Newsroom
from tests.fleet.runs import begun, carried_out, plan_of, report_of


def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.fleet.cluster._ANSWER_SECONDS", 1)
    address = f"tcp://127.0.0.1:{free_port()}"
    with (
        pytest.raises(InputError, match="no scheduler answers there") as caught,
        cluster_at(address),
    ):
        raise AssertionError("nobody is there")
    assert address in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("address", ["nonsense", "ftp://127.0.0.1:1"])
def test_what_is_no_address_of_a_scheduler_is_named(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audit.fleet.cluster._ANSWER_SECONDS", 1)
    with pytest.raises(InputError, match="no scheduler answers there"), cluster_at(address):
        raise AssertionError("nobody is there")


class _Vanishing:
    """An engine whose scheduler is gone: whatever was begun is cancelled."""

    def submit(self, task: Callable[..., object], /, *arguments: object) -> "Future[object]":
        future: Future[object] = Future()
        future.cancel()
        future.set_running_or_notify_cancel()
        return future


def test_a_scheduler_that_goes_away_ends_the_run_with_nothing_lost(newsroom: Newsroom) -> None:
    plan = plan_of(newsroom.web.world, newsroom.folder)
    with (
        begun(plan) as (history, plan),
        pytest.raises(SchedulerGoneError, match=r"gone; what was done is kept .*--resume"),
    ):
        Coordinator(_Vanishing(), history, plan, Limits()).run()
    overall = carried_out(plan_of(newsroom.web.world, newsroom.folder))
    assert overall.articles[ArticleState.DONE] == len(newsroom.articles)


def test_a_store_of_another_version_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(tmp_path / "history.db")
    Database(store, [*STEPS, lambda connection: None]).close()
    (tmp_path / "a.txt").write_text("words")
    assert _run(["fleet", str(tmp_path / "a.txt"), "--store", store]) == 2
    said = capsys.readouterr().err
    assert f"of version {len(STEPS) + 2}, this program knows {len(STEPS) + 1}" in said


def test_a_worker_of_another_version_refuses_the_plan(newsroom: Newsroom) -> None:
    plan = plan_of(newsroom.web.world, newsroom.folder, version="0.0")
    with pytest.raises(InputError, match=r"this run needs 0\.0"):
        workshop(plan)


@pytest.mark.parametrize("arguments", [["nowhere.txt"], ["."]])
def test_no_article_is_bad_input(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert _run(["fleet", *arguments]) == 2
    assert "there is no" in capsys.readouterr().err


def test_a_setting_for_a_wide_host_must_have_a_number(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(newsroom.folder)
    settings = '[tool.citation-audit]\nwide-hosts = ["big.example"]\n'
    (newsroom.folder / "pyproject.toml").write_text(settings)
    assert _run(["fleet", "articles"]) == 2
    assert "is not host=number" in capsys.readouterr().err


_FULL = """
import resource, signal, sys
from pathlib import Path
from tests.fleet.newsroom import Size, World
from tests.fleet.runs import carried_out, plan_of
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write then fails as on a full disk
folder, port, most = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
world = World(Size(articles=12, citations=120, pages=60, hosts=7), port)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    carried_out(plan_of(world, folder))
except Exception as fault:
    print(f"{type(fault).__name__}: {fault}")
"""


def test_a_full_disk_stops_the_run_with_nothing_lost(newsroom: Newsroom) -> None:
    """The operating system refuses to let any file grow beyond 150 kB."""
    world = newsroom.web.world
    command = [sys.executable, "-c", _FULL, str(newsroom.folder), str(world.port), "150000"]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    assert "StorageError" in done.stdout, done.stdout + done.stderr
    assert "disk" in done.stdout or "large" in done.stdout
    overall = carried_out(plan_of(world, newsroom.folder))
    assert overall.articles[ArticleState.DONE] == len(newsroom.articles)


def test_evidence_that_cannot_be_written_leaves_the_question_open(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    bad = plan_of(newsroom.web.world, newsroom.folder, evidence=str(tmp_path / "file" / "x"))
    with pytest.raises(StorageError, match="evidence cannot be written"):
        carried_out(bad)
    overall = carried_out(plan_of(newsroom.web.world, newsroom.folder))
    assert overall.articles[ArticleState.DONE] == len(newsroom.articles)


def test_a_damaged_body_is_not_believed(newsroom: Newsroom) -> None:
    plan = plan_of(newsroom.web.world, newsroom.folder, fresh_days=30.0)
    carried_out(plan)
    for body in (newsroom.folder / "evidence" / "bodies").rglob("*.gz"):
        body.write_bytes(b"rot")
    (newsroom.folder / "articles" / "news" / "decisions.yaml").write_text("decisions: []\n")
    overall = carried_out(plan)
    assert overall.articles[ArticleState.DONE] == len(newsroom.articles)
    news = [path for path in newsroom.articles if path.parent.name == "news"]
    assert "evidence-lost" in report_of(plan, news[0]).read_text()


def test_judging_twice_changes_nothing(newsroom: Newsroom) -> None:
    plan = plan_of(newsroom.web.world, newsroom.folder)
    carried_out(plan)
    before = report_of(plan, newsroom.articles[0]).read_bytes()
    with begun(plan) as (history, plan):
        batch = history.articles.take(plan.run, 99)
        first = judge_batch(plan, batch, None)
        again = judge_batch(plan, batch, None)
    assert (first.done, first.waiting) == (again.done, again.waiting)
    assert report_of(plan, newsroom.articles[0]).read_bytes() == before
