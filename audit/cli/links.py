"""``links`` and ``history``: watch the addresses of many articles, night after night."""

import json
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import click

from audit.cli.network import known_health, opened_history, settings_for
from audit.cli.options import (
    TEXT_OR_JSON,
    allow_private_option,
    archive_base_option,
    quiet_option,
    store_option,
    verbose_option,
)
from audit.cli.review import REPORTS, today, write_index
from audit.config import Settings
from audit.errors import ExitCode, InputError
from audit.files import write_whole
from audit.history import History, Run
from audit.history.values import LINKS, moment
from audit.links import (
    FAIL_ON,
    Listed,
    Manners,
    Night,
    Outcome,
    Shard,
    ask_for_captures,
    baseline_text,
    citations,
    exit_code,
    fingerprint,
    outcome_of,
    read_baseline,
    read_lists,
    renewed,
)
from audit.links.life import life_of, life_text, life_view
from audit.links.view import links_markdown, links_text, links_view
from audit.readers import source_reader

_SHARD = re.compile(r"([1-9]\d{0,5})/([1-9]\d{0,5})\Z")
_AGO = re.compile(r"(\d{1,5})([hdw])\Z")
_UNITS = {"h": 3_600.0, "d": 86_400.0, "w": 604_800.0}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which of the listed addresses are asked. ``since`` in seconds since 1970."""

    shard: Shard | None = None
    since: float | None = None
    new_only: bool = False


def _shard(value: str) -> Shard | None:
    if not value:
        return None
    match = _SHARD.match(value)
    if match is None or int(match[1]) > int(match[2]):
        raise click.BadParameter("a part is written 2/8: the second of eight", param_hint="--shard")
    return Shard(int(match[1]), int(match[2]))


def _moment(value: str) -> float | None:
    if not value:
        return None
    ago = _AGO.match(value)
    if ago is not None:
        return time.time() - int(ago[1]) * _UNITS[ago[2]]
    try:
        at = datetime.fromisoformat(value)
    except ValueError as fault:
        what = "a time is written 2026-11-30 or 12h, 7d, 2w (ago)"
        raise click.BadParameter(what, param_hint="--since") from fault
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


@click.command()
@click.argument("files", nargs=-1)
@click.option("--shard", default="", metavar="2/8", help="One part of many, by host.")
@click.option(
    "--since",
    default="",
    metavar="WHEN",
    help="Only addresses not checked since then: 2026-11-30, or 12h, 7d, 2w ago.",
)
@click.option("--changed-only", is_flag=True, help="Only addresses that were never checked before.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="Bad links that are known; each stays quiet until its day.",
)
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="Write the links that are dead or drifted now as a baseline.",
)
@click.option(
    "--baseline-days",
    type=click.IntRange(1, 3650),
    default=90,
    show_default=True,
    help="How long the entries of --write-baseline hold.",
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="dead",
    show_default=True,
    help="What makes the exit code 1: newly dead or drifted links; newly failing ones as well.",
)
@click.option("--all", "everything", is_flag=True, help="List every link, not only what is new.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json", "markdown")),
    default="text",
    show_default=True,
    help="What to print.",
)
@click.option(
    "--summary",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="A file for the same in Markdown, such as the summary of a CI job.",
)
@store_option
@allow_private_option
@click.option("--ignore-robots", is_flag=True, help="Ask even where robots.txt says no.")
@click.option("--no-archive", is_flag=True, help="Do not ask whether live links have captures.")
@archive_base_option
@verbose_option
@quiet_option
def links(
    files: tuple[str, ...],
    shard: str,
    since: str,
    changed_only: bool,
    baseline: Path | None,
    write_baseline: Path | None,
    baseline_days: int,
    fail_on: str,
    everything: bool,
    format_: str,
    summary: Path | None,
    store: str,
    allow_private: bool,
    ignore_robots: bool,
    no_archive: bool,
    archive_base: str,
) -> int:
    """Check the addresses in FILES and tell what is new since the last run.

    FILES are references.yaml files, lists with one URL a line, patterns of these, or - for standard
    input. A link is dead after failures on three checks three days apart, and told once. A run that
    was killed goes on where it stopped. Exits 1 for links newly dead or drifted, 3 when too much
    could not be checked.

    \b
    Examples:
      citation-audit links references.yaml
      citation-audit links 'articles/*/references.yaml' --shard 2/8
      citation-audit links urls.txt --baseline known-links.yaml --format json
    """
    settings = settings_for(
        allow_private=allow_private, store=store, no_archive=no_archive, archive_base=archive_base
    )
    settings = replace(settings, obey_robots=not ignore_robots)
    selection = Selection(_shard(shard), _moment(since), changed_only)
    listed = read_lists(files or ("references.yaml",))
    known = read_baseline(baseline) if baseline else {}
    with opened_history(settings) as history:
        wanted = _selected(listed, history, selection)
        run, left = _watch(wanted, history, settings, shard)
        for path, cited in citations(listed).items():
            history.passages.cite(path, cited)
        outcome, notices = outcome_of(history, run, wanted, known, today(), left)
        if summary:
            write_whole(summary, links_markdown(outcome))
        click.echo(_rendered(outcome, format_, everything=everything), nl=False)
        history.runs.told(run.id, notices)
    if REPORTS.is_dir():
        write_index(REPORTS, partial(known_health, settings))
    if write_baseline:
        until = today() + timedelta(days=baseline_days)
        bad = [row.url for row in outcome.rows if row.bad]
        write_whole(write_baseline, baseline_text(renewed(bad, known, until, today())))
    return exit_code(outcome, fail_on, settings.most_unverifiable_percent)


def _selected(
    listed: Sequence[Listed], history: History, selection: Selection
) -> tuple[Listed, ...]:
    """The addresses that this run is about."""
    shard = selection.shard
    mine = [one for one in listed if shard is None or shard.has(one.host)]
    if selection.since is None and not selection.new_only:
        return tuple(mine)
    known = history.links.known([one.url for one in mine])
    before = selection.since if selection.since is not None else 0.0
    return tuple(
        one
        for one in mine
        if one.url not in known
        or (not selection.new_only and known[one.url].now.last_seen < before)
    )


def _watch(
    wanted: Sequence[Listed], history: History, settings: Settings, shard: str
) -> tuple[Run, int]:
    """Check what is wanted; the run, and how many links another run kept from us."""
    run = history.runs.begin(LINKS, fingerprint(wanted), shard, time.time())
    urls = [one.url for one in wanted]
    if run.resumed:
        done = len(urls) - len(history.links.unchecked(run.id, urls, run.started))
        said = f"going on with the run of {moment(run.started)}: {done} of {len(urls)} are checked"
        click.echo(said, err=True)
    with source_reader(settings) as reader:
        manners = Manners(settings.per_host_delay_seconds)
        left = Night(reader, history, run, manners).check(wanted)
        if settings.archive:
            ask_for_captures(reader, history, wanted, settings.captures_a_night, time.time())
    states = Counter(link.now.state for link in history.links.known(urls).values())
    history.runs.finish(run.id, states, time.time())
    return run, len(left)


def _rendered(outcome: Outcome, format_: str, *, everything: bool) -> str:
    match format_:
        case "json":
            return json.dumps(links_view(outcome), ensure_ascii=False, indent=2) + "\n"
        case "markdown":
            return links_markdown(outcome)
    return links_text(outcome, everything=everything)


@click.command()
@click.argument("url")
@TEXT_OR_JSON
@store_option
def history(url: str, format_: str, store: str) -> int:
    """Tell the life of URL: its states over time, what was told of it, who cites it.

    \b
    Examples:
      citation-audit history https://example.org/report
      citation-audit history https://example.org/report --format json
    """
    with opened_history(settings_for(store=store)) as opened:
        life = life_of(opened, url)
        if life is None:
            raise _unknown(opened, url)
    text = json.dumps(life_view(life), ensure_ascii=False, indent=2) if format_ == "json" else ""
    click.echo(text or life_text(life))
    return ExitCode.CLEAN


def _unknown(opened: History, url: str) -> InputError:
    like = opened.links.like(url, most=3)
    hint = f"known are {', '.join(like)}" if like else "citation-audit links checks addresses"
    return InputError("no check of this address is known", path=url, hint=hint)
