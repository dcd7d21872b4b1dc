"""The invented report with claims in it: every verdict and flag, a decision, and hostile text."""

from dataclasses import replace

from audit.model import (
    Advice,
    AdvicePart,
    Claim,
    ClaimCheck,
    ClaimFinding,
    Decision,
    FactFinding,
    Flag,
    GateResult,
    Passage,
    Report,
)
from audit.vocabulary import (
    AdviceOutcome,
    ClaimVerdict,
    Fact,
    FlagCode,
    Gate,
    Level,
    PartStatus,
    Zone,
)
from tests.report.cases import HOSTILE
from tests.report.sample import TEXT, reviewed_report, sample_report

MARKERS = ("keeper.1", "post.2", "given.”3", "disagrees.5,6", "famous.7")
OPEN = GateResult(Gate.OPEN, "")
_WORDS = Passage(100, 137, f"The lamp was lit. {HOSTILE}", Zone.MAIN, link="javascript:alert(8)")
ADVICE = Advice(
    outcome=AdviceOutcome.SOME_PARTS,
    model=f"a-model {HOSTILE}",
    prompt_sha256="0" * 64,
    parts=(
        AdvicePart("The lamp was lit.", PartStatus.STATED, (_WORDS,)),
        AdvicePart(HOSTILE, PartStatus.ABSENT, reason=f"the source does not have {HOSTILE}"),
    ),
    told="words-for-every-part",
    problems=(f"the model says {HOSTILE}",),
)
RATE = "right in 55 of 56 test cases"


def claimed_report(*, rehearsal: bool = False) -> Report:
    """The sample with a claim for each of its first markers."""
    return with_claims(sample_report(rehearsal=rehearsal))


def reviewed_claims() -> Report:
    """The sample after a second run, in which one flagged claim is accepted and one is new."""
    report = with_claims(reviewed_report())
    held = Decision("Ann Reeve", "2026-11-20", "The surveyor wrote it so.", Level.WARNING)
    first, second, *rest = report.claims
    accepted = replace(second, level=Level.NOTE, decision=held)
    since = report.since
    assert since is not None
    changed = (*since.changed, ("c01", "needs-review"), ("c03", ""))
    return replace(report, claims=(first, accepted, *rest), since=replace(since, changed=changed))


def with_claims(report: Report) -> Report:
    """``report`` with claims, its totals adding up."""
    claims = (
        _finding(
            1,
            "In 1971",
            ClaimVerdict.FLAGGED,
            Level.WARNING,
            "Beside this topic the source has “1917”. The name “Skerry Point” is missing.",
            _check(
                1,
                [
                    _flag(FlagCode.FIGURE_DIFFERS, "1971"),
                    _flag(FlagCode.NAME_NOT_IN_SOURCE, "Skerry Point"),
                ],
                [("1971", Fact.DIFFERS, "1917"), ("Skerry Point", Fact.NOT_IN_SOURCE, "")],
            ),
        ),
        _finding(
            2,
            "Margaret Oban",
            ClaimVerdict.FLAGGED,
            Level.WARNING,
            "No passage of the source resembles this claim.",
            _check(2, [_flag(FlagCode.NO_MATCHING_PASSAGE, "")], []),
        ),
        _finding(
            3,
            "The keeper himself",
            ClaimVerdict.NEEDS_REVIEW,
            Level.NOTE,
            "It has no figure or name to look for; read the passages.",
            _check(3, [], []),
        ),
        _finding(
            4,
            "According to",
            ClaimVerdict.NEEDS_REVIEW,
            Level.NOTE,
            f"A passage has nearly the same wording. {HOSTILE}",
            _check(
                5,
                [_flag(FlagCode.CLOSE_WORDING, "", Level.NOTE)],
                [("The Beacon", Fact.IN_SOURCE, "")],
            ),
            replace(_check(6, [], [("The Beacon", Fact.ROUNDED, HOSTILE)]), advice=ADVICE),
        ),
        _finding(
            5,
            "One pilot",
            ClaimVerdict.UNVERIFIABLE,
            Level.UNVERIFIED,
            "Reference 7: the source could not be read (dead).",
            replace(
                _check(7, [_flag(FlagCode.SOURCE_NOT_USABLE, "", Level.NOTE)], []),
                gate=GateResult(Gate.INCOMPLETE, "the source could not be read (dead)"),
                passages=(),
            ),
        ),
    )
    totals = replace(
        report.totals, claims=5, claims_flagged=2, claims_to_review=2, claims_unverifiable=1
    )
    return replace(report, claims=claims, totals=totals)


def many_claims(count: int) -> Report:
    """The claims repeated under new names, for measuring."""
    report = claimed_report()
    claims = tuple(
        replace(report.claims[number % len(report.claims)], id=f"c{number:04d}")
        for number in range(count)
    )
    return replace(report, claims=claims, totals=replace(report.totals, claims=count))


def _finding(
    number: int,
    begins: str,
    verdict: ClaimVerdict,
    level: Level,
    reason: str,
    *checks: ClaimCheck,
) -> ClaimFinding:
    start = TEXT.index(begins)
    end = TEXT.index(MARKERS[number - 1], start) + len(MARKERS[number - 1])
    claim = Claim(
        text=TEXT[start:end],
        start=start,
        end=end,
        line=TEXT.count("\n", 0, start) + 1,
        column=start - TEXT.rfind("\n", 0, start),
        references=tuple(check.reference for check in checks),
        inherited=number == 3,
    )
    placed = tuple(
        replace(check, facts=tuple(_placed(fact, claim.text) for fact in check.facts))
        for check in checks
    )
    return ClaimFinding(f"c{number:02d}", claim, verdict, level, reason, placed)


def _placed(fact: FactFinding, words: str) -> FactFinding:
    at = words.index(fact.text)
    return replace(fact, start=at, end=at + len(fact.text))


def _flag(code: FlagCode, about: str, level: Level = Level.WARNING) -> Flag:
    text = f"“{about}” is not in the source." if about else "It is so."
    searched = (about, "rounded forms") if about else ("14 sentences",)
    return Flag(code, text, about, searched, "a detail", RATE, level)


def _check(reference: int, flags: list[Flag], facts: list[tuple[str, Fact, str]]) -> ClaimCheck:
    words = "The lamp was lit for sixteen winters."
    passages = tuple(
        Passage(
            100 * place,
            100 * place + len(words),
            words,
            Zone.CAPTION if place == 2 else Zone.MAIN,
            ((100 * place, 100 * place + len(words)),),
            f"{HOSTILE} ",
            " And more.",
            "javascript:alert(7)" if place == 3 else f"https://source.example/p#:~:text={place}",
        )
        for place in (1, 2, 3)
    )
    found = tuple(FactFinding(text, 0, 0, fact, shown) for text, fact, shown in facts)
    return ClaimCheck(reference, tuple(flags), passages, OPEN, found, 0.42)
