"""The Wayback Machine: captures from its index, bytes from its replay."""

from datetime import timedelta

from audit.archive.addresses import (
    MementoAddress,
    is_untrusted_archive,
    memento_named,
    parse_archive_url,
    same_host,
)
from audit.archive.availability import nearest_available
from audit.archive.cache import AnswerCache, KnownCaptures
from audit.archive.choose import WAYBACK_NAME, capture_of, order_captures
from audit.archive.contract import ArchiveSettings, CaptureSearch, Client
from audit.archive.dates import Period, access_period
from audit.archive.exclusions import known_exclusion
from audit.archive.index import IndexAnswer, Window, ask_index
from audit.archive.pace import Stop, shared_pace
from audit.archive.polite import PoliteClient
from audit.archive.replay import replay_memento
from audit.fetch.redirects import clean_address
from audit.model import Capture, Fetched
from audit.vocabulary import ArchiveOutcome

_SECOND_OPINION_SECONDS = 10.0
# For an address with more captures than one answer holds: days before and after the access date.
_WINDOW_DAYS = (30, 7)


class WaybackArchive:
    """Asks the index first, never the "closest capture" services, for what does not exist.

    One object serves one run and any number of threads. After a 429, or when the archive stays
    unreachable, it is not asked again: every further search is ``unknown``, and says why.
    """

    def __init__(
        self, fetcher: Client, settings: ArchiveSettings, stop: Stop | None = None
    ) -> None:
        self._settings = settings
        self._base = settings.base_url.rstrip("/")
        self._replay_prefix = f"{self._base}/web"
        self._endpoint = f"{self._base}/cdx/search/cdx"
        self._cache = AnswerCache(settings.cache_directory)
        self._client = PoliteClient(fetcher, WAYBACK_NAME, settings.total_seconds, stop)
        self._queries = shared_pace(self._base, "index", settings.queries_per_minute)
        self._replays = shared_pace(self._base, "replay", settings.replays_per_minute)

    @property
    def name(self) -> str:
        """``web.archive.org``, also when a stand-in answers for it."""
        return WAYBACK_NAME

    def named(self, url: str, accessed: str) -> Capture | None:
        """The capture that a link into the Wayback Machine, or into its stand-in, names."""
        named = parse_archive_url(url, accessed) or memento_named(
            url, self._replay_prefix, WAYBACK_NAME, accessed
        )
        if named is None:
            return None
        return self._capture(named.timestamp, named.original, access_period(accessed))

    def search(self, url: str, accessed: str) -> CaptureSearch:
        """Captures of ``url``, the nearest before ``accessed`` (EDTF or ``""``) first.

        Of a link into the Wayback Machine, the capture it names comes before all others.
        """
        if not self._settings.enabled:
            return CaptureSearch(ArchiveOutcome.UNKNOWN, detail="the archive was not asked")
        if is_untrusted_archive(url):
            return CaptureSearch(
                ArchiveOutcome.UNKNOWN, detail="archive.today alters pages and is not used"
            )
        named = self.named(url, accessed)
        if named is None:
            return self._search(url, accessed)
        return self._search(named.original, accessed).led_by(named, self._settings.most_tries)

    def replay(self, capture: Capture) -> Fetched:
        """The bytes of ``capture`` as captured, told as the original site's answer."""
        return replay_memento(
            MementoAddress(capture.timestamp, capture.original),
            self._replay_prefix,
            self._ask_replay,
        )

    def _search(self, url: str, accessed: str) -> CaptureSearch:
        period = access_period(accessed)
        try:
            url = clean_address(url)
            url.encode()
        except ValueError:
            return CaptureSearch(ArchiveOutcome.UNKNOWN, detail="this is no web address")
        known = self._cache.get(self._base, url)
        if known is None:
            known, whole = self._ask_index(url, period)
            if whole:
                self._cache.put(self._base, url, known)
        if known.outcome is ArchiveOutcome.UNKNOWN:
            return self._second_opinion(url, period, known.detail)
        captures = order_captures(
            known.rows,
            accessed,
            archive=WAYBACK_NAME,
            view_prefix=self._replay_prefix,
            most=self._settings.most_tries,
        )
        return CaptureSearch(known.outcome, captures, known.detail)

    def _ask_index(self, url: str, period: Period | None) -> tuple[KnownCaptures, bool]:
        """What the index knows of ``url``, and whether that is all of it (for every date)."""
        answer = ask_index(url, self._endpoint, self._ask_query)
        ours = tuple(row for row in answer.rows if same_host(row.original, url))
        usable = tuple(row for row in ours if not row.is_error)
        if usable:
            near = self._near(url, period) if answer.cut and period else IndexAnswer()
            rows = usable + tuple(row for row in near.rows if same_host(row.original, url))
            known = KnownCaptures(ArchiveOutcome.FOUND, rows, _counted(answer, len(rows)))
            return known, not answer.cut
        if ours:
            return _only_errors(ours[0].timestamp, ours[0].status), not answer.cut
        if answer.rows:
            return _unknown("the index listed captures of other sites only"), False
        if answer.failure:
            return _failed(answer), True
        # A filtered query that comes back empty does not tell "never captured" from "only errors".
        return self._ask_for_anything(url), True

    def _near(self, url: str, period: Period) -> IndexAnswer:
        """The captures around the access date, for an address with too many to list them all."""
        return ask_index(url, self._endpoint, self._ask_query, window=_window(period))

    def _ask_for_anything(self, url: str) -> KnownCaptures:
        answer = ask_index(url, self._endpoint, self._ask_query, filters=(), limit=1)
        if answer.failure:
            return _failed(answer)
        if answer.rows:
            return _only_errors(answer.rows[0].timestamp, answer.rows[0].status)
        exclusion = known_exclusion(url)
        if exclusion:
            return KnownCaptures(
                ArchiveOutcome.EXCLUDED,
                detail=f"the archive shows no capture, and {exclusion.publisher} {exclusion.note} "
                f"(known since {exclusion.known_since})",
            )
        return KnownCaptures(
            ArchiveOutcome.NO_CAPTURES, detail="the archive has no capture of this address"
        )

    def _second_opinion(self, url: str, period: Period | None, reason: str) -> CaptureSearch:
        base = self._settings.availability_base.rstrip("/")
        asked = base and not self._client.stopped
        capture = (
            nearest_available(base, url, period, self._ask_availability, self._capture)
            if asked
            else None
        )
        if capture is None:
            return CaptureSearch(ArchiveOutcome.UNKNOWN, detail=reason)
        detail = f"{reason}; the availability service named a capture"
        return CaptureSearch(ArchiveOutcome.FOUND, (capture,), detail)

    def _capture(self, timestamp: str, original: str, period: Period | None) -> Capture:
        return capture_of(
            timestamp, original, period, archive=WAYBACK_NAME, view_prefix=self._replay_prefix
        )

    def _ask_query(self, url: str) -> Fetched:
        return self._client.ask(url, self._queries)

    def _ask_availability(self, url: str) -> Fetched:
        return self._client.ask(url, self._queries, total_seconds=_SECOND_OPINION_SECONDS)

    def _ask_replay(self, url: str) -> Fetched:
        return self._client.ask(url, self._replays, follow_redirects=False)


def _window(period: Period) -> Window:
    before, after = _WINDOW_DAYS
    days = (period.first - timedelta(days=before), period.last + timedelta(days=after))
    first, last = (day.isoformat().replace("-", "") for day in days)
    return first, last


def _counted(answer: IndexAnswer, usable: int) -> str:
    told = f"{usable:,} capture{'s' if usable != 1 else ''} without an error"
    if answer.cut:
        told += "; the index has more than were read"
    if answer.malformed:
        told += f"; {answer.malformed} line(s) of the index not understood"
    return told


def _only_errors(timestamp: str, status: str) -> KnownCaptures:
    day = f"{timestamp[:4]}-{timestamp[4:6]}-{timestamp[6:8]}"
    detail = f"every capture is of an error page (HTTP {status} on {day})"
    return KnownCaptures(ArchiveOutcome.ONLY_ERRORS, detail=detail)


def _unknown(reason: str) -> KnownCaptures:
    return KnownCaptures(ArchiveOutcome.UNKNOWN, detail=reason)


def _failed(answer: IndexAnswer) -> KnownCaptures:
    if answer.excluded:
        return KnownCaptures(
            ArchiveOutcome.EXCLUDED, detail="the archive may not show this site (its owner's wish)"
        )
    return _unknown(answer.failure)
