"""A Word document (.docx) to its text as accepted: one line a paragraph, notes after the body.

The line numbers are those of the paragraphs, empty ones and those of tables counted, notes last in
the order in which they are called. Deletions that are only tracked are left out, insertions kept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from audit.article.formats.docx_styles import (
    Numbering,
    Styles,
    attribute,
    child,
    children,
    is_on,
    local,
    read_numbering,
    read_styles,
)
from audit.article.formats.package import Package
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
)
from audit.article.source_map import SourceMap
from audit.article.wrapped_links import plain_address
from audit.errors import ArticleError

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_NUMBERS = re.compile(r"[\s,;–—-]*\d[\s,;–—\d-]*")
_GONE = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "sdtPr"})
_SIGNS = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-", "ptab": "\t"}
_HYPERLINK = re.compile(r"\s*HYPERLINK\s+(?:\\\w\s+)*\"([^\"]{1,2000})\"", re.I)


def is_docx(data: bytes) -> bool:
    """Whether the file is a ZIP archive with a Word document in it."""
    return data.startswith(b"PK\x03\x04") and b"word/" in data


def read_docx(data: bytes, path: str) -> Layout:
    """The layout of a Word document. Raises ``ArticleError`` for a damaged or hostile one."""
    package = Package(data, path)
    main = _main_part(package)
    root = package.xml(main)
    body = child(root, "body")
    if body is None:
        raise ArticleError("this file is no Word document", path=path)
    folder = main.rpartition("/")[0]
    reader = _Reader(
        styles=read_styles(package.xml(f"{folder}/styles.xml")),
        numbering=read_numbering(package.xml(f"{folder}/numbering.xml")),
    )
    reader.links_of(_relations(package, main))
    reader.blocks(body)
    for kind in ("footnote", "endnote"):
        part = f"{folder}/{kind}s.xml"
        reader.links_of(_relations(package, part))
        reader.notes_of(kind, package.xml(part))
    return reader.layout()


def _main_part(package: Package) -> str:
    for relation in children(package.xml("_rels/.rels"), "Relationship"):
        if attribute(relation, "Type").endswith("/officeDocument"):
            return attribute(relation, "Target").lstrip("/")
    return "word/document.xml"


def _relations(package: Package, part: str) -> dict[str, str]:
    """The addresses outside the file that a part names, by their ids."""
    folder, _, name = part.rpartition("/")
    relations = children(package.xml(f"{folder}/_rels/{name}.rels"), "Relationship")
    return {attribute(one, "Id"): attribute(one, "Target") for one in relations}


@dataclass(slots=True)
class _Field:
    """A field under way: what it was told to do, and where its visible words begin."""

    instruction: str = ""
    start: int = -1


@dataclass(slots=True)
class _Reader:
    """Writes the text paragraph by paragraph."""

    styles: Styles
    numbering: Numbering
    parts: list[str] = field(default_factory=list)
    length: int = 0
    row_start: int = 0
    rows: list[Row] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    called: dict[str, dict[str, int]] = field(
        default_factory=lambda: {"footnote": {}, "endnote": {}}
    )
    addresses: Mapping[str, str] = field(default_factory=dict)
    fields: list[_Field] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    def links_of(self, addresses: Mapping[str, str]) -> None:
        """What the ids of hyperlinks stand for in the part that is read next."""
        self.addresses = addresses

    def layout(self) -> Layout:
        """All that was read."""
        text = "".join(self.parts)
        rows = tuple(self.rows)
        headings = [text[row.start : row.end] for row in rows if row.heading]
        title = headings[0] if headings else first_words(text, rows)
        source = SourceMap.identity(len(text))
        return Layout(
            text=text,
            rows=rows,
            paragraphs=one_each(rows),
            lines=LineIndex(text),
            title=" ".join(title.split()),
            source=source,
            syntax=Syntax.CLOSED,
            calls=tuple(self.calls),
            notes=tuple(self.notes),
            links=tuple(self.links),
            block_quotes=tuple(self.quotes),
        )

    def blocks(self, parent: etree._Element) -> None:
        """The paragraphs below an element, tables and content controls opened."""
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tr" and child(element, "trPr", "del") is not None:
                continue
            elif name not in _GONE:
                self.blocks(element)

    def notes_of(self, kind: str, root: etree._Element | None) -> None:
        """The notes of ``footnotes.xml`` or ``endnotes.xml`` that are called, in that order."""
        by_id = {attribute(note, "id"): note for note in children(root, kind)}
        for name, number in self.called[kind].items():
            note = by_id.get(name)
            if note is None:
                continue
            first = len(self.rows)
            self.blocks(note)
            rows = self.rows[first:]
            if rows:
                start = rows[0].start
                self.notes.append(Note(_key(kind, number), start, start, rows[-1].end))

    # ---------------------------------------------------------------------------- one paragraph

    def _paragraph(self, paragraph: etree._Element) -> None:
        style = attribute(child(paragraph, "pPr", "pStyle"), "val")
        numbered = child(paragraph, "pPr", "numPr")
        if numbered is None:
            numbered = self.styles.lists.get(style)
        self._write(self.numbering.next(numbered))
        self._inline(paragraph)
        if child(paragraph, "pPr", "rPr", "del") is None:  # else it runs on into the next one
            heading = style in self.styles.headings or (
                child(paragraph, "pPr", "outlineLvl") is not None
            )
            self._end_row(heading=heading, quoted=style in self.styles.quotes)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.blocks(box)

    def _end_row(self, *, heading: bool, quoted: bool) -> None:
        text = "".join(self.parts[self.row_start :])
        start = self.length - len(text)
        low, high = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
        if low < high:
            self.rows.append(Row(low, high, heading))
            if quoted:
                self.quotes.append((low, high))
        self._write("\n")
        self.row_start = len(self.parts)

    def _write(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)

    def _inline(self, parent: etree._Element) -> None:
        """Runs and what may stand round them."""
        for element in parent:
            name = local(element)
            if name in _GONE:
                continue
            if name == "r":
                self._run(element)
            elif name == "hyperlink":
                start = self.length
                self._inline(element)
                self._link(start, self.addresses.get(attribute(element, "id"), ""))
            elif name == "fldSimple":
                start = self.length
                self._inline(element)
                self._link(start, _address(attribute(element, "instr")))
            elif name == "txbxContent":
                self.boxes.append(element)
            else:
                self._inline(element)

    def _run(self, run: etree._Element) -> None:
        look = child(run, "rPr")
        style = attribute(child(look, "rStyle"), "val")
        if is_on(child(look, "vanish")) or style in self.styles.hidden:
            return
        raised = attribute(child(look, "vertAlign"), "val") == "superscript"
        raised = raised or style in self.styles.raised
        for element in run:
            name = local(element)
            if name == "t":
                self._words(element.text or "", raised=raised)
            elif name in _SIGNS:
                self._write(_SIGNS[name])
            elif name in ("footnoteReference", "endnoteReference"):
                self._call(name.removesuffix("Reference"), attribute(element, "id"))
            elif name == "fldChar":
                self._field(attribute(element, "fldCharType"))
            elif name == "instrText":
                if self.fields:
                    self.fields[-1].instruction += element.text or ""
            elif name not in _GONE:
                self._inline(element)

    def _words(self, text: str, *, raised: bool) -> None:
        words = re.sub(r"[\n\r\x0b\x0c\x85\u2028\u2029]", " ", text)
        if raised and _RAISED_NUMBERS.fullmatch(words):
            words = words.translate(_SUPERSCRIPT)
        self._write(words)

    def _field(self, step: str) -> None:
        """Fields keep what they show; those that lead to a page are links."""
        if step == "begin":
            self.fields.append(_Field())
        elif step == "separate" and self.fields:
            self.fields[-1].start = self.length
        elif step == "end" and self.fields:
            done = self.fields.pop()
            if done.start >= 0:
                self._link(done.start, _address(done.instruction))

    def _link(self, start: int, address: str) -> None:
        url = plain_address(address)
        if url and self.length > start:
            self.links.append(Link(start, self.length, url))

    def _call(self, kind: str, name: str) -> None:
        number = self.called[kind].setdefault(name, len(self.called[kind]) + 1)
        start = self.length
        self._write(str(number).translate(_SUPERSCRIPT))
        self.calls.append(Call(start, self.length, (_key(kind, number),)))


def _key(kind: str, number: int) -> str:
    """Footnotes and endnotes are counted apart; the footnotes have the plain numbers."""
    return str(number) if kind == "footnote" else f"endnote-{number}"


def _address(instruction: str) -> str:
    found = _HYPERLINK.match(instruction)
    return found[1] if found else ""
