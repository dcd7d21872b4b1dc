"""Which ``rel=next`` leads to the next page of the same article.

The same link type also leads to the next post of a blog; only an address that differs from the
page's own by nothing but a page number is the next page.
"""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

_PAGE_KEYS_WORDS = "page p pg paged pagenum pageno page_no page_number pagenumber pn seite pagina"
_PAGE_KEYS = frozenset(_PAGE_KEYS_WORDS.split())
_NAMED = re.compile(
    r"[/_,.-](?:page|seite|pagina|pg|p)[/_=.-]?(\d{1,3})(?=(?:\.\w{2,5})?/?$)", re.I
)
_BARE = re.compile(r"[/_,-](\d{1,2})(?=(?:\.\w{2,5})?/?$)")
_MOST_PAGES = 40


def next_page(links: Iterable[str], url: str) -> str:
    """The first of ``links`` that is the next page of the article at ``url``; empty when none."""
    if not url:
        return ""
    here = _place(url)
    for link in links:
        try:
            address = urljoin(url, link.strip()).split("#")[0]
            there = _place(address)
        except ValueError:
            continue
        for base, number in here:
            if number < _MOST_PAGES and (base, number + 1) in there:
                return address
    return ""


def _place(url: str) -> list[tuple[str, int]]:
    """The ways to read ``url`` as a page of an article: the article's address and the number."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}".lower()
    query = parse_qsl(parts.query, keep_blank_values=True)
    pages = [value for key, value in query if key.lower() in _PAGE_KEYS]
    if pages and pages[0].isdecimal() and len(pages[0]) < 4:
        rest = urlencode([(k, v) for k, v in query if k.lower() not in _PAGE_KEYS])
        return [(f"{origin}{_bare_path(parts.path)}?{rest}", int(pages[0]))]
    places = [(f"{origin}{_bare_path(parts.path)}?{urlencode(query)}", 1)]
    number = _NAMED.search(parts.path) or _BARE.search(parts.path)
    if number:
        path = parts.path[: number.start()] + parts.path[number.end() :]
        places.append((f"{origin}{_bare_path(path)}?{urlencode(query)}", int(number[1])))
    return places


def _bare_path(path: str) -> str:
    return path.rstrip("/") or "/"
