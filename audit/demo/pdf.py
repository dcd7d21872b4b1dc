"""The smallest PDFs that real readers accept: running text, and a scan without any (PDF 1.4)."""

import textwrap
from collections.abc import Iterable, Sequence

_LINE_CHARACTERS = 84
_LINES_A_PAGE = 48
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"


def text_pdf(title: str, paragraphs: Iterable[str]) -> bytes:
    """Set ``title`` and ``paragraphs`` in lines, with a running head and foot on every page.

    Characters outside Windows-1252 are set as question marks.
    """
    lines = textwrap.wrap(title, 60)
    for paragraph in paragraphs:
        lines += ["", *textwrap.wrap(" ".join(paragraph.split()), _LINE_CHARACTERS)]
    pages = [lines[at : at + _LINES_A_PAGE] for at in range(0, len(lines), _LINES_A_PAGE)]
    return _document([_text_page(page, number) for number, page in enumerate(pages, 1)])


def scanned_pdf() -> bytes:
    """Return one page that holds only grey bars, as a scan without a text layer does."""
    bars = [f"0.6 g 72 {700 - 14 * row} {300 + 29 * (row % 5)} 6 re f" for row in range(40)]
    return _document(["\n".join(bars).encode()])


def _text_page(lines: Sequence[str], number: int) -> bytes:
    set_lines = b"\n".join(b"(" + _escaped(line) + b") Tj T*" for line in lines)
    foot = _escaped(f"Rehearsal page: invented text. {number}")
    return (
        b"BT /F1 11 Tf 14 TL 72 730 Td\n"
        + set_lines
        + b"\nET\nBT /F1 9 Tf 72 36 Td ("
        + foot
        + b") Tj ET"
    )


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252", "replace")
    return raw.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def _document(contents: Sequence[bytes]) -> bytes:
    """Wrap page contents: object 1 catalog, 2 pages, 3 font, then a page and its content each."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        _FONT,
    ]
    for index, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * index)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _with_table(objects)


def _with_table(objects: Sequence[bytes]) -> bytes:
    """Write the objects and the cross-reference table with the byte offset of each."""
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)
