"""``convert``: references from and to the formats of other programs."""

import sys
from pathlib import Path

import click

from audit.bibliography import CSL_YAML, READERS, WRITERS, format_of, read_bibliography
from audit.errors import ExitCode, InputError
from audit.files import read_input, write_whole

_STANDARD = "-"


@click.command()
@click.argument("source", metavar="IN")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    show_default="standard output",
    help="The file to write; its ending tells the format.",
)
@click.option(
    "--from",
    "from_",
    type=click.Choice(tuple(READERS)),
    metavar="FORMAT",
    default=None,
    show_default="what the file's ending says",
    help=f"The format of IN. One of {', '.join(READERS)}.",
)
@click.option(
    "--to",
    type=click.Choice(tuple(WRITERS)),
    metavar="FORMAT",
    default=None,
    show_default="what the file's ending says, else csl-yaml",
    help=f"The format to write. One of {', '.join(WRITERS)}.",
)
@click.option("--force", is_flag=True, help="Write over a file that exists.")
def convert(
    source: str, output: Path | None, from_: str | None, to: str | None, force: bool
) -> int:
    """Convert the references in IN (- for standard input) to another format.

    References without a number of their own get one in the file's order. What a format has no
    place for is kept where only this program looks for it; that, and what was left out, is told on
    standard error.

    \b
    Examples:
      citation-audit convert library.bib -o references.yaml
      citation-audit convert references.yaml --to ris > references.ris
      pbpaste | citation-audit convert - --from text -o references.yaml
    """
    form, target = _formats(source, output, from_, to)
    if output and output.exists() and not force:
        raise InputError("it exists and is not written over", path=str(output), hint="or --force")
    data = _input(source)
    found = read_bibliography(data, source, form)
    written = WRITERS[target](found.items)
    for note in (*found.notes, *written.notes):
        click.echo(note, err=True)
    if output:
        write_whole(output, written.text)
        click.echo(f"{output}: {len(found.items)} references written")
    else:
        click.echo(written.text, nl=False)
    return ExitCode.CLEAN


def _formats(
    source: str, output: Path | None, from_: str | None, to: str | None
) -> tuple[str, str]:
    """The formats to read and to write. Raises ``InputError`` when a file's ending tells none."""
    form = from_ or format_of(source)
    if not form:
        raise InputError("the ending tells no format", path=source, hint="name it with --from")
    target = to or (format_of(str(output)) if output else CSL_YAML)
    if target not in WRITERS:
        raise InputError("no format to write ends so", path=str(output), hint="name it with --to")
    return form, target


def _input(source: str) -> bytes:
    if source == _STANDARD:
        return sys.stdin.buffer.read()
    return read_input(Path(source), "the list of references")
