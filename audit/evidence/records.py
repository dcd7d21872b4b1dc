"""Records of a WARC file (WARC/1.1, ISO 28500:2017), each a gzip member of its own.

They are written here and not with warcio, which reads them: its writer would percent-encode header
fields that are not ASCII, and evidence is kept as it came.
"""

import uuid
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from audit.fetch.contract import Received

VERSION = "WARC/1.1"
REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_RESPONSE, _REQUEST = "application/http; msgtype=response", "application/http; msgtype=request"
# A session that somebody could take over is no evidence; a chunked payload has been joined.
SECRET_RESPONSE = frozenset({"set-cookie", "set-cookie2"})
_SECRET_REQUEST = frozenset({"cookie", "cookie2", "authorization", "proxy-authorization"})
_FRAMING = frozenset({"transfer-encoding"})
_END = b"\r\n\r\n"
_STORED, _QUICK = (
    0,
    1,
)  # level 9 costs 50 times as much, and deflating what is deflated gains nothing
_DENSE = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip")

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to be written. ``payload`` is the SHA-256 of what the record is about; a ``dense``
    block would not become smaller."""

    kind: str
    url: str
    moment: str
    block: bytes
    content_type: str
    payload: str = ""
    status: int = 0
    media_type: str = ""
    more: Fields = ()
    id: str = ""
    dense: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it lies in the file. ``sha256`` is of its bytes there; ``id`` is the
    WARC-Record-ID of those that a report may name."""

    kind: str
    url: str
    moment: str
    offset: int
    length: int
    sha256: str
    payload: str = ""
    status: int = 0
    media_type: str = ""
    id: str = ""


def warc_date(moment: datetime) -> str:
    """A moment (UTC) as WARC/1.1 writes it, with microseconds."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def response_block(protocol: str, status: int, reason: str, headers: Fields) -> bytes:
    """The head of a response as it came, without cookies."""
    dropped = SECRET_RESPONSE | _FRAMING
    kept = ((name, value) for name, value in headers if name.lower() not in dropped)
    return _head(f"{protocol} {status} {reason}", kept)


def request_draft(response: Received, moment: str, concurrent_to: str) -> Draft:
    """The request that a response answered, without cookies and credentials."""
    parts = urlsplit(response.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = [(n, v) for n, v in response.request_headers if n.lower() not in _SECRET_REQUEST]
    if not any(name.lower() == "host" for name, _ in named):
        named.insert(0, ("Host", parts.netloc.rpartition("@")[2]))
    block = _head(f"{response.method} {target} HTTP/1.1", named)
    more = (("WARC-Concurrent-To", concurrent_to),)
    return Draft("request", response.url, moment, block, _REQUEST, more=more)


def response_draft(
    url: str,
    moment: str,
    head: bytes,
    payload: bytes,
    digest: str,
    *,
    status: int,
    media_type: str,
    truncated: str = "",
    coding: str = "",
    more: Fields = (),
) -> Draft:
    """A response with its payload, under its content ``coding``."""
    cut = (("WARC-Truncated", truncated),) if truncated else ()
    fields = (("WARC-Payload-Digest", f"sha256:{digest}"), *cut, *more)
    block = head + payload
    return Draft(
        "response",
        url,
        moment,
        block,
        _RESPONSE,
        payload=digest,
        status=status,
        media_type=media_type,
        more=fields,
        id=_new_id(),
        dense=bool(coding) or media_type.startswith(_DENSE),
    )


def revisit_draft(
    url: str, moment: str, head: bytes, digest: str, first: Kept, *, status: int, media_type: str
) -> Draft:
    """A response whose payload is in the file already, in the record ``first``."""
    fields = (
        ("WARC-Payload-Digest", f"sha256:{digest}"),
        ("WARC-Profile", REVISIT),
        ("WARC-Refers-To-Target-URI", first.url),
        ("WARC-Refers-To-Date", first.moment),
    )
    return Draft(
        "revisit",
        url,
        moment,
        head,
        _RESPONSE,
        payload=digest,
        status=status,
        media_type=media_type,
        more=fields,
        id=_new_id(),
    )


def conversion_draft(url: str, moment: str, body: bytes, digest: str, media_type: str) -> Draft:
    """A body that cannot be made again from a payload alone, as it was read."""
    more = (("WARC-Payload-Digest", f"sha256:{digest}"),)
    kind = media_type or "application/octet-stream"
    return Draft("conversion", url, moment, body, kind, payload=digest, more=more, id=_new_id())


def info_draft(moment: str, software: str) -> Draft:
    """The record that says who wrote the file and after which standard."""
    fields = (
        ("software", software),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/1.1/"),
    )
    block = "".join(f"{name}: {value}\r\n" for name, value in fields).encode()
    return Draft("warcinfo", "", moment, block, "application/warc-fields")


def member(draft: Draft) -> bytes:
    """The record as one gzip member."""
    address = (("WARC-Target-URI", draft.url),) if draft.url else ()
    fields = [
        ("WARC-Type", draft.kind),
        ("WARC-Record-ID", draft.id or _new_id()),
        *address,
        ("WARC-Date", draft.moment),
        *draft.more,
    ]
    fields += [("Content-Type", draft.content_type), ("Content-Length", str(len(draft.block)))]
    record = _lines(VERSION, fields).encode("utf-8", "backslashreplace") + draft.block + _END
    level = _STORED if draft.dense else _QUICK
    compressor = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return compressor.compress(record) + compressor.flush()


def _head(first: str, fields: Iterable[tuple[str, str]]) -> bytes:
    return _lines(first, fields).encode("latin-1", "backslashreplace")


def _lines(first: str, fields: Iterable[tuple[str, str]]) -> str:
    lines = (first, *(f"{name}: {value}" for name, value in fields))
    return "\r\n".join(lines) + "\r\n\r\n"


def _new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"
