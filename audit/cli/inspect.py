"""``parse``, ``text``: look at the parts of an audit one by one."""

import json
from pathlib import Path

import click

from audit.article import read_article
from audit.article.view import parse_text, parse_view
from audit.cli.network import settings_for, source_reader
from audit.cli.options import (
    TEXT_OR_JSON,
    network_options,
)
from audit.cli.quote import is_url, read_file
from audit.cli.run import load_references
from audit.errors import ExitCode
from audit.files import read_input
from audit.model import Reference, Source
from audit.report.text import source_text, source_view


@click.command()
@click.argument("article", type=click.Path(path_type=Path))
@click.option(
    "--references",
    "-r",
    type=click.Path(path_type=Path),
    default=None,
    help="References whose publisher names and aliases help to attribute quotations.",
)
@TEXT_OR_JSON
def parse(article: Path, references: Path | None, format_: str) -> int:
    """Show what is read from ARTICLE: citations, quotations, the reference list, remarks.

    \b
    Examples:
      citation-audit parse article.txt
      citation-audit parse article.txt --format json
    """
    data = read_input(article, "the article")
    given = load_references(references) if references else _beside(article)
    read = read_article(data, str(article), given)
    if format_ == "json":
        click.echo(json.dumps(parse_view(read), ensure_ascii=False, indent=2))
    else:
        click.echo(parse_text(read))
    return ExitCode.CLEAN


def _beside(article: Path) -> tuple[Reference, ...]:
    """The references file beside the article, when there is one."""
    path = article.parent / "references.yaml"
    return load_references(path) if path.is_file() else ()


@click.command()
@click.argument("source")
@click.option("--accessed", default="", metavar="DATE", help="When it was read, as 2017-09-20.")
@TEXT_OR_JSON
@network_options
def text(
    source: str,
    accessed: str,
    format_: str,
    allow_private: bool,
    archive_base: str,
    no_archive: bool,
) -> int:
    """Show the text of SOURCE (a URL or a file) as quotations are compared with it, by zone.

    \b
    Examples:
      citation-audit text https://example.org/story
      citation-audit text page.html --format json
    """
    found = _source(source, accessed, allow_private, archive_base, no_archive)
    if format_ == "json":
        click.echo(json.dumps(source_view(found), ensure_ascii=True, indent=2))
    else:
        click.echo(source_text(found))
    return ExitCode.CLEAN if found.text is not None else ExitCode.INCOMPLETE


def _source(
    source: str, accessed: str, allow_private: bool, archive_base: str, no_archive: bool
) -> Source:
    if not is_url(source):
        return read_file(Path(source))
    settings = settings_for(
        allow_private=allow_private, archive_base=archive_base, no_archive=no_archive
    )
    reference = Reference(1, "source", "", "", "", accessed, url=source)
    with source_reader(settings, cached=False) as reader:
        return reader.read(reference)
