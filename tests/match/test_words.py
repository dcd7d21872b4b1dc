"""Words, their folding and their offsets."""

import pytest

from audit.match.words import fold, notes_in, sieve, tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ﬁnal oﬃce", ["the", "final", "office"]),
        ("au\u00adthor\u00adi\u00adties har\u200bbour", ["authorities", "harbour"]),
        ("Cafe\u0301 Café", ["cafe", "cafe"]),
        ("didn't didn’t didnʼt", ["didnt", "didnt", "didnt"]),
        ("43,548 and 1,204,000", ["43548", "and", "1204000"]),
        ("4.2% of $0.6bn", ["4.2", "percent", "of", "$", "0.6", "bn"]),
        ("cut con-\nsumption now", ["cut", "consumption", "now"]),
        ("61 percent[3] over², then [4, 5].", ["61", "percent", "over", "then"]),
        ("did not change.3 It rose", ["did", "not", "change", "it", "rose"]),
        ("version No.3 of 3", ["version", "no", "3", "of", "3"]),
        ("AT&T at -5 degrees", ["at", "and", "t", "at", "minus", "5", "degrees"]),
        ("abc\u200fdef 日本", ["abcdef", "日", "本"]),
        ("\ud800 lone \udfff", ["lone"]),
        ("— … “” [ ]", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert tokenize(text).folded == words


def test_offsets_are_those_of_the_original_text() -> None:
    text = "The har\u200bbour, 43,548 ﬁnal"
    words = tokenize(text)
    spans = [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)]
    assert spans == ["The", "har\u200bbour", "43,548", "ﬁnal"]


def test_a_part_of_a_text_keeps_the_offsets_of_the_whole() -> None:
    words = tokenize("one two three", 4, 7)
    assert (words.folded, list(words.starts), list(words.ends)) == (["two"], [4], [7])


def test_folding_is_the_same_for_either_form_of_an_accent() -> None:
    assert fold("Zu\u0308rich") == fold("Zürich") == "zurich"
    assert fold("encyclopædia") == "encyclopaedia"


def test_the_sieve_keeps_letters_and_digits() -> None:
    assert sieve("Cost: 75 % [3] of “it’s”…") == "cost75percentofits"
    assert sieve("Caf\u00e9") == sieve("Cafe\u0301") == "cafe"


def test_note_markers_are_found_with_their_offsets() -> None:
    assert notes_in("so it was.12 And [3] then") == [("12", 10, 12), ("3", 18, 19)]
