"""Web archives: finding, choosing and reading captures of addresses that rot."""

from audit.archive.addresses import is_untrusted_archive, parse_archive_url
from audit.archive.choose import order_captures
from audit.archive.client import archive_fetch_settings
from audit.archive.contract import Archive, ArchiveSettings, CaptureSearch, MementoSettings
from audit.archive.exclusions import known_exclusion
from audit.archive.memento import MementoArchive
from audit.archive.reading import CaptureReading, read_capture
from audit.archive.save import (
    KEY_VARIABLES,
    SavePageNow,
    SaveSettings,
    Saving,
    keys_from,
)
from audit.archive.several import Archives, archives_of, memento_settings
from audit.archive.spn import SaveOutcome
from audit.archive.wayback import WaybackArchive

__all__ = [
    "KEY_VARIABLES",
    "Archive",
    "ArchiveSettings",
    "Archives",
    "CaptureReading",
    "CaptureSearch",
    "MementoArchive",
    "MementoSettings",
    "SaveOutcome",
    "SavePageNow",
    "SaveSettings",
    "Saving",
    "WaybackArchive",
    "archive_fetch_settings",
    "archives_of",
    "is_untrusted_archive",
    "keys_from",
    "known_exclusion",
    "memento_settings",
    "order_captures",
    "parse_archive_url",
    "read_capture",
]
