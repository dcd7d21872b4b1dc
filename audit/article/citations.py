"""How an article cites: by the numbers of a printed list, by notes and keys, or by links.

Whatever the way, the outcome is the same: numbered markers in the text, and the entries that the
article itself gives for their numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from audit.article.block_quotes import with_quotation_marks
from audit.article.cited_links import cited_by_links
from audit.article.cited_notes import cited_by_notes
from audit.article.layout import Layout, Paragraph, plain
from audit.article.markers import Found, find_markers
from audit.article.reference_list import ReferenceList, find_list
from audit.model import Reference, Remark
from audit.vocabulary import Level

_RELATED = re.compile(
    r"(?:related(?: reading| articles| stories| posts| content| links)?|read more|see also"
    r"|further reading|more on this|recommended(?: reading)?|you may also like|more stories)\W*$",
    re.I,
)
_RELATED_WIDTH = 120


@dataclass(frozen=True, slots=True)
class Citations:
    """The layout with its markers and entries. ``listed`` is None when there is no list at all.

    ``numbered``: the numbers are printed, so that their order can be remarked on.
    """

    layout: Layout
    listed: ReferenceList | None
    body: tuple[Paragraph, ...]
    found: Found
    remarks: tuple[Remark, ...] = ()
    numbered: bool = True


def find_citations(layout: Layout, references: Sequence[Reference]) -> Citations:
    """Read the citations in the way that covers most works; on equal terms the clearest way.

    ``references`` give keys and links the numbers that they have in the references file.
    """
    layout = with_quotation_marks(layout)
    noted = cited_by_notes(layout, references)
    plainly = _printed(noted.without_notes)
    if noted.works and noted.works >= _covered(plainly):
        body = _body(noted.layout, noted.listed)
        return Citations(
            noted.layout, noted.listed, body, Found("notes", noted.markers), noted.remarks, False
        )
    remarks = noted.remarks + _unread_notes(noted.works)
    if plainly.listed is None or not plainly.listed.entries:
        linked = cited_by_links(noted.without_notes, references, _related(noted.without_notes))
        if linked is not None:
            body = _body(linked.layout, linked.listed)
            found = Found("links", linked.markers)
            return Citations(linked.layout, linked.listed, body, found, remarks, False)
    return replace(plainly, remarks=remarks)


def _printed(layout: Layout) -> Citations:
    """The citations by a printed list of references and the numbers that are printed for it."""
    listed = find_list(layout)
    body = _body(layout, listed)
    if listed is None:
        return Citations(layout, None, body, Found("", ()))
    defined = frozenset(entry.number for entry in listed.entries)
    return Citations(layout, listed, body, find_markers(layout.text, body, defined, listed.style))


def _covered(plainly: Citations) -> int:
    """How many works of the printed list the text cites."""
    defined = {entry.number for entry in plainly.listed.entries} if plainly.listed else set()
    return len(defined & {n for marker in plainly.found.markers for n in marker.numbers})


def _unread_notes(works: int) -> tuple[Remark, ...]:
    if not works:
        return ()
    message = (
        f"{works} notes name sources too; the numbered list was read as the references, "
        "and what the notes name was not"
    )
    return (Remark("notes-not-read", Level.WARNING, message),)


def _body(layout: Layout, listed: ReferenceList | None) -> tuple[Paragraph, ...]:
    """The paragraphs that are the article's own text: no reference list, no related reading."""
    excluded = listed.excluded if listed else ()
    related = _related(layout)
    return tuple(
        paragraph
        for paragraph in layout.paragraphs
        if paragraph.number not in related
        and not any(low <= paragraph.start < high for low, high in excluded)
    )


def _related(layout: Layout) -> frozenset[int]:
    """The numbers of the paragraphs that only point to other articles."""
    found = []
    skipping = False
    for before, paragraph in zip((None, *layout.paragraphs), layout.paragraphs, strict=False):
        words = plain(layout.text[paragraph.start : paragraph.end][:_RELATED_WIDTH])
        blank_line = before and "\n\n" in layout.text[before.end : paragraph.start]
        if _RELATED.match(words):
            skipping = True
        elif skipping and (blank_line or paragraph.end - paragraph.start > _RELATED_WIDTH):
            skipping = False
        if skipping:
            found.append(paragraph.number)
    return frozenset(found)
