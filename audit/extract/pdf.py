"""PDF to ``SourceText``: lines from the characters' boxes, in reading order, sentences mended."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import closing

import pypdfium2
import pypdfium2.raw as pdfium

from audit.extract.blocks import compose
from audit.extract.dates import iso_date
from audit.extract.pdfflow import flow
from audit.extract.pdflines import Character, Line, reading_order
from audit.extract.sniff import Kind
from audit.model import PageMetadata, SourceText
from audit.vocabulary import Zone

_MOST_PAGES = 2_000
_MOST_CHARACTERS = 4_000_000
_PDFIUM = threading.Lock()
"""PDFium may be called by one thread at a time (its own documentation)."""

_NO_TITLE = ("untitled", "microsoft word", "document", "powerpoint")
_NO_AUTHOR = ("anonymous", "unknown", "user", "admin", "administrator", "owner")


def extract_pdf(body: bytes) -> SourceText:
    """The text of a PDF; empty when it has none (a scan) or cannot be opened (damaged, locked)."""
    try:
        with _PDFIUM:
            pages, information = _read(body)
    except pypdfium2.PdfiumError:
        return compose((), media_type=Kind.PDF)
    blocks = flow(pages)
    heading = next((text for zone, text in blocks if zone is Zone.HEADING), "")
    return compose(blocks, _metadata(information, heading), Kind.PDF)


def _read(body: bytes) -> tuple[list[list[Line]], dict[str, str]]:
    with closing(pypdfium2.PdfDocument(body)) as document:
        pages: list[list[Line]] = []
        left = _MOST_CHARACTERS
        for number in range(min(len(document), _MOST_PAGES)):
            with closing(document[number]) as page, closing(page.get_textpage()) as textpage:
                count = textpage.count_chars()
                left -= count
                if left < 0:
                    break
                height = float(page.get_height())
                pages.append(reading_order(_characters(textpage, count), height))
        return pages, dict(document.get_metadata_dict(skip_empty=True))


def _characters(textpage: pypdfium2.PdfTextPage, count: int) -> Iterator[Character]:
    """The characters of a page in the order of its content, with their font boxes in points."""
    box = pdfium.FS_RECTF()
    reference = ctypes.byref(box)
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if pdfium.FPDFText_GetLooseCharBox(textpage, index, reference):
            yield Character(chr(code), box.left, box.bottom, box.right, box.top)


def _metadata(information: dict[str, str], heading: str) -> PageMetadata:
    title = information.get("Title", "").strip()
    author = information.get("Author", "").strip()
    if title.lower().startswith(_NO_TITLE) or "." in title[-5:-2]:
        title = ""
    authors = (author,) if author and author.lower() not in _NO_AUTHOR else ()
    return PageMetadata(
        title=title,
        headline=heading or title,
        authors=authors,
        published=iso_date(information.get("CreationDate", "").removeprefix("D:")[:8]),
        updated=iso_date(information.get("ModDate", "").removeprefix("D:")[:8]),
    )
