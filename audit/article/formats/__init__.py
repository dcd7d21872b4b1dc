"""The formats that an article may come in: one reader a file, one line where it is listed here."""

from collections.abc import Callable
from dataclasses import dataclass

from audit.article.decode import decode_article
from audit.article.formats.docx import is_docx, read_docx
from audit.article.formats.html import looks_like_html, read_html
from audit.article.formats.markdown import is_markdown, read_markdown
from audit.article.formats.zipped import is_zip, read_zipped_page
from audit.article.layout import Layout, lay_out


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as its reader gives it; ``encoding`` is empty for one that is no text."""

    layout: Layout
    encoding: str = ""


# Told by their bytes; ``read`` is given the file's name for faults and raises ``ArticleError``.
PACKAGES: tuple[tuple[Callable[[bytes], bool], Callable[[bytes, str], Layout]], ...] = (
    (is_docx, read_docx),
    (is_zip, read_zipped_page),
)
# Told by their text or by the file's name; the first that fits reads it, else it is plain text.
TEXTS: tuple[tuple[Callable[[str, str], bool], Callable[[str], Layout]], ...] = (
    (lambda text, path: looks_like_html(text), read_html),
    (lambda text, path: is_markdown(path), read_markdown),
)


def open_article(data: bytes, path: str) -> Opened:
    """Read a file in the first format that fits it. Raises ``ArticleError``."""
    for is_package, read_package in PACKAGES:
        if is_package(data):
            return Opened(read_package(data, path))
    text, encoding = decode_article(data, path)
    for fits, read_text in TEXTS:
        if fits(text, path):
            return Opened(read_text(text), encoding)
    return Opened(lay_out(text), encoding)
