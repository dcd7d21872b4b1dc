"""``parse``, ``text``, ``links``: look at the parts of an audit one by one."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

import click

from audit.article import read_article
from audit.article.view import parse_text, parse_view
from audit.cli.network import settings_for, source_reader
from audit.cli.options import (
    TEXT_OR_JSON,
    allow_private_option,
    network_options,
    quiet_option,
    verbose_option,
)
from audit.cli.quote import is_url, read_file
from audit.cli.run import load_references
from audit.errors import ExitCode, InputError
from audit.files import read_input
from audit.links import LinkRow, check_links, worst
from audit.model import Reference, Source
from audit.references import parse_references
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


@click.command()
@click.argument("file", default="references.yaml")
@TEXT_OR_JSON
@allow_private_option
@click.option("--ignore-robots", is_flag=True, help="Ask even where robots.txt says no.")
@verbose_option
@quiet_option
def links(file: str, format_: str, allow_private: bool, ignore_robots: bool) -> int:
    """States of the addresses in FILE (a references.yaml, or one URL a line; - for stdin).

    \b
    Examples:
      citation-audit links references.yaml
      citation-audit links urls.txt --format json
      echo https://example.org | citation-audit links -
    """
    wanted = _urls(file)
    settings = settings_for(allow_private=allow_private)
    settings = replace(settings, obey_robots=not ignore_robots)
    with source_reader(settings) as reader:
        rows = check_links(reader, wanted)
    if format_ == "json":
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        _print_rows(rows)
    return worst(rows)


def _urls(file: str) -> tuple[tuple[str, Reference | None], ...]:
    """Every address with the reference it belongs to, if a references file names one."""
    data = sys.stdin.buffer.read() if file == "-" else read_input(Path(file), "the list of links")
    content = data.decode("utf-8-sig", "replace")
    if file.endswith((".yaml", ".yml")):
        references = parse_references(content, file)
        return tuple((r.url, r) for r in references if r.url)
    lines = [line.strip() for line in content.splitlines()]
    urls = [line for line in lines if line and not line.startswith("#")]
    for number, line in enumerate(lines, start=1):
        if line and not line.startswith("#") and not is_url(line):
            raise InputError(
                f"“{line[:60]}” is not an address",
                path=file,
                line=number,
                hint="one URL a line, or a .yaml file",
            )
    return tuple((url, None) for url in dict.fromkeys(urls))


def _print_rows(rows: Iterable[LinkRow]) -> None:
    for row in rows:
        click.echo(f"{row.state:<17} {row.url}  {row.reason}")
