"""Web archives: finding, choosing and reading captures of addresses that rot."""

from audit.archive.addresses import is_untrusted_archive, parse_archive_url
from audit.archive.choose import order_captures
from audit.archive.client import archive_fetch_settings
from audit.archive.contract import Archive, ArchiveSettings, CaptureSearch, MementoSettings
from audit.archive.exclusions import known_exclusion
from audit.archive.memento import MementoArchive
from audit.archive.reading import CaptureReading, read_capture
from audit.archive.wayback import WaybackArchive

__all__ = [
    "Archive",
    "ArchiveSettings",
    "CaptureReading",
    "CaptureSearch",
    "MementoArchive",
    "MementoSettings",
    "WaybackArchive",
    "archive_fetch_settings",
    "is_untrusted_archive",
    "known_exclusion",
    "order_captures",
    "parse_archive_url",
    "read_capture",
]
