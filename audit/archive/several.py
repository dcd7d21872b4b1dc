"""Several archives as one: asked in turn, until one of them has a usable capture."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from audit.archive.choose import WAYBACK_NAME
from audit.archive.contract import (
    Archive,
    ArchiveSettings,
    CaptureSearch,
    Client,
    MementoSettings,
)
from audit.archive.memento import MementoArchive
from audit.archive.pace import Stop
from audit.archive.wayback import WaybackArchive
from audit.errors import SettingsError
from audit.fetch.redirects import clean_address
from audit.model import Capture, Fetched
from audit.vocabulary import ArchiveOutcome, SourceState

# What an archive without a capture leaves open, most first: where one could not be asked, the
# others' "no captures" is not the last word.
_LEAST_TOLD_FIRST = (
    ArchiveOutcome.POSTPONED,
    ArchiveOutcome.UNKNOWN,
    ArchiveOutcome.EXCLUDED,
    ArchiveOutcome.ONLY_SOFT_404,
    ArchiveOutcome.ONLY_ERRORS,
    ArchiveOutcome.NO_CAPTURES,
)
# Archives whose bytes as captured are not where pywb has them. arquivo.pt blocks for good whoever
# asks more than 250 times a minute.
_KNOWN = {
    "https://arquivo.pt/wayback": (
        "https://arquivo.pt/wayback/timemap/link",
        "https://arquivo.pt/noFrame/replay",
        "https://arquivo.pt/wayback",
    )
}


class Archives:
    """An ordered choice of archives; itself an archive. Thread-safe when they are."""

    def __init__(self, members: Sequence[Archive]) -> None:
        self.members = tuple(members)

    @property
    def name(self) -> str:
        """The names of all, as printed where no single one is meant."""
        return ", ".join(member.name for member in self.members)

    def named(self, url: str, accessed: str) -> Capture | None:
        """The capture that a link into any of the archives names."""
        found = (member.named(url, accessed) for member in self.members)
        return next((capture for capture in found if capture is not None), None)

    def search(self, url: str, accessed: str) -> CaptureSearch:
        """The captures that the first archive with any has; else what all of them said."""
        searches: list[CaptureSearch] = []
        for member in self.members:
            searches.append(member.search(url, accessed))
            if searches[-1].captures:
                return searches[-1]
        return merged(searches)

    def replay(self, capture: Capture) -> Fetched:
        """The bytes of ``capture``, from the archive that has it."""
        for member in self.members:
            if member.name == capture.archive:
                return member.replay(capture)
        detail = f"{capture.archive} is none of the archives that are asked"
        url = capture.original
        return Fetched(url, url, SourceState.NOT_CHECKED, "other-archive", detail)


def merged(searches: Sequence[CaptureSearch]) -> CaptureSearch:
    """What several archives said of one address, none of which had a usable capture."""
    if not searches:
        return CaptureSearch(ArchiveOutcome.UNKNOWN, detail="no archive was asked")
    outcomes = {search.outcome for search in searches}
    outcome = next((one for one in _LEAST_TOLD_FIRST if one in outcomes), ArchiveOutcome.UNKNOWN)
    details = dict.fromkeys(search.detail for search in searches if search.detail)
    attempts = tuple(attempt for search in searches for attempt in search.attempts)
    return CaptureSearch(outcome, detail="; ".join(details), attempts=attempts)


def archives_of(
    client: Client,
    wayback: ArchiveSettings,
    others: Sequence[MementoSettings] = (),
    stop: Stop | None = None,
) -> Archives:
    """The Wayback Machine, then ``others`` in their order, all asked through ``client``."""
    first = WaybackArchive(client, wayback, stop)
    return Archives((first, *(MementoArchive(client, other) for other in others)))


def memento_settings(
    base: str, *, total_seconds: float = 60, cache_directory: Path | None = None
) -> MementoSettings:
    """The settings of an archive at ``base``, laid out as pywb lays its collections out.

    ``https://arquivo.pt/wayback`` and ``https://pywb.example/news`` are such bases. Raises
    ``SettingsError`` when it is no web address.
    """
    try:
        base = clean_address(base).rstrip("/")
    except ValueError as fault:
        hint = "such as https://arquivo.pt/wayback"
        raise SettingsError(f"“{base}” is no address of an archive: {fault}", hint=hint) from fault
    name = urlsplit(base).netloc
    if name == WAYBACK_NAME:
        raise SettingsError("the Wayback Machine is asked first in any case", hint="leave it out")
    timemap, replay, view = _KNOWN.get(base) or (f"{base}/timemap/link", base, base)
    return MementoSettings(
        name,
        timemap_prefix=timemap,
        replay_prefix=replay,
        view_prefix=view,
        total_seconds=total_seconds,
        cache_directory=cache_directory,
    )
