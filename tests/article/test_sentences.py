"""Where sentences end."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.article.sentences import split_sentences

MARKER = re.compile(r"\[\d\]|(?<=[.”)])\d")


def split(text: str) -> list[str]:
    markers = [found.span() for found in MARKER.finditer(text)]
    return [text[start:end] for start, end in split_sentences(text, 0, len(text), markers)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["One is here.", "Two is here.", "Three?", "Four!"],
        ["Dr. Roe met Mr. Doe.", "They spoke."],
        ["The U.S. Senate met.", "So it was."],
        ["He lives in the U.S.", "The law is there."],
        ["It is United States v. Booker.", "It is old."],
        ["At 9 a.m. on Monday he left.", "At 10 p.m.", "The rest left."],
        ["J. K. Rowling wrote it.", "We read."],
        ["He said “stop.”", "She left."],
        ["“Is it so?” Smith asked.", "Nobody knew."],
        ["“Is it so?” asked Smith.", "Nobody knew."],
        ["It went on … and on.", "Then it ended."],
        ["It is so.[1]", "Then [2].", "And it was (too).3", "“So.”4", "Last."],
        ["It is so. [1]", "Then it was."],
        ["It was 3.5 percent.", "No more."],
        ["Prices (see p. 5) rose.", "So did we."],
        ["The firm was Acme Inc.", "Nobody knew."],
        ["Gov. Jones met Sen. Smith of St. Louis.", "They spoke."],
        ["It fell 5 percent vs. 3 percent before.", "It rose."],
        ["He wrote “stop.”1", "The next day he did."],
        ["He asked: “Why?” [2]", "The reply came late."],
        ["The U.K. and the E.U. agreed.", "So did the U.N."],
        ["On Jan. 5 it rained.", "In 2015, it began."],
    ],
)
def test_split(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


WHOLE = (
    "Dr. Roe met U.S. officials.",
    "It is Smith v. Jones.",
    "“It was over.”",
    "“Why?”1",
    "It fell to 3.5 percent.[2]",
    "He said “stop.” [3]",
    "At 5 p.m. on Feb. 6 it rained!",
    "J. R. Tolkien of Acme Inc. wrote it (see p. 5).",
    "In 2014 it rose by $1.2bn.",
)


@given(st.lists(st.sampled_from(WHOLE), min_size=1, max_size=8))
def test_sentences_that_were_joined_come_apart_again(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@given(st.text(alphabet="aB1.?!”“ )(\n[]…v", max_size=60))
def test_any_text_is_cut_in_order_without_losing_a_word(text: str) -> None:
    markers = [found.span() for found in MARKER.finditer(text)]
    spans = split_sentences(text, 0, len(text), markers)
    ends = [0, *(end for _, end in spans)]
    for (start, end), before in zip(spans, ends, strict=False):
        assert before <= start < end <= len(text)
        assert not text[before:start].strip()
    assert not text[ends[-1] :].strip()
