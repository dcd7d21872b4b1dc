"""What runs come to: the exit code of a report, and one summary of several articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from audit.errors import ExitCode
from audit.model import Report
from audit.report import FORMATS
from audit.report.summary import headline, judged_findings, loudest
from audit.vocabulary import Level

# Formats of which several reports one after the other are still one.
LINE_FORMATS = ("terminal", "github", "markdown")
# Of several articles the worst code answers: one that could not be audited hides no finding.
WORST_LAST = (
    ExitCode.CLEAN,
    ExitCode.INCOMPLETE,
    ExitCode.FINDINGS,
    ExitCode.USAGE,
    ExitCode.FAULT,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: its report, unless a fault stopped it."""

    article: str
    code: ExitCode
    report: Report | None = None


def worst(outcomes: Sequence[Outcome]) -> ExitCode:
    """The code that answers for all of them."""
    return max((outcome.code for outcome in outcomes), key=WORST_LAST.index)


def print_outcomes(outcomes: Sequence[Outcome], format_: str, page: Path) -> None:
    """One summary of several articles; their details are in the folders."""
    if format_ != "terminal":
        reports = [outcome.report for outcome in outcomes if outcome.report is not None]
        click.echo("".join(FORMATS[format_](report) for report in reports), nl=False)
        return
    for outcome in outcomes:
        told = headline(outcome.report) if outcome.report else "not audited"
        click.echo(f"{outcome.article}: {told}")
    click.echo(f"\n{len(outcomes)} articles; all reports: {page}")


def exit_code(report: Report, fail_on: str, most_unverifiable_percent: int) -> ExitCode:
    """What a report tells the shell.

    Without a network nothing about the sources is known: 3, whatever the article alone shows.
    Then findings: 1. Then too many quotations that could not be checked: 3.
    """
    if report.offline:
        return ExitCode.INCOMPLETE
    if fail_on != "never" and loudest(report) >= Level(fail_on).rank:
        return ExitCode.FINDINGS
    judged = judged_findings(report)
    unverifiable = sum(finding.level is Level.UNVERIFIED for finding in judged)
    if unverifiable * 100 > most_unverifiable_percent * len(judged):
        return ExitCode.INCOMPLETE
    return ExitCode.CLEAN
