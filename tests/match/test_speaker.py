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
        f"‘I think {Q},’ said Joan Mercer.",
        f"'It's cold and I think {Q},' said Joan Mercer.",
        f"Joan Mercer said: ‘I think the growers’ fear is right: {Q}.’",
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
        f"“I think {Q},” said the letter, which Joan Mercer read out.",
        f"“Peter Aldous told me ‘{Q},’” Joan Mercer said.",
        f"“Is it?” asked Joan Mercer. “I think {Q}.”",
        f"“Is it?” Joan Mercer asked. “I think {Q},” he answered.",
        f"“I think {Q},” said the Prime Minister, at Downing Street.",
        f"“I think {Q},” says the Valley Report.",
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


def test_a_name_is_the_same_with_and_without_its_accents_and_in_part() -> None:
    source = index(f"“I think {Q},” said Lucía Ferrán-Soto.")
    for name in ("Lucia Ferran-Soto", "L. Soto", "Ferrán"):
        assert match_quotation(Q, source, speaker=name).verdict is Verdict.VERBATIM
    assert match_quotation(Q, source, speaker="Ann Roe").verdict is Verdict.MISATTRIBUTED


def test_one_word_may_be_a_firm_unless_the_source_has_it_as_a_surname() -> None:
    said = f"“I think {Q},” said Joan Mercer, its head."
    firm = index("Norvane sold its ferries.", said)
    person = index("Mr Norvane sold his ferries.", said)
    assert match_quotation(Q, firm, speaker="Norvane").verdict is Verdict.VERBATIM
    assert match_quotation(Q, person, speaker="Norvane").verdict is Verdict.MISATTRIBUTED


def test_a_transcript_names_its_speakers_before_colons() -> None:
    asked, answered = "Peter Aldous: Is it?", f"Joan Mercer: {Q}."
    source = index(asked, answered, "Peter Aldous: Why?", "Joan Mercer: Rain.")
    assert match_quotation(Q, source, speaker="Joan Mercer").verdict is Verdict.VERBATIM
    assert match_quotation(Q, source, speaker="Peter Aldous").verdict is Verdict.MISATTRIBUTED
    once = index(f"What To Expect: {Q}.")
    assert match_quotation(Q, once, speaker="Peter Aldous").verdict is Verdict.VERBATIM
