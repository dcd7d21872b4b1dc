"""Edits of a text carried back into the file it was read from, and shown as a unified diff."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff

from audit.article import read_article
from audit.article.decode import decode_article
from audit.errors import InputError
from audit.fix.edits import Fix, Note, apply_fixes
from audit.model import Article

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


def is_own_text(data: bytes, article: Article) -> bool:
    """Whether the article's text is its file's, so that the file can be edited; not so for HTML.

    Raises ``InputError`` when the file is not the one that the report was made of.
    """
    text, _ = decode_article(data, article.path)
    if text == article.text:
        return True
    if read_article(data, article.path).text == article.text:
        return False
    raise InputError(
        "the article has changed since the report",
        path=article.path,
        hint="run citation-audit run again",
    )


def edit_file(data: bytes, article: Article, fixes: Sequence[Fix]) -> Edited:
    """The article's file with the edits made: its encoding, mark and line ends stay.

    ``fixes`` are edits of ``article.text``. Raises ``InputError`` when the file cannot carry them.
    """
    text, encoding = decode_article(data, article.path)
    mark, raw = _split(data, text, encoding, article.path)
    edited = apply_fixes(raw, [_in_file(fix, raw) for fix in fixes] if "\r" in raw else fixes)
    try:
        return Edited(raw, edited, mark + edited.encode(encoding), encoding)
    except UnicodeEncodeError as fault:
        what = f"its encoding, {encoding}, has no “{edited[fault.start]}”"
        raise InputError(what, path=article.path, hint="save it in UTF-8") from fault


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
