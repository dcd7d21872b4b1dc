"""Finding the one placement of a quotation that a verdict is given on: exact first, then near."""

from dataclasses import dataclass

from audit.match.align import near_places
from audit.match.background import chance
from audit.match.changes import diff
from audit.match.editorial import Quote, Segment
from audit.match.exact import (
    Aligned,
    Placement,
    chain,
    place_edited,
    places_literally,
    segment_places,
    zone_rank,
)
from audit.match.index import Layout, SourceIndex
from audit.match.rules import CHANGE_PENALTY, SPELLING_PENALTY
from audit.vocabulary import ChangeKind

_MILD = (ChangeKind.SPELLING, ChangeKind.STYLE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much of a quotation is in place, and how often chance would do as well.

    ``coverage`` 0..1 is the information in place; ``chance`` 0..1; ``words`` outside brackets.
    """

    coverage: float
    chance: float
    words: int


def find_exact(quote: Quote, index: SourceIndex) -> list[Placement]:
    """Placements with every word of the quotation, those in the best zone only, best first."""
    first = _exact_in(quote, index.layout)
    if first and _own(first[0]):
        return first
    if any(_needles_in(quote, index.reading_sieve)):
        second = _exact_in(quote, index.continuous)
        if second:
            return second
    return first


def _needles_in(quote: Quote, letters: str) -> list[bool]:
    """For the quotation and its longest stretch between marks: whether the letters have it."""
    longest = max(quote.segments, key=lambda segment: len(segment.folded), default=None)
    needles = [quote.letters]
    if longest is not None and quote.marked:
        a, b = max(longest.pieces, key=lambda piece: piece[1] - piece[0])
        needles.append("".join(longest.folded[a:b]))
    return [needle in letters for needle in needles if needle]


def _exact_in(quote: Quote, layout: Layout) -> list[Placement]:
    literal = places_literally(quote, layout)
    own = [placement for placement in literal if _own(placement)]
    if own or not quote.marked:
        return own or literal[:1]
    edited = place_edited(quote, layout)
    if edited and (not literal or _own(edited)):
        return [edited]
    return literal[:1]


def _own(placement: Placement) -> bool:
    return all(zone_rank(placement.layout, part.begin) == 0 for part in placement.found)


def find_near(quote: Quote, index: SourceIndex) -> Placement | None:
    """The placement with most of the quotation's words, when not all are there."""
    layout = index.layout
    options: list[list[Aligned]] = []
    for segment in quote.segments:
        found = segment_places(segment, layout)
        options.append(found or _near_in_zone_order(segment, layout))
    placed = [option for option in options if option]
    if not placed:
        return None
    best = chain(layout, placed)
    parts: list[Aligned | None] = []
    remaining = iter(best.parts)
    for option in options:
        parts.append(next(remaining) if option else None)
    return Placement(layout, tuple(parts), in_order=best.in_order)


def _near_in_zone_order(segment: Segment, layout: Layout) -> list[Aligned]:
    """Near places, own words before others unless these have clearly more of the segment."""
    near = near_places(segment, layout)
    if not near:
        return []
    most = near[0][0]
    near = [(bits, part) for bits, part in near if bits >= most - 0.2 * abs(most)]
    own = [part for _, part in near if zone_rank(layout, part.begin) == 0]
    return [own[0] if own else near[0][1]]


def weigh(quote: Quote, placement: Placement) -> Evidence:
    """The evidence of a placement: information in place less a price for every difference."""
    layout = placement.layout
    total = got = penalty = 0.0
    count = 0
    segments = [p.segment for p in placement.found] if placement.literal else quote.segments
    for segment in segments:
        solid = [w for w, group in zip(segment.folded, segment.group, strict=True) if group < 0]
        count += len(solid)
        total += sum(map(layout.bits, solid))
    for part in placement.found:
        words = part.segment.folded
        got += sum(layout.bits(words[q]) for run in part.runs for q in range(run.q0, run.q1))
        gaps = {
            (change.quoted_start, change.quoted_end): change.kind
            for change in diff(part, layout, quote).changes
        }
        for (start, end), kind in gaps.items():
            mild = kind in _MILD
            penalty += SPELLING_PENALTY if mild else CHANGE_PENALTY
            got += _kept(part, layout, start, end) if mild else 0.0
    coverage = min(1.0, got / total) if total else 0.0
    return Evidence(coverage, chance(got - penalty, len(layout)), count)


def _kept(part: Aligned, layout: Layout, start: int, end: int) -> float:
    """Most of the information of words that are there in another spelling."""
    segment = part.segment
    inside = [
        word
        for n, word in enumerate(segment.folded)
        if start <= segment.starts[n] < end and not any(r.q0 <= n < r.q1 for r in part.runs)
    ]
    return 0.7 * sum(map(layout.bits, inside))
