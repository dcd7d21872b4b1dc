"""Access dates against capture times: EDTF days and months, 14-digit timestamps in UTC. Pure."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

_EDTF = re.compile(r"\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?(?![\dA-Za-z-])")
_FIRST = "00000101000000"
_YEARS = range(1990, 3000)  # nobody read a web page before


@dataclass(frozen=True, slots=True)
class Period:
    """The days, both included, in which a page may have been read."""

    first: date
    last: date

    @property
    def last_timestamp(self) -> str:
        """The last second of the period."""
        return self.last.isoformat().replace("-", "") + "235959"


def access_period(edtf: str) -> Period | None:
    """The period of an EDTF date (``2017-09-20``, ``2016-04``, ``2016``), ``None`` when unusable.

    Uncertainty marks are ignored; of an interval the first date counts.
    """
    found = _EDTF.match(edtf)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if year not in _YEARS:
        return None
    try:
        first = date(year, month or 1, day or 1)
        if day:
            return Period(first, first)
        last_month = month or 12
        return Period(first, date(year, last_month, calendar.monthrange(year, last_month)[1]))
    except ValueError:
        return None


def captured_at(timestamp: str) -> datetime | None:
    """The moment of a 14-digit timestamp, ``None`` when no such moment exists."""
    if len(timestamp) != 14 or not timestamp.isascii() or not timestamp.isdigit():
        return None
    try:
        return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def whole_timestamp(digits: str) -> str:
    """``digits`` (4 to 14 of them) filled up to the first second they allow, or ``""``."""
    padded = (digits + _FIRST[len(digits) :])[:14]
    return padded if captured_at(padded) else ""


def distance_days(timestamp: str, period: Period | None) -> int | None:
    """Days from the access period to a capture: negative before it, 0 within, positive after."""
    moment = captured_at(timestamp)
    if period is None or moment is None:
        return None
    day = moment.date()
    if day < period.first:
        return (day - period.first).days
    return max(0, (day - period.last).days)
