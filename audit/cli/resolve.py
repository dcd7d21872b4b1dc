"""``init`` and ``resolve``: make references.yaml from an article, find the addresses it lacks."""

import json
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path

import click

from audit.article import read_article
from audit.cli.network import settings_for
from audit.cli.options import TEXT_OR_JSON, network_options, quiet_option
from audit.cli.references_file import BOM, chosen, difference, edited, read_text
from audit.cli.resolve_view import print_resolutions, resolution_view
from audit.config import Settings
from audit.errors import ExitCode, InputError, ReferencesError
from audit.fetch import Fetcher, FetchSettings
from audit.files import read_input, write_whole
from audit.model import ListEntry, Reference
from audit.readers import source_reader
from audit.references import parse_references
from audit.resolve import (
    KEY_VARIABLES,
    SERVICES,
    Resolution,
    Resolver,
    ResolveSettings,
    keys_from_environment,
    merge,
    new_file,
    services,
    unread,
    unusable,
    write_resolution,
)

_SERVICE_NAMES = tuple(service.name for service in SERVICES)


@click.command()
@click.argument("article", type=click.Path(path_type=Path))
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("references.yaml"),
    show_default=True,
    help="The references file to write.",
)
@click.option(
    "--merge",
    "merging",
    is_flag=True,
    help="Add to an existing file what it does not have, and change nothing else.",
)
def init(article: Path, output: Path, merging: bool) -> int:
    """Write a references file from ARTICLE's own references: its list, its notes or its links.

    What the article does not surely give is left out, and named on standard error.

    \b
    Examples:
      citation-audit init article.txt
      citation-audit init article.txt -o references.yaml --merge
    """
    known_before = _known(output) if merging else ()
    read = read_article(read_input(article, "the article"), str(article), known_before)
    if not read.entries:
        raise InputError(
            "the article has no references of its own: it cites a bibliography by its keys",
            path=str(article),
            hint="make its file with citation-audit convert library.bib -o references.yaml",
        )
    for entry in unusable(read.entries):
        place = f"{article}:{entry.line}"
        click.echo(
            f"{place}: item {entry.number} is left out: it is no number of its own", err=True
        )
    _say_what_is_unread(article, read.entries)
    if not output.exists():
        write_whole(output, new_file(read.entries, article.name))
        click.echo(f"{output}: {len(parse_references(read_text(output)))} references written")
        return ExitCode.CLEAN
    if not merging:
        raise InputError(
            "it exists and is not written over",
            path=str(output),
            hint="--merge adds what is missing, --output names another file",
        )
    before = read_text(output)
    known = len(parse_references(before.removeprefix(BOM), str(output)))
    after = edited(before, lambda text: merge(text, read.entries, str(output)))
    added = len(parse_references(after.removeprefix(BOM), str(output))) - known
    if added:
        write_whole(output, after)
    click.echo(f"{output}: {added} references added, {known} kept as they are")
    return ExitCode.CLEAN


def _known(output: Path) -> tuple[Reference, ...]:
    """The references that the file has already: they give keys and links their numbers."""
    return (
        parse_references(read_text(output).removeprefix(BOM), str(output))
        if output.exists()
        else ()
    )


def _say_what_is_unread(article: Path, entries: Sequence[ListEntry]) -> None:
    for entry in entries:
        lacking = unread(entry)
        if lacking:
            what = f"reference {entry.number} has no sure {', '.join(lacking)}"
            click.echo(f"{article}:{entry.line}: {what}; fill it in where you know it", err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default=Path("references.yaml"))
@click.option(
    "--only", type=int, multiple=True, metavar="N", help="Only this reference; repeatable."
)
@click.option("--dry-run", is_flag=True, help="Print what would change in FILE, write nothing.")
@click.option(
    "--service-base",
    "bases",
    multiple=True,
    metavar="NAME=URL",
    help=f"Another address of a service ({', '.join(_SERVICE_NAMES)}); repeatable.",
)
@TEXT_OR_JSON
@network_options
@quiet_option
def resolve(
    file: Path,
    only: tuple[int, ...],
    dry_run: bool,
    bases: tuple[str, ...],
    format_: str,
    allow_private: bool,
    archive_base: str,
    no_archive: bool,
) -> int:
    """Find addresses for the references in FILE that have none, and write them there.

    An address is accepted alone only when its page is surely the cited work; else it is listed as a
    candidate, with the reason. Keys of services come from the environment. Exits 1 when references
    are left without an address, 3 when no service answered.

    \b
    Examples:
      citation-audit resolve references.yaml
      citation-audit resolve references.yaml --only 3 --only 7 --dry-run
      citation-audit resolve --service-base searxng=https://search.example.org
    """
    references = parse_references(read_text(file).removeprefix(BOM), str(file))
    wanted = chosen(references, only, file)
    settings = settings_for(
        allow_private=allow_private, archive_base=archive_base, no_archive=no_archive
    )
    found = resolve_all(wanted, settings, _bases(bases))
    before = read_text(file)  # the editor may have worked on it meanwhile
    after = before
    for resolution in found:
        after = with_resolution(after, resolution, file)
    if after != before and not dry_run:
        write_whole(file, after)
    if format_ == "json":
        click.echo(
            json.dumps([resolution_view(one) for one in found], ensure_ascii=False, indent=2)
        )
    else:
        print_resolutions(found)
        if dry_run:
            click.echo(difference(before, after, file), nl=False)
    return _exit_code(found)


def resolve_all(
    references: Sequence[Reference],
    settings: Settings,
    bases: dict[str, str],
    *,
    pace: float = 1.0,
) -> tuple[Resolution, ...]:
    """Resolve several at a time; each service is asked with its pauses, times ``pace``."""
    cache = Path(settings.cache) / "resolve" if settings.cache else None
    asking = ResolveSettings(
        bases=({"wayback": settings.archive_base} if settings.archive_base else {}) | bases,
        keys=keys_from_environment(KEY_VARIABLES),
        contact=settings.contact,
        pace=pace,
        archive_queries_per_minute=settings.archive_queries_per_minute,
        cache_directory=cache,
    )
    # No page cache and no repeats: addresses with keys stay off the disk, limits are kept to.
    fetch = FetchSettings(
        contact=settings.contact,
        allow_private=settings.allow_private or bool(bases),
        per_host_delay_seconds=0.0,
        retries=0,
        host_down_seconds=0.0,
    )
    with source_reader(settings) as reader, Fetcher(fetch) as fetcher:
        resolver = Resolver(services(fetcher, asking), reader.read, most_pages=asking.most_pages)
        with ThreadPoolExecutor(max(1, min(settings.workers, len(references)))) as pool:
            pending = [pool.submit(resolver.resolve, reference) for reference in references]
            try:
                _show_progress(pending)
                return tuple(one.result() for one in pending)
            except BaseException:
                resolver.interrupt()
                fetcher.interrupt()
                reader.interrupt()
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def _show_progress(pending: Sequence[Future[Resolution]]) -> None:
    """Wait for all, with a bar on a terminal's standard error."""
    if not sys.stderr.isatty():
        return
    with click.progressbar(
        length=len(pending), label="Looking for addresses", file=sys.stderr, show_eta=False
    ) as bar:
        for _ in as_completed(pending):
            bar.update(1)


def _bases(given: Sequence[str]) -> dict[str, str]:
    found = {}
    for one in given:
        name, sign, url = one.partition("=")
        if name not in _SERVICE_NAMES or not sign:
            known = ", ".join(_SERVICE_NAMES)
            raise InputError(f"“{one}” names no service", hint=f"NAME=URL, NAME one of {known}")
        if not url.startswith(("http://", "https://")):
            raise InputError(f"“{url}” is not an address", hint="it begins with https://")
        found[name] = url.rstrip("/")
    return found


def with_resolution(text: str, resolution: Resolution, file: Path) -> str:
    """``text`` with one resolution; as it was when the entry cannot be edited, which is said."""
    try:
        return edited(text, lambda bare: write_resolution(bare, resolution, str(file)))
    except ReferencesError as fault:
        click.echo(f"citation-audit: {fault}", err=True)
        return text


def _exit_code(found: Sequence[Resolution]) -> ExitCode:
    missing = [one for one in found if not (one.url or one.reference.url or one.reference.doi)]
    if not missing:
        return ExitCode.CLEAN
    if not any(one.asked for one in missing):
        return ExitCode.INCOMPLETE
    return ExitCode.FINDINGS
