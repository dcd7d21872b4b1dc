"""Runs over a newsroom for the tests: with threads in this process, or one article at a time."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from audit.archive import ArchiveSettings, archive_fetch_settings, archives_of
from audit.fetch import Fetcher, FetchSettings
from audit.fleet.coordinator import Coordinator, Limits, Standing
from audit.fleet.listing import listed_articles
from audit.fleet.outputs import Overall, publish
from audit.fleet.plan import Plan
from audit.history import History, open_history
from audit.pipeline import Circumstances, audit, read
from audit.references import parse_references
from audit.report import render_json
from audit.sources import SourceReader
from tests.fleet.newsroom import World

PAGES = FetchSettings(
    allow_private=True,
    per_host_delay_seconds=0.0,
    proxy_url="",
    retry_seconds=0.02,
    total_seconds=20.0,
)


def archive_of(world: World) -> ArchiveSettings:
    """The newsroom's archive, asked without pauses."""
    return ArchiveSettings(world.archive, world.archive, 60_000, 60_000, total_seconds=20.0)


def plan_of(world: World, folder: Path, store: str = "", **changes: object) -> Plan:
    """A plan over ``folder``, where its articles are in ``articles``."""
    plan = Plan(
        run="",
        started=0.0,
        created="",
        root=folder,
        output=str(folder / "reports"),
        store=store or str(folder / "history.db"),
        evidence=str(folder / "evidence"),
        fetch=PAGES,
        archive=archive_of(world),
        slice_seconds=5.0,
        lease_seconds=10.0,
    )
    return replace(plan, **changes)  # type: ignore[arg-type]  # the fields' own types


@contextmanager
def begun(plan: Plan, *, resume: bool = False) -> Iterator[tuple[History, Plan]]:
    """A run over the newsroom's articles, ready to be carried out."""
    with open_history(plan.store) as history:
        age = 1e9 if resume else 0.0
        run = history.runs.begin("fleet", "newsroom", "", time.time(), resume=age)
        plan = replace(plan, run=run.id, started=run.started, created="2026-01-02T03:04:05+00:00")
        articles = listed_articles([plan.root / "articles"], Path(plan.output))
        history.articles.enlist(run.id, articles)
        yield history, plan


def carried_out(plan: Plan, limits: Limits | None = None) -> Overall:
    """A whole run with threads of this process as its engine."""
    with begun(plan) as (history, plan), ThreadPoolExecutor(12) as engine:
        standing = Coordinator(engine, history, plan, limits or Limits(hosts=8)).run()
        return finished(history, plan, standing)


def finished(history: History, plan: Plan, standing: Standing) -> Overall:
    """Publish the outcome of a run and end it."""
    overall = publish(history, plan, Path(plan.output), standing)
    history.runs.finish(plan.run, overall.states, time.time())
    return overall


def audited_alone(world: World, path: Path, folder: Path) -> Path:
    """The report.json of one article, made by the one-process program over the real network."""
    listed = path.with_suffix(".references.yaml")
    references = parse_references(listed.read_text(), str(listed))
    archive = archive_of(world)
    with (
        Fetcher(PAGES) as fetcher,
        Fetcher(archive_fetch_settings(PAGES, archive)) as patient,
    ):
        reader = SourceReader(fetcher, archives_of(patient, archive))
        article = read(path.read_bytes(), str(path), references)
        circumstances = Circumstances("2026-01-02T03:04:05+00:00", references_path=str(listed))
        report = audit(article, references, reader, circumstances, workers=4)
    written = folder / f"{path.stem}.json"
    written.write_text(render_json(report))
    return written


def report_of(plan: Plan, path: Path) -> Path:
    """Where the fleet puts an article's report."""
    [found] = Path(plan.output).rglob(f"{path.stem}/report.json")
    assert json.loads(found.read_bytes())["article"]["path"] == str(path)
    return found
