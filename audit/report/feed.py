"""What changed in the latest run, as an Atom feed (RFC 4287): one entry an article. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from audit.report.words import plural, printable

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One article with what changed in it; ``updated`` is ISO 8601, ``key`` names the article."""

    key: str
    title: str
    href: str
    updated: str
    news: Sequence[str]


def render_feed(entries: Iterable[Entry], *, updated: str, key: str) -> str:
    """The feed as XML. ``key`` names it for good, so that readers tell its entries apart."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _text(feed, "id", f"urn:citation-audit:{key}")
    _text(feed, "title", "Citation audit: what changed")
    _text(feed, "updated", updated)
    _text(ElementTree.SubElement(feed, f"{{{_ATOM}}}author"), "name", "Citation Audit")
    ElementTree.SubElement(feed, f"{{{_ATOM}}}link", rel="alternate", href="index.html")
    for entry in entries:
        _add(feed, entry)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(
        feed, encoding="unicode"
    )


def _add(feed: ElementTree.Element, entry: Entry) -> None:
    element = ElementTree.SubElement(feed, f"{{{_ATOM}}}entry")
    _text(element, "id", f"urn:citation-audit:{entry.key}:{entry.updated}")
    _text(element, "title", f"{entry.title}: {plural(len(entry.news), 'change')}")
    _text(element, "updated", entry.updated)
    ElementTree.SubElement(element, f"{{{_ATOM}}}link", rel="alternate", href=entry.href)
    _text(element, "content", "\n".join(entry.news)).set("type", "text")


def _text(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = printable(text)
    return element
