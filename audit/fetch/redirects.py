"""Where a response points to: Location headers and meta refresh. Pure."""

import html
import re
from collections.abc import Iterable
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

from audit.model import Hop

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
_REFRESH_WITHIN = 5  # seconds; longer ones are pages that reload themselves
_HEAD_BYTES = 32_768
_IGNORED = re.compile(rb"<!--.*?-->|<(script|noscript|style)\b.*?</\1\s*>", re.S | re.I)
_META = re.compile(rb"<meta\b[^>]*?http-equiv\s*=\s*[\"']?refresh[^>]*>", re.S | re.I)
_CONTENT = re.compile(
    rb"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))",
    re.S | re.I,
)
_REFRESH = re.compile(
    r"\s*(\d+)(?:\.\d*)?\s*[;,]?\s*(?:url\s*=\s*)?[\"']?(.*?)[\"']?\s*$", re.I | re.S
)


class AddressError(ValueError):
    """An address that no request can be made for. ``rule`` is ``bad-url`` or ``not-http``."""

    def __init__(self, rule: str, detail: str) -> None:
        self.rule = rule
        super().__init__(detail)


def clean_address(url: str) -> str:
    """The address as asked for: http(s), no fragment, no user name or password.

    Raises ``AddressError``.
    """
    bare = url.strip()
    if any(ord(letter) < 32 or letter == "\x7f" for letter in bare):
        raise AddressError("bad-url", "control characters in the address")
    try:
        parts = urlsplit(bare)
        port = parts.port
    except ValueError as error:
        raise AddressError("bad-url", str(error)) from error
    if parts.scheme not in ("http", "https"):
        rule = "not-http" if parts.scheme else "bad-url"
        raise AddressError(rule, f"the scheme is {parts.scheme or 'missing'}")
    if not parts.hostname or port == 0:
        raise AddressError("bad-url", "no host in the address")
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, place, parts.path or "/", parts.query, ""))


def location_target(base: str, location: str) -> str:
    """The absolute address of a Location header (RFC 9110 10.2.2), cleaned.

    Header bytes come as Latin-1; servers mean UTF-8. Raises ``AddressError``.
    """
    text = location.encode("latin-1", "replace").decode("utf-8", "replace").strip()
    try:
        if text.lower().startswith(("http:", "https:")) and not urlsplit(text).netloc:
            raise AddressError("bad-url", "no host in the address")  # urljoin would mend it
        return clean_address(urljoin(base, text))
    except AddressError:
        raise
    except ValueError as error:
        raise AddressError("bad-url", str(error)) from error


def refresh_target(base: str, body: bytes) -> str:
    """Where ``<meta http-equiv=refresh>`` sends a reader within 5 s; ``""`` for nowhere else."""
    head = body[:_HEAD_BYTES]
    if b"refresh" not in head.lower():
        return ""
    tag = _META.search(_IGNORED.sub(b"", head))
    content = _CONTENT.search(tag.group()) if tag else None
    if content is None:
        return ""
    value = next(group for group in content.groups() if group is not None)
    found = _REFRESH.match(html.unescape(value.decode("utf-8", "replace")))
    if found is None or not found[2] or int(found[1]) > _REFRESH_WITHIN:
        return ""
    try:
        target = clean_address(urljoin(base, found[2]))
    except ValueError:
        return ""
    return "" if target == urldefrag(base).url else target


def permanent_target(url: str, hops: Iterable[Hop]) -> str:
    """How far permanent redirects alone lead from ``url`` on (each ``Hop.location`` absolute)."""
    target = url
    for hop in hops:
        if hop.status not in PERMANENT or not hop.location:
            if hop.status in REDIRECTS or 200 <= hop.status < 300:
                break
            continue
        target = hop.location
    return target


def is_same_address(one: str, other: str) -> bool:
    """Whether two addresses differ only in scheme, ``www.``, default port, case of the host,
    a slash at the end or a fragment, so that no reader would call it a move."""
    return _substance(one) == _substance(other)


def _substance(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.")
    port = parts.port
    place = host if port in (None, 80, 443) else f"{host}:{port}"
    return place, parts.path.rstrip("/"), parts.query
