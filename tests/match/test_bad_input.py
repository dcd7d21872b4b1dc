"""Quotations and sources that are not what they should be: always a clear verdict, soon."""

import time

import pytest

from audit.match import SourceIndex, find_verbatim, match_quotation
from audit.model import SourceText
from audit.vocabulary import Verdict, Zone
from tests.match.sources import index, source

TEXT = "The harbour froze for the first time in living memory, and the ferry stayed away."


@pytest.mark.parametrize(
    "quote", ["", "   ", "…", "...", "[…]", ". . .", "“”", "[sic]", "—", "\ud800"]
)
def test_a_quotation_without_words_is_unverifiable(quote: str) -> None:
    match = match_quotation(quote, index(TEXT))
    assert match.verdict in (Verdict.UNVERIFIABLE, Verdict.ABSENT)
    assert match.reason
    assert not find_verbatim(quote, index(TEXT))


@pytest.mark.parametrize("empty", [SourceText("", ()), source(""), source("\n", "…")])
def test_an_empty_source_has_nothing(empty: SourceText) -> None:
    assert match_quotation("the harbour froze", SourceIndex(empty)).verdict is Verdict.ABSENT
    assert not find_verbatim("the harbour froze", SourceIndex(empty))


def test_right_to_left_marks_and_surrogates_are_passed_over() -> None:
    quote = "\u200fThe har\u200ebour\u202c froze \ud800for the first time"
    assert match_quotation(quote, index(TEXT)).verdict is Verdict.VERBATIM


@pytest.mark.parametrize(
    "words", ["the harbour froze and " * 2500, "zebra " * 10_000, "[the] … " * 5000]
)
def test_ten_thousand_words_are_answered_in_time(words: str) -> None:
    start = time.perf_counter()
    match = match_quotation(words, index(*[TEXT] * 200))
    assert match.verdict in (
        Verdict.ABSENT,
        Verdict.ALTERED,
        Verdict.ABRIDGED,
        Verdict.UNVERIFIABLE,
    )
    assert time.perf_counter() - start < 20


def test_ten_thousand_words_that_are_there_are_verbatim() -> None:
    long = " ".join(f"{TEXT[:-1]} {number}." for number in range(700))
    assert match_quotation(long, index("Before.", long, "After.")).verdict is Verdict.VERBATIM


def test_words_are_not_cut() -> None:
    source_index = index("Police made 43,548 arrests. They were arresting people daily for it.")
    for cut in ("548 arrests", "resting people daily for it", "Police made 43,548 arrest"):
        assert match_quotation(cut, source_index).verdict in (Verdict.ALTERED, Verdict.ABSENT)


def test_the_rescue_asks_for_the_works_own_words() -> None:
    own = index("Intro.", TEXT)
    comment = index("Intro.", (Zone.COMMENTS, TEXT))
    assert find_verbatim("the ferry stayed away", own)
    assert find_verbatim("the ferry [Alma] stayed away", own)
    assert not find_verbatim("the ferry sailed away", own)
    assert not find_verbatim("the ferry stayed away", comment)


def test_a_quotation_over_paragraphs_headings_and_boxes() -> None:
    pages = index(
        "The first half of it stood here",
        (Zone.ASIDE, "Subscribe to our newsletter"),
        "and the second half came after.",
        (Zone.HEADING, "A new chapter"),
        "Then it ended quietly in the rain.",
    )
    over_box = "first half of it stood here and the second half came after"
    assert match_quotation(over_box, pages).verdict is Verdict.VERBATIM
    assert match_quotation("came after. A new chapter Then it ended", pages).verdict in (
        Verdict.VERBATIM,
        Verdict.EDITED,
    )
    spans = match_quotation(over_box, pages).passages[0].spans
    assert len(spans) == 2


def test_the_same_words_over_and_over_are_answered() -> None:
    source_index = index("clinic " * 20_000)
    for quote in ("clinic hospital clinic", "clinic … clinic … clinic", "clinic [clinic] clinic"):
        assert match_quotation(quote, source_index).reason


def test_a_paragraph_without_end_takes_no_long_time() -> None:
    source_index = index("'no,' said Bob Roe, " * 50_000 + "the eel is lost")
    start = time.perf_counter()
    assert match_quotation("the eel is lost", source_index, speaker="Ann Roe").reason
    assert time.perf_counter() - start < 10
