"""``report``, ``accept``, ``reopen``, ``open``: what is done with a finished report."""

import getpass
import subprocess
import webbrowser
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import click

from audit.cli.network import known_health
from audit.cli.options import Command, report_format_option
from audit.cli.places import folder_of, is_url
from audit.decisions import FILE_NAME, apply_decisions, parse_decisions
from audit.decisions import accept as accept_in
from audit.decisions import reopen as reopen_in
from audit.errors import AuditError, ExitCode, InputError
from audit.files import read_input, write_whole
from audit.model import Report
from audit.report import FORMATS, changed_since, render_html, render_json, report_from_json
from audit.report.health import Health
from audit.report.index_page import render_index, summarise

REPORTS = Path("reports")
_PAGE, REPORT_DATA = "index.html", "report.json"


def report_option(command: Command) -> Command:
    """``--report``: which report a finding's name is of."""
    return click.option(
        "--report",
        "report_path",
        type=click.Path(path_type=Path),
        default=REPORTS / "article" / REPORT_DATA,
        show_default=True,
        help="The report.json of the run.",
    )(command)


@click.command("report")
@click.argument("report_json", type=click.Path(path_type=Path))
@report_format_option("What to make.")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="A file to write instead of printing.",
)
def report_command(report_json: Path, format_: str, output: Path | None) -> int:
    """Render REPORT_JSON again, in any format, without asking anything of the network.

    \b
    Examples:
      citation-audit report reports/article/report.json
      citation-audit report reports/article/report.json --format csv -o a.csv
    """
    text = FORMATS[format_](read_report(report_json))
    if output:
        write_whole(output, text)
    else:
        click.echo(text, nl=False)
    return ExitCode.CLEAN


@click.command()
@click.argument("finding")
@click.option("--reason", required=True, help="Why it is right as it stands.")
@click.option(
    "--until",
    type=click.DateTime(("%Y-%m-%d",)),
    default=None,
    metavar="DATE",
    help="The last day the decision holds, as 2026-12-31.",
)
@click.option(
    "--by", default="", show_default="git's user.name, else the login", help="Who decides."
)
@report_option
def accept(finding: str, reason: str, until: datetime | None, by: str, report_path: Path) -> int:
    """Accept FINDING (such as q07) with a reason; it no longer makes a run fail.

    The decision is kept in decisions.yaml beside the article. It ends when the quotation, the
    source's passage or the verdict changes, or after --until.

    \b
    Examples:
      citation-audit accept q07 --reason "the comma is house style"
      citation-audit accept q07 --reason "the editor asked" --until 2026-12-31
    """
    report = real_report(read_report(report_path), report_path)
    path = decisions_path(report)
    after = accept_in(
        _text(path),
        report,
        finding,
        reason=reason,
        by=by or _user(),
        on=today(),
        until=until.date() if until else None,
        path=str(path),
    )
    _decide(report, report_path, path, after)
    click.echo(f"{path}: {finding} is accepted")
    return ExitCode.CLEAN


@click.command()
@click.argument("finding")
@report_option
def reopen(finding: str, report_path: Path) -> int:
    """Take back the decision on FINDING.

    \b
    Examples:
      citation-audit reopen q07
    """
    report = real_report(read_report(report_path), report_path)
    path = decisions_path(report)
    after = reopen_in(_text(path), report, finding, path=str(path))
    _decide(report, report_path, path, after)
    click.echo(f"{path}: {finding} is open again")
    return ExitCode.CLEAN


@click.command("open")
@click.argument("article", required=False, type=click.Path(path_type=Path))
def open_command(article: Path | None) -> int:
    """Open the report of ARTICLE in the browser, or the list of all reports.

    \b
    Examples:
      citation-audit open
      citation-audit open article.txt
    """
    if article is None:
        page = write_index(REPORTS, known_health)
    else:
        page = REPORTS / article.stem / _PAGE
        if not page.is_file():
            raise InputError(
                "there is no report of it yet",
                path=str(article),
                hint=f"citation-audit run {article} makes {page}",
            )
    click.echo(str(page))
    if not webbrowser.open(page.resolve().as_uri()):
        click.echo("no browser was found here; open that file in one", err=True)
    return ExitCode.CLEAN


def read_report(path: Path) -> Report:
    """The report in a report.json. Raises ``InputError`` for anything else."""
    data = read_input(path, "the report", hint="citation-audit run writes it")
    return report_from_json(data.decode("utf-8-sig", "replace"), str(path))


def with_review(report: Report, folder: Path) -> Report:
    """A fresh report under the decisions beside its article, compared with the one in ``folder``.

    A rehearsal knows no decisions. A previous report that cannot be read is passed over: the new
    one takes its place.
    """
    path = decisions_path(report)
    if not report.rehearsal:
        decisions = parse_decisions(_text(path), str(path))
        report = apply_decisions(report, decisions, today(), path=str(path))
    if not (folder / REPORT_DATA).is_file():
        return report
    try:
        return changed_since(report, read_report(folder / REPORT_DATA))
    except InputError:
        return report


def write_index(reports: Path, health: Callable[[], Health | None] = lambda: None) -> Path:
    """Write ``index.html`` of all reports one folder below ``reports``; its path is given back.

    ``health`` gives what a history knows of links over time. What it raises is said on the page.
    """
    found, unreadable, known = [], list[str](), None
    try:
        known = health()
    except AuditError as fault:
        unreadable.append(str(fault))
    for data in sorted(reports.glob(f"*/{REPORT_DATA}")):
        try:
            found.append(summarise(read_report(data), data.parent.name))
        except InputError as fault:
            unreadable.append(str(fault))
    write_whole(reports / _PAGE, render_index(found, unreadable, known))
    return reports / _PAGE


def decisions_path(report: Report) -> Path:
    """decisions.yaml beside the report's article."""
    return folder_of(report.article.path) / FILE_NAME


def _decide(report: Report, report_path: Path, path: Path, text: str) -> None:
    """Keep the decisions, and show them at once in the report that they were made on."""
    decisions = parse_decisions(text, str(path))
    decided = apply_decisions(report, decisions, today(), path=str(path))
    write_whole(path, text)
    write_whole(report_path, render_json(decided))
    if report_path.name == REPORT_DATA:
        write_whole(report_path.with_name(_PAGE), render_html(decided))


def real_report(report: Report, path: Path) -> Report:
    """The report, unless its sources are invented or its article is somewhere else."""
    if report.rehearsal:
        raise InputError(
            "this report is of a rehearsal, whose sources are invented",
            path=str(path),
            hint="citation-audit run makes a real one",
        )
    if not is_url(report.article.path) and not Path(report.article.path).is_file():
        raise InputError(
            f"its article, {report.article.path}, is not here",
            path=str(path),
            hint="work in the folder in which the audit ran",
        )
    return report


def _text(path: Path) -> str:
    return read_input(path, FILE_NAME).decode("utf-8-sig", "replace") if path.is_file() else ""


def today() -> date:
    """The day by which decisions are looked at, where the editor is."""
    return datetime.now().astimezone().date()


def _user() -> str:
    """Who is at the keyboard, as git knows them, else as the system does."""
    try:
        command = ["git", "config", "user.name"]  # found on PATH on purpose: the user's own git
        done = subprocess.run(command, capture_output=True, text=True, timeout=5, check=False)  # noqa: S603 - constant arguments
        name = done.stdout.strip()
    except (OSError, subprocess.SubprocessError):
        name = ""
    try:
        return name or getpass.getuser()
    except (OSError, KeyError):
        return "an unnamed reviewer"
