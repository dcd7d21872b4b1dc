"""An HTML article to its visible text, with the line feeds of the file where they were.

A page that an editor hands over is small and mostly article, so this reader only leaves out what
is never part of one (scripts, styles, forms, navigation). Numbers in ``<sup>`` become superscript
digits and items of ``<ol>`` get their printed number, so that the text reads as the page looks.
"""

import html
import re
from dataclasses import replace

from audit.article.formats.html_article import rows_of_article
from audit.article.formats.html_elements import Element, OpenElements
from audit.article.formats.html_notes import Anchor, notes_of
from audit.article.formats.html_tokens import Token, attributes, tokens
from audit.article.layout import (
    Layout,
    LineIndex,
    Link,
    Row,
    Syntax,
    first_words,
    one_each,
    trimmed,
)
from audit.article.source_map import Writer
from audit.article.words import word_set
from audit.article.wrapped_links import plain_address

_HTML = re.compile(
    r"\s*(?:<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<main[\s>]"
    r"|<(?:p|div|section|h1|h2)(?:\s[^<>]{0,200})?>)",
    re.I,
)
_COMMENT = re.compile(r"\s*(?:<!--.*?-->|<\?xml[^<>]{0,200}\?>)", re.S)
_ENTITY = re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")
_SKIPPED = word_set(
    "script style template noscript svg math form button select textarea iframe nav head"
)
_SKIPPED_ROLES = word_set("navigation banner search menu menubar dialog alert toolbar")
# Copies of a note that a plug-in shows when the pointer is over its number.
_COPY_OF_NOTE = re.compile(r"\b(?:footnote_tooltip|sidenote-popup|littlefoot|popover__content)\b")
_BLOCKS = word_set(
    "address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table td th "
    "tr ul br"
)
_HEADINGS = word_set("h1 h2 h3 h4 h5 h6")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUP_NUMBERS = re.compile(r"[\s,;–—-]*\d[\s,;–—\d-]*")
_LONGEST_INDEX_CELL = 8


def looks_like_html(text: str) -> bool:
    """Whether the file is an HTML document or a fragment that begins with a block element."""
    head = text[:20_000].lstrip("\ufeff")
    at = 0
    while comment := _COMMENT.match(head, at):
        at = comment.end()
    return bool(_HTML.match(head, at))


def read_html(text: str) -> Layout:
    """The layout of a page; ``text`` is the file, decoded."""
    reader = _Reader(text)
    for token in tokens(text):
        reader.take(token)
    return reader.layout()


class _Reader:
    """Collects visible text; what it has put out always stands on the line of the file."""

    def __init__(self, original: str) -> None:
        self._original = original
        self._out = Writer(original)
        self._open = OpenElements()
        self._rows: list[Row] = []
        self._row_start = 0
        self._heading = False
        self._skipping = ""
        self._depth = 0
        self._in_title = False
        self._title: list[str] = []
        self._lists: list[int] = []
        self._anchors: list[Anchor] = []
        self._anchor: Anchor | None = None
        self._superscripts: list[Element] = []
        self._quotes: list[Element] = []
        self._parts: list[Element] = []
        self._cell_start = -1

    def layout(self) -> Layout:
        """What was collected, when the page is at its end."""
        self._out.skip_to(len(self._original))
        self._end_row(len(self._original))
        self._open.close_all(self._out.length)
        text, source = self._out.finish()
        rows = tuple(
            replace(row, start=start, end=end)
            for row in self._rows
            for start, end in [trimmed(text, row.start, row.end)]
            if start < end
        )
        calls, notes = notes_of(text, rows, self._anchors, self._superscripts, self._open.by_id)
        rows = rows_of_article(text, rows, self._parts, notes)
        headings = [text[row.start : row.end] for row in rows if row.heading]
        title = " ".join("".join(self._title).split())
        name = headings[0] if headings else title or first_words(text, rows)
        return Layout(
            text=text,
            rows=rows,
            paragraphs=one_each(rows),
            lines=LineIndex(text, source, self._original),
            title=" ".join(name.split()),
            source=source,
            syntax=Syntax.HTML,
            calls=calls,
            notes=notes,
            links=tuple(self._links(text)),
            block_quotes=_quoted_rows(rows, self._quotes),
        )

    def take(self, token: Token) -> None:
        """Read the next token."""
        if token.tag:
            self._take_tag(token)
        elif self._in_title or self._skipping:
            if self._in_title:
                self._title.append(html.unescape(self._original[token.start : token.end]))
        else:
            self._text(token.start, token.end)

    def _text(self, start: int, end: int) -> None:
        """Words of the page, entities spelled out; numbers in ``<sup>`` as superscript digits."""
        raw = self._original[start:end]
        if self._open.inside("sup") and _SUP_NUMBERS.fullmatch(raw):
            low, high = trimmed(self._original, start, end)
            self._out.put(self._original[low:high].translate(_SUPERSCRIPT), low, high)
            return
        at = start
        for found in _ENTITY.finditer(self._original, start, end):
            meant = html.unescape(found[0])
            if meant != found[0]:
                self._out.keep(at, found.start())
                self._out.put(meant, found.start(), found.end())
                at = found.end()
        self._out.keep(at, end)

    def _take_tag(self, token: Token) -> None:
        if token.tag == "title":
            self._in_title = not token.closing and not self._title
        if self._skipping:
            if token.tag == self._skipping:
                self._depth += -1 if token.closing else 1
                self._skipping = self._skipping if self._depth > 0 else ""
        elif token.closing:
            self._close(token)
        elif token.tag != "!":
            given = attributes(token)
            if token.tag in _SKIPPED or _is_hidden(given):
                self._skip(token)
            else:
                self._start(token, given)

    def _skip(self, token: Token) -> None:
        if not token.rest.rstrip().endswith("/"):
            self._skipping, self._depth = token.tag, 1

    def _start(self, token: Token, given: dict[str, str]) -> None:
        tag = token.tag
        joins = tag in ("td", "th") and self._in_index_cell()
        if tag in _BLOCKS and not joins:
            self._end_row(token.start)
            self._heading = tag in _HEADINGS
        element = self._open.open(tag, given, self._out.length)
        if tag in ("td", "th"):
            self._cell_start = element.start
        if tag in ("ol", "ul"):
            self._lists.append(_number(given.get("start", ""), 1) if tag == "ol" else -1)
        elif tag == "li":
            self._number_item(token, given)
        elif tag == "sup":
            self._superscripts.append(element)
        elif tag == "blockquote":
            self._quotes.append(element)
        elif tag in ("article", "main"):
            self._parts.append(element)
        elif tag == "q":
            self._out.put("“", token.start, token.start)
        elif tag == "a" and "href" in given:
            self._anchor = Anchor(element, given["href"].strip(), self._open.inside("sup"))
            self._anchors.append(self._anchor)

    def _close(self, token: Token) -> None:
        """Close what ``_start`` opened; stray end tags do nothing."""
        tag = token.tag
        joins = tag in ("td", "th") and self._in_index_cell()
        if joins:
            self._out.put(" ", token.start, token.start)
        self._open.close(tag, self._out.length)
        if tag in _BLOCKS and not joins:
            self._end_row(token.start)
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag == "q":
            self._out.put("”", token.start, token.start)

    def _in_index_cell(self) -> bool:
        """Whether the row so far is a table's first cell with a number: a note's, not a column."""
        return (
            self._cell_start >= self._row_start
            and self._out.length - self._row_start <= _LONGEST_INDEX_CELL
        )

    def _end_row(self, at: int) -> None:
        if self._out.length > self._row_start:
            self._rows.append(Row(self._row_start, self._out.length, self._heading))
            self._out.put(" ", at, at)
            self._row_start = self._out.length
        self._heading = False

    def _number_item(self, token: Token, given: dict[str, str]) -> None:
        if self._lists and self._lists[-1] >= 0:
            number = _number(given.get("value", ""), self._lists[-1])
            self._lists[-1] = number + 1
            self._out.put(f"{number}. ", token.start, token.start)

    def _links(self, text: str) -> list[Link]:
        found = []
        for anchor in self._anchors:
            start, end = trimmed(text, anchor.element.start, anchor.element.end)
            url = plain_address(anchor.href)
            if url and start < end:
                found.append(Link(start, end, url))
        return found


def _is_hidden(given: dict[str, str]) -> bool:
    return (
        given.get("role", "").lower() in _SKIPPED_ROLES
        or bool(_COPY_OF_NOTE.search(given.get("class", "")))
        or given.get("aria-hidden", "").lower() == "true"
    )


def _quoted_rows(rows: tuple[Row, ...], quotes: list[Element]) -> tuple[tuple[int, int], ...]:
    """The rows that lie in a ``<blockquote>``; not those of an embedded post."""
    spans = [(one.start, one.end) for one in quotes if "twitter" not in one.classes]
    return tuple(
        (row.start, row.end)
        for row in rows
        if any(start <= row.start and row.end <= end for start, end in spans)
    )


def _number(value: str, default: int) -> int:
    return int(value) if re.fullmatch(r"\d{1,6}", value, re.A) else default
