"""Which captures to read, and in what order. Pure.

The order is the one that InternetArchiveBot uses on Wikipedia: nearest before the access date, then
nearest after it. A redirect comes after every page, since it may lead anywhere, but is not thrown
away: for an old address it is often the only capture.
"""

from collections.abc import Iterable, Iterator

from audit.archive.cdx import Row
from audit.archive.dates import Period, access_period, distance_days
from audit.model import Capture

MOST_CAPTURES = 4
WAYBACK_NAME = "web.archive.org"
WAYBACK_VIEW = f"https://{WAYBACK_NAME}/web"
# SHA-1 of nothing: redirects without a body share it whatever they point to.
_EMPTY_DIGEST = "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
_NO_DIGEST = ("", "-")


def order_captures(
    rows: Iterable[Row],
    accessed: str,
    *,
    archive: str = WAYBACK_NAME,
    view_prefix: str = WAYBACK_VIEW,
    most: int = MOST_CAPTURES,
) -> tuple[Capture, ...]:
    """At most ``most`` captures worth reading, best first, for a work read on ``accessed``.

    Errors are left out. Pages and revisits come before redirects; in each group the nearest before
    the end of the access date first, then the nearest after; without an access date the newest
    first. Of captures with the same bytes only the best placed stays. ``view_prefix`` begins the
    links that a reader follows.
    """
    period = access_period(accessed)
    usable = [row for row in rows if not row.is_error]
    pages = [row for row in usable if not row.is_redirect]
    redirects = [row for row in usable if row.is_redirect]
    ordered = [*_by_nearness(pages, period), *_by_nearness(redirects, period)]
    return tuple(
        capture_of(row.timestamp, row.original, period, archive=archive, view_prefix=view_prefix)
        for row in list(_different(ordered))[:most]
    )


def capture_of(
    timestamp: str,
    original: str,
    period: Period | None,
    *,
    archive: str = WAYBACK_NAME,
    view_prefix: str = WAYBACK_VIEW,
) -> Capture:
    """The capture of ``original`` at ``timestamp`` (14 digits), with the link a reader follows."""
    return Capture(
        archive=archive,
        timestamp=timestamp,
        original=original,
        url=f"{view_prefix}/{timestamp}/{original}",
        distance_days=distance_days(timestamp, period),
    )


def _by_nearness(rows: list[Row], period: Period | None) -> list[Row]:
    ascending = sorted(rows, key=lambda row: row.timestamp)
    if period is None:
        return ascending[::-1]
    end = period.last_timestamp
    before = [row for row in ascending if row.timestamp <= end]
    return [*before[::-1], *(row for row in ascending if row.timestamp > end)]


def _different(rows: Iterable[Row]) -> Iterator[Row]:
    seen: set[str] = set()
    for row in rows:
        opaque = row.digest in _NO_DIGEST or (row.is_redirect and row.digest == _EMPTY_DIGEST)
        if not opaque and row.digest in seen:
            continue
        seen.add(row.digest)
        yield row
