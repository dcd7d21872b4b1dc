"""Asking for advice on one claim: which passages are shown, and what comes of the answer."""

from audit.advice.answer import read_answer
from audit.advice.contract import Adviser
from audit.advice.prompt import PROMPT_SHA256, Question
from audit.advice.weigh import weigh
from audit.claims.source import ClaimSource, Likeness
from audit.claims.words import content_words
from audit.model import Advice
from audit.vocabulary import AdviceOutcome

# Sentences that are shown, each with its neighbours: a human-marked one was among the nearest ten
# for 99 of 100 claims (WiCE test).
SHOWN_SENTENCES = 10
NEIGHBOURS = 1


def advise(
    claim: str,
    source: ClaimSource,
    adviser: Adviser,
    *,
    likeness: Likeness | None = None,
) -> Advice:
    """What the adviser's model can show of ``claim`` in ``source``.

    A source behind a shut gate, or without a word of the claim, is not asked about.
    """
    if not source.gate.open:
        return _none(adviser, f"the source is not usable: {source.gate.reason}")
    passages = shown(claim, source, likeness)
    if not passages:
        return _none(adviser, "the source has nothing like the claim to show to a model")
    answer = read_answer(adviser.ask(Question(claim, passages, adviser.model)))
    if isinstance(answer, str):
        return _none(adviser, answer)
    return weigh(claim, answer, source, adviser.model)


def shown(claim: str, source: ClaimSource, likeness: Likeness | None) -> tuple[str, ...]:
    """The passages a model is shown, in the source's order: the nearest sentences and those beside
    them, neighbours joined."""
    stems = frozenset(content_words(claim))
    near = source.nearest(claim, stems, likeness, SHOWN_SENTENCES).sentences
    every = source.sentences
    wanted = {
        place
        for number, sentence in enumerate(every)
        if sentence in near
        for place in range(number - NEIGHBOURS, number + NEIGHBOURS + 1)
        if 0 <= place < len(every)
    }
    spans: list[tuple[int, int]] = []
    for place in sorted(wanted):
        start, end = every[place].start, every[place].end
        if place - 1 in wanted and spans:
            start = spans.pop()[0]
        spans.append((start, end))
    return tuple(source.source.text[start:end] for start, end in spans)


def _none(adviser: Adviser, reason: str) -> Advice:
    return Advice(AdviceOutcome.NONE, adviser.model, PROMPT_SHA256, reason=reason)
