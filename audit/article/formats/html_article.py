"""Which part of a page is the article: a page from a site has teasers and footers round it."""

from collections.abc import Sequence

from audit.article.formats.html_elements import Element
from audit.article.layout import Note, Row
from audit.article.reference_list import is_heading


def rows_of_article(
    text: str, rows: tuple[Row, ...], parts: Sequence[Element], notes: Sequence[Note]
) -> tuple[Row, ...]:
    """The rows of the one ``<article>``, else of the one ``<main>``, if it is most of the page.

    Notes and a list of references stay wherever they stand. A page without such an element, or with
    several, is kept whole: nothing tells which of them is meant.
    """
    part = _one(parts, "article") or _one(parts, "main")
    if part is None or not _is_most(rows, part):
        return rows
    after = [row for row in rows if row.start >= part.end]
    listed = next((row.start for row in after if is_heading(text[row.start : row.end])), len(text))
    spans = [(part.start, part.end), (listed, len(text) + 1)]
    spans += [(note.start, note.end) for note in notes]
    return tuple(row for row in rows if any(start <= row.start < end for start, end in spans))


def _one(parts: Sequence[Element], tag: str) -> Element | None:
    """The only element of a kind that lies in no other of its kind."""
    outer: list[Element] = []
    for part in parts:
        if part.tag == tag and not (outer and part.start < outer[-1].end):
            outer.append(part)
    return outer[0] if len(outer) == 1 else None


def _is_most(rows: Sequence[Row], part: Element) -> bool:
    inside = sum(row.end - row.start for row in rows if part.start <= row.start < part.end)
    return 2 * inside > sum(row.end - row.start for row in rows)
