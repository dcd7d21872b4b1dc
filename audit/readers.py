"""Settings as what a run needs from outside: the reader of sources with its client and archives."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from audit.archive import (
    ArchiveSettings,
    MementoSettings,
    archive_fetch_settings,
    archives_of,
    memento_settings,
)
from audit.config import Settings
from audit.evidence import Recorder
from audit.fetch import Fetcher, FetchSettings
from audit.sources import SourceReader


@contextmanager
def source_reader(
    settings: Settings,
    *,
    proxy_url: str | None = None,
    ca_bundle: Path | None = None,
    cached: bool = True,
    recorder: Recorder | None = None,
) -> Iterator[SourceReader]:
    """A reader of sources with its network client and archive, closed at the end.

    ``recorder`` keeps all that is asked and answered as evidence.
    """
    cache = Path(settings.cache) if settings.cache and cached else None
    fetch = fetch_settings(settings, cache, proxy_url=proxy_url, ca_bundle=ca_bundle)
    archive = archive_settings(settings, cache)
    with (
        Fetcher(fetch, recorder) as fetcher,
        Fetcher(archive_fetch_settings(fetch, archive), recorder) as patient,
    ):
        archives = archives_of(patient, archive, memento_archives(settings, cache))
        interrupts = (fetcher.interrupt, patient.interrupt)
        if recorder is None:
            yield SourceReader(fetcher, archives if settings.archive else None, interrupts)
        else:
            seen = recorder.archive(archives) if settings.archive else None
            yield SourceReader(recorder.pages(fetcher), seen, interrupts)


def fetch_settings(
    settings: Settings,
    cache: Path | None,
    *,
    proxy_url: str | None = None,
    ca_bundle: Path | None = None,
) -> FetchSettings:
    """How pages are asked for."""
    return FetchSettings(
        connect_seconds=settings.connect_seconds,
        read_seconds=settings.read_seconds,
        total_seconds=settings.total_seconds,
        wire_bytes=settings.wire_bytes,
        body_bytes=settings.body_bytes,
        redirects=settings.redirects,
        per_host_delay_seconds=settings.per_host_delay_seconds,
        workers=settings.workers,
        allow_private=settings.allow_private,
        obey_robots=settings.obey_robots,
        contact=settings.contact,
        cache_directory=cache / "pages" if cache else None,
        proxy_url=proxy_url,
        ca_bundle=ca_bundle,
    )


def archive_settings(settings: Settings, cache: Path | None) -> ArchiveSettings:
    """How the Wayback Machine, or the archive in its place, is asked."""
    found = ArchiveSettings(
        queries_per_minute=settings.archive_queries_per_minute,
        replays_per_minute=settings.archive_replays_per_minute,
        total_seconds=settings.archive_seconds,
        cache_directory=cache / "archive" if cache else None,
    )
    if not settings.archive_base:
        return found
    base = settings.archive_base.rstrip("/")
    return replace(found, base_url=base, availability_base=base)


def memento_archives(settings: Settings, cache: Path | None) -> list[MementoSettings]:
    """The further archives that are asked when the first has no usable capture."""
    directory = cache / "archive" if cache else None
    return [
        memento_settings(base, total_seconds=settings.archive_seconds, cache_directory=directory)
        for base in settings.memento_archives
    ]


def unpaced(settings: Settings) -> Settings:
    """``settings`` for servers of one's own: nobody has to be spared there."""
    return replace(
        settings,
        per_host_delay_seconds=0.0,
        archive_queries_per_minute=60_000.0,
        archive_replays_per_minute=60_000.0,
    )
