"""Citations by links in the sentences of an article that has no list: one work an address."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from audit.article.entry import trim_url
from audit.article.layout import Layout, Link, Paragraph
from audit.article.marker_styles import Candidate
from audit.article.quotation_marks import find_phrases
from audit.article.reference_list import ReferenceList
from audit.article.source_map import Change, Shift
from audit.article.works import number_links, page_of
from audit.model import ListEntry, Reference

_ADDRESS = re.compile(r"https?://[^\s<>\"“”\[\]]{4,2000}", re.I)
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_OWN_WORDS = 3


@dataclass(frozen=True, slots=True)
class Linked:
    """The layout with a number after each link, ``[3]``, and the addresses as a list."""

    layout: Layout
    listed: ReferenceList
    markers: tuple[Candidate, ...]


def cited_by_links(
    layout: Layout, references: Sequence[Reference], skipped: Collection[int]
) -> Linked | None:
    """The links in sentences as citations; None when there are none.

    ``skipped`` are the numbers of paragraphs that are no body. A heading, and a row that has hardly
    a word besides its links (a menu, a share bar), cites nothing.
    """
    links = sorted({*layout.links, *_bare_links(layout)}, key=lambda link: link.start)
    headings = {row.start for row in layout.rows if row.heading}
    cited = [
        link
        for paragraph in layout.paragraphs
        if paragraph.number not in skipped and paragraph.start not in headings
        for link in _in_sentences(layout, paragraph, links)
    ]
    if not cited:
        return None
    numbers = number_links((page_of(link.url) for link in cited), references)
    by_place: dict[int, list[int]] = {}
    closings = _closings(layout)
    for link in cited:
        wanted = by_place.setdefault(_after_quotation(link.end, closings), [])
        if numbers[page_of(link.url)] not in wanted:
            wanted.append(numbers[page_of(link.url)])
    changes = [
        Change(at, at, "".join(f"[{number}]" for number in by_place[at])) for at in sorted(by_place)
    ]
    shift = Shift(changes)
    marked = layout.changed(changes)
    markers = tuple(
        Candidate(shift.start(one), shift.start(one) + len(one.new), tuple(by_place[one.start]))
        for one in changes
    )
    entries = _entries(layout, marked, shift, cited, numbers)
    listed = ReferenceList("", len(marked.text), "links", entries, ())
    return Linked(marked, listed, markers)


def _bare_links(layout: Layout) -> list[Link]:
    """Addresses that are printed as such and are no links of the format."""
    spans = sorted((link.start, link.end) for link in layout.links)
    found = []
    for one in _ADDRESS.finditer(layout.text):
        url = trim_url(one[0])
        at = bisect_right(spans, (one.start(), 1 << 60)) - 1
        if at < 0 or spans[at][1] <= one.start():
            found.append(Link(one.start(), one.start() + len(url), url))
    return found


def _in_sentences(layout: Layout, paragraph: Paragraph, links: Sequence[Link]) -> list[Link]:
    low = bisect_left(links, paragraph.start, key=lambda link: link.start)
    high = bisect_left(links, paragraph.end, key=lambda link: link.start)
    inside = list(links[low:high])
    own, at = 0, paragraph.start
    for link in inside:
        own += len(_WORD.findall(layout.text, at, link.start))
        at = max(at, link.end)
    own += len(_WORD.findall(layout.text, at, paragraph.end))
    return inside if own >= _FEWEST_OWN_WORDS else []


def _closings(layout: Layout) -> list[tuple[int, int]]:
    """The quotations of the text with their marks."""
    phrases = find_phrases(layout.text, layout.paragraphs).phrases
    return sorted((phrase.opening, phrase.closing) for phrase in phrases)


def _after_quotation(offset: int, quotations: Sequence[tuple[int, int]]) -> int:
    """``offset``, or the end of the quotation that it lies in: its words stay as they are."""
    at = bisect_right(quotations, (offset, 0)) - 1
    return max(offset, quotations[at][1]) if at >= 0 and offset <= quotations[at][1] else offset


def _entries(
    layout: Layout,
    marked: Layout,
    shift: Shift,
    cited: Sequence[Link],
    numbers: dict[str, int],
) -> tuple[ListEntry, ...]:
    """An entry an address, at its first link. The linked words are no title, so it has none."""
    first: dict[str, Link] = {}
    for link in cited:
        first.setdefault(page_of(link.url), link)
    entries = []
    for page, link in first.items():
        start, end = shift.offset(link.start), shift.offset(link.end, end=True)
        entries.append(
            ListEntry(
                number=numbers[page],
                title="",
                publisher="",
                issued="",
                accessed="",
                url=link.url,
                raw=marked.text[start:end],
                line=layout.lines.line(link.start),
                start=start,
                end=end,
            )
        )
    return tuple(sorted(entries, key=lambda entry: entry.number))
