"""Paragraphs set off as quotations get the marks that print leaves out.

Not when they have marks of their own, when they say who spoke, or when they are a pull quote, which
repeats words of the article itself.
"""

import re

from audit.article.layout import Layout
from audit.article.source_map import Change

_MARKS = "“”\"„«»‘'"
_WORDS = re.compile(r"[^\W_]+")
# Bracketed numbers, notes and keys; superscripts; digits glued to a full stop.
_MARKERS_AT_END = re.compile(
    r"(?:\s*(?:\[(?:\^[^\[\]]{0,80}|[\d,;\s–-]{1,40}|[^\[\]@]{0,100}@[^\[\]]{1,200})\]"
    r"|[⁰¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹,⁻–-]{0,20}|(?<=[.!?])\d{1,3}))+$"
)
_LONGEST_MARKERS = 300
# A page of nothing but block quotations is no article; comparing each with all would take minutes.
_MOST_COMPARED = 500_000_000
_FEWEST_WORDS = 3


def with_quotation_marks(layout: Layout) -> Layout:
    """The layout with “ and ” round each block quotation that needs them."""
    if not layout.block_quotes:
        return layout
    flat = " ".join(_WORDS.findall(layout.text.lower()))
    if len(flat) * len(layout.block_quotes) > _MOST_COMPARED:
        return layout
    changes: list[Change] = []
    for start, end in sorted(layout.block_quotes):
        words = layout.text[start:end]
        own = _WORDS.findall(words.lower())
        if len(own) < _FEWEST_WORDS or words[0] in _MARKS or words[0] in "—–-~":
            continue
        markers = _MARKERS_AT_END.search(words, max(0, len(words) - _LONGEST_MARKERS))
        stop = start + (markers.start() if markers else len(words))
        said = " ".join(_WORDS.findall(layout.text[start:stop].lower()))
        if stop <= start or flat.count(said) > 1:
            continue
        changes += [Change(start, start, "“"), Change(stop, stop, "”")]
    return layout.changed(changes)
