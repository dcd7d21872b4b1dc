"""Bytes to source text: what a fetched document says, block by block, each with its zone."""

import logging

from audit.extract.blocks import compose
from audit.extract.decode import decode
from audit.extract.html import extract_html
from audit.extract.pdf import extract_pdf
from audit.extract.plain import extract_json, extract_plain, extract_xml
from audit.extract.sniff import Kind, kind_of
from audit.model import SourceText

__all__ = ["extract"]

_log = logging.getLogger(__name__)


def extract(body: bytes, media_type: str, charset: str = "", url: str = "") -> SourceText:
    """The text of a document, its blocks with zones and its metadata. Never raises.

    ``body`` is free of any content coding, ``media_type`` and ``charset`` are as declared by the
    transport (both may be empty or wrong: the bytes are looked at), ``url`` is where the document
    was read, to resolve the addresses in it. A document that holds no text that can be read (an
    image, a scan) gives an empty text.
    """
    kind = kind_of(body, media_type)
    declared = media_type.split(";")[0].strip().lower()
    try:
        return _read(kind, body, charset or _charset(media_type), url, declared)
    except Exception:  # a hostile document must not end a run: it has no readable text
        _log.exception("no text could be read from %s (%s)", url or "a document", kind or declared)
        return compose((), media_type=kind or declared)


def _read(kind: Kind, body: bytes, charset: str, url: str, declared: str) -> SourceText:
    match kind:
        case Kind.HTML:
            return extract_html(decode(body, charset), url)
        case Kind.PDF:
            return extract_pdf(body)
        case Kind.JSON:
            return extract_json(decode(body, charset))
        case Kind.XML:
            return extract_xml(decode(body, charset))
        case Kind.PLAIN:
            return extract_plain(decode(body, charset))
        case _:
            return compose((), media_type=declared)


def _charset(media_type: str) -> str:
    for parameter in media_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")
    return ""
