"""One claim beside one source: the gate, what is missing, the nearest passages.

No rule here can say that a source bears a claim out. What it can say with measured precision is
that a figure, a name or any resembling passage is missing, and where the nearest words stand.
"""

from collections.abc import Sequence
from dataclasses import replace

from audit.claims.agree import forms, nearest
from audit.claims.figures import find_figures
from audit.claims.names import claim_names
from audit.claims.rules import (
    CLOSE_WORDING,
    MULTI_WORD_NAME_RATE,
    NO_MATCH_LIKENESS,
    NO_MATCH_OVERLAP,
    NO_MATCH_OVERLAP_WITH_MODEL,
    NO_MATCH_WORDS,
    RATES,
    TOPIC_OVERLAP,
    TOPIC_WORDS,
)
from audit.claims.source import ClaimSource, Likeness, Nearest
from audit.claims.values import Figure, Name
from audit.claims.words import content_words
from audit.model import ClaimCheck, FactFinding, Flag
from audit.vocabulary import Fact, FlagCode, Level


def check(claim: str, source: ClaimSource, *, likeness: Likeness | None = None) -> ClaimCheck:
    """What ``source`` shows beside the words ``claim``, which carry no citation markers.

    Behind a shut gate nothing is said but ``source-not-usable``; passages are given all the same.
    ``likeness`` is an optional model of meaning. Never raises on any text.
    """
    stems = frozenset(content_words(claim))
    near = source.nearest(claim, stems, likeness)
    gate = source.gate
    facts: list[FactFinding] = []
    flags: list[Flag] = []
    for figure in find_figures(claim):
        fact, flag = _figure(figure, source, near, stems)
        facts.append(fact)
        flags += [flag] if flag else []
    for name in claim_names(claim):
        fact, flag = _name(name, source)
        facts.append(fact)
        flags += [flag] if flag else []
    facts.sort(key=lambda found: found.start)
    if not gate.open:
        facts = [_unless_seen(found) for found in facts]
        flags = [_not_usable(gate.reason)]
    else:
        flags += _wording(stems, near, facts, source)
    passages = tuple(source.passage(sentence) for sentence in near.sentences)
    return ClaimCheck(
        source.number, tuple(flags), passages, gate, tuple(facts), round(near.overlap, 3)
    )


def strictly(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """The flags as a strict build takes them.

    Two things may fail a build: no passage that resembles the claim, and warnings of two kinds or
    more (right in 38 of 38 test cases); a single figure or name is too often a matter of wording.
    """
    same = {FlagCode.FIGURE_DIFFERS: FlagCode.FIGURE_NOT_IN_SOURCE}
    kinds = {same.get(flag.code, flag.code) for flag in flags if flag.level is Level.WARNING}
    many = len(kinds) >= 2
    return tuple(
        replace(flag, level=Level.ERROR)
        if flag.level is Level.WARNING and (many or flag.code is FlagCode.NO_MATCHING_PASSAGE)
        else flag
        for flag in flags
    )


def _unless_seen(found: FactFinding) -> FactFinding:
    """A fact that was seen stays seen; what was not cannot be called missing."""
    if found.fact.seen:
        return found
    return replace(found, fact=Fact.UNVERIFIABLE, shown="")


def _not_usable(reason: str) -> Flag:
    code = FlagCode.SOURCE_NOT_USABLE
    text = f"No statement is made about this claim: {reason}."
    return Flag(code, text, "", (), reason, str(RATES[code]), Level.NOTE)


def _figure(
    figure: Figure, source: ClaimSource, near: Nearest, stems: frozenset[str]
) -> tuple[FactFinding, Flag | None]:
    fact = source.figures.find(figure)
    if fact is not Fact.NOT_IN_SOURCE:
        return FactFinding(figure.text, figure.start, figure.end, fact), None
    rival = _rival(figure, source, near, stems)
    searched = forms(figure)
    if rival is not None:
        found = FactFinding(figure.text, figure.start, figure.end, Fact.DIFFERS, rival.text)
        code = FlagCode.FIGURE_DIFFERS
        text = f"The source does not have “{figure.text}”; beside this topic it has “{rival.text}”."
    else:
        found = FactFinding(figure.text, figure.start, figure.end, fact)
        code = FlagCode.FIGURE_NOT_IN_SOURCE
        text = f"The figure “{figure.text}” does not occur in the source."
    if not figure.firm:
        return found, None
    shown = f"the source says {rival.text}" if rival else ""
    rate = str(RATES[code])
    return found, Flag(code, text, figure.text, searched, shown, rate, Level.WARNING)


def _rival(
    figure: Figure, source: ClaimSource, near: Nearest, stems: frozenset[str]
) -> Figure | None:
    """Another value of the same unit in a passage about the same things."""
    if near.overlap < TOPIC_OVERLAP:
        return None
    for sentence in near.sentences:
        rival = nearest(figure, source.figures_in(sentence.start, sentence.end))
        if rival is not None and len(sentence.stems & stems) >= TOPIC_WORDS:
            return rival
    return None


def _name(name: Name, source: ClaimSource) -> tuple[FactFinding, Flag | None]:
    if source.names.has(name):
        return FactFinding(name.text, name.start, name.end, Fact.IN_SOURCE), None
    code, several = FlagCode.NAME_NOT_IN_SOURCE, len(name.words) > 1
    flag = Flag(
        code=code,
        text=f"The name “{name.text}” does not occur in the source, nor any word of it."
        if several
        else f"The name “{name.text}” does not occur in the source.",
        about=name.text,
        searched=(name.text, *name.words, "known aliases") if several else (name.text, "aliases"),
        detail="",
        rate=str(MULTI_WORD_NAME_RATE if several else RATES[code]),
        level=Level.WARNING if several else Level.NOTE,
    )
    return FactFinding(name.text, name.start, name.end, Fact.NOT_IN_SOURCE), flag


def _wording(
    stems: frozenset[str],
    near: Nearest,
    facts: Sequence[FactFinding],
    source: ClaimSource,
) -> list[Flag]:
    """``no-matching-passage``, ``close-wording`` or neither."""
    if len(stems) < NO_MATCH_WORDS:
        return []
    share = f"{near.overlap:.0%} of the claim’s weighted words"
    if near.likeness is None:
        none = near.overlap < NO_MATCH_OVERLAP
    else:
        none = near.overlap < NO_MATCH_OVERLAP_WITH_MODEL and near.likeness < NO_MATCH_LIKENESS
    searched = (f"{len(source.sentences)} sentences",)
    if none:
        code = FlagCode.NO_MATCHING_PASSAGE
        text = "No passage of the source resembles this claim."
        detail = f"the best three sentences have {share}"
        return [Flag(code, text, "", searched, detail, str(RATES[code]), Level.WARNING)]
    covered = frozenset().union(*(sentence.stems for sentence in near.sentences)) & stems
    present = all(found.fact.seen for found in facts)
    if present and len(covered) >= CLOSE_WORDING * len(stems):
        code = FlagCode.CLOSE_WORDING
        text = "A passage has nearly the same wording, and all figures and names occur."
        detail = f"{len(covered)} of {len(stems)} content words in three sentences"
        return [Flag(code, text, "", searched, detail, str(RATES[code]), Level.NOTE)]
    return []
