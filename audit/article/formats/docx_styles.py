"""What a Word document says of its styles and lists: headings, quotations, printed numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

_HEADING = re.compile(r"(?:heading\s*\d|title|subtitle)$", re.I)
_QUOTE = re.compile(r"(?:(?:intense\s)?quote|block\s?(?:text|quote|quotation)|quotations?)$", re.I)
_NUMBERED = frozenset({"decimal", "decimalZero"})


def local(element: etree._Element) -> str:
    """An element's name without its namespace: transitional and strict files differ only there."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute by its name without namespace; empty when there is none."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def children(element: etree._Element | None, *path: str) -> Iterator[etree._Element]:
    """The elements at the end of a path of names."""
    if element is None:
        return
    for child in element:
        if local(child) == path[0]:
            if len(path) == 1:
                yield child
            else:
                yield from children(child, *path[1:])


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element at the end of a path of names."""
    return next(children(element, *path), None)


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Styles:
    """Ids of the styles that matter, and the list that a paragraph style numbers."""

    headings: frozenset[str] = frozenset()
    quotes: frozenset[str] = frozenset()
    raised: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    lists: dict[str, etree._Element] = field(default_factory=dict)


def read_styles(root: etree._Element | None) -> Styles:
    """The styles of ``styles.xml``."""
    headings: set[str] = set()
    quotes: set[str] = set()
    raised: set[str] = set()
    hidden: set[str] = set()
    lists: dict[str, etree._Element] = {}
    for style in children(root, "style"):
        name, own = attribute(style, "styleId"), child(style, "name")
        called = attribute(own, "val")
        if _HEADING.match(called) or child(style, "pPr", "outlineLvl") is not None:
            headings.add(name)
        if _QUOTE.match(called):
            quotes.add(name)
        if attribute(child(style, "rPr", "vertAlign"), "val") == "superscript":
            raised.add(name)
        if is_on(child(style, "rPr", "vanish")):
            hidden.add(name)
        numbering = child(style, "pPr", "numPr")
        if numbering is not None:
            lists[name] = numbering
    sets = frozenset(headings), frozenset(quotes), frozenset(raised), frozenset(hidden)
    return Styles(*sets, lists)


@dataclass(slots=True)
class Numbering:
    """The numbers that Word prints before list paragraphs; counts as the document is read."""

    texts: dict[str, str]
    firsts: dict[str, int]
    abstract: dict[str, str]
    restarts: dict[str, int]
    counts: dict[str, int] = field(default_factory=dict)

    def next(self, numbering: etree._Element | None) -> str:
        """What is printed before a paragraph of the list, such as ``3. ``; empty for bullets."""
        if attribute(child(numbering, "ilvl"), "val") not in ("", "0"):
            return ""
        number = attribute(child(numbering, "numId"), "val")
        name = self.abstract.get(number, "")
        text = self.texts.get(name, "")
        if not text:
            return ""
        if number in self.restarts:
            self.counts[name] = self.restarts.pop(number) - 1
        count = self.counts.get(name, self.firsts[name] - 1) + 1
        self.counts[name] = count
        return text.replace("%1", str(count)) + " "


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists of ``numbering.xml``: only their first level, only decimal numbers."""
    numbering = Numbering({}, {}, {}, {})
    for one in children(root, "abstractNum"):
        name = attribute(one, "abstractNumId")
        level = next(
            (each for each in children(one, "lvl") if attribute(each, "ilvl") == "0"), None
        )
        text = attribute(child(level, "lvlText"), "val")
        if attribute(child(level, "numFmt"), "val") in _NUMBERED and "%1" in text:
            numbering.texts[name] = text
            numbering.firsts[name] = _whole(attribute(child(level, "start"), "val"), 1)
    for one in children(root, "num"):
        number = attribute(one, "numId")
        numbering.abstract[number] = attribute(child(one, "abstractNumId"), "val")
        restart = attribute(child(one, "lvlOverride", "startOverride"), "val")
        if restart:
            numbering.restarts[number] = _whole(restart, 1)
    return numbering


def _whole(value: str, default: int) -> int:
    return int(value) if re.fullmatch(r"\d{1,6}", value, re.A) else default
