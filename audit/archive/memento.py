"""Any archive that speaks Memento: captures from its TimeMap, bytes from its raw replay."""

from audit.archive.addresses import MementoAddress, is_untrusted_archive, memento_named
from audit.archive.cache import AnswerCache, KnownCaptures
from audit.archive.cdx import Row
from audit.archive.choose import MOST_CAPTURES, order_captures
from audit.archive.contract import CaptureSearch, Client, MementoSettings
from audit.archive.pace import shared_pace
from audit.archive.polite import PoliteClient
from audit.archive.replay import replay_memento
from audit.archive.timemap import read_timemap
from audit.fetch.redirects import clean_address
from audit.model import Capture, Fetched
from audit.vocabulary import ArchiveOutcome, SourceState


class MementoArchive:
    """Captures as a TimeMap lists them.

    A TimeMap tells neither status nor digest, so pages, redirects and errors are only told apart
    by replaying them. One object serves one run and any number of threads.
    """

    def __init__(self, fetcher: Client, settings: MementoSettings) -> None:
        self._settings = settings
        self._cache = AnswerCache(settings.cache_directory)
        self._client = PoliteClient(fetcher, settings.name, settings.total_seconds)
        self._queries = shared_pace(settings.name, "timemap", settings.queries_per_minute)
        self._replays = shared_pace(settings.name, "replay", settings.replays_per_minute)

    @property
    def name(self) -> str:
        """The archive's name, as printed beside a capture."""
        return self._settings.name

    def named(self, url: str, accessed: str) -> Capture | None:
        """The capture that a link into this archive names, ``None`` for every other address."""
        return memento_named(url, self._settings.view_prefix, self.name, accessed)

    def search(self, url: str, accessed: str) -> CaptureSearch:
        """Captures of ``url``, the nearest before ``accessed`` (EDTF or ``""``) first.

        Of a link into this archive, the capture it names comes before all others.
        """
        named = self.named(url, accessed)
        if named is not None:
            return self._search(named.original, accessed).led_by(named, MOST_CAPTURES)
        return self._search(url, accessed)

    def _search(self, url: str, accessed: str) -> CaptureSearch:
        try:
            url = clean_address(url)
            url.encode()
        except ValueError:
            return CaptureSearch(ArchiveOutcome.UNKNOWN, detail="this is no web address")
        if is_untrusted_archive(url):
            return CaptureSearch(
                ArchiveOutcome.UNKNOWN, detail="archive.today alters pages and is not used"
            )
        prefix = self._settings.timemap_prefix
        known = self._cache.get(prefix, url) or self._ask_timemap(f"{prefix}/{url}", url)
        self._cache.put(prefix, url, known)
        captures = order_captures(
            known.rows,
            accessed,
            archive=self.name,
            view_prefix=self._settings.view_prefix,
        )
        return CaptureSearch(known.outcome, captures, known.detail)

    def replay(self, capture: Capture) -> Fetched:
        """The bytes of ``capture`` as captured, told as the original site's answer."""
        return replay_memento(
            MementoAddress(capture.timestamp, capture.original),
            self._settings.replay_prefix,
            lambda url: self._client.ask(url, self._replays, follow_redirects=False),
        )

    def _ask_timemap(self, address: str, url: str) -> KnownCaptures:
        fetched = self._client.ask(address, self._queries)
        if fetched.status == 404:
            return _none(self.name)
        if fetched.state is not SourceState.LIVE or fetched.status != 200:
            told = fetched.detail or f"HTTP {fetched.status}"
            return _unknown(f"{self.name} gave no list of captures: {told}")
        timemap = read_timemap(fetched.body)
        if not timemap.is_timemap:
            return _unknown(f"{self.name} answered with something that is not a TimeMap")
        if not timemap.timestamps:
            return _none(self.name)
        original = timemap.original or url
        rows = tuple(Row(moment, original, "", "-", "-") for moment in timemap.timestamps)
        count = len(rows)
        detail = f"{count:,} capture{'s' if count != 1 else ''} in {self.name}"
        return KnownCaptures(ArchiveOutcome.FOUND, rows, detail)


def _none(archive: str) -> KnownCaptures:
    detail = f"{archive} has no capture of this address"
    return KnownCaptures(ArchiveOutcome.NO_CAPTURES, detail=detail)


def _unknown(reason: str) -> KnownCaptures:
    return KnownCaptures(ArchiveOutcome.UNKNOWN, detail=reason)
