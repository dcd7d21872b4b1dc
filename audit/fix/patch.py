"""Edits of a text carried back into the file it was read from, and shown as a unified diff."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff

from audit.article import lay_out_article
from audit.article.decode import decode_article
from audit.article.layout import Layout, LineIndex, Syntax
from audit.errors import InputError
from audit.fix.edits import (
    FROM_SUPERSCRIPT,
    TO_SUPERSCRIPT,
    Fix,
    Fixes,
    Note,
    apply_fixes,
)
from audit.model import Report

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? ")
_MARK_LENGTHS = (0, 2, 3, 4)  # of byte order marks


@dataclass(frozen=True, slots=True)
class Edited:
    """A file before and after, as text with its own line ends, and as the bytes to write."""

    before: str
    after: str
    data: bytes
    encoding: str


def reported_layout(data: bytes, report: Report) -> Layout:
    """The layout of the article's file, which leads from the reported text back to the file.

    Raises ``InputError`` when the file is not the one that the report was made of.
    """
    path = report.article.path
    layout = lay_out_article(data, path, report.references)
    if layout.text == report.article.text:
        return layout
    raise InputError(
        "the article has changed since the report", path=path, hint="run citation-audit run again"
    )


def placed(fixes: Fixes, layout: Layout, data: bytes, path: str) -> Fixes:
    """The edits at their places in the file, offsets in its decoded text.

    What the file does not let be changed without touching anything else is left, with the words.
    """
    if layout.syntax is Syntax.CLOSED:
        why = "this format is corrected in its own program"
        return Fixes((), (*fixes.left, *(_by_hand(fix, layout.lines, why) for fix in fixes.made)))
    text, _ = decode_article(data, path)
    made, left = [], list(fixes.left)
    for fix in fixes.made:
        written = _written(fix, layout, text)
        if written is None:
            left.append(_by_hand(fix, layout.lines, "the file has markup at these words"))
        else:
            made.append(written)
    return Fixes(tuple(made), tuple(left))


def by_hand(fixes: Fixes, report: Report, why: str) -> Fixes:
    """No edits: each is left, with its words, for the reason ``why``."""
    lines = {finding.id: finding.quotation.line for finding in report.findings}
    left = (Note(one.name, _told(one, why), lines.get(one.name, 1)) for one in fixes.made)
    return Fixes((), (*fixes.left, *left))


def _by_hand(fix: Fix, lines: LineIndex, why: str) -> Note:
    return Note(fix.name, _told(fix, why), lines.line(fix.start))


def _told(fix: Fix, why: str) -> str:
    return f"{fix.why}; {why}: put “{fix.new}” for “{fix.old}”"


def _written(fix: Fix, layout: Layout, text: str) -> Fix | None:
    """The edit in the file's own way of writing; None where its words are not there as such."""
    start, end = layout.source.span(fix.start, fix.end)
    there, new = text[start:end], fix.new
    if layout.syntax is Syntax.HTML:
        if any(call.start < fix.end and fix.start < call.end for call in layout.calls):
            return None  # a number that is a link to its note: both would have to change
        if there.translate(TO_SUPERSCRIPT) == fix.old != there:
            return replace(
                fix, start=start, end=end, old=there, new=new.translate(FROM_SUPERSCRIPT)
            )
        same, new = (
            "<" not in there and html.unescape(there) == fix.old,
            html.escape(new, quote=False),
        )
    else:
        same = there == fix.old
    return replace(fix, start=start, end=end, old=there, new=new) if same else None


def edit_file(data: bytes, path: str, fixes: Sequence[Fix]) -> Edited:
    """The article's file with the edits made: its encoding, mark and line ends stay.

    ``fixes`` are edits of the decoded file (``placed``). Raises ``InputError`` when the file cannot
    carry them.
    """
    text, encoding = decode_article(data, path)
    mark, raw = _split(data, text, encoding, path)
    edited = apply_fixes(raw, [_in_file(fix, raw) for fix in fixes] if "\r" in raw else fixes)
    try:
        return Edited(raw, edited, mark + edited.encode(encoding), encoding)
    except UnicodeEncodeError as fault:
        what = f"its encoding, {encoding}, has no “{edited[fault.start]}”"
        raise InputError(what, path=path, hint="save it in UTF-8") from fault


def unified(before: str, after: str, path: str, notes: Sequence[Note]) -> str:
    """A unified diff that ``patch -p1`` and ``git apply`` take; empty when nothing differs.

    After the ``@@`` of each hunk stand the findings it mends: the ``notes`` in its lines.
    """
    a, b = ("", "") if path.startswith("/") else ("a/", "b/")
    lines = unified_diff(_LINES.findall(before), _LINES.findall(after), a + path, b + path)
    return "".join(_line(line, notes) for line in lines)


def _line(line: str, notes: Sequence[Note]) -> str:
    hunk = _HUNK.match(line)
    if hunk is None:
        return line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
    start = int(hunk[1])
    end = start + int(hunk[2] or 1)
    names = [f"{note.name} {note.why}" for note in notes if start <= note.line <= end]
    return line.rstrip("\n") + "".join(f" {name};" for name in names).rstrip(";") + "\n"


def _split(data: bytes, text: str, encoding: str, path: str) -> tuple[bytes, str]:
    """The byte order mark, and the rest with its own line ends; together they are the file."""
    for skip in _MARK_LENGTHS:
        try:
            raw = data[skip:].decode(encoding)
        except UnicodeError:
            continue
        same = raw.replace("\r\n", "\n").replace("\r", "\n") == text
        if same and raw.encode(encoding) == data[skip:]:
            return data[:skip], raw
    raise InputError("its bytes cannot be written back unchanged", path=path)


def _in_file(fix: Fix, raw: str) -> Fix:
    """An edit of the text with line feeds as an edit of the text with the file's own line ends."""
    start, end = _offset(fix.start, raw), _offset(fix.end, raw)
    old = raw[start:end]
    same = old.replace("\r\n", "\n").replace("\r", "\n") == fix.old
    return Fix(fix.name, fix.why, start, end, old if same else fix.old, fix.new)


def _offset(offset: int, raw: str) -> int:
    """Where the ``offset``-th character stands when CR LF counts as one."""
    for found in re.finditer("\r\n", raw):
        if found.start() >= offset:
            break
        offset += 1
    return offset
