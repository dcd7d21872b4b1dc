"""A page in a ZIP file, as Google Docs hands out its “Web page” export, with images beside it."""

from dataclasses import replace

from audit.article.decode import decode_article
from audit.article.formats.html import read_html
from audit.article.formats.package import Package
from audit.article.layout import Layout, Syntax
from audit.errors import ArticleError

_PAGES = (".html", ".htm", ".xhtml")
_HINT = "name the HTML page or the Word document (.docx) itself"


def is_zip(data: bytes) -> bool:
    """Whether the file is a ZIP archive of any kind."""
    return data.startswith(b"PK\x03\x04")


def read_zipped_page(data: bytes, path: str) -> Layout:
    """The layout of the one page in the archive; its lines are those of that page."""
    package = Package(data, path)
    pages = [name for name in package.names if name.lower().endswith(_PAGES) and "/" not in name]
    page = package.read(pages[0]) if len(pages) == 1 else None
    if page is None:
        holds = f"holds {len(pages)} pages" if pages else "holds neither a page nor a Word document"
        raise ArticleError(f"this ZIP archive {holds}", path=path, hint=_HINT)
    text, _ = decode_article(page, path)
    return replace(read_html(text), syntax=Syntax.CLOSED)
