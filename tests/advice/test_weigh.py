"""What is left of a model's answer once its words were looked for."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.advice.answer import Told, read_content
from audit.advice.weigh import located, weigh
from audit.match import SourceIndex
from audit.model import Advice
from audit.vocabulary import AdviceOutcome, PartStatus
from tests.advice.endpoint import answer, part
from tests.claims.pairs import sources

CLAIM = "Dredging the north channel cost $4.2 million, director Ann Lindqvist said."
QUOTE = "the dredging of the north channel had cost $4.2 million"
SPEAKER = "Its director, Ann Lindqvist, told the council on Tuesday"


def weighed(claim: str, words: str) -> Advice:
    source = sources()["harbour"]
    told = read_content(words)
    assert isinstance(told, Told), told
    return weigh(claim, told, source, "a-model")


def test_parts_with_words_of_the_source_are_kept_with_their_places() -> None:
    first = part("Dredging the north channel cost $4.2 million", "stated", QUOTE)
    second = part("director Ann Lindqvist said so", "stated", SPEAKER)
    advice = weighed(CLAIM, answer("every-part", first, second))
    assert advice.outcome is AdviceOutcome.EVERY_PART
    assert advice.problems == ()
    assert advice.told == "words-for-every-part"
    place = advice.parts[0].passages[0]
    assert sources()["harbour"].source.text[place.start : place.end] == QUOTE


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("the dredging had cost the town a fortune", "does not have the words"),
        ("north", "does not have the words"),
        ("the dredging […] had cost $4.2 million", "does not have the words"),
        ("the dredging of the [south] channel had cost $4.2 million", "does not have the words"),
        ("to look into the dues", "about something else"),
    ],
)
def test_words_that_show_nothing_make_a_part_absent(quote: str, reason: str) -> None:
    advice = weighed(CLAIM, answer("every-part", part(CLAIM, "stated", quote)))
    assert advice.outcome is AdviceOutcome.NO_PART
    assert advice.parts[0].status is PartStatus.ABSENT
    assert reason in advice.parts[0].reason
    assert advice.problems == (
        "the model says “words-for-every-part”, what it can show comes to “words-for-no-part”",
    )


def test_a_part_without_any_words_is_absent() -> None:
    advice = weighed(CLAIM, answer("contrary", part(CLAIM, "contrary")))
    assert advice.outcome is AdviceOutcome.NO_PART
    assert advice.parts[0].reason == "the model points to no words of the source"


def test_one_good_quote_among_bad_ones_is_enough() -> None:
    quotes = ("nothing of the kind is here", QUOTE)
    advice = weighed(CLAIM, answer("every-part", part(CLAIM, "stated", *quotes)))
    assert [place.text for place in advice.parts[0].passages] == [QUOTE]


@pytest.mark.parametrize(
    ("claim", "fact"),
    [
        ("Dredging the north channel cost $9.7 million.", "“$9.7 million”"),
        ("Dredging the north channel cost $4.2 million, said Bo Karlsson.", "“Bo Karlsson”"),
    ],
)
def test_a_figure_or_name_that_the_source_lacks_outweighs_the_model(claim: str, fact: str) -> None:
    advice = weighed(claim, answer("every-part", part(claim, "stated", QUOTE)))
    assert advice.outcome is AdviceOutcome.NO_PART
    assert advice.parts[0].reason == f"{fact} does not occur in the source"


def test_parts_that_drop_what_is_wrong_do_not_cover_the_claim() -> None:
    claim = "Dredging the north channel cost $9.7 million."
    easy = part("the north channel was dredged", "stated", QUOTE)
    advice = weighed(claim, answer("every-part", easy))
    assert advice.outcome is AdviceOutcome.SOME_PARTS
    assert "“$9.7 million” does not occur in the source" in advice.problems
    assert "no part of the model’s answer has “$9.7 million”" in advice.problems


def test_parts_that_leave_out_most_of_the_claim_do_not_cover_it() -> None:
    claim = "The dredging had cost little because the ferries helped and the summer was dry."
    advice = weighed(claim, answer("every-part", part("The dredging had a cost", "stated", QUOTE)))
    assert advice.outcome is AdviceOutcome.SOME_PARTS
    assert advice.problems[0] == "the parts of the model’s answer leave out much of the claim"


def test_words_read_as_contrary_are_shown_as_such() -> None:
    claim = "The dredging cost the harbour more than had been feared."
    found = "a third less than had been feared"
    advice = weighed(claim, answer("contrary", part(claim, "contrary", found)))
    assert advice.outcome is AdviceOutcome.CONTRARY
    assert advice.parts[0].passages[0].text == found


def test_typography_and_a_capital_are_no_differences() -> None:
    source = SourceIndex(sources()["bees"].source)
    assert located("we cannot say that the maize did it", source)
    assert located("“We cannot say that the maize did it,” Okafor wrote", source)
    assert located("We can say that the maize did it", source) is None


def test_words_in_comments_or_navigation_are_none_of_the_source() -> None:
    from audit.model import Block, SourceText
    from audit.vocabulary import Zone

    text = "The harbour was closed for a year.\nEverybody knows that it was free."
    blocks = (Block(0, 34, Zone.MAIN), Block(35, len(text), Zone.COMMENTS))
    index = SourceIndex(SourceText(text, blocks))
    assert located("The harbour was closed", index)
    assert located("Everybody knows that it was free", index) is None


GOOD = answer("no-part", part("x", "absent"))


@pytest.mark.parametrize(
    "words",
    [
        GOOD,
        f"<think>The claim says {{one}} thing.</think>\n{GOOD}",
        f"The thought was begun elsewhere.</think>{GOOD}",
        f"Here is the JSON you asked for:\n```json\n{GOOD}\n```\nI hope it helps!",
        f'{{"note": "first another object"}} {GOOD}',
    ],
)
def test_the_answer_is_found_in_what_surrounds_it(words: str) -> None:
    told = read_content(words)
    assert isinstance(told, Told)
    assert told.parts[0].status is PartStatus.ABSENT


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "the model’s answer has no JSON object"),
        ("I cannot help with that.", "the model’s answer has no JSON object"),
        ("{" * 5000, "the model’s answer has no JSON object"),
        ('{"parts": [' * 50_000, "the model’s answer has no JSON object"),
        ('{"parts": [], "summary": "every-part"}', "another shape than asked for (parts: "),
        (
            json.dumps({"parts": [part("x", "supported")], "summary": "every-part"}),
            "another shape than asked for (parts.0.status: ",
        ),
        (json.dumps({"parts": "all"}), "another shape than asked for (parts: "),
    ],
)
def test_other_answers_are_one_clause(words: str, reason: str) -> None:
    told = read_content(words)
    assert isinstance(told, str)
    assert reason in told


@given(st.text() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps))
def test_any_words_are_read_or_refused(words: str) -> None:
    assert isinstance(read_content(words), Told | str)


@given(st.text(min_size=1, max_size=60), st.lists(st.text(max_size=60), max_size=3))
def test_any_quote_is_weighed(text: str, quotes: list[str]) -> None:
    advice = weighed(text, answer("every-part", part(text, "stated", *quotes)))
    if advice.outcome is not AdviceOutcome.NO_PART:
        assert all(p.passages for p in advice.parts)
