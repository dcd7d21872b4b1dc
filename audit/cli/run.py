"""``run`` and ``demo``: audit one article, write its reports, say what to fix."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from audit.cli.options import Command, network_options, settings_for, source_reader, unpaced
from audit.cli.review import REPORTS, with_review, write_index
from audit.config import Settings
from audit.demo import BoxedWeb, demo_references
from audit.errors import ExitCode
from audit.files import read_input, write_whole
from audit.model import Article, Reference, Report, Source
from audit.pipeline import Circumstances, Progress, audit, read
from audit.references import parse_references
from audit.report import FORMATS, render_html, render_json, render_terminal
from audit.sources import SourceReader
from audit.vocabulary import Level, Verdict

FAIL_ON = ("error", "warning", "note", "never")


def report_options(command: Command) -> Command:
    """``--output``, ``--format``, ``--fail-on``, ``--quiet``."""
    for option in (
        click.option("--quiet", "-q", is_flag=True, help="Print nothing but faults."),
        click.option(
            "--fail-on",
            type=click.Choice(FAIL_ON),
            default="warning",
            show_default=True,
            help="The quietest level of finding that makes the exit code 1.",
        ),
        click.option(
            "--format",
            "format_",
            type=click.Choice(sorted(FORMATS)),
            default="terminal",
            show_default=True,
            help="What to print; the HTML and JSON reports are written in any case.",
        ),
        click.option(
            "--output",
            "-o",
            type=click.Path(path_type=Path, file_okay=False),
            default=None,
            help="Folder for the report.  [default: reports/ARTICLE]",
        ),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("article", type=click.Path(path_type=Path))
@click.option(
    "--references",
    "-r",
    type=click.Path(path_type=Path),
    default=Path("references.yaml"),
    show_default=True,
    help="The article's references, as CSL-YAML.",
)
@network_options
@report_options
def run(
    article: Path,
    references: Path,
    allow_private: bool,
    archive_base: str,
    no_archive: bool,
    output: Path | None,
    format_: str,
    fail_on: str,
    quiet: bool,
) -> int:
    """Check every quotation of ARTICLE against the sources it cites.

    Writes index.html and report.json and prints a summary.
    """
    data = read_input(article, "the article")
    given = load_references(references)
    subject = read(data, str(article), given)
    settings = settings_for(allow_private=allow_private, archive_base=archive_base)
    settings = replace(settings, archive=settings.archive and not no_archive)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with source_reader(settings) as reader:
        circumstances = Circumstances(now, references_path=str(references))
        report = _audit(subject, given, reader, circumstances, settings, quiet)
    folder = output or REPORTS / article.stem
    report = with_review(report, folder)
    _publish(report, folder, format_, quiet)
    if output is None:
        write_index(REPORTS)
    return exit_code(report, fail_on, settings.most_unverifiable_percent)


@click.command()
@click.option(
    "--article", type=click.Path(path_type=Path), default=Path("article.txt"), show_default=True
)
@click.option(
    "--references",
    "-r",
    type=click.Path(path_type=Path),
    default=Path("references.yaml"),
    show_default=True,
)
@report_options
def demo(
    article: Path,
    references: Path,
    output: Path | None,
    format_: str,
    fail_on: str,
    quiet: bool,
) -> int:
    """Rehearse the audit against invented sources on this machine; no network is needed.

    The same article and the same program, but every source is an invented page, served through a
    local proxy at the real source's address. Exits 0 when the rehearsal itself went well, unless
    --fail-on is given.
    """
    data = read_input(article, "the article")
    given = demo_references(load_references(references))
    subject = read(data, str(article), given)
    settings = unpaced(settings_for())
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with (
        BoxedWeb() as web,
        source_reader(
            settings, proxy_url=web.proxy_url, ca_bundle=web.ca_bundle, cached=False
        ) as reader,
    ):
        circumstances = Circumstances(now, True, str(references))
        report = _audit(subject, given, reader, circumstances, settings, quiet)
    folder = output or REPORTS / f"{article.stem}-rehearsal"
    _publish(with_review(report, folder), folder, format_, quiet)
    chosen = click.get_current_context().get_parameter_source("fail_on")
    if chosen is click.core.ParameterSource.DEFAULT:
        return ExitCode.CLEAN
    return exit_code(report, fail_on, settings.most_unverifiable_percent)


def load_references(path: Path) -> tuple[Reference, ...]:
    """The references file, read and checked."""
    hint = "name another with --references"
    data = read_input(path, "the references file", hint=hint)
    return parse_references(data.decode("utf-8-sig", "replace"), str(path))


def exit_code(report: Report, fail_on: str, most_unverifiable_percent: int) -> ExitCode:
    """What a report tells the shell.

    Without a network nothing about the sources is known: 3, whatever the article alone shows.
    Then findings: 1. Then too many quotations that could not be checked: 3.
    """
    if report.offline:
        return ExitCode.INCOMPLETE
    if fail_on != "never" and _loudest(report) >= Level(fail_on).rank:
        return ExitCode.FINDINGS
    judged = [f for f in report.findings if f.verdict is not Verdict.NOT_A_QUOTATION]
    unverifiable = sum(finding.level is Level.UNVERIFIED for finding in judged)
    if unverifiable * 100 > most_unverifiable_percent * len(judged):
        return ExitCode.INCOMPLETE
    return ExitCode.CLEAN


def _loudest(report: Report) -> int:
    """Rank of the loudest level, ``unverified`` aside: it never counts against a quotation."""
    levels = [finding.level for finding in report.findings if not finding.accepted]
    levels += [remark.level for remark in report.remarks]
    levels += [Level.ERROR for source in report.sources if source.state.rotten]
    return max((level.rank for level in levels if level is not Level.UNVERIFIED), default=0)


def _audit(
    article: Article,
    references: tuple[Reference, ...],
    reader: SourceReader,
    circumstances: Circumstances,
    settings: Settings,
    quiet: bool,
) -> Report:
    with _progress(len(references), quiet) as progress:
        return audit(
            article,
            references,
            reader,
            circumstances,
            workers=settings.workers,
            progress=progress,
        )


@contextmanager
def _progress(length: int, quiet: bool) -> Iterator[Progress]:
    """A bar on a terminal's standard error; nothing where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield lambda source: None
        return
    with click.progressbar(
        length=length, label="Reading sources", file=sys.stderr, width=30, show_eta=False
    ) as bar:

        def advance(source: Source) -> None:
            bar.label = f"Reading sources ({source.number}: {source.state})".ljust(42)
            bar.update(1)

        yield advance


def _publish(report: Report, folder: Path, format_: str, quiet: bool) -> None:
    page = folder / "index.html"
    write_whole(page, render_html(report))
    write_whole(folder / "report.json", render_json(report))
    if quiet:
        return
    if format_ == "terminal":
        width = min(shutil.get_terminal_size((100, 24)).columns, 120)
        colour = sys.stdout.isatty()
        shown = render_terminal(report, width=width, color=colour, report_path=str(page))
        click.echo(shown, nl=False)
    else:
        click.echo(FORMATS[format_](report), nl=False)
