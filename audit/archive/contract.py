"""What every archive offers, and the values that it answers with."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from audit.model import Attempt, Capture, Fetched
from audit.vocabulary import ArchiveOutcome


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """How the Wayback Machine is asked.

    ``base_url`` answers ``/cdx/search/cdx`` and ``/web/``, ``availability_base`` answers
    ``/wayback/available``. The rates stay under what the Internet Archive enforces (30 index
    queries and 600 replays a minute in 2026). ``total_seconds`` bounds one answer: exact-address
    index queries took 15 to 52 seconds in September 2026. ``most_tries`` captures are read for one
    address. Without ``cache_directory`` nothing is kept on disk.
    """

    base_url: str = "https://web.archive.org"
    availability_base: str = "https://archive.org"
    queries_per_minute: float = 24
    replays_per_minute: float = 300
    total_seconds: float = 60
    most_tries: int = 4
    enabled: bool = True
    cache_directory: Path | None = None


@dataclass(frozen=True, slots=True)
class CaptureSearch:
    """What an archive said of one address.

    ``captures`` are in the order in which to try them. ``detail`` is a clause for the report.
    ``attempts`` are the captures that were read and what became of each.
    """

    outcome: ArchiveOutcome
    captures: tuple[Capture, ...] = ()
    detail: str = ""
    attempts: tuple[Attempt, ...] = ()

    def led_by(self, named: Capture, most: int) -> "CaptureSearch":
        """The same, ``named`` (by the reference itself) before all others, ``most`` at most."""
        others = (capture for capture in self.captures if capture != named)
        return CaptureSearch(
            ArchiveOutcome.FOUND, (named, *others)[:most], "the reference names a capture"
        )


@dataclass(frozen=True, slots=True)
class MementoSettings:
    """An archive that speaks Memento (RFC 7089): arquivo.pt, a private pywb.

    ``timemap_prefix`` and an address make the address of its TimeMap in link format,
    ``replay_prefix``, ``/<timestamp>id_/`` and an address that of the bytes as captured,
    ``view_prefix``, ``/<timestamp>/`` and an address what a reader follows.
    """

    name: str
    timemap_prefix: str
    replay_prefix: str
    view_prefix: str
    queries_per_minute: float = 24
    replays_per_minute: float = 200
    total_seconds: float = 60
    cache_directory: Path | None = None


class Client(Protocol):
    """The part of the network code that an archive needs: one GET, errors as values."""

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        follow_redirects: bool = True,
        total_seconds: float | None = None,
    ) -> Fetched:
        """What came back for ``url``; never raises for what the outside world does."""
        ...


class SavingClient(Client, Protocol):
    """The part of the network code that making captures needs besides: a form sent by POST."""

    def post(
        self,
        url: str,
        data: Mapping[str, str],
        *,
        headers: Mapping[str, str] | None = None,
        total_seconds: float | None = None,
    ) -> Fetched:
        """What came back; never raises for what the outside world does."""
        ...


class Archive(Protocol):
    """A web archive that can be asked for captures of an address."""

    @property
    def name(self) -> str:
        """The archive's host, as printed beside a capture."""
        ...

    def named(self, url: str, accessed: str) -> Capture | None:
        """The capture that a link into this archive names, ``None`` for every other address."""
        ...

    def search(self, url: str, accessed: str) -> CaptureSearch:
        """Captures of ``url``, best first for a work read on ``accessed`` (EDTF or ``""``)."""
        ...

    def replay(self, capture: Capture) -> Fetched:
        """The bytes of ``capture`` as they were captured.

        ``url``, ``final_url``, ``hops`` and the headers are those of the original site, so that a
        capture is judged like a live page.
        """
        ...
