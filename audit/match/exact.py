"""Placements of a quotation whose every word outside brackets is in the source, in order."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from audit.match.editorial import Quote, Segment
from audit.match.index import Layout
from audit.match.rules import BRACKET_REACH_WORDS, DISTANT_WORDS

_MOST_ANCHORS = 40


@dataclass(frozen=True, slots=True)
class Run:
    """Quotation words ``q0..q1`` are the source words ``s0..s1``."""

    q0: int
    q1: int
    s0: int
    s1: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """One segment laid on the source: runs in order, what is between them differs."""

    segment: Segment
    runs: tuple[Run, ...]

    @property
    def begin(self) -> int:
        """The first source word of the placement."""
        return self.runs[0].s0

    @property
    def end(self) -> int:
        """One past the last source word of the placement."""
        return self.runs[-1].s1


@dataclass(frozen=True, slots=True)
class Placement:
    """All segments of a quotation laid on one layout of the source; ``None`` for one not found."""

    layout: Layout
    parts: tuple[Aligned | None, ...]
    literal: bool = False
    in_order: bool = True

    @property
    def found(self) -> tuple[Aligned, ...]:
        """The segments that have a place."""
        return tuple(part for part in self.parts if part is not None)


def places_literally(quote: Quote, layout: Layout) -> list[Placement]:
    """The places that have all the words of the quotation, marks read as plain text.

    Own words first, among these the places with the very same characters.
    """
    segment = quote.literal
    hits = layout.find_all(segment.folded, _MOST_ANCHORS)
    hits.sort(key=lambda hit: (zone_rank(layout, hit[0]), _other_characters(quote, layout, hit)))
    return [
        Placement(
            layout, (Aligned(segment, (Run(0, len(segment.folded), begin, end),)),), literal=True
        )
        for begin, end in hits
    ]


def _other_characters(quote: Quote, layout: Layout, hit: tuple[int, int]) -> int:
    """0 for the very same text with its closing stop, 1 for the same words, 2 for other dress."""
    literal, start = quote.literal, layout.span(*hit)[0]
    if layout.text.startswith(quote.text[literal.starts[0] :].rstrip(), start):
        return 0
    return 1 if layout.slice(*hit) == quote.text[literal.starts[0] : literal.ends[-1]] else 2


def place_edited(quote: Quote, layout: Layout) -> Placement | None:
    """The tightest place that has all the quotation's own words, in order where that can be."""
    options: list[list[Aligned]] = []
    for segment in quote.segments:
        found = segment_places(segment, layout)
        if not found:
            return None
        options.append(found)
    return chain(layout, options) if options else None


def segment_places(segment: Segment, layout: Layout) -> list[Aligned]:
    """Where a segment's pieces stand in order, near enough to each other across its brackets."""
    pieces = segment.pieces
    if not pieces:
        return []
    hits = [layout.find_all(segment.folded[a:b], _MOST_ANCHORS) for a, b in pieces]
    if not all(hits):
        return []
    anchor = min(range(len(pieces)), key=lambda n: (len(hits[n]), -(pieces[n][1] - pieces[n][0])))
    placed = (_around(segment, layout, anchor, hit) for hit in hits[anchor])
    return [aligned for aligned in placed if aligned]


def _around(segment: Segment, layout: Layout, anchor: int, hit: tuple[int, int]) -> Aligned | None:
    pieces = segment.pieces
    runs = [Run(*pieces[anchor], *hit)]
    for a, b in pieces[anchor + 1 :]:
        found = layout.find(segment.folded[a:b], runs[-1].s1)
        if not found or found[0] - runs[-1].s1 > BRACKET_REACH_WORDS:
            return None
        runs.append(Run(a, b, *found))
    for a, b in reversed(pieces[:anchor]):
        before = _last_before(segment.folded[a:b], layout, runs[0].s0, BRACKET_REACH_WORDS)
        if not before:
            return None
        runs.insert(0, Run(a, b, *before))
    return Aligned(segment, tuple(runs))


def _last_before(
    folded: Sequence[str], layout: Layout, limit: int, reach: int
) -> tuple[int, int] | None:
    best = None
    first = max(0, limit - reach - len(folded))
    found = layout.find(folded, first)
    while found and found[1] <= limit:
        best = found
        found = layout.find(folded, found[0] + 1)
    return best


def chain(layout: Layout, options: Sequence[Sequence[Aligned]]) -> Placement:
    """One place for each segment: in order, in the best zone, and as close together as can be."""
    if len(options) == 1:
        best = min(options[0], key=lambda part: zone_rank(layout, part.begin))
        return Placement(layout, (best,))
    anchor = min(range(len(options)), key=lambda n: len(options[n]))
    rows = [_row(layout, options, anchor, part) for part in options[anchor]]
    best_row = min(rows, key=lambda row: _cost(layout, row))
    order = [part.begin for part in best_row]
    return Placement(layout, tuple(best_row), in_order=order == sorted(order))


def _row(
    layout: Layout, options: Sequence[Sequence[Aligned]], anchor: int, part: Aligned
) -> list[Aligned]:
    row: list[Aligned] = [part]
    for choices in options[anchor + 1 :]:
        last = row[-1]
        nearest = min(choices, key=lambda c: (c.begin < last.end, abs(c.begin - last.end)))
        row.append(_next(layout, choices, last.end) or nearest)
    for choices in reversed(options[:anchor]):
        first = row[0]
        nearest = min(choices, key=lambda c: (c.end > first.begin, abs(first.begin - c.end)))
        row.insert(0, _previous(layout, choices, first.begin) or nearest)
    return row


def _next(layout: Layout, choices: Sequence[Aligned], begin: int) -> Aligned | None:
    """The next place of a segment that has more places than were listed."""
    segment = choices[0].segment
    if len(choices) < _MOST_ANCHORS or len(segment.pieces) > 1:
        return None
    a, b = segment.pieces[0]
    found = layout.find(segment.folded[a:b], begin)
    return Aligned(segment, (Run(a, b, *found),)) if found else None


def _previous(layout: Layout, choices: Sequence[Aligned], end: int) -> Aligned | None:
    segment = choices[0].segment
    if len(choices) < _MOST_ANCHORS or len(segment.pieces) > 1:
        return None
    a, b = segment.pieces[0]
    found = _last_before(segment.folded[a:b], layout, end, DISTANT_WORDS)
    return Aligned(segment, (Run(a, b, *found),)) if found else None


def _cost(layout: Layout, row: Sequence[Aligned]) -> tuple[bool, bool, int, int]:
    starts = [part.begin for part in row]
    width = row[-1].end - row[0].begin
    disordered = any(b.begin < a.end for a, b in itertools.pairwise(row))
    rank = max(zone_rank(layout, start) for start in starts)
    return disordered, abs(width) > DISTANT_WORDS * len(row), rank, abs(width)


def zone_rank(layout: Layout, word: int) -> int:
    """How far the zone at a word is from being the work itself: 0 for own words."""
    return 0 if layout.is_own(word) else 1
