"""Dates as pages write them, to ISO 8601 days."""

import re
from datetime import UTC, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ISO = re.compile(r"(?<!\d)((?:1[6-9]|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d{1,5}\b)")
_YEAR_MONTH = re.compile(r"^((?:1[6-9]|20)\d\d)-(\d{1,2})$")
_YEAR = re.compile(r"^((?:1[6-9]|20)\d\d)$")
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(\d{{4}})\b", re.I
)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.I)
_EPOCH = re.compile(r"^(\d{10})(?:\d{3})?$")


def iso_date(text: str) -> str:
    """The day that ``text`` names as ``YYYY-MM-DD`` (or ``YYYY-MM``, ``YYYY``), else empty.

    A day and month in figures alone (03/04/2016) is ambiguous and gives nothing.
    """
    text = text.strip()[:200]
    numeric = _ISO.search(text) or _COMPACT.search(text)
    if numeric:
        return _day(int(numeric[1]), int(numeric[2]), int(numeric[3]))
    epoch = _EPOCH.match(text)
    if epoch:
        return datetime.fromtimestamp(int(epoch[1]), UTC).date().isoformat()
    partial = _YEAR_MONTH.match(text)
    if partial and 1 <= int(partial[2]) <= 12:
        return f"{partial[1]}-{int(partial[2]):02d}"
    year = _YEAR.match(text)
    return year[1] if year else written_date(text)


def written_date(text: str) -> str:
    """The first day written in English words in ``text`` as ``YYYY-MM-DD``, else empty."""
    found = _DAY_FIRST.search(text)
    if found:
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    found = _MONTH_FIRST.search(text)
    return _day(int(found[3]), _month(found[1]), int(found[2])) if found else ""


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _day(year: int, month: int, day: int) -> str:
    try:
        return datetime(year, month, day, tzinfo=UTC).date().isoformat()
    except ValueError:
        return ""
