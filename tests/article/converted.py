"""The first article in the other formats that articles come in, made from its text."""

import html
import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from docx import Document

from audit.article import read_article
from audit.model import Article

TEXT = Path(__file__).resolve().parents[2] / "article.txt"


@cache
def first_article() -> Article:
    """The first article, read from its text."""
    return read_article(TEXT.read_bytes(), "article.txt")


def _body(mark: Callable[[tuple[int, ...]], str], plain: Callable[[str], str] = str) -> list[str]:
    """The rows of the body with each marker written by ``mark``, all else by ``plain``."""
    article = first_article()
    parts, at = [], 0
    for marker in article.markers:
        parts += [plain(article.text[at : marker.start]), mark(marker.numbers)]
        at = marker.end
    parts.append(plain(article.text[at : article.body_end]))
    return [row.strip() for row in "".join(parts).split("\n") if row.strip()]


def _items() -> list[str]:
    return [entry.raw.split(". ", 1)[1] for entry in first_article().entries]


def markdown_with_notes() -> str:
    """Markdown with footnotes."""
    rows = _body(lambda numbers: "".join(f"[^{number}]" for number in numbers))
    notes = [f"[^{number}]: {item}" for number, item in enumerate(_items(), 1)]
    return "\n\n".join([f"# {rows[0]}", *rows[1:], *notes]) + "\n"


def markdown_with_list() -> str:
    """Markdown with a numbered list and bracketed numbers."""
    rows = _body(lambda numbers: f"[{', '.join(map(str, numbers))}]")
    items = [f"{number}. {item}" for number, item in enumerate(_items(), 1)]
    return "\n\n".join([f"# {rows[0]}", *rows[1:], "## Research Articles", "\n".join(items)]) + "\n"


def markdown_with_keys() -> str:
    """Markdown that cites the entries of references.yaml by their ids, as pandoc does."""
    rows = _body(lambda numbers: f" [{'; '.join(f'@ref-{number:02}' for number in numbers)}]")
    return "\n\n".join([f"# {rows[0]}", *rows[1:]]) + "\n"


def page_with_list() -> str:
    """A page with superscript numbers and an ordered list."""
    rows = _body(lambda numbers: f"<sup>{','.join(map(str, numbers))}</sup>", html.escape)
    items = [f"<li>{html.escape(item)}</li>" for item in _items()]
    return _page(rows, ["<h2>Research Articles</h2>", "<ol>", *items, "</ol>"])


def page_of_wordpress() -> str:
    """A page as the footnotes block of WordPress writes it."""

    def mark(numbers: tuple[int, ...]) -> str:
        return "".join(
            f'<sup data-fn="u{n}" class="fn"><a href="#u{n}" id="u{n}-link">{n}</a></sup>'
            for n in numbers
        )

    items = [
        f'<li id="u{n}">{html.escape(item)} <a href="#u{n}-link" '
        f'aria-label="Jump to footnote reference {n}">↩︎</a></li>'
        for n, item in enumerate(_items(), 1)
    ]
    return _page(_body(mark, html.escape), ['<ol class="wp-block-footnotes">', *items, "</ol>"])


def page_of_google_docs() -> str:
    """A page as Google Docs exports it: one line, spans, notes after a rule."""

    def mark(numbers: tuple[int, ...]) -> str:
        return "</span>" + "".join(
            f'<sup><a href="#ftnt{n}" id="ftnt_ref{n}">[{n}]</a></sup>' for n in numbers
        ) + '<span class="c1">'  # fmt: skip

    rows = [f'<p class="c0"><span class="c1">{row}</span></p>' for row in _body(mark, html.escape)]
    notes = [
        f'<div><p class="c2"><a href="#ftnt_ref{n}" id="ftnt{n}">[{n}]</a>'
        f'<span class="c1">&nbsp;{html.escape(item)}</span></p></div>'
        for n, item in enumerate(_items(), 1)
    ]
    head = '<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"></head>'
    return f'{head}<body class="c3">{"".join(rows)}<hr class="c4">{"".join(notes)}</body></html>'


def zip_of_google_docs() -> bytes:
    """The same, zipped with an image, as the “Web page” download is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("Case.html", page_of_google_docs())
        package.writestr("images/image1.png", b"not really")
    return out.getvalue()


def _page(rows: list[str], end: list[str]) -> str:
    head = "<!DOCTYPE html>\n<html><head><title>The page</title></head>\n<body>\n"
    body = [f"<h1>{rows[0]}</h1>", *(f"<p>{row}</p>" for row in rows[1:])]
    return head + "\n".join([*body, *end]) + "\n</body></html>\n"


def word_with_list() -> bytes:
    """A Word document with superscript numbers and a typed list, written by python-docx."""
    document = Document()
    marks = "\x00{}\x00".format
    rows = _body(lambda numbers: marks(",".join(map(str, numbers))))
    document.add_heading(rows[0], level=1)
    for row in rows[1:]:
        paragraph = document.add_paragraph()
        for at, piece in enumerate(row.split("\x00")):
            run = paragraph.add_run(piece)
            run.font.superscript = True if at % 2 else None
    document.add_heading("Research Articles", level=2)
    for number, item in enumerate(_items(), 1):
        document.add_paragraph(f"{number}. {item}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
