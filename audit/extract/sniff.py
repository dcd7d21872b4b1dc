"""What kind of document some bytes are, whatever their media type claims."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of documents that are told apart; ``OPAQUE`` ones hold no text to be read."""

    HTML = "text/html"
    PDF = "application/pdf"
    JSON = "application/json"
    XML = "application/xml"
    PLAIN = "text/plain"
    OPAQUE = ""


_WINDOW = 1024
# The PDF reference lets the header stand anywhere in the first 1,024 bytes.
_PDF = b"%PDF-"
_HTML_START = re.compile(
    rb"^(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|title|meta"
    rb"|script|h1|article|main|div|p|table|style|link)(?=[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
_XML_START = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:\?xml|rss|feed)[\s>]", re.IGNORECASE)
_OPAQUE_STARTS = (
    b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*",
    b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf", b"Rar!",
    b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"\x00\x00\x00\x18ftyp", b"\x00\x00\x00\x1cftyp",
    b"\x00\x00\x00\x20ftyp", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x7fELF", b"MZ\x90", b"\x00asm",
    b"wOFF", b"wOF2", b"\x00\x00\x01\x00", b"%!PS",
)  # fmt: skip
_GENERIC = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "text/plain", "*/*", "unknown/unknown",
     "application/unknown", "application/download", "application/force-download",
     "application/x-download"}
)  # fmt: skip


def kind_of(body: bytes, media_type: str) -> Kind:
    """The kind of ``body``. ``media_type`` may have parameters, may be empty, generic or wrong."""
    declared = media_type.split(";")[0].strip().lower()
    start = body[:_WINDOW]
    if _PDF in start and (declared in _GENERIC or "pdf" in declared or start.startswith(_PDF)):
        return Kind.PDF
    if not declared.startswith("text/") or declared in _GENERIC:
        if body.startswith(_OPAQUE_STARTS) or start[:4] == b"RIFF":
            return Kind.OPAQUE
    elif body.startswith(_OPAQUE_STARTS) and not start.startswith((b"BM", b"MZ")):
        return Kind.OPAQUE
    if declared in _GENERIC:
        return _kind_by_start(start)
    return _kind_by_name(declared, start)


def _kind_by_start(start: bytes) -> Kind:
    if _HTML_START.match(start):
        return Kind.HTML
    if _XML_START.match(start):
        return Kind.XML
    if start.lstrip()[:1] in (b"{", b"[") and b'"' in start:
        return Kind.JSON
    return Kind.OPAQUE if _binary(start) else Kind.PLAIN


def _kind_by_name(declared: str, start: bytes) -> Kind:
    if declared in ("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"):
        return Kind.OPAQUE if _binary(start) else Kind.HTML
    if declared.endswith(("/json", "+json")):
        return Kind.JSON
    if declared.endswith(("/xml", "+xml")):
        return Kind.HTML if _HTML_START.match(start) and b"<html" in start.lower() else Kind.XML
    if declared.startswith(("image/", "audio/", "video/", "font/")):
        return Kind.OPAQUE
    if declared.startswith("text/"):
        return Kind.OPAQUE if _binary(start) else Kind.PLAIN
    return _kind_by_start(start)


def _binary(start: bytes) -> bool:
    """Whether bytes are no text in any encoding: control characters beyond UTF-16's zeros."""
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in start)
    zeros = start.count(0)
    return controls - zeros > 0.05 * len(start) or zeros > 0.6 * len(start)
