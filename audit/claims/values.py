"""The values of claims: figures and names of a sentence, flags raised against a source.

Offsets are code points into the text that was read: the claim's own text for figures and names of a
claim, ``Article.text`` for a ``Claim``, ``SourceText.text`` for passages.
"""

from dataclasses import dataclass
from enum import StrEnum

from audit.model import Passage
from audit.vocabulary import Level


class FigureKind(StrEnum):
    """What a figure counts or measures."""

    PERCENT = "percent"
    MONEY = "money"
    RATIO = "ratio"
    COUNT = "count"
    DATE = "date"
    DURATION = "duration"
    COMPARISON = "comparison"


class Bound(StrEnum):
    """How the words around a figure bound it; ``several`` is a bare plural: "trillions"."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"
    SEVERAL = "several"


class Fact(StrEnum):
    """What a source has of one figure or name of a claim."""

    IN_SOURCE = "in-source"
    ROUNDED = "rounded"
    DIFFERS = "differs"
    NOT_IN_SOURCE = "not-in-source"
    UNVERIFIABLE = "unverifiable"


class FlagCode(StrEnum):
    """What may be remarked on a claim beside its source. None says that the claim holds."""

    SOURCE_NOT_USABLE = "source-not-usable"
    FIGURE_NOT_IN_SOURCE = "figure-not-in-source"
    FIGURE_DIFFERS = "figure-differs"
    NAME_NOT_IN_SOURCE = "name-not-in-source"
    NO_MATCHING_PASSAGE = "no-matching-passage"
    CLOSE_WORDING = "close-wording"


class Gate(StrEnum):
    """Whether a source's text is good enough to say that something is not in it, or why not."""

    OPEN = "open"
    INCOMPLETE = "incomplete"
    WRONG_WORK = "wrong-work"
    TOO_SHORT = "too-short"
    OTHER_SCRIPT = "other-script"
    OTHER_LANGUAGE = "other-language"


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity as read.

    ``unit`` is ``%`` (also of shares: "1 in 10" is 10 %), ``points``, a currency's ISO code,
    ``per million``, ``times``, ``years``, ``months``, ``days``, ``minutes``, ``seconds``, ``year``
    or ``decade`` (of dates), or empty for a count. ``digits`` is the number of significant digits
    written, 0 where it is in words. ``firm`` tells whether it is exact enough to be missed.
    """

    value: float
    unit: str
    kind: FigureKind
    text: str
    start: int
    end: int
    bound: Bound = Bound.EXACT
    digits: int = 0
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a claim; ``words`` are those that a source is searched for."""

    text: str
    words: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the article that carries a citation or, ``inherited``, takes the next one.

    ``text`` is the sentence without its markers; figures and names have offsets into ``text``.
    """

    text: str
    start: int
    end: int
    line: int
    references: tuple[int, ...]
    inherited: bool
    figures: tuple[Figure, ...]
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class FactFinding:
    """One figure or name of a claim and what the source has of it.

    ``shown`` are the source's own words for it (another value when the fact is ``differs``).
    """

    text: str
    start: int
    end: int
    fact: Fact
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """One remark: a sentence for the reader, what was searched, and the rule's measured rate.

    ``about`` is the figure or name in question, or empty.
    """

    code: FlagCode
    text: str
    about: str
    searched: tuple[str, ...]
    detail: str
    rate: str
    level: Level


@dataclass(frozen=True, slots=True)
class GateResult:
    """The gate and its reason in words."""

    gate: Gate
    reason: str

    @property
    def open(self) -> bool:
        """Whether flags may be raised."""
        return self.gate is Gate.OPEN


@dataclass(frozen=True, slots=True)
class Meaning:
    """The model of meaning that helped to choose passages: its name and its weights' SHA-256, both
    empty where the passages were chosen by their words alone."""

    model: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """What one source shows beside one claim. It never says that the source bears the claim out.

    ``passages`` are the nearest sentences of the source, nearest first, whatever the gate says.
    ``overlap`` (0..1) is the weighted share of the claim's words that they have together.
    """

    claim: str
    flags: tuple[Flag, ...]
    passages: tuple[Passage, ...]
    gate: GateResult
    facts: tuple[FactFinding, ...]
    overlap: float
