"""An archive over loopback, asked through the program's own network code."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audit.archive import ArchiveSettings, WaybackArchive, archive_fetch_settings
from audit.fetch import Fetcher, FetchSettings
from tests.archive.servers import LoopbackArchive, loopback_archive

MakeArchive = Callable[..., WaybackArchive]


@pytest.fixture
def server() -> Iterator[LoopbackArchive]:
    with loopback_archive() as running:
        yield running


@pytest.fixture
def make_archive() -> Iterator[MakeArchive]:
    """Makes a ``WaybackArchive`` at a base address, without pauses."""
    fetchers: list[Fetcher] = []

    def make(
        base: str,
        total_seconds: float = 5,
        enabled: bool = True,
        queries_per_minute: float = 1e9,
        cache_directory: Path | None = None,
    ) -> WaybackArchive:
        settings = ArchiveSettings(
            base_url=base,
            availability_base=base,
            queries_per_minute=queries_per_minute,
            replays_per_minute=1e9,
            total_seconds=total_seconds,
            enabled=enabled,
            cache_directory=cache_directory,
        )
        general = FetchSettings(allow_private=True, connect_seconds=2, proxy_url="")
        fetchers.append(Fetcher(archive_fetch_settings(general, settings)))
        return WaybackArchive(fetchers[-1], settings)

    yield make
    for fetcher in fetchers:
        fetcher.close()
