"""The hostile web's archive: the Wayback dialect with captures that are not what was cited."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import urlsplit

from tests.hostile import pages

FIELDS = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
OLD_MINUTES = "The chair said the dredging “will not begin before the herring have gone.”"
CAPTURES: dict[str, list[tuple[str, int, str]]] = {
    "/gone/reform": [("20150102030405", 200, "article"), ("20230607080910", 404, "not-found")],
    "/gone/softcopy": [("20220202020202", 200, "soft-404")],
    "/changed/minutes": [("20190303030303", 200, "minutes-old")],
    "/gone/redirected": [("20180101000000", 302, "redirect")],
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One response of the archive."""

    body: str
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    location: str = ""
    memento: str = ""


def answer(path: str, query: dict[str, str], base: str) -> Answer | None:
    """What the archive answers on its own routes; ``None`` for any other."""
    if path.startswith("/cdx/search/cdx"):
        return _index(query)
    if path.startswith("/wayback/available"):
        return _available(query, base)
    if path.startswith("/web/"):
        return _replay(path, base)
    return None


def _index(query: dict[str, str]) -> Answer:
    url = query.get("url", "")
    rows = [
        ["key", timestamp, url, "text/html", str(status), f"D{kind.upper():.10}", "1000"]
        for timestamp, status, kind in CAPTURES.get(urlsplit(url).path, [])
    ]
    if query.get("output") == "json":
        return Answer(json.dumps([FIELDS, *rows] if rows else []), 200, "application/json")
    return Answer("\n".join(" ".join(row) for row in rows) + "\n", 200, "text/plain")


def _available(query: dict[str, str], base: str) -> Answer:
    url = query.get("url", "")
    found = [c for c in CAPTURES.get(urlsplit(url).path, []) if c[1] == 200]
    closest = {
        "closest": {
            "status": "200",
            "available": True,
            "url": f"{base}/web/{found[0][0]}/{url}",
            "timestamp": found[0][0],
        }
    }
    body = {"url": url, "archived_snapshots": closest if found else {}}
    return Answer(json.dumps(body), 200, "application/json")


def _replay(path: str, base: str) -> Answer:
    found = re.match(r"/web/(\d{4,14})(id_|if_)?/(https?:/+.+)", path)
    if not found:
        return Answer("bad", 400)
    captures = CAPTURES.get(urlsplit(re.sub(r"^(https?:)/+", r"\1//", found[3])).path)
    if not captures:
        return Answer("<title>Wayback Machine</title><p>Hrm. Not archived.</p>", 404)
    wanted = int(found[1].ljust(14, "0"))
    timestamp, status, kind = min(captures, key=lambda c: abs(int(c[0]) - wanted))
    moment = datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    dated = format_datetime(moment, usegmt=True)
    if status == 302:
        return Answer("", 302, location=f"{base}/web/{timestamp}/{base}/", memento=dated)
    body = _body(kind)
    raw = found[2] == "id_"
    shown = body if raw else body.replace("<body>", pages.WAYBACK_BAR, 1)
    return Answer(shown, status, memento=dated)


def _body(kind: str) -> str:
    match kind:
        case "article":
            return pages.article()
        case "soft-404":
            return pages.SOFT_404
        case "minutes-old":
            return pages.MINUTES % OLD_MINUTES
        case _:
            return "<h1>Not Found</h1>"
