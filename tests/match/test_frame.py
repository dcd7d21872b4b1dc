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
        f"The claim that {Q}, which stood in every guide, turned out to be false.",
        f"The story that {Q} is a nineteenth-century invention.",
        f"It is tempting to conclude that {Q}.",
        f"“If you ask me whether {Q}, I say no,” she said.",
        f"“Some say that {Q},” said Ann Roe, its head. “It was not built on sand.”",
        f"The board dismissed as “baseless” a report in the Herald that {Q}.",
        f"There is a rumour that {Q}.",
        f"Few engineers believe that {Q}.",
        f"There is no truth in the claim that {Q}.",
        f"If {Q}, nobody noticed.",
        f"“People say that {Q}. That’s nonsense,” she said.",
        f"She refused to say that {Q}.",
        f"There was never any evidence that {Q}.",
        f"No study has shown that {Q}.",
        f"None of this means that {Q}.",
        f"It does not follow that {Q}.",
        f"It is not clear that {Q}.",
        f"Contrary to the popular claim that {Q}, it stands on rock.",
        f"He falsely told the court that {Q}.",
        f"Suppose {Q}.",
        f"You might think that {Q}. You would be wrong.",
        f"The board claimed that {Q}. In fact, it was not.",
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
        f"Nobody denies that {Q}.",
        f"It cannot be denied that {Q}.",
        f"It would be wrong to deny that {Q}.",
        f"It is not only that {Q}; the pier was too.",
        f"In a history of labour disputes, {Q}.",
        f"He said that {Q}. It did not surprise the sand.",
        f"The idea that {Q} is now widely accepted.",
        f"The report did not only say that {Q}.",
        f"You might not know that {Q}. You should.",
        f"It is now clear that {Q}.",
        f"I suppose {Q}.",
        f"We did not know that {Q}.",
        f"The claim that {Q}, which many denied, proved right.",
        f"The paper repeated its finding that {Q}.",
        f"“I would go again, for {Q},” she said. It was wrong of nobody to laugh.",
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
