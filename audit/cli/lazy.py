"""A group of commands that imports a command only when it is called.

The list of commands, ``--version`` and a misspelt name then need click alone. What holds for every
command is put on it here, when it is loaded: a variable of the environment for each option, and
"did you mean" for choices.
"""

import importlib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import click

from audit.cli.commands import Listed

ENVIRONMENT = "CITATION_AUDIT"


class LazyGroup(click.Group):
    """Commands by section; each is a stub with its summary until it is resolved."""

    def __init__(
        self,
        name: str | None = None,
        *,
        sections: Mapping[str, Sequence[Listed]] | None = None,
        **attributes: object,
    ) -> None:
        super().__init__(name, **attributes)  # type: ignore[arg-type]  # click's own keywords, passed on
        self._sections = sections or {}
        self._listed = {one.name: one for many in self._sections.values() for one in many}
        for one in self._listed.values():
            self.add_command(click.Command(one.name, short_help=one.summary))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that ``args`` begin with, loaded, and the arguments left."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, self.load(name) if name in self._listed else command, rest

    def load(self, name: str) -> click.Command:
        """The command itself. Raises ``KeyError`` for a name that is not listed."""
        listed = self._listed[name]
        command: click.Command = getattr(importlib.import_module(listed.module), listed.attribute)
        for option in command.params:
            if isinstance(option, click.Option):
                _finish(option, name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, by section."""
        for title, listed in self._sections.items():
            with formatter.section(title):
                formatter.write_dl([(one.name, one.summary) for one in listed])


class SuggestingChoice(click.Choice[str]):
    """A choice that tells which word was probably meant."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """click's sentence, and the nearest choice."""
        close = get_close_matches(str(value), self.choices, n=1)
        said = super().get_invalid_choice_message(value, ctx)
        return said + (f" Did you mean {close[0]!r}?" if close else "")


def variable(option: click.Option, command: str) -> str:
    """The variable of the environment for an option, such as CITATION_AUDIT_RUN_FAIL_ON."""
    name = max(option.opts, key=len).lstrip("-")
    return f"{ENVIRONMENT}_{command}_{name}".upper().replace("-", "_")


def _finish(option: click.Option, command: str) -> None:
    option.envvar = variable(option, command)
    option.show_envvar = True
    if type(option.type) is click.Choice:
        option.type = SuggestingChoice(option.type.choices, option.type.case_sensitive)
