"""Plain text, JSON and XML to ``SourceText``."""

import json
import re

from lxml import etree

from audit.extract.blocks import Labelled, compose
from audit.extract.embedded import blocks_of_string
from audit.extract.sniff import Kind
from audit.model import PageMetadata, SourceText
from audit.vocabulary import Zone

_PARAGRAPH = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+|\f")
_MOST_NODES = 1_000_000


def extract_plain(text: str) -> SourceText:
    """Plain text: a paragraph ends at a blank line; hard-wrapped lines are joined."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return compose(((Zone.MAIN, part) for part in _PARAGRAPH.split(lines)), media_type=Kind.PLAIN)


def extract_json(text: str) -> SourceText:
    """The strings of a JSON document, one block each; what is no JSON is read as plain text."""
    try:
        value: object = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return extract_plain(text)
    found: list[Labelled] = []
    todo = [value]
    while todo and len(found) < _MOST_NODES:
        node = todo.pop()
        if isinstance(node, dict):
            todo.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            todo.extend(reversed(node))
        elif isinstance(node, str):
            found += [(Zone.MAIN, block) for block in blocks_of_string(node)]
    return compose(found, media_type=Kind.JSON)


def extract_xml(body: str) -> SourceText:
    """The texts of an XML document or feed, one block for each element; no entity is expanded."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    declared = re.sub(r"^\s*<\?xml[^>]*\?>", "", body)
    try:
        root = etree.fromstring(declared.replace("\x00", "").encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        return extract_plain(body)
    texts = [block for text in root.itertext() for block in blocks_of_string(str(text))]
    title = next((text.strip() for text in _titles(root) if text.strip()), "")
    blocks = ((Zone.MAIN, text) for text in texts)
    return compose(blocks, PageMetadata(title=title), media_type=Kind.XML)


def _titles(root: "etree._Element") -> list[str]:
    return ["".join(map(str, element.itertext())) for element in root.iter("{*}title")]
