"""Options that several commands share. Nothing heavy is imported here: help comes at once."""

import contextlib
import io
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import click

FAIL_ON = ("error", "warning", "note", "never")
REPORT_FORMATS = (
    "annotations",
    "csv",
    "github",
    "gitlab",
    "html",
    "json",
    "junit",
    "markdown",
    "sarif",
    "terminal",
)

Command = TypeVar("Command", bound=Callable[..., object])


def several(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """One decorator of several options, which the help lists in this order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _hear(context: click.Context, option: click.Parameter, verbose: bool) -> None:
    """Tell on standard error what is asked of the network while the command runs."""
    if verbose and not context.resilient_parsing:
        context.with_resource(_log_on_standard_error())


@contextlib.contextmanager
def _log_on_standard_error() -> Iterator[None]:
    teller = logging.StreamHandler()
    teller.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("audit")
    before = log.level
    log.addHandler(teller)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(teller)
        log.setLevel(before)


def _silence(context: click.Context, option: click.Parameter, quiet: bool) -> None:
    """Let standard output go nowhere while the command runs."""
    if quiet and not context.resilient_parsing:
        context.with_resource(contextlib.redirect_stdout(io.StringIO()))


verbose_option = click.option(
    "--verbose",
    "-v",
    is_flag=True,
    expose_value=False,
    callback=_hear,
    help="Tell on standard error what became of each address.",
)
quiet_option = click.option(
    "--quiet",
    "-q",
    is_flag=True,
    expose_value=False,
    callback=_silence,
    help="Print nothing but faults; the exit code answers.",
)
fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="warning",
    show_default=True,
    help="The quietest level of finding that makes the exit code 1.",
)
TEXT_OR_JSON = click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="What to print.",
)
judge_option = click.option(
    "--judge",
    is_flag=True,
    help="Ask the model at judge-base for advice; claims and passages are sent to it.",
)
allow_private_option = click.option(
    "--allow-private", is_flag=True, help="Allow sources on private and loopback addresses."
)
archive_base_option = click.option(
    "--archive-base",
    metavar="URL",
    default="",
    help="Another archive that speaks the Wayback dialect, such as a private one.",
)
no_archive_option = click.option(
    "--no-archive", is_flag=True, help="Do not look for captures of dead or gated pages."
)
store_option = click.option(
    "--store",
    metavar="URL",
    default="",
    show_default="the state folder",
    help="Where the history is kept: a file, or postgresql+psycopg://…",
)
network_options = several(
    allow_private_option,
    archive_base_option,
    no_archive_option,
    verbose_option,
)


def references_option(help_text: str) -> Callable[[Command], Command]:
    """``--references``: the references file of an article."""
    return click.option(
        "--references",
        "-r",
        type=click.Path(path_type=Path),
        default=Path("references.yaml"),
        show_default=True,
        help=help_text,
    )


def report_format_option(help_text: str) -> Callable[[Command], Command]:
    """``--format`` of a report: the ten formats, as one word in the help's first column."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(REPORT_FORMATS),
        metavar="FORMAT",
        default="terminal",
        show_default=True,
        help=f"{help_text} One of {', '.join(REPORT_FORMATS)}.",
    )
