"""The kind of one replacement, by the words alone."""

import pytest

from audit.match.kinds import classify, lone_kind
from audit.match.lexicon import same_spelling, same_stem
from audit.match.quantities import number_value
from audit.vocabulary import ChangeKind as K


@pytest.mark.parametrize(
    ("quoted", "source", "kind"),
    [
        ("112", "122", K.NUMBER),
        ("four", "five", K.NUMBER),
        ("billion", "million", K.NUMBER),
        ("half", "third", K.NUMBER),
        ("75", "seventy five", K.STYLE),
        ("seventy five", "75", K.STYLE),
        ("43 548", "43548", K.STYLE),
        ("5 10", "510", K.NUMBER),
        ("notable", "not able", K.NEGATION),
        ("5 10", "15", K.NUMBER),
        ("five per cent", "5 percent", K.STYLE),
        ("20g", "20 g", K.STYLE),
        ("one kilogram", "1 kg", K.STYLE),
        ("£ 2.3 million", "£ 2.3 m", K.STYLE),
        ("5 40am", "5.40am", K.STYLE),
        ("hours", "hour", K.UNIT),
        ("grams", "milligrams", K.UNIT),
        ("f", "c", K.UNIT),
        ("covid18", "covid19", K.NUMBER),
        ("metres", "meters", K.STYLE),
        ("i had", "id", K.STYLE),
        ("i have", "id", K.WORD),
        ("£", "$", K.UNIT),
        ("percentage points", "percent", K.UNIT),
        ("days", "weeks", K.UNIT),
        ("fewer", "more", K.QUANTITY),
        ("some", "every", K.QUANTITY),
        ("will", "may", K.MODAL),
        ("legal", "illegal", K.NEGATION),
        ("is", "isnt", K.NEGATION),
        ("was not", "wasnt", K.STYLE),
        ("cannot", "cant", K.STYLE),
        ("it is", "its", K.STYLE),
        ("colour", "color", K.SPELLING),
        ("realise", "realize", K.SPELLING),
        ("programme", "program", K.SPELLING),
        ("travelling", "traveling", K.SPELLING),
        ("comittee", "committee", K.SPELLING),
        ("recieved", "received", K.SPELLING),
        ("resents", "resent", K.INFLECTION),
        ("of", "in", K.FUNCTION),
        ("cocaine", "heroin", K.WORD),
        ("bakery", "every", K.WORD),
        ("filing", "filling", K.WORD),
        ("percent", "percent3", None),
        ("2021", "2021.1", None),
    ],
)
def test_kind_of_a_replacement(quoted: str, source: str, kind: K | None) -> None:
    assert classify(quoted.split(), source.split()) is kind


def test_two_capitalised_words_are_names() -> None:
    assert classify(["rossetti"], ["marchetti"], True, True) is K.NAME
    assert classify(["chief"], ["marchetti"], False, True) is K.WORD


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("not", K.NEGATION),
        ("12", K.NUMBER),
        ("perhaps", K.MODAL),
        ("only", K.QUANTITY),
        ("the", K.FUNCTION),
        ("dark", K.WORD),
        ("$", K.UNIT),
    ],
)
def test_kind_of_a_word_that_one_side_has(words: str, kind: K) -> None:
    assert lone_kind(words.split()) is kind


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("ninety two", 92),
        ("4.5 billion", 4.5e9),
        ("three hundred and six", 306),
        ("two million three hundred thousand", 2_300_000),
        ("21st", 21),
        ("twelve hundred", 1200),
        ("twenty thirty", None),
        ("5 10", None),
        ("clinic", None),
        ("", None),
    ],
)
def test_value_of_number_words(words: str, value: float | None) -> None:
    assert number_value(words.split()) == value


@pytest.mark.parametrize("pair", ["four/for", "hour/or", "shoe/she", "fourth/forth", "prise/prize"])
def test_different_words_are_not_two_spellings(pair: str) -> None:
    one, other = pair.split("/")
    assert not same_spelling(one, other)


def test_stems() -> None:
    assert same_stem("policy", "policies")
    assert same_stem("depend", "depended")
    assert not same_stem("heroin", "heroic")
