"""HTML to tags and the text between them, each with its span in the file. Linear in the file."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

# An attribute value with < or > in it is too rare to make the search for a tag's end quadratic.
_MARKUP = re.compile(
    r"(?P<comment><!--)|<(?P<slash>/?)(?P<tag>[A-Za-z][A-Za-z0-9:-]{0,30})(?P<rest>[^<>]{0,4000})>"
    r"|<[!?][^<>]{0,4000}>"
)
_RAW = {tag: re.compile(rf"</{tag}\b", re.I) for tag in ("script", "style", "textarea")}
_ATTRIBUTE = re.compile(
    r"(?P<name>[A-Za-z-]{1,30})\s*=\s*(?:\"(?P<quoted>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))"
)


@dataclass(frozen=True, slots=True)
class Token:
    """Text (``tag`` empty) or a tag with what stands in it after its name (``rest``)."""

    tag: str
    closing: bool
    rest: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Tags and the text between them; a ``<`` that begins no tag is text, a comment a tag ``!``."""
    at = 0
    while at < len(text):
        found = _MARKUP.search(text, at)
        stop = found.start() if found else len(text)
        if stop > at:
            yield Token("", False, "", at, stop)
        if found is None:
            return
        at = found.end()
        if found["comment"]:
            end = text.find("-->", at)
            at = end + 3 if end >= 0 else len(text)
        tag = (found["tag"] or "").lower()
        if tag in _RAW and not found["slash"]:
            end_tag = _RAW[tag].search(text, at)
            at = end_tag.start() if end_tag else len(text)
        yield Token(tag or "!", bool(found["slash"]), found["rest"] or "", stop, at)


def attributes(token: Token) -> dict[str, str]:
    """The attributes of a tag, entities spelled out; the first of a name counts."""
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(token.rest):
        value = one["quoted"] or one["single"] or one["bare"] or ""
        found.setdefault(one["name"].lower(), html.unescape(value))
    return found
