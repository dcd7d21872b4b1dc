"""Where sentences end."""

import re

import pytest

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
    ],
)
def test_split(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences
