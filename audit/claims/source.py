"""A source made ready for claims: sentences with their weighted words, figures and names."""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from audit.article.sentences import split_sentences
from audit.claims.agree import FigureIndex
from audit.claims.gate import check_gate
from audit.claims.names import NameIndex
from audit.claims.rules import (
    CONTEXT_CHARACTERS,
    LONGEST_PASSAGE_WORDS,
    MOST_SENTENCES_ALIKE,
    PASSAGES,
)
from audit.claims.values import Figure
from audit.claims.words import WORD, content_stem
from audit.match import SourceIndex
from audit.model import Block, GateResult, Passage, Reference, Source, SourceText
from audit.vocabulary import SourceRole, SourceState, Zone

Likeness = Callable[[str, Sequence[str]], Sequence[float]]
"""A model of meaning: how alike (0..1) a claim is to each of some sentences."""

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_NEIGHBOUR = re.compile(
    r"\b(?:(last|previous|past) year|a (year) ago|(?:next|coming) year)\b", re.I
)
_ODD_ZONES = frozenset({Zone.METADATA, Zone.HIDDEN, Zone.NAVIGATION, Zone.RELATED, Zone.BANNER})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a source in its block; ``stems`` are its content words, each once."""

    start: int
    end: int
    block: Block
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The sentences nearest to a claim, nearest first, and what they cover of it together.

    ``likeness`` is that of the most alike of all sentences, ``None`` when no model was asked.
    """

    sentences: tuple[Sentence, ...]
    overlap: float
    likeness: float | None


class ClaimSource:
    """One source, indexed once for all claims that cite it. Nothing is computed before it is asked.

    ``number`` is the reference's, ``url`` what links to passages lead to. The page's title and
    dates and those of ``reference`` are searched with the text; ``complete`` tells whether the text
    is all of the source (``unread`` is why not), ``right_work`` whether it is the work cited.
    """

    def __init__(
        self,
        source: SourceText,
        *,
        number: int = 0,
        url: str = "",
        reference: Reference | None = None,
        complete: bool = True,
        right_work: bool = True,
        unread: str = "",
    ) -> None:
        self.source, self.number = source, number
        self._complete, self._right_work, self._unread = complete, right_work, unread
        self.index = SourceIndex(source, url)
        page = source.metadata
        self._extra = [page.title, page.headline, page.site_name, *page.authors, page.description]
        self._dates = [page.published, page.updated]
        if reference is not None:
            self._extra += [reference.title, reference.container_title, *reference.authors]
            self._extra += [*reference.aliases]
            self._dates += [reference.issued, reference.updated]
        self._extra += self._dates

    @cached_property
    def gate(self) -> GateResult:
        """Whether flags may be raised against this source."""
        why = {"unread": self._unread} if self._unread else {}
        return check_gate(
            self.source.text, complete=self._complete, right_work=self._right_work, **why
        )

    @cached_property
    def figures(self) -> FigureIndex:
        """Every figure of the text, the title and the dates."""
        return FigureIndex(self.source.text, [" ; ".join(self._extra), self._implied_years()])

    def _implied_years(self) -> str:
        """The years that "last year" and "next year" mean on the day the page came out."""
        years = [int(found) for date in self._dates for found in _YEAR.findall(date)[:1]]
        said = {any(before) for before in _NEIGHBOUR.findall(self.source.text)}
        found = [year - 1 for year in years if True in said]
        found += [year + 1 for year in years if False in said]
        return " ".join(map(str, found))

    @cached_property
    def names(self) -> NameIndex:
        """Every word of the text, the title and the publisher."""
        return NameIndex(" \n".join([self.source.text, *self._extra]))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in reading order; long ones are cut into passages."""
        found = []
        for block in self.source.blocks:
            if block.zone in _ODD_ZONES:
                continue
            for start, end in split_sentences(self.source.text, block.start, block.end, ()):
                found += _pieces(self.source.text, start, end, block)
        return tuple(found)

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(stem for sentence in self.sentences for stem in sentence.stems)

    @cached_property
    def _figure_starts(self) -> list[int]:
        return [figure.start for figure in self.figures.in_text]

    def figures_in(self, start: int, end: int) -> tuple[Figure, ...]:
        """The figures inside ``start``..``end`` of the text."""
        low, high = bisect_left(self._figure_starts, start), bisect_left(self._figure_starts, end)
        return self.figures.in_text[low:high]

    def weight(self, stem: str) -> float:
        """How much a word tells in this source: rare ones most, unknown ones more still."""
        return math.log(1 + (len(self.sentences) + 1) / (self._counts[stem] + 0.5))

    def nearest(
        self,
        claim: str,
        stems: frozenset[str],
        likeness: Likeness | None,
        most: int = PASSAGES,
    ) -> Nearest:
        """The sentences that have most of the claim's weighted words (or are most alike).

        A model is asked about all sentences of a source or, where they are too many, about none.
        """
        weights = {stem: self.weight(stem) for stem in stems}
        total = sum(weights.values())
        scored = [(sum(weights[s] for s in one.stems & stems), one) for one in self.sentences]
        best = None
        if likeness is not None and 0 < len(self.sentences) <= MOST_SENTENCES_ALIKE:
            texts = [self.source.text[one.start : one.end] for one in self.sentences]
            alike = list(likeness(claim, texts))
            best = max(alike)
            scored = [
                (score + value * total, one)
                for (score, one), value in zip(scored, alike, strict=True)
            ]
        scored.sort(key=lambda pair: (-pair[0], pair[1].start))
        chosen = tuple(one for score, one in scored[:most] if score > 0)
        covered = frozenset().union(*(one.stems for one in chosen)) & stems
        overlap = sum(weights[stem] for stem in covered) / total if total else 0.0
        return Nearest(chosen, overlap, best)

    def passage(self, sentence: Sentence) -> Passage:
        """A sentence as a passage with some whole words of its block before and after."""
        text, block = self.source.text, sentence.block
        low = max(block.start, sentence.start - CONTEXT_CHARACTERS)
        high = min(block.end, sentence.end + CONTEXT_CHARACTERS)
        before, after = text[low : sentence.start], text[sentence.end : high]
        return Passage(
            start=sentence.start,
            end=sentence.end,
            text=text[sentence.start : sentence.end],
            zone=block.zone,
            spans=((sentence.start, sentence.end),),
            before=before if low == block.start else _from_word(before),
            after=after if high == block.end else _to_word(after),
            link=self.index.link(sentence.start, sentence.end),
        )


def _from_word(context: str) -> str:
    """Context that was cut anywhere, from its first whole word on."""
    return context.partition(" ")[2]


def _to_word(context: str) -> str:
    return context.rpartition(" ")[0]


def _pieces(text: str, start: int, end: int, block: Block) -> list[Sentence]:
    words = list(WORD.finditer(text, start, end))
    pieces = []
    for at in range(0, len(words), LONGEST_PASSAGE_WORDS):
        part = words[at : at + LONGEST_PASSAGE_WORDS]
        low = start if at == 0 else part[0].start()
        last = at + LONGEST_PASSAGE_WORDS >= len(words)
        stems = frozenset(filter(None, (content_stem(word[0]) for word in part)))
        pieces.append(Sentence(low, end if last else part[-1].end(), block, stems))
    return pieces


def claim_source(found: Source, reference: Reference | None = None) -> ClaimSource:
    """A source as read, indexed for claims; one without text keeps the gate shut."""
    return ClaimSource(
        found.text or SourceText("", ()),
        number=found.number,
        url=found.found_at,
        reference=reference,
        complete=found.complete and found.text is not None,
        right_work=found.state is not SourceState.WRONG_WORK,
        unread=_unread(found),
    )


def _unread(found: Source) -> str:
    """Why nothing may be missed in a source that is not whole."""
    if found.text is None:
        return f"the source could not be read ({found.state})"
    if found.role is SourceRole.COPY:
        return "only a copy of the work was read, which may leave words out"
    return f"the source was not read from beginning to end ({found.state})"
