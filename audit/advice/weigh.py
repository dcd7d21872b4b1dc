"""What a model's answer comes to once its words were looked for in the source. Pure.

The model's own summary is recorded and never taken over.
"""

from collections.abc import Iterator, Sequence

from audit.advice.answer import Told, ToldPart
from audit.advice.prompt import LEAST_QUOTE, MOST_PARTS, MOST_QUOTES, PROMPT_SHA256
from audit.claims.figures import find_figures
from audit.claims.names import claim_names
from audit.claims.source import ClaimSource
from audit.claims.words import content_words
from audit.match import SourceIndex, find_verbatim, match_quotation
from audit.model import Advice, AdvicePart, Passage
from audit.vocabulary import AdviceOutcome, EditKind, Fact, PartStatus, Verdict

# Parts that leave out more than this share of the claim's content words do not say all of it. Set
# by hand: models say parts in their own words, and figures and names are held to the letter anyway.
MOST_LEFT_OUT = 0.4
_HARMLESS = frozenset({EditKind.CAPITAL, EditKind.PUNCTUATION})
_SUMMARIES = {
    "every-part": AdviceOutcome.EVERY_PART,
    "some-parts": AdviceOutcome.SOME_PARTS,
    "no-part": AdviceOutcome.NO_PART,
    "contrary": AdviceOutcome.CONTRARY,
}


def weigh(claim: str, told: Told, source: ClaimSource, model: str) -> Advice:
    """The advice that is left of ``told``.

    A part without words that the source has is absent, and so is one with a figure or name that the
    source lacks. Every part is covered only where the parts say the whole claim.
    """
    parts = tuple(_part(part, source) for part in told.parts[:MOST_PARTS])
    outcome = _outcome(parts)
    problems = []
    if outcome is AdviceOutcome.EVERY_PART:
        problems = [*_missing(claim, source), *_left_out(claim, parts)]
        outcome = AdviceOutcome.SOME_PARTS if problems else outcome
    said = _SUMMARIES[told.summary]
    if said is not outcome:
        problems.append(f"the model says “{said}”, what it can show comes to “{outcome}”")
    return Advice(
        outcome=outcome,
        model=model,
        prompt_sha256=PROMPT_SHA256,
        parts=parts,
        told=said,
        problems=tuple(problems),
    )


def _outcome(parts: Sequence[AdvicePart]) -> AdviceOutcome:
    statuses = {part.status for part in parts}
    if PartStatus.CONTRARY in statuses:
        return AdviceOutcome.CONTRARY
    if statuses == {PartStatus.STATED}:
        return AdviceOutcome.EVERY_PART
    return AdviceOutcome.SOME_PARTS if PartStatus.STATED in statuses else AdviceOutcome.NO_PART


def _part(part: ToldPart, source: ClaimSource) -> AdvicePart:
    if part.status is PartStatus.ABSENT:
        return AdvicePart(part.text, PartStatus.ABSENT)
    lacking = _missing(part.text, source)
    if lacking and part.status is PartStatus.STATED:
        return AdvicePart(part.text, PartStatus.ABSENT, reason=lacking[0])
    reason = "the model points to no words of the source"
    passages: list[Passage] = []
    for span in part.evidence[:MOST_QUOTES]:
        place = located(span.quote, source.index)
        if place is None:
            reason = f"the source does not have the words “{span.quote}”"
        elif not set(content_words(span.quote)) & set(content_words(part.text)):
            reason = f"the words “{span.quote}” are about something else"
        else:
            passages.append(place)
    if not passages:
        return AdvicePart(part.text, PartStatus.ABSENT, reason=reason)
    return AdvicePart(part.text, part.status, tuple(passages))


def located(quote: str, index: SourceIndex) -> Passage | None:
    """Where the source's own words have ``quote``, typography and capitals apart."""
    if len(quote.strip()) < LEAST_QUOTE or not find_verbatim(quote, index):
        return None
    match = match_quotation(quote, index)
    literal = match.verdict is Verdict.VERBATIM or (
        match.verdict is Verdict.EDITED and all(edit.kind in _HARMLESS for edit in match.edits)
    )
    return match.passages[0] if literal and match.passages else None


def _missing(text: str, source: ClaimSource) -> list[str]:
    """The figures and names of ``text`` that the source lacks, a clause each."""
    figures = [
        figure.text
        for figure in find_figures(text)
        if figure.firm and source.figures.find(figure) is Fact.NOT_IN_SOURCE
    ]
    names = [name.text for name in claim_names(text) if not source.names.has(name)]
    return [f"“{fact}” does not occur in the source" for fact in (*figures, *names)]


def _left_out(claim: str, parts: Sequence[AdvicePart]) -> Iterator[str]:
    """What of the claim no part says."""
    said = " \n".join(part.text for part in parts)
    facts = [figure.text for figure in find_figures(claim) if figure.firm]
    facts += [name.text for name in claim_names(claim)]
    for fact in facts:
        if fact.casefold() not in said.casefold():
            yield f"no part of the model’s answer has “{fact}”"
    wanted, found = set(content_words(claim)), set(content_words(said))
    if len(wanted - found) > MOST_LEFT_OUT * len(wanted):
        yield "the parts of the model’s answer leave out much of the claim"
