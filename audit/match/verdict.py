"""From a placement and its differences to the verdict, by rule; the score is only printed."""

import itertools
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from audit.match.changes import diff, gravest_first
from audit.match.editorial import Quote
from audit.match.exact import Placement, zone_rank
from audit.match.frame import out_of_frame, sentence_bounds
from audit.match.gaps import inspect_omission, shown
from audit.match.index import SourceIndex
from audit.match.place import Evidence
from audit.match.rules import (
    ALTERED_CHANCE,
    CONTEXT_CHARACTERS,
    PARTIAL_CHANCE,
    PARTIAL_COVERAGE,
    TOO_SHORT_CHANCE,
    TOO_SHORT_WORDS,
    WHOLE_COVERAGE,
)
from audit.match.speaker import Attribution, attribution, contradicts
from audit.match.wording import Wording, reason_and_proposal, replacement
from audit.match.words import notes_in
from audit.model import Block, Change, Edit, Match, Passage
from audit.vocabulary import ChangeKind, EditKind, Verdict, Zone

# A marker stands at most so many characters after the last word: a stop, a mark, the digits.
_AFTER_NOTE = 8
_MILD = frozenset({ChangeKind.STYLE, ChangeKind.SPELLING})
_SPOKEN_ZONES = frozenset({Zone.MAIN, Zone.HEADING, Zone.EMBEDDED, Zone.PULL_QUOTE, Zone.FOOTNOTE})


@dataclass(slots=True)
class _Findings:
    changes: list[Change] = field(default_factory=list)
    omissions: list[Change] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def judge(
    quote: Quote,
    index: SourceIndex,
    placement: Placement,
    evidence: Evidence,
    speaker: str = "",
    lead_in: str = "",
) -> Match:
    """The match for a quotation laid on the source as ``placement``."""
    found = _collect(quote, placement)
    passage = _passage(index, placement, found.changes)
    block = _block_of(placement)
    given = attribution(index.source.text, passage.start, passage.end, _prose(index))
    frame = _frame(index, block, passage, lead_in)
    verdict = _verdict(found, placement, evidence, passage.zone)
    if verdict in _PASSING and given and _contradicted(given, speaker, index, passage):
        verdict = Verdict.MISATTRIBUTED
    if verdict in _PASSING and frame:
        verdict = Verdict.OUT_OF_CONTEXT
    about = Wording(
        verdict,
        quote.text,
        passage,
        tuple(found.changes),
        tuple(found.omissions),
        tuple(found.edits),
        evidence.words,
        speaker,
        given.name if given else "",
        frame,
        _sentence(index, block, passage),
    )
    reason, proposal = reason_and_proposal(about)
    return Match(
        verdict=verdict,
        reason=reason,
        passages=(passage,),
        changes=tuple(found.changes + found.omissions),
        edits=tuple(found.edits),
        notes=tuple(found.notes),
        score=_score(quote, passage, found),
        chance=evidence.chance,
        source_speaker=given.name if given else "",
        proposal=proposal,
        replacement=replacement(about),
    )


_PASSING = frozenset({Verdict.VERBATIM, Verdict.EDITED, Verdict.RESTYLED, Verdict.ABRIDGED})


def _collect(quote: Quote, placement: Placement) -> _Findings:
    found = _Findings()
    for part in placement.found:
        one = diff(part, placement.layout, quote)
        found.changes += one.changes
        found.omissions += one.omissions
        found.edits += one.edits
        found.notes += one.notes
    if not placement.literal:
        found.edits += list(quote.edits)
        found.edits += _omissions(quote, placement)
        found.changes += _missing(quote, placement)
    elif _brackets_are_ours(quote, placement):
        found.edits += [Edit(EditKind.INSERTED, b.text, b.text[1:-1]) for b in quote.brackets]
        found.edits += list(quote.edits)
    found.changes += _renumbered_notes(quote, placement)
    found.edits += _ends(quote, placement)
    found.changes = gravest_first(found.changes)
    return found


def _omissions(quote: Quote, placement: Placement) -> list[Edit]:
    edits: list[Edit] = []
    parts = placement.parts
    for mark, left, right in zip(quote.gaps, parts, parts[1:], strict=False):
        if left is not None and right is not None:
            edits.append(inspect_omission(mark, left, right, placement.layout))
    return edits


def _missing(quote: Quote, placement: Placement) -> list[Change]:
    """Whole segments that the source does not have: an invented head, tail or middle."""
    changes: list[Change] = []
    for number, (segment, part) in enumerate(zip(quote.segments, placement.parts, strict=False)):
        if part is None:
            last = number == len(quote.segments) - 1
            kind = ChangeKind.TAIL if last else ChangeKind.HEAD if not number else ChangeKind.WORD
            start, end = segment.starts[0], segment.ends[-1]
            changes.append(Change(kind, quote.text[start:end], "", start, end))
    return changes


def _renumbered_notes(quote: Quote, placement: Placement) -> list[Change]:
    """Note markers copied into the quotation must be the source's, where the source shows any."""
    quoted = notes_in(quote.text)
    if not quoted:
        return []
    layout, last = placement.layout, placement.found[-1]
    start, end = layout.span(placement.found[0].begin, last.end)
    source = notes_in(layout.text, start, end + _AFTER_NOTE)
    known = {number for number, _, _ in source}
    wrong = [note for note in quoted if source and note[0] not in known]
    return [
        Change(ChangeKind.NUMBER, number, source[0][0], q_start, q_end, *source[0][1:])
        for number, q_start, q_end in wrong
    ]


def _brackets_are_ours(quote: Quote, placement: Placement) -> bool:
    """Whether the quotation's brackets are an editor's although the bracketed words are there."""
    if not quote.marked:
        return False
    part = placement.found[0]
    return placement.layout.slice(part.begin, part.end).count("[") < quote.text.count("[")


def _ends(quote: Quote, placement: Placement) -> list[Edit]:
    """A stop that closes the quotation where the source goes on."""
    last = placement.found[-1]
    mark = quote.text.rstrip(" \"'”’)")[-1:]
    if (
        mark not in ".!?"
        or quote.text.rstrip().endswith(("...", "…"))
        or placement.parts[-1] is None
    ):
        return []
    words, text = placement.layout.words, placement.layout.text
    end = words.ends[last.end - 1]
    after = text[end : words.starts[last.end]] if last.end < len(words) else text[end : end + 4]
    if mark in after or (mark == "." and any(stop in after for stop in ".\n")):
        return []
    if not after.strip() and last.end >= len(words) - 1:
        return []
    return [Edit(EditKind.PUNCTUATION, mark, after.strip()[:1])]


def _verdict(found: _Findings, placement: Placement, evidence: Evidence, zone: Zone) -> Verdict:
    altered = any(change.kind not in _MILD for change in found.changes)
    differs = bool(found.changes or found.omissions)
    whole = evidence.coverage >= WHOLE_COVERAGE and evidence.chance <= ALTERED_CHANCE
    partial = evidence.coverage >= PARTIAL_COVERAGE and evidence.chance <= PARTIAL_CHANCE
    if differs and not (whole or partial) and not _only_style(found, evidence):
        return Verdict.ABSENT
    if altered:
        return Verdict.ALTERED
    if not all(zone_rank(placement.layout, part.begin) == 0 for part in placement.found):
        return Verdict.MISPLACED
    if evidence.words <= TOO_SHORT_WORDS and _says_nothing(placement, evidence):
        return Verdict.TOO_SHORT
    if found.omissions or any(edit.warning for edit in found.edits):
        return Verdict.ABRIDGED
    if found.changes:
        return Verdict.RESTYLED
    return Verdict.EDITED if found.edits else Verdict.VERBATIM


def _only_style(found: _Findings, evidence: Evidence) -> bool:
    """Whether every word is there and only its dress differs: chance has no say in that."""
    styled = all(change.kind is ChangeKind.STYLE for change in found.changes)
    return styled and not found.omissions and evidence.coverage >= 0.999


def _says_nothing(placement: Placement, evidence: Evidence) -> bool:
    words = [w for part in placement.found for w in part.segment.folded]
    return evidence.chance > TOO_SHORT_CHANCE or all(word[0].isdigit() for word in words)


def _contradicted(given: Attribution, speaker: str, index: SourceIndex, passage: Passage) -> bool:
    text = index.source.text
    return bool(speaker) and contradicts(given, speaker, text, passage.start, passage.end)


def _frame(index: SourceIndex, block: Block, passage: Passage, lead_in: str) -> str:
    if block.zone not in _SPOKEN_ZONES:
        return ""
    text = index.source.text
    end = min(passage.end, block.end)
    return out_of_frame(text, block.start, block.end, passage.start, end, lead_in) or (
        _denied_next(index, block, passage, lead_in)
    )


def _denied_next(index: SourceIndex, block: Block, passage: Passage, lead_in: str) -> str:
    """The same, for a denial that opens the next paragraph."""
    if passage.end < block.end - 3:
        return ""
    blocks = _prose(index)
    at = next((n for n, other in enumerate(blocks) if other.start == block.start), -1)
    if at < 0 or at + 1 >= len(blocks) or passage.end > block.end:
        return ""
    return out_of_frame(
        index.source.text, block.start, blocks[at + 1].end, passage.start, passage.end, lead_in
    )


def _prose(index: SourceIndex) -> tuple[Block, ...]:
    return tuple(block for block in index.source.blocks if block.zone in _SPOKEN_ZONES)


def _block_of(placement: Placement) -> Block:
    return placement.layout.block_at(placement.found[0].begin)


def _sentence(index: SourceIndex, block: Block, passage: Passage) -> str:
    text = index.source.text
    end = min(passage.end, block.end)
    begin, stop = sentence_bounds(text, block.start, block.end, passage.start, end)
    return shown(text[begin:stop])


def _passage(index: SourceIndex, placement: Placement, changes: list[Change]) -> Passage:
    layout, text = placement.layout, index.source.text
    spans: list[tuple[int, int]] = []
    for part in placement.found:
        cuts = [part.begin, *layout.block_starts_within(part.begin, part.end), part.end]
        spans += [layout.span(a, b) for a, b in itertools.pairwise(cuts) if b > a]
    spans.sort()
    replaced = [c for c in changes if c.source and c.source_end]
    start = min([spans[0][0], *(change.source_start for change in replaced)])
    end = max([*(span[1] for span in spans), *(change.source_end for change in replaced)])
    block = layout.block_at(min(part.begin for part in placement.found))
    tail = layout.block_at(max(part.end for part in placement.found) - 1)
    zones = {layout.block_at(part.begin).zone for part in placement.found}
    zone = block.zone if block.zone in zones else next(iter(zones))
    return Passage(
        start=start,
        end=end,
        text=text[start:end],
        zone=next((z for z in zones if not z.own_words), zone),
        spans=tuple(spans),
        before=_words_only(text[max(block.start, start - CONTEXT_CHARACTERS) : start], first=True),
        after=_words_only(
            text[end : min(max(end, tail.end), end + CONTEXT_CHARACTERS)], first=False
        ),
        link=index.link(start, end),
    )


def _words_only(text: str, *, first: bool) -> str:
    """Context without a word cut in two at its far end."""
    if len(text) < CONTEXT_CHARACTERS:
        return text
    return text.split(" ", 1)[-1] if first else text.rsplit(" ", 1)[0]


def _score(quote: Quote, passage: Passage, found: _Findings) -> float:
    if not found.changes and not found.omissions and not found.edits:
        return 100.0
    return round(fuzz.ratio(quote.text.casefold(), passage.text.casefold()), 1)
