"""The index and the page list of a WACZ: how ReplayWeb.page finds a record. Pure.

The index is CDXJ in gzip blocks with a second index on the blocks (ZipNum), as the WACZ tools
write it: ``key timestamp {fields}``, sorted.
"""

import gzip
import json
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from audit.evidence.layout import CDX, WARC
from audit.evidence.payloads import sha256
from audit.evidence.records import Kept

_LINES_PER_BLOCK = 1024
_INDEXED = frozenset({"response", "revisit"})
_PAGES = frozenset({"text/html", "application/xhtml+xml", "application/pdf"})


def url_key(url: str) -> str:
    """The sortable form of an address: ``org,example)/path?a=1``; scheme and www left out."""
    if not url.startswith(("http:", "https:")):
        return url
    parts = urlsplit(re.sub(r"^(https?://)www\d*\.", r"\1", url.lower()))
    host = ",".join(reversed((parts.hostname or "").split(".")))
    default = {"http": 80, "https": 443}[parts.scheme]
    port = f":{parts.port}" if parts.port not in (None, default) else ""
    query = "?" + "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{host}{port}){parts.path or '/'}{query}"


def index_lines(records: Sequence[Kept]) -> tuple[str, ...]:
    """One sorted CDXJ line for each response."""
    return tuple(sorted(_line(record) for record in records if record.kind in _INDEXED))


def zipped(lines: Sequence[str]) -> tuple[bytes, str]:
    """The compressed index and the index on its blocks."""
    data = b""
    about = json.dumps({"format": "cdxj-gzip-1.0", "filename": CDX.rpartition("/")[2]})
    second = [f"!meta 0 {about}\n"]
    for start in range(0, len(lines), _LINES_PER_BLOCK):
        block = lines[start : start + _LINES_PER_BLOCK]
        packed = gzip.compress("".join(block).encode(), mtime=0)
        place = {
            "offset": len(data),
            "length": len(packed),
            "digest": f"sha256:{sha256(packed)}",
        }
        second.append(f"{block[0].partition(' {')[0]} {json.dumps(place)}\n")
        data += packed
    return data or gzip.compress(b"", mtime=0), "".join(second)


def pages(records: Sequence[Kept]) -> str:
    """The documents among the records, for a reader to begin with."""
    lines: list[dict[str, object]] = [
        {"format": "json-pages-1.0", "id": "pages", "title": "All Pages", "hasText": False}
    ]
    for record in records:
        if record.kind in _INDEXED and record.status == 200 and record.media_type in _PAGES:
            name = sha256(f"{record.moment} {record.url} {record.offset}".encode())[:22]
            lines.append({"id": name, "url": record.url, "ts": record.moment, "title": record.url})
    return "".join(f"{json.dumps(line)}\n" for line in lines)


def _line(record: Kept) -> str:
    timestamp = re.sub(r"\D", "", record.moment)[:14]
    fields = {
        "url": record.url,
        "digest": f"sha256:{record.payload}",
        "mime": "warc/revisit" if record.kind == "revisit" else record.media_type,
        "offset": record.offset,
        "length": record.length,
        "recordDigest": f"sha256:{record.sha256}",
        "status": record.status,
        "filename": WARC.rpartition("/")[2],
    }
    return f"{url_key(record.url)} {timestamp} {json.dumps(fields)}\n"
