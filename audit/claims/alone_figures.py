"""Figures of the text against figures in the cited titles, and against each other."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audit.claims.agree import compare
from audit.claims.cited import Work
from audit.claims.figures import find_figures
from audit.claims.find import BodySentence
from audit.claims.rules import (
    DURATION_REACH_WORDS,
    DURATION_SHARED_WORDS,
    DURATION_YEARS,
    MOST_DURATIONS,
    TITLE_SHARE,
    TITLE_SHARE_CITED,
    TITLE_SHARE_PERCENT,
    TITLE_SHARED_WORDS,
)
from audit.claims.values import Bound, Figure, FigureKind
from audit.claims.words import WORD, content_stem, content_words
from audit.model import Remark
from audit.vocabulary import Fact, Level

_TITLE_KINDS = (FigureKind.PERCENT, FigureKind.MONEY, FigureKind.RATIO, FigureKind.COMPARISON)
_CLAUSE_END = re.compile(r"[.;:?!](?=\s|$)|[)(—]")
# Lengths that rightly differ: ages, terms, what is counted back from today, kinds of loans.
_RANGE = re.compile(r"\s*(?:-|–|—|to|and|or)\s*", re.I)
_BEFORE = re.compile(
    r"\b(?:past|last|next|previous|preceding|coming|first|every|each|another|within|in|some|ages?)"
    r"\W*$",
    re.I,
)
_AFTER = re.compile(
    r"[\s-]*(?:old|ago|earlier|later|before|or|of (?:age|experience|service|practice|prison)"
    r"|in (?:prison|jail|office|business|power)|(?:\w+ )?(?:sentences?|terms?|career|bonds?|yields?"
    r"|treasur\w+|notes?|mortgages?|loans?|leases?|plans?|forecasts?|periods?|highs?|lows?"
    r"|anniversary|survival|risk|floods?|storms?|warranty|contracts?))\b",
    re.I,
)


def title_figure_remarks(
    sentences: Sequence[BodySentence], works: Mapping[int, Work]
) -> Iterator[Remark]:
    """A figure of the text where the title of a cited work, about the same things, has another."""
    titled = [(work, _title_figures(work.title), _subject_words(work)) for work in works.values()]
    titled = [entry for entry in titled if entry[1]]
    for sentence in sentences if titled else ():
        own = find_figures(sentence.text)
        stems = frozenset(_words_beside(sentence.text, own))
        for work, figures, title in titled:
            if _is_of_another_year(own, work):
                continue
            for theirs in figures:
                if not _same_subject(
                    stems & title, title, work.number in sentence.references, theirs
                ):
                    continue
                rival = _conflict(theirs, own)
                if rival is not None:
                    yield _title_remark(sentence, rival, work, theirs)


def _title_figures(title: str) -> tuple[Figure, ...]:
    return tuple(figure for figure in find_figures(title) if figure.kind in _TITLE_KINDS)


def _words_beside(text: str, figures: Sequence[Figure]) -> Iterator[str]:
    """The content words that are no part of a figure."""
    at = 0
    for figure in figures:
        yield from content_words(text, at, figure.start)
        at = figure.end
    yield from content_words(text, at)


def _is_of_another_year(own: Sequence[Figure], work: Work) -> bool:
    """A sentence about another year than the work's may rightly have another figure."""
    years = [figure.value for figure in own if figure.unit in ("year", "decade")]
    return any(int(year) != work.latest for year in years)


def _subject_words(work: Work) -> frozenset[str]:
    return frozenset(_words_beside(work.title, find_figures(work.title)))


def _same_subject(
    shared: frozenset[str], title: frozenset[str], cited: bool, theirs: Figure
) -> bool:
    """Whether the sentence is about what the title is about; shares are told of many groups."""
    needed = TITLE_SHARE_CITED if cited else TITLE_SHARE
    if theirs.kind is FigureKind.PERCENT:
        needed = TITLE_SHARE_PERCENT
    return len(shared) >= TITLE_SHARED_WORDS and len(shared) >= needed * len(title)


def _conflict(theirs: Figure, own: Sequence[Figure]) -> Figure | None:
    """The figure of the text that differs from the title's, when none there agrees with it."""
    facts = [(compare(figure, theirs), figure) for figure in own]
    if any(fact in (Fact.IN_SOURCE, Fact.ROUNDED) for fact, _ in facts):
        return None
    return next((figure for fact, figure in facts if fact is Fact.DIFFERS), None)


def _title_remark(sentence: BodySentence, own: Figure, work: Work, theirs: Figure) -> Remark:
    return Remark(
        "figure-differs-from-title",
        Level.WARNING,
        f"the text says “{own.text}”, the title of {work.called}, says “{theirs.text}”",
        line=sentence.line,
        hint="look which of the two the source bears out",
    )


@dataclass(frozen=True, slots=True)
class _Span:
    """A length of time, where it is said and what of."""

    figure: Figure
    stems: frozenset[str]
    line: int
    where: str


def duration_remarks(
    sentences: Sequence[BodySentence], works: Mapping[int, Work]
) -> Iterator[Remark]:
    """How long something lasted, told differently in two places of the article or its titles.

    Only lengths of ten years or more in sentences without a year: shorter ones, and those counted
    from different years, differ rightly. Of two that disagree the remark is made on the one with
    fewer places (titles count too) on its side, on the first one at a tie.
    """
    spoken = [span for sentence in sentences for span in _spans(sentence)]
    titled = [span for work in works.values() for span in _title_spans(work)]
    spans = spoken + titled
    if len(spans) > MOST_DURATIONS:
        return
    told: set[int] = set()
    for at, span in enumerate(spoken):
        rivals = [
            other
            for index, other in enumerate(spans)
            if index != at and index not in told and _disagree(span, other)
        ]
        if not rivals:
            continue
        allies = [span] + [other for other in spans if other is not span and _agree(span, other)]
        backing = _backing(rivals, spans)
        if len(backing) < len(allies):
            continue
        told.add(at)
        yield _duration_remark(span, backing)


def _backing(rivals: Sequence[_Span], spans: Sequence[_Span]) -> list[_Span]:
    """The places that say otherwise, and those that agree with them on the same thing."""
    found = list(rivals)
    found += [s for s in spans if s not in found and any(_agree(s, rival) for rival in rivals)]
    return found


def _duration_remark(span: _Span, backing: Sequence[_Span]) -> Remark:
    others = ", ".join(f"“{other.figure.text}” ({other.where})" for other in backing)
    return Remark(
        "figures-disagree",
        Level.WARNING,
        f"the text says “{span.figure.text}” here, but {others}",
        line=span.line,
        hint="use one figure throughout, the one that a source gives",
    )


def _spans(sentence: BodySentence) -> list[_Span]:
    figures = find_figures(sentence.text)
    if any(figure.unit == "year" for figure in figures):
        return []
    where = f"line {sentence.line}"
    return _long_ones(sentence.text, figures, sentence.line, where)


def _title_spans(work: Work) -> list[_Span]:
    where = f"title of reference {work.number}"
    return _long_ones(work.title, find_figures(work.title), work.line, where)


def _long_ones(text: str, figures: Sequence[Figure], line: int, where: str) -> list[_Span]:
    found = []
    for at, figure in enumerate(figures):
        neighbours = [*figures[max(0, at - 1) : at], figure, *figures[at + 1 : at + 2]]
        if any(_RANGE.fullmatch(text[a.end : b.start]) for a, b in pairwise(neighbours)):
            continue  # "30 to 40 years" is no one length
        long = figure.unit == "years" and figure.value >= DURATION_YEARS
        varies = _AFTER.match(text, figure.end) or _BEFORE.search(text[: figure.start][-16:])
        if long and figure.bound is Bound.EXACT and not varies:
            found.append(_Span(figure, _subject(text, figure.end), line, where))
    return found


def _subject(text: str, start: int) -> frozenset[str]:
    """The content words that follow a figure in its clause: what lasted so long."""
    stop = _CLAUSE_END.search(text, start)
    end = stop.start() if stop else len(text)
    words: list[str] = []
    for found in WORD.finditer(text, start, end):
        if len(words) >= DURATION_REACH_WORDS:
            break
        words.append(content_stem(found[0]))
    return frozenset(filter(None, words))


def _about_the_same(first: _Span, second: _Span) -> bool:
    return len(first.stems & second.stems) >= DURATION_SHARED_WORDS


def _agree(first: _Span, second: _Span) -> bool:
    same = compare(first.figure, second.figure) in (Fact.IN_SOURCE, Fact.ROUNDED)
    return same and _about_the_same(first, second)


def _disagree(first: _Span, second: _Span) -> bool:
    differs = compare(first.figure, second.figure) is Fact.DIFFERS
    return differs and _about_the_same(first, second)
