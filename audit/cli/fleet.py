"""``fleet``: audit thousands of articles, every address once, on one machine or many."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from audit.cli.network import alarm_rule, history_place, settings_for
from audit.cli.options import fail_on_option, network_options, quiet_option, store_option
from audit.cli.review import REPORTS
from audit.config import Settings
from audit.errors import ExitCode, InputError, SettingsError
from audit.fleet.cluster import Cluster, cluster_at, own_cluster
from audit.fleet.coordinator import Coordinator, Limits
from audit.fleet.listing import listed_articles
from audit.fleet.outputs import Overall, publish
from audit.fleet.plan import Plan
from audit.fleet.progress import watching
from audit.history import ArticleState, History, Run, open_history
from audit.readers import archive_settings, fetch_settings, memento_archives
from audit.vocabulary import Level

_RESUME_SECONDS = 30 * 86_400.0
_EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the command line asks for."""

    articles: tuple[Path, ...]
    scheduler: str
    store: str
    evidence: str
    output: Path
    references: Path | None
    resume: bool
    workers: int
    every: float
    limits: Limits


@click.command()
@click.argument("articles", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    default="",
    help="A Dask scheduler, as tcp://host:8786; without it, worker processes on this machine.",
)
@store_option
@click.option(
    "--evidence",
    metavar="URL",
    default="",
    show_default="evidence in the cache folder",
    help="Where fetched bodies are kept: a folder, or an fsspec address such as s3://bucket/audit.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    default=REPORTS,
    show_default=True,
    help="Folder for the reports and their index.",
)
@click.option(
    "--references",
    "-r",
    type=click.Path(path_type=Path),
    default=None,
    help="The references of articles that have no file of their own, such as one bibliography.",
)
@click.option("--resume", is_flag=True, help="Go on with the run that did not come to its end.")
@click.option(
    "--workers",
    type=click.IntRange(0),
    default=0,
    show_default="0, one a core",
    help="Worker processes on this machine.",
)
@click.option(
    "--every",
    "every",
    metavar="DAYS",
    type=click.FloatRange(0),
    default=0.0,
    show_default="0, every run",
    help="Ask a page that was read again only after so many days.",
)
@click.option(
    "--hours",
    type=click.FloatRange(0),
    default=0.0,
    show_default="0, no limit",
    help="Ask nothing more after so many hours; the rest is postponed and said so.",
)
@click.option(
    "--archive-budget",
    metavar="REQUESTS",
    type=click.IntRange(0),
    default=10_000,
    show_default=True,
    help="The most that is asked of web archives in this run; the rest is postponed.",
)
@click.option("--no-fetch", is_flag=True, help="Judge by what the store has; ask nothing.")
@network_options
@fail_on_option
@quiet_option
def fleet(
    articles: tuple[Path, ...],
    scheduler: str,
    store: str,
    evidence: str,
    output: Path,
    references: Path | None,
    resume: bool,
    workers: int,
    every: float,
    hours: float,
    archive_budget: int,
    no_fetch: bool,
    allow_private: bool,
    archive_base: str,
    no_archive: bool,
    fail_on: str,
) -> int:
    """Check all ARTICLES, files or folders, and make one index of their reports.

    Every address is asked once, however many articles cite it, and each host politely by one
    process at a time. An article's references stand beside it: NAME.references.yaml (or .bib,
    .json, .ris) for NAME.txt, else references.yaml there; without either, its own list is used.
    What a killed run has done is kept: --resume goes on.

    \b
    Examples:
      citation-audit fleet articles/
      citation-audit fleet news/ features/ --hours 8 --every 7
      citation-audit fleet news/ --scheduler tcp://big:8786 --store $DATABASE
      citation-audit fleet news/ --resume
    """
    settings = settings_for(
        allow_private=allow_private,
        archive_base=archive_base,
        no_archive=no_archive,
        store=store,
    )
    limits = Limits(hours=hours, archive_budget=archive_budget, fetch=not no_fetch)
    wish = _Wish(
        articles,
        scheduler,
        history_place(settings),
        evidence or _evidence_place(settings),
        output,
        references,
        resume,
        workers,
        every,
        limits,
    )
    overall = _carry_out(wish, settings)
    return _exit_code(overall, fail_on, settings.most_unverifiable_percent)


def _evidence_place(settings: Settings) -> str:
    if not settings.cache:
        hint = "use --evidence"
        raise SettingsError("without a cache folder the evidence has no place", hint=hint)
    return str(Path(settings.cache) / _EVIDENCE)


def _carry_out(wish: _Wish, settings: Settings) -> Overall:
    given = (*wish.articles, *([wish.references] if wish.references else []))
    missing = [path for path in given if not path.exists()]
    if missing:
        raise InputError("there is no such file or folder", path=str(missing[0]))
    with open_history(wish.store) as history:
        run = _run(wish, history)
        plan = _plan(wish, settings, run)
        listed = listed_articles(wish.articles, wish.output, wish.references)
        history.articles.enlist(run.id, listed)
        if not sum(history.articles.counts(run.id).values()):
            raise InputError("there is no article in it", path=str(wish.articles[0]))
        with _cluster(wish) as cluster, watching(cluster.dashboard, resumed=run.resumed) as watch:
            limits = _fit(wish.limits, cluster)
            standing = Coordinator(cluster, history, plan, limits, watch).run()
        overall = publish(history, plan, wish.output, standing)
        history.runs.finish(run.id, overall.states, time.time())
    click.echo(overall.told())
    return overall


def _run(wish: _Wish, history: History) -> Run:
    """The run to go on with, or a new one over the same articles."""
    named = "\n".join((str(wish.output), *map(str, wish.articles)))
    fingerprint = hashlib.sha256(named.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    age = _RESUME_SECONDS if wish.resume else 0.0
    return history.runs.begin("fleet", fingerprint, "", time.time(), resume=age)


def _plan(wish: _Wish, settings: Settings, run: Run) -> Plan:
    archive = archive_settings(settings, None)
    created = datetime.fromtimestamp(run.started, UTC).isoformat(timespec="seconds")
    mementos = memento_archives(settings, None) if settings.archive else []
    return Plan(
        run=run.id,
        started=run.started,
        created=created,
        root=Path.cwd(),
        output=str(wish.output),
        store=_reachable(wish.store),
        evidence=_reachable(wish.evidence),
        fetch=fetch_settings(settings, None),
        archive=replace(archive, enabled=settings.archive),
        mementos=tuple(mementos),
        wide_hosts=tuple(map(_wide_host, settings.wide_hosts)),
        fresh_days=wish.every,
        alarm=alarm_rule(settings),
    )


def _reachable(location: str) -> str:
    return location if "://" in location else str(Path(location).resolve())


def _wide_host(text: str) -> tuple[str, int]:
    """``host=4``: so many polite queues for a host whose owner allows it."""
    host, _, count = text.rpartition("=")
    if not host or not count.isdecimal() or not int(count):
        raise SettingsError(f"“{text}” in wide-hosts is not host=number", hint="as example.org=4")
    return host.strip().lower(), int(count)


@contextmanager
def _cluster(wish: _Wish) -> Iterator[Cluster]:
    opened = cluster_at(wish.scheduler) if wish.scheduler else own_cluster(wish.workers)
    with opened as cluster:
        yield cluster


def _fit(limits: Limits, cluster: Cluster) -> Limits:
    """As many hosts at a time as there are threads; two batches for each worker's one core."""
    batches = 2 * cluster.workers
    return replace(limits, hosts=max(1, cluster.threads - cluster.workers), batches=batches)


def _exit_code(overall: Overall, fail_on: str, most_unverifiable_percent: int) -> ExitCode:
    """As for one article; an article that could not be read is bad input among the rest."""
    if overall.offline:
        return ExitCode.INCOMPLETE
    if fail_on != "never" and overall.loudest >= Level(fail_on).rank:
        return ExitCode.FINDINGS
    if overall.articles.get(ArticleState.FAILED):
        return ExitCode.USAGE
    if overall.unverifiable * 100 > most_unverifiable_percent * overall.judged:
        return ExitCode.INCOMPLETE
    return ExitCode.CLEAN
