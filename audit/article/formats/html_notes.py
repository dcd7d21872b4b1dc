"""The notes of a page: links that lead down to a note, and the notes that they lead to.

Every way of making footnotes on the web (Wikipedia, WordPress and its plug-ins, Google Docs,
pandoc, DPUB-ARIA roles) is a short link to an ``id`` further down, whose element often links back.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from audit.article.formats.html_elements import Element
from audit.article.layout import Call, Note, Row, trimmed

_SHORT = re.compile(
    r"[\[(]?\s*(?:(?:note|nb|n|fn)?\.?\s*\d{1,4}|[a-z]{1,2}|[ivxlc]{1,6}|[*†‡§¶]{1,4}"
    r"|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})\s*[\])]?",
    re.I,
)
_NUMBER = re.compile(r"\d{1,4}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE_NAME = re.compile(r"note|\bfn|ftn|cite|ref\b|refs\b|endn|easy-foot|^_?[fe]?n\d", re.I)
_BACK_SIGNS = " \t\n\xa0^↑↩↵⤴⮐⬆️︎\ufe0e\ufe0f."
_PRINTED_NUMBER = re.compile(r"\[?\d{1,4}\]?[.)]?\s+")
_LONGEST_NOTE = 6000
_LONGEST_CALL = 12


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of the page; ``raised`` when it stands in a ``<sup>``."""

    element: Element
    href: str
    raised: bool


def notes_of(
    text: str,
    rows: Sequence[Row],
    anchors: Sequence[Anchor],
    superscripts: Sequence[Element],
    by_id: Mapping[str, Element],
) -> tuple[tuple[Call, ...], tuple[Note, ...]]:
    """The calls of the page in order, and the notes that are really called."""
    inner = [(anchor, _target(anchor, by_id)) for anchor in anchors]
    page = _Page(text, rows, superscripts)
    page.back = [
        (anchor.element, to) for anchor, to in inner if to and to.start < anchor.element.start
    ]
    page.back_starts = [element.start for element, _ in page.back]
    notes: dict[int, Note] = {}
    calls: list[Call] = []
    for anchor, target in inner:
        if target is None or not _calls(text, anchor, target, bool(page.back)):
            continue
        note = notes.get(id(target)) or page.note(target, anchor, len(notes) + 1)
        low, high = page.whole_call(anchor.element)
        if note is not None and low < high:
            notes[id(target)] = note
            calls.append(Call(low, high, (note.key,)))
    ordered = tuple(sorted(notes.values(), key=lambda note: note.start))
    return tuple(calls), _apart(ordered)


def _target(anchor: Anchor, by_id: Mapping[str, Element]) -> Element | None:
    name = anchor.href.partition("#")[2] if anchor.href.startswith("#") else ""
    return by_id.get(name) or by_id.get(unquote(name)) if name else None


def _calls(text: str, anchor: Anchor, target: Element, any_back: bool) -> bool:
    """Whether a link is the number of a note, and not a step to another part of the page."""
    words = text[anchor.element.start : anchor.element.end].strip()
    if target.start <= anchor.element.end or target.end - target.start > _LONGEST_NOTE:
        return False
    if target.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return False
    if anchor.element.role == "doc-noteref":
        return 0 < len(words) <= _LONGEST_CALL
    if len(words) > _LONGEST_CALL or not _SHORT.fullmatch(words):
        return False
    name = anchor.href[1:]
    signs = (anchor.raised, words[:1] in "[(", bool(_NOTE_NAME.search(name)), any_back)
    return sum(signs) >= 2


@dataclass(slots=True)
class _Page:
    """What is looked up for every note: rows, links back (with where they lead), raised words."""

    text: str
    rows: Sequence[Row]
    superscripts: Sequence[Element]
    back: list[tuple[Element, Element]] = field(default_factory=list)
    back_starts: list[int] = field(default_factory=list)
    row_starts: list[int] = field(init=False)
    raised_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.row_starts = [row.start for row in self.rows]
        self.raised_starts = [one.start for one in self.superscripts]

    def note(self, target: Element, anchor: Anchor, count: int) -> Note | None:
        """The note at ``target``, which ``anchor`` calls by its number."""
        start, end = trimmed(self.text, target.start, target.end)
        if start == end or target.tag in ("a", "span", "sup", "b", "i"):
            start, end = self._row_around(target.start)
        if start == end:
            return None
        shown = _NUMBER.search(self.text[anchor.element.start : anchor.element.end])
        key = str(int(shown[0].translate(_PLAIN_DIGITS))) if shown else f"note-{count}"
        low, high = bisect_left(self.back_starts, start), bisect_left(self.back_starts, end)
        left_out = tuple(
            (element.start, element.end)
            for element, to in self.back[low:high]
            if to.start < start and element.end > element.start
        )
        return Note(key, start, _past_number(self.text, start, end, left_out), end, left_out)

    def _row_around(self, offset: int) -> tuple[int, int]:
        """The row that holds ``offset``, or the first one after it."""
        at = max(0, bisect_right(self.row_starts, offset) - 1)
        if at < len(self.rows) and self.rows[at].end <= offset:
            at += 1
        return (self.rows[at].start, self.rows[at].end) if at < len(self.rows) else (0, 0)

    def whole_call(self, element: Element) -> tuple[int, int]:
        """The span of a call with the brackets that stand round it in its ``<sup>``."""
        low, high = trimmed(self.text, element.start, element.end)
        at = bisect_right(self.raised_starts, low) - 1
        if at >= 0 and high <= self.superscripts[at].end:
            sup = self.superscripts[at]
            around = self.text[sup.start : low] + self.text[high : sup.end]
            if set(around) <= set(" \n[]()"):
                return trimmed(self.text, sup.start, sup.end)
        return low, high


def _past_number(text: str, start: int, end: int, left_out: Sequence[tuple[int, int]]) -> int:
    """Where a note's own words begin: after its number and the sign that leads back."""
    found = _PRINTED_NUMBER.match(text, start, end)
    at = found.end() if found else start
    while at < end:
        inside = next((high for low, high in left_out if low <= at < high), 0)
        if inside:
            at = min(inside, end)
        elif text[at] in _BACK_SIGNS:
            at += 1
        else:
            break
    return at


def _apart(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """The notes without one that lies inside another or has a key that another has."""
    kept: list[Note] = []
    keys: set[str] = set()
    for note in notes:
        if (kept and note.start < kept[-1].end) or note.key in keys:
            continue
        kept.append(note)
        keys.add(note.key)
    return tuple(kept)
