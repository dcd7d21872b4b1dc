"""TimeMaps: the captures of an address in link format (RFC 7089 section 5, RFC 6690). Pure."""

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

_LINK = re.compile(
    r"<([^<>]*)>((?:\s*;\s*[^\s;,=<>\"]+\s*(?:=\s*(?:\"[^\"]*\"|[^\s;,<>\"]+))?)*)\s*(?:,|$)"
)
_PARAMETER = re.compile(r";\s*([^\s;,=<>\"]+)\s*(?:=\s*(?:\"([^\"]*)\"|([^\s;,<>\"]+)))?")


@dataclass(frozen=True, slots=True)
class TimeMap:
    """``original`` is the address the mementos are of, ``""`` when it is not told.

    ``timestamps`` have 14 digits (UTC), ascending. ``is_timemap`` tells whether the text is one.
    """

    original: str
    timestamps: tuple[str, ...]
    is_timemap: bool


def read_timemap(body: bytes) -> TimeMap:
    """The mementos that a TimeMap lists; links of other relations are left out."""
    original = ""
    timestamps: set[str] = set()
    relations: set[str] = set()
    for target, parameters in _LINK.findall(body.decode("utf-8", "replace")):
        values = {
            name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(parameters)
        }
        own = values.get("rel", "").lower().split()
        relations.update(own)
        if "original" in own:
            original = target
        timestamp = _timestamp(values.get("datetime", ""))
        if "memento" in own and timestamp:
            timestamps.add(timestamp)
    known = bool(relations & {"original", "memento", "timegate", "timemap"})
    return TimeMap(original, tuple(sorted(timestamps)), known)


def _timestamp(http_date: str) -> str:
    try:
        return parsedate_to_datetime(http_date).strftime("%Y%m%d%H%M%S").rjust(14, "0")
    except ValueError:
        return ""
