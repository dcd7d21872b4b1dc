"""Host and path -> what the boxed web answers. The table of addresses is ``data/site.yaml``."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml

from audit.demo.archive import ARCHIVE_HOSTS, ArchivedPage
from audit.demo.archive import answer as archive_answer
from audit.demo.pages import notice_html, page_html, page_pdf
from audit.demo.pdf import scanned_pdf
from audit.demo.services import SERVICE_HOSTS, service_answer

_DATA = Path(__file__).parent / "data"
_HTML = "text/html; charset=utf-8"
_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP response; ``body`` without any content coding."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Reach(Enum):
    """Whether a connection to a host comes about."""

    SERVED = auto()
    REFUSED = auto()
    UNKNOWN = auto()


# What a notice page is sent with: status and further headers.
_NOTICES: dict[str, tuple[int, tuple[tuple[str, str], ...]]] = {
    "home": (200, ()),
    "missing": (404, ()),
    "soft-404": (200, ()),
    "script-only": (200, ()),
    "challenge": (403, (("cf-mitigated", "challenge"),)),
    "fault": (500, ()),
    "too-many": (429, (("Retry-After", "1"),)),
}


class Site:
    """The answers of all boxed hosts. Counts requests: the one state, for the address that is
    rate-limited once."""

    def __init__(self) -> None:
        table = site_table()
        self._addresses: Mapping[str, Mapping[str, Any]] = {
            _key(row["url"]): row for row in table["addresses"]
        }
        self._names: Mapping[str, str] = table["publishers"]
        self._missing: Mapping[str, str] = table["every-other-page"]
        self._refused = frozenset(table["refused"])
        self._captures = captures()
        self._asked: list[str] = []
        self._counts: Counter[str] = Counter()
        self._lock = Lock()

    @property
    def asked(self) -> tuple[str, ...]:
        """The addresses asked for, in order."""
        with self._lock:
            return tuple(self._asked)

    def reach(self, host: str) -> Reach:
        """Tell whether a connection to ``host`` comes about."""
        if host in self._refused:
            return Reach.REFUSED
        known = host in self._names or host in (*ARCHIVE_HOSTS, *SERVICE_HOSTS)
        return Reach.SERVED if known else Reach.UNKNOWN

    def answer(self, url: str) -> Answer:
        """Answer a GET of the absolute ``url``, whose host must be served."""
        with self._lock:
            self._asked.append(url)
            self._counts[url] += 1
            times = self._counts[url]
        parts = urlsplit(url)
        host, path = parts.hostname or "", parts.path or "/"
        told = service_answer(url, self._captures)
        if told is not None:
            return Answer(*told)
        if host in ARCHIVE_HOSTS:
            target = path + (f"?{parts.query}" if parts.query else "")
            status, headers, body = archive_answer(target, self._captures)
            kept = tuple(pair for pair in headers if pair[0].lower() != "content-length")
            return Answer(status, kept, body)
        row = self._addresses.get(_key(url))
        if row is None:
            notice = "home" if path == "/" else self._missing.get(host, "missing")
            return self._notice(notice, host)
        if parts.scheme == "http" and row["url"].startswith("https:"):
            return _redirect(row["url"])
        if times == 1 and "first" in row:
            return self._notice(row["first"], host)
        return self._row(row, host)

    def _row(self, row: Mapping[str, Any], host: str) -> Answer:
        if "redirect" in row:
            return _redirect(row["redirect"])
        if "notice" in row:
            return self._notice(row["notice"], host)
        return Answer(200, (("Content-Type", _media_type(row)),), _body(row))

    def _notice(self, name: str, host: str) -> Answer:
        if name == "to-home":
            return _redirect(f"https://{host}/")
        status, headers = _NOTICES[name]
        body = notice_html(name, host, self._names[host])
        return Answer(status, (("Content-Type", _HTML), *headers), body)


@cache
def captures() -> dict[str, tuple[ArchivedPage, ...]]:
    """Original address -> what the boxed archive holds of it, oldest first."""
    held: dict[str, tuple[ArchivedPage, ...]] = {}
    for row in site_table()["captures"]:
        page = ArchivedPage(
            timestamp=str(row["timestamp"]),
            status=row.get("status", 200),
            body=_captured_body(row),
            location=row.get("redirect", ""),
        )
        held[row["url"]] = (*held.get(row["url"], ()), page)
    return held


def _captured_body(row: Mapping[str, Any]) -> bytes:
    if "notice" in row:
        host = urlsplit(row["url"]).hostname or ""
        return notice_html(row["notice"], host, site_table()["publishers"][host])
    return page_html(row["page"]) if "page" in row else b""


def _body(row: Mapping[str, Any]) -> bytes:
    match row:
        case {"page": name}:
            return page_html(name)
        case {"pdf": name}:
            return page_pdf(name)
        case _:
            return scanned_pdf()


def _media_type(row: Mapping[str, Any]) -> str:
    return _HTML if "page" in row else _PDF


def _redirect(url: str) -> Answer:
    return Answer(301, (("Content-Type", _HTML), ("Location", url)), b"")


def _key(url: str) -> str:
    """Addresses are equal whatever their scheme, percent-encoding and the case of their host."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return unquote(f"{parts.hostname}{parts.path or '/'}{query}")


@cache
def site_table() -> Mapping[str, Any]:
    """``data/site.yaml``: addresses, publishers, captures; its head says what the keys mean."""
    table: Mapping[str, Any] = yaml.safe_load((_DATA / "site.yaml").read_text("utf-8"))
    return table
