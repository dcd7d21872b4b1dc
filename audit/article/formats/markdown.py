"""A Markdown article to its visible text: emphasis and link targets left out, notes kept apart.

Headings, ordered lists and notes keep the signs in front of them, which say what they are. Every
line of the text is that line of the file; only notes inside a sentence stand at the end.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from markdown_it.token import Token

from audit.article.formats.markdown_inline import KEY, keys_of, markdown, place
from audit.article.layout import (
    Call,
    Layout,
    LineIndex,
    Link,
    Note,
    Row,
    Syntax,
    first_words,
    one_each,
    plain,
)
from audit.article.source_map import Writer
from audit.article.wrapped_links import plain_address

_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TITLE = re.compile(r"^title:[ \t]*(.+)$", re.M)
# What stands before a block's words and says what the block is.
_KEPT_LEAD = re.compile(r"(?:#{1,6}[ \t]+|\d{1,9}[.)][ \t]+|\[\^[^\]\s]{1,80}\]:[ \t]*)+$")
_NOTE_LEAD = re.compile(r"\[\^[^\]\s]{1,80}\]:\s*")
_HTML_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[A-Za-z!?][^<>]{0,4000}>", re.S)
_RAISED = re.compile(r"</?sup\b[^<>]{0,80}>", re.I)
_NUMBER = re.compile(r"\d{1,4}")


def is_markdown(path: str) -> bool:
    """Whether a file's name says that it is Markdown; its text alone cannot tell."""
    return path.lower().endswith(_SUFFIXES)


def read_markdown(text: str) -> Layout:
    """The layout of a Markdown file; ``text`` is the file, decoded."""
    return _Reader(text).layout()


@dataclass(slots=True)
class _Place:
    """A block's source as markdown-it gives it, with the file's offset of each of its lines."""

    content: str
    lines: list[tuple[int, int]] = field(default_factory=list)

    def offset(self, at: int) -> int:
        """The file's offset of the ``at``-th character of the block's source."""
        line = self.lines[max(0, bisect_right(self.lines, (at, 1 << 60)) - 1)]
        return line[1] + max(0, at - line[0])

    def part(self, start: int, end: int) -> "_Place":
        """The place of a part of the block."""
        lines = [(0, self.offset(start))]
        lines += [(at - start, offset) for at, offset in self.lines if start < at < end]
        return _Place(self.content[start:end], lines)


class _Reader:
    """Goes through the blocks of a file in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        front = _FRONT_MATTER.match(text)
        self._front = front[0] if front else ""
        # As markdown-it is given it; every character keeps its place.
        blank = re.sub(r"[^\n]", " ", self._front)
        self._source = (blank + text[len(blank) :]).replace("\x00", "\ufffd")
        self._starts = [0] + [found.end() for found in re.finditer("\n", text)]
        self._out = Writer(text)
        self._md = markdown()
        self._env: dict[str, object] = {}
        self._rows: list[Row] = []
        self._calls: list[Call] = []
        self._links: list[Link] = []
        self._notes: list[Note] = []
        self._quotes: list[tuple[int, int]] = []
        self._inline_notes: list[_Place] = []
        self._open_note: tuple[str, int] = ("", 0)
        self._heading = False
        self._quoted = 0
        self._cells = -1  # of the open table row; -1 outside of one
        self._at = 0

    def layout(self) -> Layout:
        """Read the whole file."""
        blocks = self._md.parse(self._source, self._env)
        self._take(blocks)
        self._out.skip_to(len(self._text))
        for number, where in enumerate(self._inline_notes, 1):
            self._append_note(f"inline-{number}", where)
        text, source = self._out.finish()
        rows = tuple(self._rows)
        self._calls += _bare_keys(text, rows, self._calls)
        return Layout(
            text=text,
            rows=rows,
            paragraphs=one_each(rows),
            lines=LineIndex(text, source, self._text),
            title=self._title(text),
            source=source,
            syntax=Syntax.MARKDOWN,
            calls=tuple(sorted(self._calls, key=lambda call: call.start)),
            notes=tuple(self._notes),
            links=tuple(self._links),
            block_quotes=tuple(self._quotes),
        )

    def _title(self, text: str) -> str:
        named = _TITLE.search(self._front)
        headings = [text[row.start : row.end] for row in self._rows if row.heading]
        title = re.sub(r"[*_`]", "", named[1]).strip().strip("\"'") if named else ""
        title = title or (headings[0] if headings else first_words(text, self._rows))
        return " ".join(plain(title).split())

    def _take(self, blocks: Sequence[Token]) -> None:
        """All blocks, and in their place the definitions of links, which make no block."""
        waiting = _definition_lines(self._env)
        for token in blocks:
            while token.map and waiting and waiting[0][0] < token.map[0]:
                self._raw_lines(*waiting.pop(0))
            self._block(token)
        for lines in waiting:
            self._raw_lines(*lines)

    def _block(self, token: Token) -> None:
        kind = token.type
        if kind.startswith("blockquote_"):
            self._quoted += token.nesting
        elif kind.startswith("heading_"):
            self._heading = token.nesting > 0
        elif kind.startswith("tr_"):
            self._cells = 0 if token.nesting > 0 else -1
        elif kind == "footnote_reference_open":
            self._open_note = (str(token.meta["label"]), len(self._rows))
        elif kind == "footnote_reference_close":
            self._close_note(*self._open_note)
        elif kind == "inline" and token.map:
            self._inline_block(token, token.map[0])
        elif kind == "html_block" and token.map:
            self._html_block(*token.map)

    def _inline_block(self, token: Token, line: int) -> None:
        where = self._placed(token.content, line)
        if where is None:  # a table cell with escaped strokes: its words, without places
            start = max(self._at, self._starts[line])
            self._out.skip_to(start)
            begin = self._out.length
            self._out.put(" ".join(token.content.split()), start, start)
            self._end_row(begin)
            return
        begin = where.offset(0)
        low = max(self._at, self._starts[bisect_right(self._starts, begin) - 1])
        lead = _KEPT_LEAD.search(self._source, low, begin)
        self._out.skip_to(lead.start() if lead else begin)
        if self._cells > 0:
            self._out.put(" ", begin, begin)
        row_start = self._out.length
        if lead:
            self._out.keep(lead.start(), begin)
        self._children(token.children or [], where)
        self._at = where.offset(len(where.content))
        self._end_row(row_start)

    def _placed(self, content: str, first: int) -> _Place | None:
        """Where each line of a block's source stands in the file."""
        place, at = _Place(content), 0
        for number, part in enumerate(content.split("\n"), first):
            words = part.strip(" \t")
            start = self._starts[number]
            end = self._source.find("\n", start)
            line = self._source[start : end if end >= 0 else len(self._source)]
            low = max(0, self._at - start) if self._cells >= 0 else 0
            column = len(line.rstrip()) - len(words)
            if self._cells >= 0 or not line.rstrip().endswith(words):
                column = line.find(words, low)
            if column < 0:
                return None
            place.lines.append((at + len(part) - len(part.lstrip(" \t")), start + column))
            at += len(part) + 1
        return place

    def _end_row(self, start: int) -> None:
        low, high = self._out.trimmed(start)
        if low >= high:
            return
        if self._cells > 0:
            self._rows[-1] = Row(self._rows[-1].start, high)
            return
        self._cells += self._cells == 0
        self._rows.append(Row(low, high, self._heading))
        if self._quoted and not self._heading:
            self._quotes.append((low, high))

    def _raw_lines(self, first: int, last: int) -> None:
        """Lines that stand in the text as they are, one row."""
        end = self._starts[last] if last < len(self._starts) else len(self._text)
        self._out.skip_to(self._starts[first])
        start = self._out.length
        self._out.keep(self._starts[first], end)
        self._at = end
        self._end_row(start)

    def _html_block(self, first: int, last: int) -> None:
        """HTML inside Markdown: its words, line by line, without the tags."""
        at = self._starts[first]
        end = self._starts[last] if last < len(self._starts) else len(self._text)
        self._out.skip_to(at)
        start = self._out.length
        for found in chain(_HTML_TAG.finditer(self._source, at, end), [None]):
            self._out.keep(at, found.start() if found else end)
            at = found.end() if found else end
        self._at = end
        for low, high in self._out.lines_since(start):
            self._rows.append(Row(low, high))

    def _close_note(self, key: str, first_row: int) -> None:
        rows = self._rows[first_row:]
        if rows:
            start, end = rows[0].start, rows[-1].end
            lead = _NOTE_LEAD.match(self._out.so_far(start))
            body = min(end, start + (lead.end() if lead else 0))
            self._notes.append(Note(key, start, body, end))

    def _append_note(self, key: str, where: _Place) -> None:
        """The words of a note that interrupts a sentence, as a row of their own at the end."""
        self._out.jump(len(self._text))
        self._out.put("\n", len(self._text), len(self._text))
        self._out.jump(where.offset(0))
        start = self._out.length
        children: list[Token] = []
        self._md.inline.parse(where.content, self._md, self._env, children)
        self._children(children, where)
        low, high = self._out.trimmed(start)
        if low < high:
            self._rows.append(Row(low, high))
            self._notes.append(Note(key, low, low, high))

    # ------------------------------------------------------------------------------ inside a block

    def _children(self, children: Sequence[Token], where: _Place) -> None:
        """The inline tokens of a block in order."""
        at, link_start = 0, 0
        for index, token in enumerate(children):
            span = place(token)
            if span is None:
                at = self._words(token, where, at)
                continue
            if token.type == "link_open":
                link_start = self._open_link(children, index, where)
            elif token.type == "link_close":
                self._close_link(children, index, where, link_start)
            else:
                self._mark(token, where, *span)
            at = max(at, span[1])

    def _words(self, token: Token, where: _Place, at: int) -> int:
        """Running words, which stand in the block's source at or after ``at``."""
        start = where.content.find(token.content, at) if token.content else -1
        if start < 0:
            return at
        end = start + len(token.content)
        self._keep(where, start, end)
        return end

    def _mark(self, token: Token, where: _Place, start: int, end: int) -> None:
        kind = token.type
        if kind == "text" and token.content:
            self._keep(where, start, end)
        elif kind == "text_special":
            self._out.put(token.content, where.offset(start), where.offset(end))
        elif kind == "code_inline":
            self._keep(where, start + len(token.markup), end - len(token.markup))
        elif kind == "html_inline" and _RAISED.fullmatch(token.content):
            self._keep(where, start, end)
        elif kind == "html_inline" and token.content.lower().startswith("<br"):
            self._out.put(" ", where.offset(start), where.offset(end))
        elif kind in ("note_call", "citation"):
            begin = self._out.skipped(where.offset(start))
            self._keep(where, start, end)
            keys = tuple(token.meta["keys"])
            self._calls.append(Call(begin, self._out.length, keys, work=kind == "citation"))
        elif kind == "inline_note":
            begin = self._out.skipped(where.offset(start))
            self._out.put("[^]", where.offset(start), where.offset(end))
            self._inline_notes.append(where.part(*token.meta["words"]))
            key = f"inline-{len(self._inline_notes)}"
            self._calls.append(Call(begin, begin + len("[^]"), (key,)))

    def _keep(self, where: _Place, start: int, end: int) -> None:
        """Words of a block's source, line by line."""
        for found in re.finditer(r"[^\n]+", where.content[start:end]):
            low = where.offset(start + found.start())
            self._out.keep(low, low + len(found[0]))

    def _open_link(self, children: Sequence[Token], index: int, where: _Place) -> int:
        """A link begins; the printed number ``[1]`` keeps its brackets."""
        span = place(children[index]) or (0, 0)
        if _NUMBER.fullmatch(_label(children, index, where)):
            self._keep(where, *span)
        return self._out.skipped(where.offset(span[1]))

    def _close_link(
        self, children: Sequence[Token], index: int, where: _Place, link_start: int
    ) -> None:
        start, end = place(children[index]) or (0, 0)
        opening = max(at for at in range(index) if children[at].type == "link_open")
        tail = where.content[start:end]
        if _NUMBER.fullmatch(_label(children, opening, where)):
            self._keep(where, start, start + 1)
        elif re.fullmatch(r"\]\[\d{1,4}\]", tail):
            self._keep(where, start + 1, end)  # [words][1]: the number is what print shows
        else:
            url = plain_address(str(children[opening].attrs.get("href", "")))
            if url and self._out.length > link_start:
                self._links.append(Link(link_start, self._out.length, url))


def _label(children: Sequence[Token], opening: int, where: _Place) -> str:
    """The source of a link's words."""
    closing = next(
        (at for at in range(opening, len(children)) if children[at].type == "link_close"), opening
    )
    start, end = (place(children[opening]) or (0, 0))[1], (place(children[closing]) or (0, 0))[0]
    return where.content[start:end]


def _definition_lines(env: dict[str, object]) -> list[tuple[int, int]]:
    """The lines of the numbered link definitions, ``[1]: https://…``, ascending."""
    given = env.get("references")
    found = []
    for label, definition in given.items() if isinstance(given, dict) else ():
        if _NUMBER.fullmatch(label) and definition.get("map"):
            found.append((int(definition["map"][0]), int(definition["map"][1])))
    return sorted(found)


def _bare_keys(text: str, rows: Sequence[Row], calls: Sequence[Call]) -> list[Call]:
    """Keys of a bibliography without brackets: ``@smith says``."""
    taken = sorted((call.start, call.end) for call in calls)
    found = []
    for row in rows:
        for key in KEY.finditer(text, row.start, row.end):
            at = bisect_right(taken, (key.start(), len(text))) - 1
            if at < 0 or taken[at][1] <= key.start():
                span = (key.start(), key.end())
                found.append(Call(*span, keys_of(key[0]), work=True, bare=True))
    return found
