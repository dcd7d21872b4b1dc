"""The command line: commands, messages and exit codes; no logic of the audit itself.

Exit codes: 0 clean, 1 findings, 2 usage or bad input, 3 too much could not be checked, 4 internal
fault, 130 interrupted. click's own 1 for Ctrl-C and for tracebacks would look like findings, so
every way out passes through ``main``.
"""

import os
import sys
import traceback

import click

from audit import __version__
from audit.cli.commands import SECTIONS
from audit.cli.lazy import LazyGroup
from audit.errors import AuditError, ExitCode


@click.group(
    cls=LazyGroup,
    sections=SECTIONS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", prog_name="citation-audit")
def cli() -> None:
    """Check what an article cites: every quotation against its source, live or archived.

    Exit codes: 0 clean, 1 findings, 2 usage or bad input, 3 too much could not be checked,
    4 internal fault, 130 interrupted.

    \b
    Examples:
      citation-audit demo
      citation-audit run article.txt
      citation-audit run article.txt --format github --fail-on error
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with one of the documented exit codes."""
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    try:
        code = cli.main(arguments, prog_name="citation-audit", standalone_mode=False)
        sys.stdout.flush()
    except AuditError as fault:
        return _say(str(fault), fault.exit_code)
    except click.UsageError as fault:
        hint = f" (see citation-audit {_command(fault)}--help)"
        return _say(_told(fault) + hint, ExitCode.USAGE)
    except click.ClickException as fault:
        return _say(fault.format_message(), ExitCode.USAGE)
    except (KeyboardInterrupt, click.Abort):
        return _say("interrupted; what was fetched is kept for the next run", ExitCode.INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.CLEAN
    except Exception as fault:
        if os.environ.get("CITATION_AUDIT_DEBUG"):
            traceback.print_exc()
        said = f"internal fault: {type(fault).__name__}: {fault}"
        return _say(f"{said} (CITATION_AUDIT_DEBUG=1 shows where)", ExitCode.FAULT)
    return int(code or 0)


def _told(fault: click.UsageError) -> str:
    """The fault in words; a variable of the environment is only named when the value is its."""
    if isinstance(fault, click.BadParameter) and fault.ctx and fault.param and fault.param.name:
        source = fault.ctx.get_parameter_source(fault.param.name)
        if source is not click.core.ParameterSource.ENVIRONMENT and not fault.param_hint:
            fault.param_hint = fault.param.opts if isinstance(fault.param, click.Option) else None
    return fault.format_message()


def _command(fault: click.UsageError) -> str:
    name = fault.ctx.info_name if fault.ctx and fault.ctx.parent else ""
    return f"{name} " if name else ""


def _say(message: str, code: ExitCode) -> ExitCode:
    click.echo(f"citation-audit: {message}", err=True)
    return code
