"""What a page says of itself: title, authors, dates, addresses, language."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from audit.extract.blocks import collapse
from audit.extract.dates import iso_date, written_date
from audit.extract.embedded import JsonObject
from audit.extract.nextpage import next_page
from audit.extract.parse import raw_elements
from audit.model import PageMetadata

_WINDOW = 250_000
"""Characters of mark-up read for metadata: it stands in the head and around the headline."""

_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|dateline|published|pub-?date|date|timestamp)", re.I
)
_FEW = 3
_MANY = 8
_LONGEST = 1000
"""Characters of a title, a name or a description that are kept."""

_INSTRUCTION = re.compile(r"<\?[^>]{0,500}>")

_WANTED = frozenset({"title", "meta", "link", "h1", "time"})
_BYLINE_TAGS = frozenset({"p", "span", "div", "address", "li", "small", "em", "i", "b", "td"})
_ARTICLE_TYPE = re.compile(
    r"Article|Posting|Report|Review|ScholarlyWork|WebPage|Book|Chapter|Thesis"
)
_TITLE_KEYS = ("og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title")
_AUTHOR_KEYS = (
    "author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "byl",
    "parsely-author", "sailthru.author",
)  # fmt: skip
_PUBLISHED_KEYS = (
    "article:published_time", "og:article:published_time", "datepublished", "pubdate",
    "publish-date", "publish_date", "citation_publication_date", "citation_date",
    "citation_online_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
    "dcterms.created", "parsely-pub-date", "sailthru.date", "displaydate", "date",
)  # fmt: skip
_UPDATED_KEYS = (
    "article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified",
    "dcterms.modified", "dc.date.modified",
)  # fmt: skip
_SITE_KEYS = ("og:site_name", "application-name", "citation_journal_title", "dc.publisher")
_DESCRIPTION_KEYS = ("description", "og:description", "twitter:description", "dc.description")
_LANGUAGE_KEYS = ("content-language", "language", "dc.language", "og:locale")
_BY = re.compile(r"^(?:by|written by|posted by|von|par|por)[:\s]+", re.IGNORECASE)


def read_metadata(
    markup: str, linked_data: Sequence[JsonObject] = (), url: str = "", language: str = ""
) -> PageMetadata:
    """The metadata of a page at ``url``.

    The page's JSON-LD objects come in as ``linked_data``, the ``lang`` of its root as ``language``.
    """
    return _Reader(markup, linked_data, url, language).read()


def _light(markup: str) -> str:
    """The beginning of ``markup`` without scripts, styles and drawings."""
    start = markup[: 4 * _WINDOW]
    kept: list[str] = []
    position = 0
    for element in raw_elements(start, "script", "style", "svg"):
        kept.append(start[position : element.start])
        position = element.end
    kept.append(start[position:])
    # beautifulsoup4 warns of what looks like XML or like a file name; both are read as HTML here.
    return "<html>" + _INSTRUCTION.sub(" ", " ".join(kept)[:_WINDOW])


class _Reader:
    def __init__(
        self, markup: str, linked_data: Sequence[JsonObject], url: str, language: str
    ) -> None:
        self.soup = BeautifulSoup(_light(markup), "lxml", parse_only=_MetadataTags())
        self.url = url
        self.language = language
        self.meta = _meta_values(self.soup)
        self.articles = _articles(linked_data)

    def read(self) -> PageMetadata:
        titles = self._texts("title")
        headlines = self._texts("h1")
        return PageMetadata(
            title=_first(titles),
            headline=_first([*self._linked("headline"), *self._meta(_TITLE_KEYS), *headlines]),
            site_name=_first([*self._meta(_SITE_KEYS), *self._linked("publisher")]),
            authors=self._authors(),
            published=self._published(),
            updated=_first(
                map(iso_date, [*self._linked("dateModified"), *self._meta(_UPDATED_KEYS)])
            ),
            canonical_url=self._canonical(),
            language=self._language(),
            description=_first(self._meta(_DESCRIPTION_KEYS)),
            next_url=next_page(self._next_links(), self.url),
        )

    def _texts(self, tag: str) -> list[str]:
        found = self.soup.find_all(tag, limit=_FEW)
        return [collapse(element.get_text())[:_LONGEST] for element in found]

    def _meta(self, keys: Iterable[str]) -> list[str]:
        return [value for key in keys for value in self.meta.get(key, ())]

    def _linked(self, key: str) -> list[str]:
        return [name for item in self.articles for name in _names(item.get(key))]

    def _authors(self) -> tuple[str, ...]:
        names = self._linked("author") or self._meta(_AUTHOR_KEYS)
        tidy = (_BY.sub("", name) for name in names if not name.startswith(("http:", "https:")))
        return tuple(dict.fromkeys(name for name in tidy if name))

    def _published(self) -> str:
        stated = [*self._linked("datePublished"), *self._meta(_PUBLISHED_KEYS)]
        marked = self.soup.find_all(itemprop="datePublished", limit=_FEW)
        stated += [str(tag.get("content", "")) for tag in marked]
        times = self.soup.find_all("time", limit=_FEW)
        stated += [str(tag.get("datetime") or tag.get_text(" ")) for tag in times]
        bylines = self.soup.find_all(class_=_BYLINE, limit=_MANY)
        written = [collapse(tag.get_text(" "))[:_LONGEST] for tag in bylines]
        return _first([*map(iso_date, stated), *map(written_date, written)])

    def _canonical(self) -> str:
        links = [str(tag.get("href", "")) for tag in self.soup.find_all("link", rel="canonical")]
        return _absolute(_first([*links, *self._meta(("og:url",))]), self.url)

    def _language(self) -> str:
        found = _first([self.language, *self._linked("inLanguage"), *self._meta(_LANGUAGE_KEYS)])
        return found.replace("_", "-").split(",")[0].strip()

    def _next_links(self) -> list[str]:
        links = self.soup.find_all(["link", "a"], rel="next")
        return [str(tag.get("href", "")) for tag in links]


class _MetadataTags(SoupStrainer):
    """Lets only the elements be built that metadata stands in: the rest of a page costs nothing."""

    def allow_tag_creation(
        self, nsprefix: str | None, name: str, attrs: Mapping[str, object] | None
    ) -> bool:
        """Whether an element outside any wanted element is wanted."""
        attributes = attrs or {}
        if name in _WANTED:
            return True
        if name == "a":
            return "next" in str(attributes.get("rel", "")).split()
        if attributes.get("itemprop") in ("headline", "datePublished", "author"):
            return True
        return name in _BYLINE_TAGS and bool(_BYLINE.search(str(attributes.get("class", ""))))


def _meta_values(soup: BeautifulSoup) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for tag in soup.find_all("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        value = collapse(str(tag.get("content", "")))[:_LONGEST]
        if key and value:
            values.setdefault(str(key).strip().lower(), []).append(value)
    return values


def _articles(linked_data: Sequence[JsonObject]) -> list[JsonObject]:
    """The JSON-LD objects that speak of the page's own article, plain articles before pages."""
    typed = [item for item in linked_data if _ARTICLE_TYPE.search(str(item.get("@type", "")))]
    return sorted(typed, key=lambda item: "WebPage" in str(item.get("@type", "")))


def _names(value: object) -> list[str]:
    """The strings of a JSON-LD value: itself, an object's name, or those of a list."""
    if isinstance(value, str):
        return [collapse(unescape(value))[:_LONGEST]]
    if isinstance(value, dict):
        name = value.get("name")
        return _names(name) if isinstance(name, str) else []
    if isinstance(value, list):
        return [name for item in value[:50] if not isinstance(item, list) for name in _names(item)]
    return []


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _absolute(address: str, base: str) -> str:
    if not address:
        return ""
    try:
        joined = urljoin(base, address.strip())
        return joined if urlsplit(joined).scheme in ("http", "https") else ""
    except ValueError:
        return ""
