"""Differences that folding hid: house style, lost apostrophes, capitals, punctuation."""

import re
import unicodedata
from collections.abc import Iterator

from audit.match.exact import Aligned, Run
from audit.match.index import Layout
from audit.match.lexicon import apostrophe_matters
from audit.match.words import APOSTROPHES, fold
from audit.model import Change, Edit
from audit.vocabulary import ChangeKind, EditKind

_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\[\]]"
)
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_HYPHEN = re.compile(r"[\u2010-\u2015\u2212]")
_LINE_END = re.compile(r"-?\n[ \t]*")
_STOPS = re.compile(r"[.,;:?!()]")
_DROP_CAP = re.compile(r"[A-Z]\s+[a-z]")

Group = tuple[int, int, int, int]


def compare(
    aligned: Aligned, run: Run, layout: Layout, text: str
) -> tuple[list[Change], list[Edit]]:
    """House-style changes and harmless edits within words that are the same after folding.

    Change offsets are into the quotation ``text`` and the source's text.
    """
    changes: list[Change] = []
    capitals: list[tuple[str, str]] = []
    stops: list[tuple[str, str]] = []
    before: Group | None = None
    for group in _groups(aligned, run, layout):
        q_at = aligned.segment.starts[group[0]], aligned.segment.ends[group[1] - 1]
        s_at = layout.span(group[2], group[3])
        quoted, source = text[q_at[0] : q_at[1]], layout.text[s_at[0] : s_at[1]]
        if quoted != source:
            kind = _kind(quoted, source)
            if kind:
                changes.append(Change(kind, quoted, source, *q_at, *s_at))
            elif _recased(quoted, source):
                capitals.append((quoted, source))
        if before:
            stops += _stops_between(aligned, layout, text, before, group)
        before = group
    edits = _summed(EditKind.CAPITAL, capitals) + _summed(EditKind.PUNCTUATION, stops)
    return changes, edits


def _groups(aligned: Aligned, run: Run, layout: Layout) -> Iterator[Group]:
    """The smallest runs of words that are the same letters on both sides."""
    quoted, source = aligned.segment.folded, layout.words.folded
    q, s = run.q0, run.s0
    while q < run.q1 and s < run.s1:
        q_end, s_end = q + 1, s + 1
        q_size, s_size = len(quoted[q]), len(source[s])
        while q_size != s_size:
            if q_size < s_size and q_end < run.q1:
                q_size += len(quoted[q_end])
                q_end += 1
            elif s_end < run.s1:
                s_size += len(source[s_end])
                s_end += 1
            else:
                break
        yield q, q_end, s, s_end
        q, s = q_end, s_end


def _plain(text: str) -> str:
    text = _INVISIBLE.sub("", _LINE_END.sub("", text))
    text = _HYPHEN.sub("-", _APOSTROPHE.sub("'", text))
    return unicodedata.normalize("NFKC", text)


def _kind(quoted: str, source: str) -> ChangeKind | None:
    one, other = _plain(quoted).casefold(), _plain(source).casefold()
    if one == other or one.replace(".", "") == other.replace(".", ""):
        return None
    if one.replace("-", "") == other and "-\n" in source:
        return None
    if one.replace("'", "") == other.replace("'", ""):
        unlike = one if "'" in other else other
        return ChangeKind.WORD if apostrophe_matters(unlike) else ChangeKind.SPELLING
    if _DROP_CAP.match(source) and one == re.sub(r"\s+", "", other):
        return None
    if one in _abbreviated(other) or other in _abbreviated(one):
        return None
    return ChangeKind.STYLE


def _abbreviated(text: str) -> tuple[str, ...]:
    """``U. S.`` without its stops and spaces; empty when the text is no abbreviation."""
    if "." not in text:
        return ()
    return (re.sub(r"[.\s]", "", text),)


def _recased(quoted: str, source: str) -> bool:
    if "[" in quoted:
        return False
    return _plain(quoted) != _plain(source) and fold(_plain(quoted)) == fold(_plain(source))


def _stops_between(
    aligned: Aligned, layout: Layout, text: str, before: Group, after: Group
) -> list[tuple[str, str]]:
    segment, words = aligned.segment, layout.words
    quoted = text[segment.ends[before[1] - 1] : segment.starts[after[0]]]
    source = layout.text[words.ends[before[3] - 1] : words.starts[after[2]]]
    if quoted == source:
        return []
    quoted_stops = "".join(_STOPS.findall(_markless(quoted)))
    source_stops = "".join(_STOPS.findall(_markless(source)))
    if quoted_stops == source_stops:
        return []
    word = text[segment.starts[before[0]] : segment.ends[before[1] - 1]]
    return [(word + quoted_stops, word + source_stops)]


def _markless(text: str) -> str:
    return re.sub(r"\[[^\]]*\]|\.{2,}|(?:\.\s){2,}\.?", "", text)


def _summed(kind: EditKind, pairs: list[tuple[str, str]]) -> list[Edit]:
    if not pairs:
        return []
    return [Edit(kind, ", ".join(q for q, _ in pairs), ", ".join(s for _, s in pairs))]
