"""Publishers known to keep the Internet Archive out, so that an empty answer means little. Pure.

Reported by Nieman Lab and Techdirt in February 2026. Captures from before may still exist, so the
archive is asked all the same; only an *empty* answer is read in this light.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A publisher's hosts (with all below them), what it does, since when that is known (EDTF)."""

    publisher: str
    hosts: tuple[str, ...]
    known_since: str
    note: str


EXCLUSIONS = (
    Exclusion(
        "The Guardian",
        ("theguardian.com", "guardian.co.uk", "guardiannews.com"),
        "2026-02",
        "removed its articles from the Internet Archive's interfaces",
    ),
    Exclusion(
        "The New York Times",
        ("nytimes.com", "nyti.ms"),
        "2025",
        "blocks the Internet Archive's crawlers",
    ),
    Exclusion("CNN", ("cnn.com",), "2026-02", "blocks the Internet Archive's crawlers"),
    Exclusion("USA Today", ("usatoday.com",), "2026-02", "blocks the Internet Archive's crawlers"),
)


def known_exclusion(url: str) -> Exclusion | None:
    """The exclusion that covers ``url``, if its publisher is known to keep the archive out."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return None
    for exclusion in EXCLUSIONS:
        if any(host == name or host.endswith(f".{name}") for name in exclusion.hosts):
            return exclusion
    return None
