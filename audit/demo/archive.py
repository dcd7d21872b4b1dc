"""The rehearsal's web archive: the Wayback Machine's dialect over invented captures. No I/O.

``answer`` is a function from a request to a response, so that any server can stand behind the hosts
web.archive.org and archive.org. It speaks the index (CDX), the availability service, TimeMaps and
replay.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit

ARCHIVE_HOSTS = ("web.archive.org", "archive.org")
Answer = tuple[int, tuple[tuple[str, str], ...], bytes]

_FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_REPLAY = re.compile(r"/web/(\d{1,14})(id_)?/(https?:/.+)")
_TIMEMAP = re.compile(r"/web/timemap/link/(.+)")
_TOOLBAR = (
    b'<div id="wm-ipp-base">The Wayback Machine is an initiative of the Internet Archive.</div>'
)
_FIRST, _LAST = "00000101000000", "99991231235959"


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """One capture: when (14 digits, UTC), what the site answered, and where it pointed, if so."""

    timestamp: str
    body: bytes = b""
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    location: str = ""


Captures = Mapping[str, Sequence[ArchivedPage]]


def answer(
    path_and_query: str, captures: Captures, base: str = "https://web.archive.org"
) -> Answer:
    """Status, headers and body for a GET; ``captures`` are by the address they were taken of.

    ``base`` is what the archive calls itself in the links and redirects that it sends.
    """
    path, _, query_string = path_and_query.partition("?")
    if path in ("/cdx/search/cdx", "/web/timemap/cdx"):
        try:
            return _index(parse_qs(query_string, keep_blank_values=True), captures)
        except (ValueError, re.error) as fault:
            return _text(400, f"The query cannot be read: {fault}")
    if path == "/wayback/available":
        return _availability(parse_qs(query_string), captures, base)
    timemap = _TIMEMAP.fullmatch(path_and_query)
    if timemap:
        return _timemap(timemap[1], captures, base)
    replay = _REPLAY.fullmatch(path_and_query)
    if replay:
        address = re.sub(r"^(https?):/+", r"\1://", replay[3])
        return _replay(replay[1], bool(replay[2]), address, captures, base)
    return _text(404, "<title>Not Found</title><p>No such page in this archive.</p>", "text/html")


def _index(query: dict[str, list[str]], captures: Captures) -> Answer:
    url = query.get("url", [""])[0]
    if not url:
        return _text(400, "The url parameter is required.")
    rows = [row for row in _rows(url, captures) if _passes(row, query)]
    if query.get("sort", [""])[0] == "reverse":
        rows.reverse()
    rows, resume_key = _cut(rows, query)
    wanted = [name for name in query.get("fl", [""])[0].split(",") if name] or list(_FIELDS)
    table = [[row.get(name, "-") for name in wanted] for row in rows]
    if query.get("output", [""])[0] == "json":
        headed = [wanted, *table] if table else []
        more = [[], [resume_key]] if resume_key else []
        return _text(200, json.dumps(headed + more), "application/json")
    lines = "".join(" ".join(row) + "\n" for row in table)
    return _text(200, lines + (f"\n{resume_key}\n" if resume_key else ""))


def _rows(url: str, captures: Captures) -> Iterator[dict[str, str]]:
    key = url_key(url)
    found = [
        (page, original)
        for original, pages in captures.items()
        if url_key(original) == key
        for page in pages
    ]
    for page, original in sorted(found, key=lambda pair: pair[0].timestamp):
        digest = base64.b32encode(hashlib.sha1(page.body, usedforsecurity=False).digest())
        values = (
            key,
            page.timestamp,
            original,
            page.media_type.partition(";")[0],
            str(page.status),
            digest.decode("ascii"),
            str(len(page.body) + 400),
        )
        yield dict(zip(_FIELDS, values, strict=True))


def _passes(row: dict[str, str], query: dict[str, list[str]]) -> bool:
    begin, end = query.get("from", [""])[0], query.get("to", [""])[0]
    if not (begin or _FIRST) <= row["timestamp"] <= end + _LAST[len(end) :]:
        return False
    for condition in query.get("filter", []):
        name, _, pattern = condition.removeprefix("!").partition(":")
        if bool(re.fullmatch(pattern, row.get(name, ""))) == condition.startswith("!"):
            return False
    return True


def _cut(
    rows: list[dict[str, str]], query: dict[str, list[str]]
) -> tuple[list[dict[str, str]], str]:
    """``limit`` (negative: the last ones) and ``resumeKey``; the rows and the key for the rest."""
    after = unquote(query.get("resumeKey", [""])[0]).replace("+", " ")
    if after:
        rows = [row for row in rows if _position(row) > after]
    limit = int(query.get("limit", ["0"])[0] or 0)
    if limit < 0:
        return rows[limit:], ""
    if not limit or len(rows) <= limit:
        return rows, ""
    shown = query.get("showResumeKey", [""])[0] == "true"
    rows = rows[:limit]
    return rows, quote(_position(rows[-1]), safe="") if shown else ""


def _position(row: dict[str, str]) -> str:
    return f"{row['urlkey']} {row['timestamp']}!"


def _availability(query: dict[str, list[str]], captures: Captures, base: str) -> Answer:
    url = query.get("url", [""])[0]
    wanted = query.get("timestamp", [""])[0] or _LAST
    good = [row for row in _rows(url, captures) if row["statuscode"].startswith("2")]
    snapshots = {}
    if good:
        best = min(good, key=lambda row: _gap(row["timestamp"], wanted))
        snapshots["closest"] = {
            "status": best["statuscode"],
            "available": True,
            "url": f"{base}/web/{best['timestamp']}/{best['original']}",
            "timestamp": best["timestamp"],
        }
    told = json.dumps({"url": url, "archived_snapshots": snapshots})
    return _text(200, told, "application/json")


def _timemap(url: str, captures: Captures, base: str) -> Answer:
    """All captures in link format (RFC 7089 section 5)."""
    links = [f'<{url}>; rel="original"']
    links += [
        f'<{base}/web/{row["timestamp"]}/{row["original"]}>; rel="memento"; '
        f'datetime="{_http_date(row["timestamp"])}"'
        for row in _rows(url, captures)
    ]
    status = 200 if len(links) > 1 else 404
    return _text(status, ",\n".join(links) + "\n", "application/link-format")


def _replay(timestamp: str, raw: bool, address: str, captures: Captures, base: str) -> Answer:
    key = url_key(address)
    pages = [
        (page, original)
        for original, taken in captures.items()
        if url_key(original) == key
        for page in taken
    ]
    if not pages:
        told = "<title>Wayback Machine</title><p>Hrm. The archive does not have that URL.</p>"
        return _text(404, told, "text/html; charset=utf-8")
    page, original = min(pages, key=lambda pair: _gap(pair[0].timestamp, timestamp))
    mark = "id_" if raw else ""
    here = f"{base}/web/{page.timestamp}{mark}/{original}"
    if page.timestamp != timestamp:
        return 302, (("Location", here),), b""
    headers = [
        ("Content-Type", page.media_type),
        ("Memento-Datetime", _http_date(page.timestamp)),
        ("Link", f'<{original}>; rel="original", <{here}>; rel="memento"'),
        ("X-Archive-Orig-Content-Type", page.media_type),
    ]
    if page.location:
        target = urljoin(original, page.location)
        headers.append(("Location", f"{base}/web/{page.timestamp}{mark}/{target}"))
    body = page.body
    if not raw:
        body = re.sub(rb"(<body[^>]*>)", rb"\1" + _TOOLBAR, body, count=1)
    return page.status, tuple(headers), body


def url_key(url: str) -> str:
    """Roughly the sort key of an address: host parts reversed, without scheme, www and port."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    host = re.sub(r"^www\d*\.", "", parts.hostname or "")
    path = parts.path.rstrip("/") or "/"
    query = f"?{parts.query}" if parts.query else ""
    return f"{','.join(reversed(host.split('.')))}){path}{query}".lower()


def _http_date(timestamp: str) -> str:
    moment = datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return format_datetime(moment, usegmt=True)


def _gap(one: str, other: str) -> float:
    return abs(_seconds(one) - _seconds(other))


def _seconds(timestamp: str) -> float:
    padded = (timestamp + _FIRST[len(timestamp) :])[:14]
    try:
        return datetime.strptime(padded, "%Y%m%d%H%M%S").replace(tzinfo=UTC).timestamp()
    except ValueError:
        return float(padded)


def _text(status: int, text: str, media_type: str = "text/plain") -> Answer:
    return status, (("Content-Type", media_type),), text.encode()
