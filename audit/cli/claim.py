"""``claim``: one sentence against one source: what is missing, and the nearest passages."""

import json
from dataclasses import replace
from pathlib import Path

import click

from audit.advice import advise
from audit.claims import check, claim_source, strictly
from audit.cli.adviser import adviser_of
from audit.cli.meaning import meaning_model
from audit.cli.network import settings_for
from audit.cli.options import (
    TEXT_OR_JSON,
    fail_on_option,
    judge_option,
    network_options,
    quiet_option,
)
from audit.cli.places import is_url
from audit.cli.quote import MOST_ARCHIVE_SECONDS, read_file
from audit.config import Settings
from audit.errors import ExitCode
from audit.model import Reference, Source
from audit.readers import source_reader
from audit.report.claims_text import claim_text
from audit.report.claims_view import claim_view
from audit.vocabulary import Level


@click.command()
@click.argument("source")
@click.argument("sentence")
@click.option("--title", default="", help="The cited title, searched with the page.")
@click.option("--issued", default="", metavar="DATE", help="When it was published, as 2017-09.")
@click.option("--accessed", default="", metavar="DATE", help="When it was read, as 2017-09-20.")
@click.option(
    "--strict", is_flag=True, help="Errors for no passage alike, or missing facts of two kinds."
)
@judge_option
@TEXT_OR_JSON
@fail_on_option
@network_options
@quiet_option
def claim(
    source: str,
    sentence: str,
    title: str,
    issued: str,
    accessed: str,
    strict: bool,
    judge: bool,
    format_: str,
    fail_on: str,
    allow_private: bool,
    archive_base: str,
    no_archive: bool,
) -> int:
    """Show what one SOURCE, a URL or a file, has of the figures, names and words of a SENTENCE.

    It says what is missing and where the nearest passages stand, never that the sentence holds.

    \b
    Examples:
      citation-audit claim https://example.org/story "There were 43 cases."
      citation-audit claim page.html "In 2016 there were 43 cases." --strict
    """
    reference = Reference(
        number=1,
        id="source",
        title=title,
        container_title="",
        issued=issued,
        accessed=accessed,
        url=source if is_url(source) else "",
    )
    settings = settings_for(
        allow_private=allow_private, archive_base=archive_base, no_archive=no_archive
    )
    with adviser_of(settings, asked=judge) as adviser:
        found = _read(source, reference, settings)
        beside = claim_source(found, reference)
        model = meaning_model(settings)
        checked = check(sentence, beside, likeness=model.likeness)
        if strict:
            checked = replace(checked, flags=strictly(checked.flags))
        if adviser:
            told = advise(sentence, beside, adviser, likeness=model.likeness)
            checked = replace(checked, advice=told)
    if format_ == "json":
        view = claim_view(sentence, checked, found, model.meaning)
        click.echo(json.dumps(view, ensure_ascii=True, indent=2))
    else:
        said = claim_text(sentence, checked, found, model.meaning, off=model.off)
        click.echo(said)
    if not checked.gate.open:
        return ExitCode.INCOMPLETE
    worst = max((flag.level.rank for flag in checked.flags), default=Level.OK.rank)
    failed = fail_on != "never" and worst >= Level(fail_on).rank
    return ExitCode.FINDINGS if failed else ExitCode.CLEAN


def _read(source: str, reference: Reference, settings: Settings) -> Source:
    """The file, or the page at the address; an archive is not waited for as long as in a run."""
    if not is_url(source):
        return read_file(Path(source))
    seconds = min(settings.archive_seconds, MOST_ARCHIVE_SECONDS)
    with source_reader(replace(settings, archive_seconds=seconds), cached=False) as reader:
        return reader.read(reference)
