"""How the network code has to be set up for asking an archive."""

from dataclasses import replace

from audit.archive.contract import ArchiveSettings, MementoSettings
from audit.fetch.settings import FetchSettings


def archive_fetch_settings(
    general: FetchSettings, archive: ArchiveSettings | MementoSettings
) -> FetchSettings:
    """``general`` settings, fit for an archive: patient, never repeating, paced by us.

    An index query may take most of a minute before its first byte. A repeated 429 gets a whole
    network blocked for an hour, so nothing is tried twice, nor under a browser's name. Robots rules
    are those of the captured sites, not of the archive's own interfaces.
    """
    return replace(
        general,
        read_seconds=archive.total_seconds,
        total_seconds=archive.total_seconds,
        retries=0,
        browser_headers=False,
        per_host_delay_seconds=0.0,
        per_host_connections=4,
        obey_robots=False,
        cache_directory=None,
    )
