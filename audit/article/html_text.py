"""An HTML article to its visible text, with the line feeds of the file where they were.

A page that an editor hands over is small and mostly article, so this reader only leaves out what
is never part of one (scripts, styles, forms, navigation). Numbers in ``<sup>`` become superscript
digits and items of ``<ol>`` get their printed number, so that the text reads as the page looks.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from audit.article.words import word_set

_HTML = re.compile(
    r"\s*(?:<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<main[\s>]"
    r"|<(?:p|div|section|h1|h2)(?:\s[^<>]{0,200})?>)",
    re.I,
)
_COMMENT = re.compile(r"\s*<!--.*?-->", re.S)
# An attribute value with < or > in it is too rare to make the search for a tag's end quadratic.
_MARKUP = re.compile(
    r"(?P<comment><!--)|<(?P<slash>/?)(?P<tag>[A-Za-z][A-Za-z0-9:-]{0,30})(?P<rest>[^<>]{0,4000})>"
    r"|<[!?][^<>]{0,4000}>"
)
_RAW = {tag: re.compile(rf"</{tag}\b", re.I) for tag in ("script", "style", "textarea")}
_ATTRIBUTE = re.compile(
    r"(?P<name>[A-Za-z-]{1,30})\s*=\s*(?:\"(?P<quoted>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))"
)
_SKIPPED = word_set(
    "script style template noscript svg math form button select textarea iframe nav head"
)
_BLOCKS = word_set(
    "address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table td th "
    "tr ul br"
)
_HEADINGS = word_set("h1 h2 h3 h4 h5 h6")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUP_NUMBERS = re.compile(r"[\s,;–—-]*\d[\s,;–—\d-]*")


@dataclass(frozen=True, slots=True)
class Block:
    """One block element's span of the visible text."""

    start: int
    end: int
    heading: bool


def looks_like_html(text: str) -> bool:
    """Whether the file is an HTML document or a fragment that begins with a block element."""
    head = text[:20_000].lstrip("\ufeff")
    comment = _COMMENT.match(head)
    return bool(_HTML.match(head, comment.end() if comment else 0))


def html_blocks(text: str) -> tuple[str, tuple[Block, ...], str]:
    """Return the visible text, its blocks in order, and the page's ``<title>``."""
    reader = _Reader()
    for token in _tokens(text):
        reader.take(token)
    return reader.result()


@dataclass(frozen=True, slots=True)
class _Token:
    """Text (``tag`` empty) or a tag; ``lines`` are the line feeds it took in the file."""

    tag: str
    closing: bool
    content: str
    lines: int


def _tokens(text: str) -> Iterator[_Token]:
    """Tags and the text between them; a ``<`` that begins no tag is text. Linear in the text."""
    at = 0
    while at < len(text):
        found = _MARKUP.search(text, at)
        stop = found.start() if found else len(text)
        if stop > at:
            data = text[at:stop]
            yield _Token("", False, html.unescape(data), data.count("\n"))
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
        lines = text.count("\n", stop, at)
        yield _Token(tag or "!", bool(found["slash"]), found["rest"] or "", lines)


class _Reader:
    """Collects visible text; what it has put out always stands on the line of the file."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._block_start = 0
        self._heading = False
        self._skipping = ""
        self._depth = 0
        self._in_title = False
        self._title: list[str] = []
        self._lists: list[int] = []
        self._sup = 0
        self._href = ""

    def result(self) -> tuple[str, tuple[Block, ...], str]:
        """The text, blocks and title collected so far."""
        self._end_block()
        return "".join(self._out), tuple(self._blocks), " ".join("".join(self._title).split())

    def take(self, token: _Token) -> None:
        """Read the next token."""
        if token.tag:
            self._emit("\n" * token.lines)
            self._take_tag(token)
        elif self._in_title or self._skipping:
            self._title += [token.content] if self._in_title else []
            self._emit("\n" * token.lines)
        elif self._sup and _SUP_NUMBERS.fullmatch(token.content):
            lead = token.content[: len(token.content) - len(token.content.lstrip())]
            self._emit("\n" * lead.count("\n") + token.content.strip().translate(_SUPERSCRIPT))
            self._emit("\n" * (token.lines - lead.count("\n")))
        else:
            self._emit(token.content)

    def _take_tag(self, token: _Token) -> None:
        if token.tag == "title":
            self._in_title = not token.closing and not self._title
        if self._skipping:
            if token.tag == self._skipping:
                self._depth += -1 if token.closing else 1
                self._skipping = self._skipping if self._depth > 0 else ""
        elif token.tag in _SKIPPED and not token.closing:
            self._skipping, self._depth = token.tag, 1
        elif token.closing:
            self._close(token.tag)
        else:
            self._open(token)

    def _open(self, token: _Token) -> None:
        tag = token.tag
        if tag in _BLOCKS:
            self._end_block()
            self._heading = tag in _HEADINGS
        if tag in ("ol", "ul"):
            self._lists.append(_start_number(token, "start", 1) if tag == "ol" else -1)
        elif tag == "li":
            self._number_item(token)
        elif tag == "sup":
            self._sup += 1
        elif tag == "q":
            self._emit("“")
        elif tag == "a" and self._lists:
            # In a list of sources the link is the address that print would spell out.
            href = html.unescape(_attribute(token, "href"))
            self._href = href if href.startswith(("http://", "https://")) else ""

    def _close(self, tag: str) -> None:
        """Close what ``_open`` opened; stray end tags do nothing."""
        if tag in _BLOCKS:
            self._end_block()
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag == "sup" and self._sup:
            self._sup -= 1
        elif tag == "q":
            self._emit("”")
        elif tag == "a" and self._href:
            if self._href not in self._out[-1]:
                self._emit(f" <{self._href}> ")
            self._href = ""

    def _emit(self, data: str) -> None:
        self._out.append(data)
        self._length += len(data)

    def _end_block(self) -> None:
        if self._length > self._block_start:
            self._blocks.append(Block(self._block_start, self._length, self._heading))
            self._emit(" ")
            self._block_start = self._length
        self._heading = False

    def _number_item(self, token: _Token) -> None:
        if self._lists and self._lists[-1] >= 0:
            number = _start_number(token, "value", self._lists[-1])
            self._lists[-1] = number + 1
            self._emit(f"{number}. ")


def _attribute(token: _Token, name: str) -> str:
    for found in _ATTRIBUTE.finditer(token.content):
        if found["name"].lower() == name:
            return found["quoted"] or found["single"] or found["bare"] or ""
    return ""


def _start_number(token: _Token, name: str, default: int) -> int:
    value = _attribute(token, name)
    return int(value) if re.fullmatch(r"\d{1,6}", value, re.A) else default
