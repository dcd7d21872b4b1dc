"""``archive``: have live references captured before they die, and record the captures to cite."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click

from audit.archive import (
    Archives,
    SaveOutcome,
    SavePageNow,
    SaveSettings,
    archive_fetch_settings,
    archives_of,
    keys_from,
)
from audit.archive.citing import record_capture
from audit.archive.keeping import Kept, look_up
from audit.archive.pace import Stop
from audit.cli.archive_view import kept_lines, kept_view
from audit.cli.network import settings_for
from audit.cli.options import (
    TEXT_OR_JSON,
    allow_private_option,
    archive_base_option,
    quiet_option,
    verbose_option,
)
from audit.cli.references_file import BOM, chosen, difference, edited, read_text
from audit.config import Settings
from audit.errors import ExitCode, ReferencesError
from audit.extract import extract
from audit.extract.gates import PageJudgement, judge_page
from audit.fetch import Fetcher, FetchSettings
from audit.files import write_whole
from audit.model import Fetched, Reference
from audit.readers import archive_settings, memento_archives, source_reader
from audit.references import parse_references
from audit.resolve import Lead
from audit.source_values import Reading, confirm_work
from audit.sources import SourceReader
from audit.vocabulary import ArchiveOutcome, SourceRole

_SAVING_AT_ONCE = 4  # an account may have a few captures under way, and six a minute are begun
Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class _Services:
    """What the command asks, and how to end all of it."""

    reader: SourceReader
    archives: Archives
    saver: SavePageNow
    refusal: str
    interrupts: tuple[Callable[[], None], ...]


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default=Path("references.yaml"))
@click.option(
    "--only", type=int, multiple=True, metavar="N", help="Only this reference; repeatable."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done; save and write nothing.")
@click.option("--write", is_flag=True, help="Record captures and url-status in FILE.")
@click.option("--no-save", is_flag=True, help="Only look for captures, ask for no new ones.")
@TEXT_OR_JSON
@archive_base_option
@allow_private_option
@verbose_option
@quiet_option
def archive(
    file: Path,
    only: tuple[int, ...],
    dry_run: bool,
    write: bool,
    no_save: bool,
    format_: str,
    archive_base: str,
    allow_private: bool,
) -> int:
    """Save the live references of FILE in the Wayback Machine, and show how to cite the captures.

    A reference gets the capture nearest its access date; a live one without a capture of the last
    month is saved, with the keys in IA_ACCESS_KEY and IA_SECRET_KEY. Exits 1 when a reference has
    no capture, 3 when something could not be asked for or was not finished.

    \b
    Examples:
      citation-audit archive references.yaml --write
      citation-audit archive references.yaml --no-save --only 12
    """
    references = parse_references(read_text(file).removeprefix(BOM), str(file))
    wanted = chosen(references, only, file)
    settings = settings_for(allow_private=allow_private, archive_base=archive_base)
    today = datetime.now(UTC).date().isoformat()
    with _services(settings) as services:
        kept = _looked_up(services, wanted, settings.workers, today)
        if not (no_save or dry_run):
            kept = _saved(services, kept, today)
    before = read_text(file)  # the editor may have worked on it meanwhile
    after = before
    for one in kept:
        after = _recorded(after, one, file)
    if write and not dry_run and after != before:
        write_whole(file, after)
    if format_ == "json":
        click.echo(json.dumps([kept_view(one) for one in kept], ensure_ascii=False, indent=2))
    else:
        _print(kept, today, dry_run=dry_run, no_save=no_save)
        if write and dry_run:
            click.echo(difference(before, after, file), nl=False)
    return _exit_code(kept, today, no_save=no_save or dry_run)


@contextmanager
def _services(settings: Settings) -> Iterator[_Services]:
    """The reader of live pages, the archives and the saver, closed at the end."""
    cache = Path(settings.cache) if settings.cache else None
    asked = archive_settings(settings, cache)
    access_key, secret_key = keys_from(os.environ)
    saving = SaveSettings(asked.base_url, access_key, secret_key)
    general = FetchSettings(
        connect_seconds=settings.connect_seconds,
        contact=settings.contact,
        allow_private=settings.allow_private or bool(settings.archive_base),
    )
    stop = Stop()
    with (
        source_reader(replace(settings, archive=False)) as reader,
        Fetcher(archive_fetch_settings(general, asked)) as patient,
    ):
        saver = SavePageNow(patient, saving, stop)
        yield _Services(
            reader,
            archives_of(patient, asked, memento_archives(settings, cache), stop),
            saver,
            saving.unusable,
            (saver.interrupt, patient.interrupt, reader.interrupt),
        )


def _looked_up(
    services: _Services, references: Sequence[Reference], workers: int, today: str
) -> tuple[Kept, ...]:
    def one(reference: Reference) -> Kept:
        judge = _judge_of(reference)
        return look_up(reference, services.reader.read, services.archives, judge, today)

    return _in_parallel(one, references, workers, "Looking for captures", services.interrupts)


def _saved(services: _Services, kept: Sequence[Kept], today: str) -> tuple[Kept, ...]:
    """Those that need it, saved; what is the matter with the keys is said once."""
    needy = [one for one in kept if one.needs_saving(today)]
    if needy and services.refusal:
        count = f"{len(needy)} reference{'s' if len(needy) > 1 else ''}"
        click.echo(f"citation-audit: {count} not saved: {services.refusal}", err=True)

    def one(needs: Kept) -> Kept:
        return needs.saved(services.saver.save(needs.url, needs.reference.accessed))

    results = _in_parallel(one, needy, _SAVING_AT_ONCE, "Saving", services.interrupts)
    saved = {one.reference.number: one for one in results}
    return tuple(saved.get(one.reference.number, one) for one in kept)


def _judge_of(reference: Reference) -> Callable[[Fetched, SourceRole], PageJudgement]:
    """The tests that a live page has to pass, for captures of ``reference``."""
    work = reference if reference.title else None

    def judge(fetched: Fetched, role: SourceRole) -> PageJudgement:
        text = extract(fetched.body, fetched.media_type, fetched.charset, fetched.final_url)
        reading = Reading(fetched, text, judge_page(fetched, text, work))
        return confirm_work(reading, reference, Lead(fetched.url, role)).judgement

    return judge


def _in_parallel(
    function: Callable[[Given], Made],
    items: Sequence[Given],
    workers: int,
    label: str,
    interrupts: Sequence[Callable[[], None]],
) -> tuple[Made, ...]:
    """``function`` of every item, in their order, with a bar on a terminal's standard error."""
    with ThreadPoolExecutor(max(1, min(workers, len(items)))) as pool:
        pending = [pool.submit(function, item) for item in items]
        try:
            if items and sys.stderr.isatty():
                with click.progressbar(
                    length=len(items), label=label, file=sys.stderr, show_eta=False
                ) as bar:
                    for _ in as_completed(pending):
                        bar.update(1)
            return tuple(one.result() for one in pending)
        except BaseException:
            for interrupt in interrupts:
                interrupt()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _recorded(text: str, one: Kept, file: Path) -> str:
    """``text`` with one capture; as it was when the entry cannot be edited, which is said."""
    own = None if one.by_editor and not one.reference.archive_url else one.capture
    try:
        return edited(
            text,
            lambda bare: record_capture(bare, one.reference.number, own, one.status, str(file)),
        )
    except ReferencesError as fault:
        click.echo(f"citation-audit: {fault}", err=True)
        return text


def _print(kept: Sequence[Kept], today: str, *, dry_run: bool, no_save: bool) -> None:
    for one in kept:
        for line in kept_lines(one):
            click.echo(line)
        if dry_run and not no_save and one.needs_saving(today):
            click.echo(f"      would be saved: {one.url}")
    with_capture = sum(one.capture is not None for one in kept)
    saved = sum(_outcome(one) is SaveOutcome.ARCHIVED for one in kept)
    click.echo(f"{with_capture} of {len(kept)} have a capture to cite, {saved} newly saved")


def _outcome(one: Kept) -> SaveOutcome | None:
    return one.saving.outcome if one.saving else None


def _exit_code(kept: Sequence[Kept], today: str, *, no_save: bool) -> ExitCode:
    """Findings where there is surely no capture, incomplete where more was to be asked or done."""
    bare = [one for one in kept if one.capture is None and _outcome(one) is not SaveOutcome.RECENT]
    if any(one.outcome is not ArchiveOutcome.UNKNOWN and not _open(one) for one in bare):
        return ExitCode.FINDINGS
    wanting = [one for one in kept if not no_save and one.needs_saving(today)]
    made = (SaveOutcome.ARCHIVED, SaveOutcome.RECENT)
    if bare or any(_outcome(one) not in made for one in wanting):
        return ExitCode.INCOMPLETE
    return ExitCode.CLEAN


def _open(one: Kept) -> bool:
    """Whether a capture may come of it yet."""
    return _outcome(one) in (SaveOutcome.SUBMITTED, SaveOutcome.TRANSIENT, SaveOutcome.QUOTA)
