"""The article's own reference list: where it is, and its items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.article.entry import read_entry
from audit.article.entry_text import entry_text
from audit.article.layout import Layout, Row, plain
from audit.article.words import phrase_set
from audit.model import ListEntry

_HEADINGS = phrase_set(
    """
    references|reference list|list of references|references cited|cited references|reference
    research articles|articles cited|cited articles|research|notes|note|notes and references
    references and notes|notes and sources|sources and notes|sources|source list|list of sources
    sources cited|cited sources|sources and references|references and sources|works cited
    work cited|works consulted|works referenced|bibliography|selected bibliography
    select bibliography|citations|list of citations|citations and references|endnotes|end notes
    footnotes|foot notes|literature|literature cited|literature references|resources
    quellen|quellenangaben|quellenverzeichnis|literatur|literaturverzeichnis|einzelnachweise
    anmerkungen|fußnoten|références|notes et références|bibliographie|fuentes|referencias
    bibliografía|notas|fonti|riferimenti|bibliografia|note e riferimenti|bronnen
    """
)
_HEADING_NUMBER = re.compile(r"^(?:\d{1,2}[.)]?|[ivx]{1,5}[.)])\s+")

# The way a number is printed before an item; one list keeps to one of them.
_STYLES = {
    "caret": re.compile(r"(?P<open>\[\^(?P<n>\d{1,4})\]:\s*)"),
    "bracket": re.compile(r"(?P<open>\\?\[(?P<n>\d{1,4})\\?\][.:]?\s*)(?!\()"),
    "paren": re.compile(r"(?P<open>\((?P<n>\d{1,4})\)\s*)"),
    "point": re.compile(r"(?P<open>(?:[-*•]\s+)?(?P<n>\d{1,4})(?:\\?\.|\)|:)(?:\s+|(?=[^\d\s.])))"),
    "superscript": re.compile(r"(?P<open>(?P<n>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})\s*)"),
    "bare": re.compile(r"(?P<open>(?P<n>\d{1,4})(?:\t\s*|[ \xa0]{1,3}))(?=\S)"),
}
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LOOKS_CITED = re.compile(r"\b(?:1[89]\d\d|20\d\d)\b|https?://|[“\"«„]|\bdoi:")
_URL_ONLY = re.compile(r"(?:available at:?\s*|retrieved from:?\s*)?<?https?://\S+$", re.I)
_HEADING_WIDTH = 60


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """The list as found. ``start`` is where its heading (or first item) begins.

    ``excluded`` are the spans that are no body: from the heading to the file's end, or each single
    footnote definition when they are scattered. ``style`` is the way its numbers are printed.
    """

    heading: str
    start: int
    style: str
    entries: tuple[ListEntry, ...]
    excluded: tuple[tuple[int, int], ...]
    other_heading: tuple[str, int] | None = None


def is_heading(text: str) -> bool:
    """Whether a row says that a list of sources follows."""
    if len(text) > _HEADING_WIDTH:
        return False
    words = plain(text).strip(":.[]()–—- \xa0").lower()
    return words in _HEADINGS or _HEADING_NUMBER.sub("", words) in _HEADINGS


def find_list(layout: Layout) -> ReferenceList | None:
    """The last list under a heading that says so; else footnote definitions; else a cited list.

    The last means: a list of works without any heading, in the last rows of the file.
    """
    text, rows = layout.text, layout.rows
    headings = [at for at, row in enumerate(rows) if is_heading(text[row.start : row.end])]
    found: ReferenceList | None = None
    for at in reversed(headings):
        style = _style_after(text, rows, at)
        if not style:
            continue
        heading_row = rows[at]
        heading = plain(text[heading_row.start : heading_row.end]).rstrip(":").strip()
        if found is None:
            items = _items(layout, at + 1, style)
            whole = ((heading_row.start, len(text)),)
            found = ReferenceList(heading, heading_row.start, style, items, whole)
        else:
            line = layout.lines.line(heading_row.start)
            found = ReferenceList(
                found.heading,
                found.start,
                found.style,
                found.entries,
                found.excluded,
                (heading, line),
            )
            break
    return found or _definitions(layout) or _unheaded(layout)


def _style_after(text: str, rows: Sequence[Row], at: int) -> str:
    """The number style of the first item within three rows of a heading, or ``""``."""
    for row in rows[at + 1 : at + 4]:
        if is_heading(text[row.start : row.end]):
            return ""
        style = _style_of(text, row)
        if style:
            return style
    return ""


def _style_of(text: str, row: Row) -> str:
    for name, pattern in _STYLES.items():
        found = pattern.match(text, row.start, row.end)
        # A list begins low; "1998 was ..." under a heading is prose.
        if found and _number(found) <= (9 if name == "bare" else 500):
            return name
    return ""


def _number(found: re.Match[str]) -> int:
    return int(found["n"].translate(_PLAIN_DIGITS))


def _items(layout: Layout, first_row: int, style: str) -> tuple[ListEntry, ...]:
    """The items from ``first_row`` on; stops where rows cease to belong to the list."""
    grouped: list[list[Row]] = []
    longest = 1
    for at, kind in _classified(layout, first_row, style):
        row = layout.rows[at]
        if kind == "item":
            longest = max(longest, len(grouped[-1]) if grouped else 1)
            grouped.append([row])
        elif grouped:
            grouped[-1].append(row)
    if grouped:
        _shorten_last(layout.text, grouped, longest)
    return tuple(_entry(layout, group[0], group[-1], style) for group in grouped)


def _classified(layout: Layout, first_row: int, style: str) -> Iterator[tuple[int, str]]:
    """Rows of the list with their part in it: ``item`` or ``more`` of the item before."""
    text, rows, pattern = layout.text, layout.rows, _STYLES[style]
    started = False
    next_items = _next_items(layout, first_row, style)
    for at in range(first_row, len(rows)):
        row = rows[at]
        if pattern.match(text, row.start, row.end) and (style != "bare" or at in next_items):
            started = True
            yield at, "item"
        elif not started:
            continue
        elif row.heading or is_heading(text[row.start : row.end]):
            return
        elif _continues(text, rows[at - 1], row):
            yield at, "more"
        elif not _item_soon(next_items, at):
            return


def _next_items(layout: Layout, first_row: int, style: str) -> frozenset[int]:
    """Rows that are items of the style; bare numbers must count up by one to three."""
    found = set()
    last = 0
    for at in range(first_row, len(layout.rows)):
        match = _STYLES[style].match(layout.text, layout.rows[at].start, layout.rows[at].end)
        if match and (style != "bare" or last < _number(match) <= last + 3):
            last = _number(match)
            found.add(at)
    return frozenset(found)


def _item_soon(items: frozenset[int], at: int) -> bool:
    """Whether another item follows within the next four rows: an advert stands between."""
    return any(ahead in items for ahead in range(at + 1, at + 5))


def _continues(text: str, previous: Row, row: Row) -> bool:
    gap = text[previous.end : row.start]
    if gap.count("\n") <= 1:
        return True
    indent = len(gap) - len(gap.rstrip(" \t")) if "\n" in gap else 0
    return indent >= 2 or bool(_URL_ONLY.match(text, row.start, row.end))


def _shorten_last(text: str, grouped: list[list[Row]], longest: int) -> None:
    """Cut from the last item the rows that can only be what follows the list.

    Between items every row belongs to the item above it. After the last one a page footer may
    follow without a blank line, so a row stays only when it is indented or an address, or when
    other items have as many rows and the item has not come to its end.
    """
    last = grouped[-1]
    keep = 1
    for row in last[1:]:
        gap = text[last[keep - 1].end : row.start]
        indented = "\n" in gap and gap.rsplit("\n", 1)[1] != ""
        usual = keep < longest and not _complete(text, last[0].start, last[keep - 1].end)
        if not (indented or usual or _URL_ONLY.match(text, row.start, row.end)):
            break
        keep += 1
    del last[keep:]


def _complete(text: str, start: int, end: int) -> bool:
    fields = read_entry(text[start:end])
    return text[end - 1] in '.)>]”"' and bool(fields.issued or fields.accessed or fields.url)


def _entry(layout: Layout, first: Row, last: Row, style: str) -> ListEntry:
    text = layout.text
    opening = _STYLES[style].match(text, first.start, first.end)
    if opening is None:
        raise ValueError("an item row lost its number")
    fields = read_entry(entry_text(layout, opening.end("open"), last.end))
    return ListEntry(
        number=_number(opening),
        title=fields.title,
        publisher=fields.publisher,
        issued=fields.issued,
        accessed=fields.accessed,
        url=fields.url,
        raw=text[first.start : last.end],
        line=layout.lines.line(first.start),
        start=first.start,
        end=last.end,
    )


def _definitions(layout: Layout) -> ReferenceList | None:
    """Markdown footnotes ``[^1]: ...`` wherever they stand, without any heading."""
    text, rows = layout.text, layout.rows
    groups: list[list[Row]] = []
    for at, row in enumerate(rows):
        if _STYLES["caret"].match(text, row.start, row.end):
            groups.append([row])
        elif groups and groups[-1][-1] is rows[at - 1] and _continues(text, rows[at - 1], row):
            groups[-1].append(row)
    if not groups:
        return None
    entries = tuple(_entry(layout, group[0], group[-1], "caret") for group in groups)
    spans = tuple((entry.start, entry.end) for entry in entries)
    tail = _tail_start(rows, spans)
    return ReferenceList("", tail, "caret", entries, spans)


def _tail_start(rows: Sequence[Row], spans: Sequence[tuple[int, int]]) -> int:
    """Where the definitions begin that close the file; the file's end when none do."""
    start = rows[-1].end
    for row in reversed(rows):
        if not any(low <= row.start < high for low, high in spans):
            break
        start = row.start
    return start


def _unheaded(layout: Layout) -> ReferenceList | None:
    """A list of works that begins at 1 and closes the file without a heading."""
    text, rows = layout.text, layout.rows
    for at in range(len(rows) - 1, -1, -1):
        for style in ("bracket", "point", "superscript"):
            found = _STYLES[style].match(text, rows[at].start, rows[at].end)
            if found and _number(found) == 1:
                entries = _items(layout, at, style)
                cited = sum(bool(_LOOKS_CITED.search(entry.raw)) for entry in entries)
                if cited * 2 <= len(entries):
                    return None
                start = rows[at].start
                return ReferenceList("", start, style, entries, ((start, len(text)),))
    return None
