"""Addresses compared and read: one page under several spellings, the date in a path. Pure."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})(?:[/-](\d{1,2}))?(?=[/-]|$)", re.IGNORECASE
)
_TRACKING = re.compile(r"utm_.*|iid|cmpid|fbclid|gclid|ref|src|smid|partner|emc", re.IGNORECASE)
_SEPARATORS = re.compile(r"[^\w%]+|_")


def host_of(url: str) -> str:
    """The host in lower case, ``""`` when there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_web_address(url: str) -> bool:
    """Whether ``url`` is an http(s) address with a host, of printable characters without blanks."""
    plain = url.isprintable() and " " not in url
    return plain and url.lower().startswith(("http://", "https://")) and bool(host_of(url))


def tidy(url: str) -> str:
    """``url`` without its fragment and the parameters that only tell where a reader came from."""
    return _edited(url, lambda name: not _TRACKING.fullmatch(name))


def same_page_key(url: str) -> str:
    """Equal for addresses that are one page: scheme, ``www``, a last slash, tracking aside."""
    bare = tidy(url)
    try:
        parts = urlsplit(bare)
    except ValueError:
        return url
    host = (parts.hostname or "").removeprefix("www.")
    path = unquote(parts.path).rstrip("/").removesuffix("/index.html")
    return f"{host}{path}" + (f"?{parts.query}" if parts.query else "")


def url_date(url: str) -> str:
    """The date in the path (``/2016/apr/21/``, ``/2016-10-19/``) as EDTF, ``""`` when none."""
    found = _DATE.search(urlsplit(url).path if host_of(url) else "")
    if not found:
        return ""
    named = found[2].lower()
    month = _MONTHS.index(named) + 1 if named in _MONTHS else int(named) if named.isdigit() else 0
    if not 1 <= month <= 12:
        return ""
    day = int(found[3] or 0)
    return f"{found[1]}-{month:02d}" + (f"-{day:02d}" if 1 <= day <= 31 else "")


def slug_of(url: str) -> str:
    """The words of the path, one blank between; numbers of a date are among them."""
    path = unquote(urlsplit(url).path) if host_of(url) else ""
    return " ".join(_SEPARATORS.sub(" ", path.rsplit(".htm", 1)[0]).split())


def _edited(url: str, keep: Callable[[str], bool]) -> str:
    try:
        parts = urlsplit(url.strip())
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return url
    kept = [(name, value) for name, value in pairs if keep(name)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    # Stripped again: white space before a fragment or an empty query now stands at the end.
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, "")).strip()
