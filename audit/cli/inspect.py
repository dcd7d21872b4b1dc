"""``parse``, ``text``: look at the parts of an audit one by one."""

import json
from pathlib import Path

import click

from audit.article import read_article
from audit.article.view import parse_text, parse_view
from audit.cli.articles import Named, named_articles
from audit.cli.network import settings_for
from audit.cli.options import (
    TEXT_OR_JSON,
    network_options,
)
from audit.cli.places import is_url
from audit.cli.quote import read_file
from audit.cli.run import load_references
from audit.errors import ExitCode
from audit.files import read_input
from audit.model import Article, Reference, Source
from audit.readers import source_reader
from audit.report.text import source_text, source_view


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@click.option(
    "--references",
    "-r",
    type=click.Path(path_type=Path),
    default=None,
    show_default="beside it",
    help="References: names of publishers, and the numbers of keys and links.",
)
@TEXT_OR_JSON
def parse(articles: tuple[str, ...], references: Path | None, format_: str) -> int:
    """Show what is read from each ARTICLE: citations, quotations, references, remarks.

    ARTICLE is a file or a pattern of files in quotes. The JSON of several is a list.

    \b
    Examples:
      citation-audit parse article.txt
      citation-audit parse article.docx --format json
      citation-audit parse 'articles/*.md'
    """
    found = [_read(one) for one in named_articles(articles, references)]
    if format_ == "json":
        views = [parse_view(article) for article in found]
        shown = views if len(views) > 1 else views[0]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(parse_text(article) for article in found))
    return ExitCode.CLEAN


def _read(named: Named) -> Article:
    """An article with its references file, which it may lack."""
    data = read_input(Path(named.article), "the article")
    given = load_references(named.references) if _belongs(named) else ()
    return read_article(data, named.article, given)


def _belongs(named: Named) -> bool:
    """Whether the references file was named, or lies beside the article."""
    chosen = click.get_current_context().params.get("references") is not None
    return chosen or (
        named.references.is_file() and named.references.parent == Path(named.article).parent
    )


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
