"""``quote``: one quotation against one source. A stable interface: scripts rely on it."""

import json
from dataclasses import replace
from pathlib import Path

import click

from audit.cli.network import settings_for
from audit.cli.options import TEXT_OR_JSON, fail_on_option, network_options, quiet_option
from audit.cli.places import is_url
from audit.earlier import DOUBTFUL, held_in
from audit.errors import ExitCode
from audit.extract import extract
from audit.files import read_input
from audit.judge import judge_one, level_of
from audit.match import SourceIndex, match_quotation
from audit.model import Match, Reference, Source
from audit.readers import source_reader
from audit.report.quote import quote_view
from audit.report.quote_text import quote_text
from audit.vocabulary import Level, SourceRole, SourceState, Verdict

MOST_ARCHIVE_SECONDS = 15.0  # someone waits for the answer to one quotation


@click.command()
@click.argument("source")
@click.argument("quotation", metavar="QUOTE")
@click.option("--speaker", default="", metavar="NAME", help="Who the article says said it.")
@click.option("--accessed", default="", metavar="DATE", help="When it was read, as 2017-09-20.")
@TEXT_OR_JSON
@fail_on_option
@network_options
@quiet_option
def quote(
    source: str,
    quotation: str,
    speaker: str,
    accessed: str,
    format_: str,
    fail_on: str,
    allow_private: bool,
    archive_base: str,
    no_archive: bool,
) -> int:
    """Check one QUOTE against one SOURCE, a URL or a file.

    \b
    Examples:
      citation-audit quote https://example.org/story "the quoted words"
      citation-audit quote page.html "the quoted words" --speaker "A. Smith"
      citation-audit quote report.pdf "the quoted words" --format json
    """
    if is_url(source):
        settings = settings_for(
            allow_private=allow_private, archive_base=archive_base, no_archive=no_archive
        )
        settings = replace(
            settings,
            archive_seconds=min(settings.archive_seconds, MOST_ARCHIVE_SECONDS),
        )
        reference = _reference(source, accessed)
        with source_reader(settings, cached=False) as reader:
            found = reader.read(reference)
            match, verdict, reason = check(quotation, found, speaker)
            earlier = reader.read_earlier(found, reference) if verdict in DOUBTFUL else None
        held = held_in(earlier, quotation, speaker=speaker) if earlier else None
        if earlier and held:
            found, match, verdict, reason = earlier, held, held.verdict, held.reason
    else:
        found = read_file(Path(source))
        match, verdict, reason = check(quotation, found, speaker)
    level = level_of(verdict, found)
    if format_ == "json":
        view = quote_view(quotation, match, verdict, level, found, reason)
        click.echo(json.dumps(view, ensure_ascii=True, indent=2))
    else:
        click.echo(quote_text(quotation, match, verdict, level, found, reason))
    if level is Level.UNVERIFIED:
        return ExitCode.INCOMPLETE
    failed = fail_on != "never" and level.rank >= Level(fail_on).rank
    return ExitCode.FINDINGS if failed else ExitCode.CLEAN


def check(quotation: str, source: Source, speaker: str) -> tuple[Match | None, Verdict, str]:
    """The match (``None`` without text), the verdict and its reason."""
    if source.text is None:
        return None, Verdict.UNVERIFIABLE, f"The source could not be read ({source.state})."
    index = SourceIndex(source.text, source.found_at)
    match = judge_one(match_quotation(quotation, index, speaker=speaker), source)
    return match, match.verdict, match.reason


def read_file(path: Path) -> Source:
    """A local file as a source; its bytes tell what it is."""
    body = read_input(path, "the source")
    text = extract(body, "", "", "")
    readable = bool(text.text.strip())
    return Source(
        number=1,
        state=SourceState.LIVE if readable else SourceState.NO_TEXT,
        role=SourceRole.FILE,
        url=str(path),
        found_at=str(path),
        rule="local-file" if readable else "no-text-in-file",
        detail="",
        complete=readable,
        text=text if readable else None,
    )


def _reference(url: str, accessed: str) -> Reference:
    return Reference(
        number=1, id="source", title="", container_title="", issued="", accessed=accessed, url=url
    )
