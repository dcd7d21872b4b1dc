"""Whom a source gives words to, and when that contradicts the article."""

import pytest

from audit.match import match_quotation
from audit.vocabulary import Verdict
from tests.match.sources import index

Q = "the harvest will be late this year"


@pytest.mark.parametrize(
    "paragraph",
    [
        f"“I think {Q},” said Joan Mercer, the county agent.",
        f"“I think {Q},” Joan Mercer said on Monday.",
        f"“I think {Q},” Mercer, the county agent, said.",
        f'"I think {Q}," said Dr. Joan Mercer.',
        f"Joan Mercer said: “I think {Q}.”",
        f"“We wait,” said Joan Mercer. “I think {Q}.”",
        f"Joan Mercer: “I think {Q}.”",
    ],
)
def test_the_named_speaker_is_found_and_another_is_contradicted(paragraph: str) -> None:
    source = index(paragraph)
    mine = match_quotation(Q, source, speaker="Joan Mercer")
    assert mine.verdict is Verdict.VERBATIM
    assert "Mercer" in mine.source_speaker
    other = match_quotation(Q, source, speaker="Peter Aldous")
    assert other.verdict is Verdict.MISATTRIBUTED
    assert "Mercer" in other.proposal


@pytest.mark.parametrize(
    "paragraph",
    [
        f"“I think {Q},” she said.",
        f"“I think {Q},” said a spokesman.",
        f"He had been told that {Q}, and Joan Mercer had said nothing.",
        f"Joan Mercer met Peter Aldous at the gate. “I think {Q}.”",
        f"“I think {Q},” said a spokesman for Peter Aldous, Joan Mercer.",
    ],
)
def test_nothing_is_said_where_the_source_is_not_clear(paragraph: str) -> None:
    match = match_quotation(Q, index(paragraph), speaker="Peter Aldous")
    assert match.verdict is Verdict.VERBATIM


def test_a_newspaper_is_never_contradicted_by_the_people_it_quotes() -> None:
    source = index(f"“I think {Q},” said Joan Mercer.")
    assert match_quotation(Q, source, speaker="The Valley Times").verdict is Verdict.VERBATIM


def test_speech_over_two_paragraphs_belongs_to_the_tag_of_the_second() -> None:
    source = index(f"“I think {Q}.", "“We shall see,” said Joan Mercer.")
    match = match_quotation(Q, source, speaker="Peter Aldous")
    assert match.verdict is Verdict.MISATTRIBUTED
