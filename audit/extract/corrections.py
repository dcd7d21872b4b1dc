"""Corrections that a page prints without any mark-up saying so."""

import re

from audit.extract.blocks import Labelled
from audit.vocabulary import Zone

_OPENING = re.compile(
    r"^\W*(?:corrections?|clarifications?|errat(?:um|a)|editor[’']?s[’']? note"
    r"|berichtigung|korrektur|rectificatif|correctif|correcci[oó]n|rectificaci[oó]n|correção"
    r"|rettifica)\b\s*(?:[,(—–-][^:.]{0,60})?[:.—–-]"
    r"|^\W*this (?:article|story|report|piece)\b[^.]{0,60}"
    r"\b(?:was|has been) (?:corrected|amended)\b"
    r"|^\W*(?:this|an earlier|a previous) (?:article|story|report|version)\b[^.]{0,80}"
    r"\b(?:incorrectly|wrongly|originally|misstated|misspelled|misidentified)\b"
    r"|^\W*(?:an earlier|a previous) version\b[^.]{0,80}\b(?:said|stated|gave|named|reported)\b",
    re.IGNORECASE,
)
_FROM = frozenset({Zone.MAIN, Zone.FOOTNOTE, Zone.ASIDE, Zone.NAVIGATION, Zone.CAPTION})


def relabel_corrections(blocks: list[Labelled]) -> list[Labelled]:
    """``blocks`` with those that open as a correction in the correction zone."""
    return [
        (Zone.CORRECTION, text) if zone in _FROM and _OPENING.match(text.lstrip()) else (zone, text)
        for zone, text in blocks
    ]
