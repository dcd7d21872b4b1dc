"""A model's advice in words: what it could point to, part by part. Never a verdict."""

from audit.model import Advice, AdvicePart
from audit.report.words import one_line
from audit.vocabulary import AdviceOutcome, PartStatus

ADVICE_WORDS = {
    AdviceOutcome.EVERY_PART: "it points to words of the source for every part of the claim",
    AdviceOutcome.SOME_PARTS: "it points to words of the source for some parts of the claim only",
    AdviceOutcome.NO_PART: "it points to no words of the source for the claim",
    AdviceOutcome.CONTRARY: "it points to words of the source that it reads as contrary",
    AdviceOutcome.NONE: "none was given",
}
PART_WORDS = {
    PartStatus.STATED: "read as said",
    PartStatus.CONTRARY: "read as contrary",
    PartStatus.ABSENT: "no words shown",
}
ADVICE_CAVEAT = "A model’s advice, to be read with the words it points to; it changes no verdict."


def advice_lines(advice: Advice) -> list[str]:
    """The advice line by line, as ``claim`` prints it."""
    why = f": {one_line(advice.reason)}" if advice.reason else ""
    lines = [f"  advice:   {ADVICE_WORDS[advice.outcome]}{why}"]
    for part in advice.parts:
        lines += _part_lines(part)
    lines += [f"    but:    {one_line(problem)}" for problem in advice.problems]
    asked = f"{one_line(advice.model)}, prompt {advice.prompt_sha256[:16]}…"
    return [*lines, f"    from:   {asked}. {ADVICE_CAVEAT}"]


def _part_lines(part: AdvicePart) -> list[str]:
    why = f" ({one_line(part.reason)})" if part.reason else ""
    lines = [f"    part:   {one_line(part.text)}: {PART_WORDS[part.status]}{why}"]
    return lines + [f"            “{one_line(passage.text)}”" for passage in part.passages]
