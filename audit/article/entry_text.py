"""The words of a list item or note as an entry is read from: links spelled out as in Markdown."""

from bisect import bisect_left
from collections.abc import Sequence
from urllib.parse import urlsplit

from audit.article.layout import Layout, Link

_ARCHIVES = ("web.archive.org", "archive.org", "archive.today", "archive.ph", "archive.is")


def entry_text(
    layout: Layout, start: int, end: int, left_out: Sequence[tuple[int, int]] = ()
) -> str:
    """``layout.text[start:end]`` with ``[words](address)`` for each link, spans ``left_out``."""
    inside = links_in(layout, start, end)
    steps = [(low, high, "") for low, high in left_out if start <= low < end]
    steps += [(link.start, link.end, _spelled(layout.text, link)) for link in inside]
    parts: list[str] = []
    at = start
    for low, high, words in sorted(steps):
        if low < at:
            continue
        parts += [layout.text[at:low], words]
        at = min(high, end)
    return "".join([*parts, layout.text[at:end]])


def links_in(layout: Layout, start: int, end: int) -> list[Link]:
    """The links in a span; those to a web archive only when there are no others."""
    first = bisect_left(layout.links, start, key=lambda link: link.start)
    found = []
    for link in layout.links[first:]:
        if link.start >= end:
            break
        found.append(link)
    own = [link for link in found if _host(link.url) not in _ARCHIVES]
    return own or found


def _spelled(text: str, link: Link) -> str:
    words = " ".join(text[link.start : link.end].split())
    if words.startswith(("http://", "https://", "www.")):
        return link.url
    url = link.url
    if url.count("(") != url.count(")") or any(sign in words for sign in "[]"):
        return f"{words} {url} "
    return f"[{words}]({url})"


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
