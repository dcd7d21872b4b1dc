"""docs/commands.md out of the command line itself: ``python -m tools.commands_page``."""

import inspect
from pathlib import Path

import click

from audit.cli import cli
from audit.cli.commands import SECTIONS
from audit.cli.lazy import LazyGroup

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
_HEAD = """\
# Commands

Made from the command line itself by `make docs`; `citation-audit COMMAND --help` says the same.

Every option can also be set as a variable of the environment, named in the last column; a flag is
set by `1`, an option that may be repeated takes several words. An option on the command line comes
before its variable. `NO_COLOR` turns colours off, `FORCE_COLOR` on; without either they are on
where a terminal is.
"""
_EXAMPLES = "\b\nExamples:\n"


def commands_page() -> str:
    """The whole page, as it should stand in docs/."""
    if not isinstance(cli, LazyGroup):
        raise TypeError("the command line is a group of lazily loaded commands")
    parts = [_HEAD]
    for title, listed in SECTIONS.items():
        parts.append(f"## {title}\n")
        parts += [_command(one.name, cli.load(one.name)) for one in listed]
    return "\n".join(parts)


def _command(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=f"citation-audit {name}")
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    told, _, examples = inspect.cleandoc(command.help or "").partition(_EXAMPLES)
    parts = [f"### {name}\n", f"```\n{usage}\n```\n", told.strip() + "\n"]
    if examples:
        parts.append(f"```sh\n{inspect.cleandoc(examples)}\n```\n")
    options = [one for one in command.params if isinstance(one, click.Option)]
    if options:
        parts.append("| option | what it does | default | variable |\n|---|---|---|---|")
        parts.append("\n".join(_row(option, context) for option in options) + "\n")
    return "\n".join(parts)


def _row(option: click.Option, context: click.Context) -> str:
    metavar = "" if option.is_flag else f" {option.make_metavar(context)}"
    names = ", ".join(f"`{one}`" for one in option.opts[:-1])
    last = f"`{option.opts[-1]}{metavar}`"
    extra = option.get_help_extra(context)
    cells = (
        f"{names}, {last}" if names else last,
        option.help or "",
        extra.get("default", ""),
        f"`{option.envvar}`",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(commands_page(), encoding="utf-8")
