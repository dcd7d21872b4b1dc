"""Frames that a quotation may not be cut out of, and sentences that are no such frame."""

import pytest

from audit.match import match_quotation
from audit.vocabulary import Verdict
from tests.match.sources import index

Q = "the bridge was built on sand"


@pytest.mark.parametrize(
    "paragraph",
    [
        f"Rumours that “{Q}” are false, an inquiry found.",
        f"A claim that {Q} was debunked by engineers.",
        f"“I used to think that {Q},” she said.",
        f"The company denied that {Q}.",
        f"There is no evidence that {Q}, the report says.",
        f"It is not true that {Q}.",
        f"It is a myth that {Q}.",
        f"“It would be easy to say that {Q},” said Ann Roe, its head, “and it would be wrong.”",
        f"An earlier version of this article said that {Q}.",
        f"He never said that {Q}.",
        f"She did not claim that {Q}.",
        f"Many feared that {Q}. It was not.",
        f"She had once believed that {Q}.",
        f"The paper wrongly reported that {Q}.",
    ],
)
def test_words_cut_out_of_a_denial(paragraph: str) -> None:
    match = match_quotation(Q, index(paragraph))
    assert match.verdict is Verdict.OUT_OF_CONTEXT, match.reason
    assert Q in match.reason


@pytest.mark.parametrize(
    "paragraph",
    [
        f"She said that {Q}, and nobody disagreed.",
        f"It is well known that {Q}.",
        f"Not only was it late, {Q}.",
        f"He did not come. Everyone knew {Q}.",
        f"The town was wrong about the ferry: {Q}.",
        f"They found that {Q}. It did not surprise them.",
        f"Nobody looked until {Q} and the first pier moved.",
    ],
)
def test_words_in_a_plain_sentence(paragraph: str) -> None:
    match = match_quotation(Q, index(paragraph))
    assert match.verdict is Verdict.VERBATIM, match.reason


def test_a_negation_just_before_the_cut() -> None:
    source = index("We are not asking the county to pay for the bridge.")
    cut = match_quotation("asking the county to pay for the bridge", source)
    assert cut.verdict is Verdict.OUT_OF_CONTEXT
    framed = match_quotation(
        "asking the county to pay for the bridge", source, lead_in="They said that they were not"
    )
    assert framed.verdict is Verdict.VERBATIM


def test_words_that_also_stand_outside_the_denial_are_not_out_of_context() -> None:
    source = index(f"He denied that {Q}.", f"But {Q}, the core samples showed.")
    assert match_quotation(Q, source).verdict is Verdict.VERBATIM
