"""Addresses that point into a web archive: recognised, taken apart, or distrusted. Pure."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from audit.archive.choose import capture_of
from audit.archive.dates import access_period, whole_timestamp
from audit.fetch.redirects import clean_address, location_target
from audit.model import Capture

# Deprecated on English Wikipedia on 2026-02-20: stored pages had been altered, and readers'
# browsers were used for an attack.
_UNTRUSTED_HOSTS = frozenset(
    f"archive.{end}" for end in ("today", "is", "ph", "li", "fo", "md", "vn")
)
_WAYBACK_HOSTS = frozenset({"web.archive.org", "www.web.archive.org", "wayback.archive.org"})
_WAYBACK_PREFIX = re.compile(r"(?:https?:)?//[^/?#]+/web(?=/)", re.IGNORECASE)
_IN_ARCHIVE = re.compile(r"/(\d{4,14})(?:[a-z]{2}_)?/([^#]+)")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_LOST_SLASH = re.compile(r"^(https?):/+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MementoAddress:
    """When and of what address a memento is; ``timestamp`` has 14 digits."""

    timestamp: str
    original: str


def is_untrusted_archive(url: str) -> bool:
    """Whether ``url`` is in an archive that must not be used as evidence (archive.today)."""
    return _host(url).removeprefix("www.") in _UNTRUSTED_HOSTS


def parse_archive_url(url: str, accessed: str = "") -> Capture | None:
    """The capture that a Wayback Machine link names, ``None`` for every other address.

    ``accessed`` (EDTF) only serves for the distance. A calendar page (``/web/2015*/``) or a link
    without a time names no capture.
    """
    if not _is_wayback(url):
        return None
    address = split_memento(url)
    if address is None:
        return None
    return capture_of(address.timestamp, address.original, access_period(accessed))


def memento_named(url: str, view_prefix: str, archive: str, accessed: str = "") -> Capture | None:
    """The capture that a link below ``view_prefix`` names, ``None`` for every other address."""
    bare = url.strip()
    if not bare.startswith(f"{view_prefix}/"):
        return None
    address = _inside(bare.removeprefix(view_prefix), with_scheme=True)
    if address is None:
        return None
    return capture_of(
        address.timestamp,
        address.original,
        access_period(accessed),
        archive=archive,
        view_prefix=view_prefix,
    )


def split_memento(url: str) -> MementoAddress | None:
    """The time and the original address in a link into the Wayback Machine or a stand-in."""
    prefix = _WAYBACK_PREFIX.match(url.strip())
    return _inside(url.strip()[prefix.end() :]) if prefix else None


def redirected(base: MementoAddress, location: str, prefix: str) -> MementoAddress | None:
    """Where a replayed redirect leads, inside the archive whose replay begins with ``prefix``.

    ``location`` is the header as sent: a replay address (absolute or relative) or, in archives that
    replay headers untouched, the original site's own target. ``None`` when it is no web address.
    """
    # Header bytes come as Latin-1; servers mean UTF-8.
    meant = location.encode("latin-1", "replace").decode("utf-8", "replace").strip()
    path = urlsplit(prefix).path
    inside = None
    if meant.startswith(f"{prefix}/"):
        inside = _inside(meant.removeprefix(prefix))
    elif _is_wayback(meant):
        inside = split_memento(meant)
    elif meant.startswith(f"{path}/"):
        # Only with a scheme: the captured site may well have a "/web/2015/" of its own.
        inside = _inside(meant.removeprefix(path), with_scheme=True)
    if inside:
        return inside
    try:
        return MementoAddress(base.timestamp, location_target(base.original, location))
    except ValueError:
        return None


def _inside(rest: str, *, with_scheme: bool = False) -> MementoAddress | None:
    """``/<timestamp>[id_]/<original>`` taken apart."""
    found = _IN_ARCHIVE.match(rest)
    timestamp = whole_timestamp(found[1]) if found else ""
    if not found or not timestamp:
        return None
    original = _LOST_SLASH.sub(r"\1://", found[2])
    if not _SCHEME.match(original):
        if with_scheme:
            return None
        original = f"http://{original}"
    try:
        clean_address(original)
    except ValueError:
        return None
    return MementoAddress(timestamp, original)


def same_host(one: str, other: str) -> bool:
    """Whether two original addresses are on one host, ``www`` apart."""
    return bool(_host(one)) and _plain_host(one) == _plain_host(other)


def _plain_host(url: str) -> str:
    return re.sub(r"^www\d*\.", "", _host(url))


def _is_wayback(url: str) -> bool:
    return _host(url) in _WAYBACK_HOSTS


def _host(url: str) -> str:
    try:
        return (urlsplit(clean_address(url)).hostname or "").rstrip(".")
    except ValueError:
        return ""
