"""Citations by notes (of any format) and by the keys of a bibliography."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from audit.article.entry import read_entry
from audit.article.entry_text import entry_text
from audit.article.layout import Call, Layout, Note, plain
from audit.article.marker_styles import Candidate
from audit.article.note_kinds import NoteKind, note_kind
from audit.article.reference_list import ReferenceList, is_heading
from audit.article.source_map import Change
from audit.article.works import number_keys
from audit.model import ListEntry, Reference, Remark
from audit.vocabulary import Level

# A note may cite through another: “See note 3”. Further than this it leads in a circle.
_DEEPEST = 4
_BETWEEN_CALLS = re.compile(r"[\s,;]{0,3}")


@dataclass(frozen=True, slots=True)
class Noted:
    """The citations by notes and keys; ``works`` counts what is cited.

    ``without_notes`` is the layout for other ways of citing: no calls of comments, no note's rows.
    """

    layout: Layout
    without_notes: Layout
    listed: ReferenceList
    markers: tuple[Candidate, ...]
    works: int
    remarks: tuple[Remark, ...]


def cited_by_notes(layout: Layout, references: Sequence[Reference]) -> Noted:
    """What the notes and keys of a layout cite. A note that only comments is no reference."""
    calls = _meant(layout, references)
    sources = _Sources(replace(layout, calls=calls))
    known = {note.key for note in layout.notes}
    comments = [
        call
        for call in sources.body_calls
        if not call.work and call.keys[0] in known and not sources.cited(call)
    ]
    kept = tuple(call for call in calls if call not in comments)
    changed = replace(layout, calls=kept).changed(
        [Change(call.start, call.end, "") for call in comments]
    )
    sources = _Sources(changed)
    spans = [(note.start, note.end) for note in changed.notes]
    rows = tuple(row for row in changed.rows if not _inside(row.start, spans))
    paragraphs = tuple(one for one in changed.paragraphs if not _inside(one.start, spans))
    entries, markers = _numbered(changed, sources, references)
    defined = {entry.number for entry in entries} | {one.number for one in references}
    cited = {number for marker in markers for number in marker.numbers}
    works = len(cited & defined) + sources.unknown_works({one.id for one in references})
    return Noted(
        layout=changed,
        without_notes=replace(changed, rows=rows, paragraphs=paragraphs),
        listed=_list(changed, entries, markers, spans),
        markers=markers,
        works=works,
        remarks=_comment_remarks(layout, comments),
    )


def _meant(layout: Layout, references: Sequence[Reference]) -> tuple[Call, ...]:
    """The calls without ``@handles`` that only look like keys."""
    sure = {reference.id for reference in references}
    sure |= {key for call in layout.calls if call.work and not call.bare for key in call.keys}
    return tuple(call for call in layout.calls if not call.bare or sure.issuperset(call.keys))


def _inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (offset, 1 << 60)) - 1
    return at >= 0 and offset < spans[at][1]


class _Sources:
    """Which works each note cites: itself, those it calls in turn, or those of the one before."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._notes = {note.key: note for note in reversed(layout.notes)}
        spans = [(note.start, note.end) for note in layout.notes]
        self.body_calls = tuple(one for one in layout.calls if not _inside(one.start, spans))
        self._inner = tuple(one for one in layout.calls if _inside(one.start, spans))
        self._starts = [call.start for call in self._inner]
        self._before = self._called_before()
        self._cited: dict[str, tuple[str, ...]] = {}

    def cited(self, call: Call) -> tuple[str, ...]:
        """The keys of the works that a call leads to; empty for a comment."""
        if call.work:
            return call.keys
        return tuple(dict.fromkeys(work for key in call.keys for work in self._of(key, 0)))

    def note(self, key: str) -> Note | None:
        """The note of a key."""
        return self._notes.get(key)

    def unknown_works(self, known: set[str]) -> int:
        """How many keys of a bibliography in brackets the references file does not have."""
        calls = (call for call in self._layout.calls if call.work)
        return len({key for call in calls for key in call.keys} - known)

    def _called_before(self) -> dict[str, str]:
        order = list(dict.fromkeys(one.keys[0] for one in self.body_calls if not one.work))
        return dict(zip(order[1:], order, strict=False))

    def _of(self, key: str, depth: int) -> tuple[str, ...]:
        if key not in self._cited:
            self._cited[key] = ()  # while it is looked for: a circle ends here
            self._cited[key] = self._look(key, depth)
        return self._cited[key]

    def _look(self, key: str, depth: int) -> tuple[str, ...]:
        note = self._notes.get(key)
        if note is None:
            return (key,)  # a call without a note: a gap that must show
        low, high = bisect_left(self._starts, note.start), bisect_left(self._starts, note.end)
        inner = self._inner[low:high]
        if inner and depth < _DEEPEST:
            works = (call.keys if call.work else self._all(call, depth) for call in inner)
            return tuple(dict.fromkeys(one for found in works for one in found))
        kind = note_kind(entry_text(self._layout, note.body, note.end, note.left_out))
        if kind is NoteKind.SAME_AS_BEFORE and depth < _DEEPEST:
            return self._repeated(key)
        return (key,) if kind is NoteKind.CITING else ()

    def _all(self, call: Call, depth: int) -> tuple[str, ...]:
        return tuple(work for key in call.keys for work in self._of(key, depth + 1))

    def _repeated(self, key: str) -> tuple[str, ...]:
        """The works of the note before it, over any run of notes that repeat one another."""
        for _ in range(len(self._before)):
            key = self._before.get(key, "")
            note = self._notes.get(key)
            if note is None:
                return ()
            words = entry_text(self._layout, note.body, note.end, note.left_out)
            if note_kind(words) is not NoteKind.SAME_AS_BEFORE:
                return self._of(key, _DEEPEST)
        return ()


def _numbered(
    layout: Layout, sources: _Sources, references: Sequence[Reference]
) -> tuple[tuple[ListEntry, ...], tuple[Candidate, ...]]:
    """The entries of the notes that cite, and the markers in the text, grouped."""
    cited = [(call, sources.cited(call)) for call in sources.body_calls]
    numbers = number_keys((key for _, keys in cited for key in keys), references)
    markers: list[Candidate] = []
    for call, keys in cited:
        own = tuple(dict.fromkeys(numbers[key] for key in keys))
        last = markers[-1] if markers else None
        if not own:
            continue
        if last and _BETWEEN_CALLS.fullmatch(layout.text, last.end, call.start):
            markers[-1] = Candidate(last.start, call.end, (*last.numbers, *own))
        else:
            markers.append(Candidate(call.start, call.end, own))
    entries = [
        _entry(layout, note, numbers[key])
        for key in numbers
        for note in [sources.note(key)]
        if note is not None
    ]
    return tuple(sorted(entries, key=lambda entry: entry.number)), tuple(markers)


def _entry(layout: Layout, note: Note, number: int) -> ListEntry:
    fields = read_entry(entry_text(layout, note.body, note.end, note.left_out).strip(" \n^↑↩︎"))
    return ListEntry(
        number=number,
        title=fields.title,
        publisher=fields.publisher,
        issued=fields.issued,
        accessed=fields.accessed,
        url=fields.url,
        raw=layout.text[note.start : note.end],
        line=layout.lines.line(note.start),
        start=note.start,
        end=note.end,
        key="" if note.key.isdigit() and int(note.key) == number else note.key,
    )


def _list(
    layout: Layout,
    entries: tuple[ListEntry, ...],
    markers: Sequence[Candidate],
    spans: Sequence[tuple[int, int]],
) -> ReferenceList:
    """The notes as a reference list: the end of the text when they all follow the last marker."""
    if not spans:
        return ReferenceList("", len(layout.text), "notes", entries, ())
    start = min(low for low, _ in spans)
    if any(marker.start > start for marker in markers):
        return ReferenceList("", len(layout.text), "notes", entries, tuple(spans))
    before = [row for row in layout.rows if row.end <= start]
    heading = ""
    if before and is_heading(layout.text[before[-1].start : before[-1].end]):
        start = before[-1].start
        heading = plain(layout.text[start : before[-1].end]).rstrip(":").strip()
    return ReferenceList(heading, start, "notes", entries, ((start, len(layout.text)),))


def _comment_remarks(layout: Layout, comments: Sequence[Call]) -> tuple[Remark, ...]:
    if not comments:
        return ()
    lines = sorted({layout.lines.line(call.start) for call in comments})
    told = ", ".join(map(str, lines[:8])) + (" …" if len(lines) > 8 else "")
    count = len({call.keys for call in comments})
    what = "1 note only comments" if count == 1 else f"{count} notes only comment"
    return (
        Remark(
            "note-comments",
            Level.NOTE,
            f"{what} and name no source: called on line {told}; their words were not checked",
            line=lines[0],
            column=1,
        ),
    )
