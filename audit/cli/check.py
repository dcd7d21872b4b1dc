"""``check``: what can be said of an article before anything is asked of the network."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from audit.article.view import remark_line
from audit.cli.articles import chosen_references, references_of
from audit.cli.options import TEXT_OR_JSON, fail_on_option, quiet_option, references_option
from audit.cli.run import load_references
from audit.errors import ExitCode
from audit.files import read_input
from audit.pipeline import list_remarks, read
from audit.vocabulary import Level


@click.command()
@click.argument("article", type=click.Path(path_type=Path))
@references_option("The article's references, as CSL-YAML.")
@TEXT_OR_JSON
@fail_on_option
@quiet_option
def check(article: Path, references: Path, format_: str, fail_on: str) -> int:
    """Check ARTICLE against its references file, without a network: fit for a commit hook.

    Tells markers without reference, references that nothing cites, numbers and titles on which the
    two lists differ, and every fault of the references file. Quotations are not checked.

    \b
    Examples:
      citation-audit check article.txt
      citation-audit check article.txt -r references.yaml --fail-on error
    """
    references = chosen_references(references) or references_of(str(article))
    given = load_references(references)
    subject = read(read_input(article, "the article"), str(article), given)
    remarks = subject.remarks + list_remarks(subject, given, str(references))
    if format_ == "json":
        click.echo(json.dumps([asdict(remark) for remark in remarks], ensure_ascii=False, indent=2))
    else:
        click.echo("".join(f"{remark_line(remark)}\n" for remark in remarks), nl=False)
    loudest = max((remark.level.rank for remark in remarks), default=-1)
    failed = fail_on != "never" and loudest >= Level(fail_on).rank
    return ExitCode.FINDINGS if failed else ExitCode.CLEAN
