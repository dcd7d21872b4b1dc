"""HTML text to an lxml tree, for hostile input: no network, no DTD, nothing that recurses."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree


class RawElement(NamedTuple):
    """An element's attributes as written, and where it and its content begin and end."""

    attributes: str
    start: int
    inner_start: int
    inner_end: int
    end: int


_TOO_DEEP = "depth"
_GIANT_TAG = re.compile(r"<([a-zA-Z][\w:-]*)([^<>]{20000,})")
_MOST_ATTRIBUTES = 2_000
"""The parser's time grows with the square of a tag's attributes; nobody writes so many."""

_NESTING_TAGS = re.compile(
    r"</?(?:div|span|font|b|i|u|em|strong|small|big|center|section|article|blockquote|ul|ol|li|dl|dd"
    r"|table|tbody|tr|td|a|form|label|ins|del|sub|sup|code|tt|nobr)(?=[\s/>])[^>]*>",
    re.IGNORECASE,
)


def parse_html(markup: str) -> "etree._Element | None":
    """The root element of ``markup``, or ``None`` when there is no element in it.

    Comments and processing instructions are left out. The parser gives up below some two thousand
    levels of nesting and would lose the rest of the page: such markup, which nobody writes by hand,
    is read again without its nesting.
    """
    root, too_deep = _parse(markup)
    if too_deep:
        root, _ = _parse(_NESTING_TAGS.sub(" ", markup))
    return root


def raw_elements(markup: str, *tags: str) -> Iterator[RawElement]:
    """The elements of ``tags`` whose content is not mark-up, found without building a tree.

    Linear in the length of ``markup`` even when no element is ever closed.
    """
    opening = re.compile(rf"<({'|'.join(tags)})\b([^>]{{0,500}})>", re.IGNORECASE)
    position = 0
    while found := opening.search(markup, position):
        closing = re.compile(rf"</{found[1]}\s*>", re.IGNORECASE).search(markup, found.end())
        inner_end, position = closing.span() if closing else (len(markup), len(markup))
        yield RawElement(found[2], found.start(), found.end(), inner_end, position)


def _without_attributes(tag: re.Match[str]) -> str:
    return f"<{tag[1]} " if len(tag[2].split()) > _MOST_ATTRIBUTES else tag[0]


def _parse(markup: str) -> "tuple[etree._Element | None, bool]":
    parser = etree.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        no_network=True,
        huge_tree=True,  # HTML has no entity expansion; without it texts over 10 MB are dropped
    )
    sane = _GIANT_TAG.sub(_without_attributes, markup.replace("\x00", ""))
    data = sane.encode("utf-8", "replace")
    if not data.strip():
        return None, False
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError:
        return None, False
    too_deep = any(_TOO_DEEP in entry.message for entry in parser.error_log)
    return root, too_deep
