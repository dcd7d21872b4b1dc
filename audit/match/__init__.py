"""Whether a source has a quotation, where, and what was changed. Pure: no input or output.

Exact first, literally, then as edited; only then near, and only to find the place: the verdict
comes by rule from the typed differences (``rules`` holds every constant).
"""

from audit.match.editorial import parse
from audit.match.fragment import VisiblePage, text_fragment
from audit.match.index import SourceIndex
from audit.match.place import find_exact, find_near, weigh
from audit.match.rules import MOST_PLACES
from audit.match.verdict import judge
from audit.match.words import sieve, tokenize
from audit.model import Match
from audit.vocabulary import Level, Verdict

__all__ = ["SourceIndex", "VisiblePage", "find_verbatim", "match_quotation", "text_fragment"]


def match_quotation(
    quote: str, index: SourceIndex, *, speaker: str = "", lead_in: str = ""
) -> Match:
    """What one source says of one quotation.

    ``quote`` are the words between the quotation marks; ``speaker`` is whoever the article says
    said them, ``lead_in`` the article's words before them. Never raises on any text. ``absent``
    only means "not in this text": the caller knows whether the text is the whole source.
    """
    parsed = parse(quote)
    if not parsed.literal.folded or not (parsed.segments or parsed.brackets):
        return Match(Verdict.UNVERIFIABLE, "The quotation has no words to look for.")
    placements = find_exact(parsed, index)
    if not placements:
        near = find_near(parsed, index)
        placements = [near] if near else []
    if not placements:
        return Match(
            Verdict.ABSENT,
            "The source has nothing like these words.",
            proposal="Find the source these words come from, or take the quotation marks away.",
        )
    matches = (
        judge(parsed, index, placement, weigh(parsed, placement), speaker, lead_in)
        for placement in placements[:MOST_PLACES]
    )
    first = next(matches)
    if first.verdict not in (Verdict.MISATTRIBUTED, Verdict.OUT_OF_CONTEXT):
        return first
    return next((match for match in matches if match.verdict.level is Level.OK), first)


def find_verbatim(quote: str, index: SourceIndex) -> bool:
    """Whether the work's own words have the quotation, verbatim or with harmless marked edits.

    Cheap when they have not: letters are compared before any word is indexed.
    """
    if index.indexed:
        hit = index.layout.find(tokenize(quote).folded)
        if hit and index.layout.is_own(hit[0]) and index.layout.slice(*hit) in quote:
            return True
    parsed = parse(quote)
    pieces = [
        sieve(" ".join(segment.folded[a:b]))
        for segment in parsed.segments
        for a, b in segment.pieces
    ]
    if not pieces:
        return False
    letters = index.sieve
    if parsed.letters not in letters and not all(piece in letters for piece in pieces):
        return False
    found = match_quotation(quote, index)
    return found.verdict in (Verdict.VERBATIM, Verdict.EDITED)
