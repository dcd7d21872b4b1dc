"""``completion``: the script that lets a shell complete commands, options, choices and files."""

import click
from click.shell_completion import get_completion_class

from audit.errors import ExitCode, InputError

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print the completion script for SHELL.

    \b
    Examples:
      eval "$(citation-audit completion bash)"     # in ~/.bashrc
      eval "$(citation-audit completion zsh)"      # in ~/.zshrc
      citation-audit completion fish | source      # in config.fish
    """
    found = get_completion_class(shell)
    if found is None:
        raise InputError(f"nothing is known of the shell {shell}")
    group = context.find_root().command
    click.echo(found(group, {}, "citation-audit", "_CITATION_AUDIT_COMPLETE").source())
    return ExitCode.CLEAN
