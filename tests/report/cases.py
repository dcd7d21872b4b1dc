"""What the invented report says: one case a verdict and more, and one state a source."""

from dataclasses import dataclass, field

from audit.model import Edit
from audit.vocabulary import (
    AttributionRule,
    ChangeKind,
    EditKind,
    QuotationKind,
    SourceState,
    Verdict,
    Zone,
)

HOSTILE = '<script>alert(1)</script> "onload=x \x1b[31mred\x07 \u202egnirts\u202c & <b>evil</b>'
LONG_URL = "https://archive.example/" + "a-very-long-segment-" * 12 + "?q=" + "x" * 120


@dataclass(frozen=True)
class Case:
    """What is to be said of one quotation of ``TEXT``, told by how it begins."""

    begins: str
    verdict: Verdict
    reason: str
    references: tuple[int, ...] = ()
    source: int = 0
    passage: str = ""
    before: str = ""
    after: str = ""
    zone: Zone = Zone.MAIN
    changes: tuple[tuple[ChangeKind, str, str], ...] = ()
    edits: tuple[Edit, ...] = ()
    notes: tuple[str, ...] = ()
    speaker: str = ""
    source_speaker: str = ""
    proposal: str = ""
    rule: AttributionRule = AttributionRule.OWN_MARKER
    kind: QuotationKind = QuotationKind.QUOTATION
    more: tuple[str, ...] = field(default=())


def _quote(words: str) -> str:
    return f"Quote the source’s words: “{words}”."


CASES = (
    Case(
        "was kept alight",
        Verdict.ALTERED,
        "the passage is there, but a number and a word differ",
        (1,),
        1,
        "was kept burning for sixteen winters without any relief",
        "The lamp, as the board’s own surveyor wrote in the spring,",
        "by the keeper Aonghas Ross, who lived alone on the rock.",
        changes=(
            (ChangeKind.WORD, "alight", "burning"),
            (ChangeKind.NUMBER, "six", "sixteen"),
            (ChangeKind.OMISSION, "", "any"),
        ),
        proposal=_quote("was kept burning for sixteen winters without any relief"),
    ),
    Case(
        "never acceptable",
        Verdict.MISATTRIBUTED,
        "the source gives the words to the county surveyor, not to Margaret Oban",
        (2,),
        2,
        "never acceptable",
        "“It was",
        "to send one man,” said the surveyor, Ewan Lusk.",
        speaker="Margaret Oban",
        source_speaker="Ewan Lusk",
    ),
    Case(
        "the sea takes",
        Verdict.VERBATIM,
        "the same words in the same order",
        (3,),
        3,
        "the sea takes what it is given.",
        "He wrote in the last line of the log:",
        "The page is torn after that.",
        speaker="the keeper",
        notes=("the source has it twice",),
        more=("the sea takes what it is given",),
    ),
    Case(
        "had been cleaned",
        Verdict.ABRIDGED,
        "the marked gap hides 9 words, among them a negation",
        (4,),
        4,
        "had been cleaned once, though not by the keeper and hardly every morning before dawn",
        "The lens, it was held,",
        "as the rules require.",
        edits=(
            Edit(
                EditKind.ELLIPSIS,
                "…",
                "once, though not by the keeper and hardly",
                "the gap hides “not”",
            ),
        ),
        proposal=_quote("had been cleaned once, though not by the keeper and hardly every morning"),
    ),
    Case(
        "the lamp failed",
        Verdict.ELSEWHERE,
        "not in reference 5 or 6; verbatim in reference 3",
        (5, 6),
        3,
        "the lamp failed twice in that year,",
        "The county wrote that",
        "and nobody was told.",
        rule=AttributionRule.NAMED_PUBLISHER,
    ),
    Case("a light that lied", Verdict.UNVERIFIABLE, "dead, no capture", (7,)),
    Case(
        "some 4,000",
        Verdict.RESTYLED,
        "a figure in another style",
        (8,),
        8,
        "some four thousand pounds a year",
        changes=((ChangeKind.STYLE, "4,000", "four thousand"),),
        proposal=_quote("some four thousand pounds a year"),
    ),
    Case(
        "Light for all",
        Verdict.NOT_A_QUOTATION,
        "a motto",
        rule=AttributionRule.UNCITED,
        kind=QuotationKind.SLOGAN,
    ),
    Case(
        "no town should",
        Verdict.OUT_OF_CONTEXT,
        "the source reports these words and denies them in the next sentence",
        (9,),
        9,
        "no town should pay for another town’s ships.",
        "It has been said, falsely, that",
        "The council never held any such view.",
    ),
    Case(
        "a machine that",
        Verdict.MISPLACED,
        "found only in the comments under the page",
        (10,),
        10,
        "a machine that needs no sleep",
        zone=Zone.COMMENTS,
        before="Comment by gull77: ",
    ),
    Case("enough", Verdict.TOO_SHORT, "one common word", (11,), 11),
    Case("the rock remembers", Verdict.UNVERIFIABLE, "blocked", (12,)),
    Case(
        "it was colour",
        Verdict.EDITED,
        "only marked edits: a capital",
        (13,),
        13,
        "It was colour, not brightness, that saved them.",
        edits=(Edit(EditKind.CAPITAL, "it"),),
    ),
    Case(
        "a dark coast",
        Verdict.UNCITED,
        "the article names no source",
        rule=AttributionRule.UNCITED,
    ),
    Case(
        "the tower shall",
        Verdict.ABSENT,
        "the whole source was read; the nearest passage shares 5 of 9 words",
        (14,),
        14,
        "the tower is to be kept and not sold to any bidder",
        "Resolved, 3 to 2, that",
        "until the next election.",
    ),
    Case(
        "מגדלור",
        Verdict.VERBATIM,
        "the same words in the same order",
        (15,),
        15,
        "מגדלור ישן על הסלע",
        "בספר האורחים נכתב:",
        "ולא נוסף דבר.",
    ),
    Case(
        "<img",
        Verdict.ALTERED,
        HOSTILE,
        (16,),
        16,
        "<img src=x onerror=alert(3)> by design",
        HOSTILE,
        HOSTILE,
        changes=((ChangeKind.NUMBER, "2", "3"),),
        notes=(HOSTILE,),
        speaker=HOSTILE,
        source_speaker=HOSTILE,
        proposal=_quote("<img src=x onerror=alert(3)> by design"),
    ),
)

STATES: tuple[SourceState, ...] = (
    SourceState.LIVE,
    SourceState.MOVED,
    SourceState.ARCHIVED,
    SourceState.CHANGED,
    SourceState.LIVE,
    SourceState.ARCHIVED,
    SourceState.DEAD,
    SourceState.LIVE,
    SourceState.LIVE,
    SourceState.LIVE,
    SourceState.PAYWALLED,
    SourceState.BLOCKED,
    SourceState.LIVE,
    SourceState.LIVE,
    SourceState.LIVE,
    SourceState.LIVE,
    SourceState.SOFT_404,
    SourceState.MOVED_TO_HOME,
    SourceState.PARKED,
    SourceState.NEEDS_JAVASCRIPT,
    SourceState.NO_TEXT,
    SourceState.TRUNCATED,
    SourceState.TOO_LARGE,
    SourceState.TIMEOUT,
    SourceState.SERVER_ERROR,
    SourceState.RATE_LIMITED,
    SourceState.REDIRECT_LOOP,
    SourceState.TLS_ERROR,
    SourceState.UNREACHABLE,
    SourceState.WRONG_WORK,
    SourceState.UNRESOLVED,
    SourceState.NOT_CHECKED,
)

TITLES = (
    "The Skerry Point Papers",
    "Keepers and Their Keep: A Century of Harbour Boards",
    "A Log Without Its Last Page",
    "On the Cleaning of Lenses",
    "Twice Dark",
)
