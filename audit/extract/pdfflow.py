"""Lines of many pages to running text: heads taken out, hyphens mended, sentences joined."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from audit.extract.blocks import Labelled
from audit.extract.pdflines import Line
from audit.vocabulary import Zone

_EDGE = 0.13
"""Running heads and page numbers stand in this share of the page's height, above and below."""

_PAGE_NUMBER = re.compile(
    r"^[\W_]*(?:page|p\.|seite|pág\.?|pagina)?\s*(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:of|/|von|de|sur)\s*\d{1,4})?[\W_]*$",
    re.IGNORECASE,
)
_HYPHENS = "-\u00ad\u2010"
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_NOTE_START = re.compile(r"^(?:\d{1,3}|[*†‡§])[.)\s]|^\d{1,3}(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LARGER = 1.12
_SMALLER = 0.92
_WIDE_GAP = 1.45
_SHORT_LINE = 0.85
_HEADING_WORDS = 25


@dataclass(slots=True)
class _Paragraph:
    zone: Zone
    lines: list[str] = field(default_factory=list)


def flow(pages: list[list[Line]]) -> list[Labelled]:
    """The blocks of a document in reading order; running heads come once, as navigation."""
    heads = _running_heads(pages)
    body = _body_height(line for page in pages for line in page)
    pitch = _pitch(pages, body)
    vocabulary = _vocabulary(line for page in pages for line in page)
    paragraphs: list[_Paragraph] = []
    furniture: dict[str, str] = {}
    for page in pages:
        lines = []
        for line in page:
            if _is_furniture(line, heads):
                furniture.setdefault(_pattern(line.text), line.text)
            else:
                lines.append(line)
        _append_page(paragraphs, _paragraphs(lines, body, pitch))
    blocks = [(part.zone, _mended(part.lines, vocabulary)) for part in paragraphs]
    return blocks + [(Zone.NAVIGATION, text) for text in furniture.values()]


def _append_page(paragraphs: list[_Paragraph], page: list[_Paragraph]) -> None:
    """Add a page's paragraphs; a sentence that the page break cut goes on in its paragraph."""
    last = next((part for part in reversed(paragraphs) if part.zone is not Zone.FOOTNOTE), None)
    first = next((part for part in page if part.zone is not Zone.FOOTNOTE), None)
    if last is not None and first is not None and _goes_on(last, first):
        last.lines += first.lines
        page = [part for part in page if part is not first]
    paragraphs += page


def _goes_on(last: _Paragraph, first: _Paragraph) -> bool:
    if last.zone is not Zone.MAIN or first.zone is not Zone.MAIN:
        return False
    return not _SENTENCE_END.search(last.lines[-1])


def _running_heads(pages: list[list[Line]]) -> frozenset[str]:
    """The patterns of lines that recur at the edges of pages, numbers apart."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_pattern(line.text) for line in page if _at_edge(line)})
    least = 2 if len(pages) <= 5 else 3
    return frozenset(pattern for pattern, count in counts.items() if count >= least)


def _is_furniture(line: Line, heads: frozenset[str]) -> bool:
    if not line.upright:
        return True
    if not _at_edge(line):
        return False
    return _pattern(line.text) in heads or bool(_PAGE_NUMBER.match(line.text))


def _at_edge(line: Line) -> bool:
    return line.place < _EDGE or line.place > 1 - _EDGE


def _pattern(text: str) -> str:
    """``text`` with its figures as ``#``; page numbers in Roman figures too."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", text.casefold())


def _body_height(lines: Iterable[Line]) -> float:
    """The usual height of a line, weighted by the characters set in it."""
    heights: Counter[float] = Counter()
    for line in lines:
        heights[round(line.height, 1)] += len(line.text)
    return heights.most_common(1)[0][0] if heights else 0.0


def _vocabulary(lines: Iterable[Line]) -> frozenset[str]:
    """The words that stand within lines, where no line end has cut them."""
    words: set[str] = set()
    for line in lines:
        text = line.text.rstrip(_HYPHENS) if line.text[-1:] in _HYPHENS else line.text
        found = _WORD.findall(text.casefold())
        cut = text is not line.text and len(text) < len(line.text)
        words.update(found[1:-1] if cut else found[1:])
        words.update(found[:1])
    return frozenset(words)


def _paragraphs(lines: list[Line], body: float, pitch: float) -> list[_Paragraph]:
    paragraphs: list[_Paragraph] = []
    right = max((line.right for line in lines), default=0.0)
    before: Line | None = None
    for line in lines:
        zone = _zone(line, body)
        same = before is not None and paragraphs[-1].zone is zone
        if before is not None and same and not _begins(before, line, pitch, right):
            paragraphs[-1].lines.append(line.text)
        else:
            paragraphs.append(_Paragraph(zone, [line.text]))
        before = line
    for part in paragraphs:
        if part.zone is Zone.HEADING and len(" ".join(part.lines).split()) > _HEADING_WORDS:
            part.zone = Zone.MAIN
    return paragraphs


def _pitch(pages: list[list[Line]], body: float) -> float:
    """The usual distance from one line of running text to the next."""
    steps: Counter[float] = Counter()
    for lines in pages:
        for above, below in itertools.pairwise(lines):
            step = round(above.bottom - below.bottom, 1)
            if 0 < step < 3 * body:
                steps[step] += 1
    return steps.most_common(1)[0][0] if steps else 0.0


def _zone(line: Line, body: float) -> Zone:
    if body and line.height > _LARGER * body:
        return Zone.HEADING
    if body and line.height < _SMALLER * body and line.place < 0.35:
        return Zone.FOOTNOTE
    return Zone.MAIN


def _begins(before: Line, line: Line, pitch: float, right: float) -> bool:
    """Whether ``line`` begins a paragraph after the line ``before`` it."""
    step = before.bottom - line.bottom
    if step < 0:  # the top of the next column
        return bool(_SENTENCE_END.search(before.text))
    if pitch and step > _WIDE_GAP * pitch:
        return True
    ended = bool(_SENTENCE_END.search(before.text))
    if ended and before.right < _SHORT_LINE * right and before.right < line.right:
        return True
    indented = line.left - before.left > 0.7 * line.height
    return ended and indented


def _mended(lines: list[str], vocabulary: frozenset[str]) -> str:
    """Lines joined to one text, words cut at line ends made whole."""
    text = ""
    for line in lines:
        if not text:
            text = line
        elif text[-1] in _HYPHENS and text[-2:-1].isalnum():
            text = _join_at_hyphen(text, line, vocabulary)
        else:
            text += " " + line
    return text


def _join_at_hyphen(text: str, line: str, vocabulary: frozenset[str]) -> str:
    """Join a cut word; its hyphen stays where the document writes it elsewhere, or must."""
    head = re.search(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*$", text[:-1])
    tail = re.match(r"[^\W\d_]+", line)
    if head is None or tail is None or not line[0].islower():
        return text[:-1] + "-" + line
    whole = (head[0] + tail[0]).casefold()
    compound = f"{head[0]}-{tail[0]}".casefold()
    if compound in vocabulary and whole not in vocabulary:
        return text[:-1] + "-" + line
    return text[:-1] + line
