"""What addresses tell: a home page, a section instead of an article, a made-up sibling."""

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_CAPTURE = re.compile(r"/web/\d{4,14}(?:[a-z]{2}_)?/(https?:/+.+)", re.IGNORECASE | re.DOTALL)
_INDEX = re.compile(r"^(?:index|default|home|main)(?:\.\w{2,5})?$", re.IGNORECASE)
_LANGUAGE = re.compile(r"^[a-z]{2}(?:[-_][a-z]{2})?$", re.IGNORECASE)
_VIEW = re.compile(
    r"^(?:amp|print|full|all|single|story|article|\d{1,2})(?:\.\w{2,5})?$", re.IGNORECASE
)
_SCRIPT = re.compile(r"\.(?:php|aspx?|jsp|cgi|cfm|do|pl|dll)$", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")
_MOST_HYPHENS = 2


def original_address(url: str) -> str:
    """The address that ``url`` is a capture of in a web archive; any other ``url`` as it is."""
    capture = _CAPTURE.search(url)
    return re.sub(r"^(https?):/+", r"\1://", capture[1]) if capture else url


def path_parts(url: str) -> tuple[str, ...]:
    """The path of ``url`` as its non-empty segments, index documents left out; lower case."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ()
    parts = [part.lower() for part in path.split("/") if part]
    if parts and _INDEX.match(parts[-1]):
        parts.pop()
    return tuple(parts)


def is_home(url: str) -> bool:
    """Whether ``url`` is the home page of a host (or of one of its languages), without a query."""
    try:
        query = urlsplit(url).query
    except ValueError:
        return False
    parts = path_parts(url)
    return not query and (not parts or (len(parts) == 1 and bool(_LANGUAGE.match(parts[0]))))


def led_home(cited: str, final: str) -> str:
    """``home`` or ``section`` when the way from ``cited`` ended above the page, else empty.

    Of captures in a web archive the addresses that they were made of are compared.
    """
    cited, final = original_address(cited), original_address(final)
    if not _names_a_page(cited):
        return ""
    there = path_parts(final)
    here = path_parts(cited)
    if is_home(final) and here != there:
        return "home"
    if is_home(final) and urlsplit(cited).query and not urlsplit(final).query:
        return "home"
    while here and _VIEW.match(here[-1]):
        here = here[:-1]
    above = len(there) < len(here) and here[: len(there)] == there
    return "section" if there and above and _is_section_name(there[-1]) else ""


def _names_a_page(url: str) -> bool:
    try:
        return (bool(path_parts(url)) and not is_home(url)) or bool(urlsplit(url).query)
    except ValueError:
        return False


def _is_section_name(segment: str) -> bool:
    """Sections have short plain names; an article's own segment has a number or a long slug."""
    return not re.search(r"\d{5}", segment) and segment.count("-") <= _MOST_HYPHENS


def sibling_url(url: str) -> str:
    """A made-up address beside ``url`` that no page has: same directory and extension.

    Where the page is named by the query (``story.php?id=7``), its values are made up instead. The
    same ``url`` always gives the same sibling, so that one answer can be kept.
    """
    parts = urlsplit(url)
    nonsense = _nonsense(url)
    directory, _, name = parts.path.rstrip("/").rpartition("/")
    if parts.query and (not name or _INDEX.match(name) or _SCRIPT.search(name)):
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        query = urlencode([(key, _like(value, nonsense)) for key, value in pairs])
        return urlunsplit((parts.scheme, parts.netloc, parts.path, query or nonsense, ""))
    extension = _EXTENSION.search(name)
    slash = "/" if parts.path.endswith("/") and name else ""
    path = f"{directory}/{nonsense}{extension[0] if extension else ''}{slash}"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _nonsense(url: str) -> str:
    """Eighteen letters without vowels: no word, no slug of anybody's page."""
    consonants = "bcdfghjklmnpqrstvwxz"
    digest = hashlib.sha256(url.encode("utf-8", "replace")).digest()
    return "".join(consonants[byte % len(consonants)] for byte in digest[:18])


def _like(value: str, nonsense: str) -> str:
    if value.isdecimal():
        return "9" + "".join(str(ord(letter) % 10) for letter in nonsense[:8])
    return nonsense
