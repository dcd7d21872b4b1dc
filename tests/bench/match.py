"""Matching against the plainest tools that could do part of it, over the same texts."""

import random
import re
import resource
import statistics
import time
from collections.abc import Callable

from rapidfuzz import fuzz

from audit.match import SourceIndex, find_verbatim, match_quotation
from audit.match.words import tokenize
from audit.model import Block, SourceText
from audit.vocabulary import Level, Zone
from tests.bench.record import record
from tests.match.sources import reform, valley

QUOTATIONS, SOURCES, SOURCE_SIZE = 50, 32, 50_000
BIG = 5_000_000


def _sentences() -> list[str]:
    text = f"{reform().source.text}\n{valley().source.text}"
    pieces = re.split(r"(?<=[.!?])\s+|\n", text)
    return [piece for piece in pieces if 5 < len(piece.split()) < 45]


def _text(chance: random.Random, sentences: list[str], size: int) -> str:
    """News-like text: known sentences, every third with its words in another order."""
    out: list[str] = []
    length = 0
    while length < size:
        sentence = chance.choice(sentences)
        if chance.random() < 0.6:
            words = sentence.split()
            chance.shuffle(words)
            sentence = " ".join(words)
        out.append(sentence + chance.choice([" ", " ", " ", "\n"]))
        length += len(out[-1])
    return "".join(out)[:size]


def _source(text: str) -> SourceText:
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line), Zone.MAIN))
        at += len(line) + 1
    return SourceText(text, tuple(blocks))


def _quotations(chance: random.Random, sentences: list[str]) -> list[str]:
    """A third as the sources have them, a third with one word changed, a third absent."""
    quotations = []
    for number in range(QUOTATIONS):
        words = chance.choice(sentences).split()
        if number % 3 == 1:
            words[len(words) // 2] = "zeppelin"
        elif number % 3 == 2:
            chance.shuffle(words)
        quotations.append(" ".join(words))
    return quotations


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _audit(quotations: list[str], texts: list[str]) -> None:
    """Index every source, match each quotation in one, look for what it lacks in all others."""
    indexes = [SourceIndex(_source(text), "https://source.example/") for text in texts]
    for number, quote in enumerate(quotations):
        cited = number % len(indexes)
        if match_quotation(quote, indexes[cited]).verdict.level is Level.ERROR:
            for other, index in enumerate(indexes):
                if other != cited and find_verbatim(quote, index):
                    break


def _partial_ratios(quotations: list[str], texts: list[str]) -> None:
    for quote in quotations:
        for text in texts:
            fuzz.partial_ratio_alignment(quote, text)


def run() -> bool:
    """Print the ratios; whether all bounds were kept."""
    chance = random.Random(7)
    sentences = _sentences()
    texts = [_text(chance, sentences, SOURCE_SIZE) for _ in range(SOURCES)]
    quotations = _quotations(chance, sentences)
    rounds = [
        _seconds(lambda: _audit(quotations, texts))
        / _seconds(lambda: _partial_ratios(quotations, texts))
        for _ in range(3)
    ]
    ratio = statistics.median(rounds)
    kept = record(
        "50 quotations x 32 sources, rescue and indexing / partial_ratio",
        f"{ratio:.2f} x",
        "< 1",
        ratio < 1,
    )
    kept &= _exact(texts[0])
    source = _source(texts[0])
    index_time = 1000 * min(_seconds(lambda: SourceIndex(source).layout.places) for _ in range(5))
    kept &= record("index of a 50 KB source", f"{index_time:.2f} ms", "<= 25 ms", index_time <= 25)
    return _big(_text(chance, sentences, BIG), quotations) and kept


def _exact(text: str) -> bool:
    index = SourceIndex(_source(text))
    sentences = [s for s in re.split(r"(?<=[.!?])\s+|\n", text) if 5 < len(s.split()) < 45][:150]
    normal = " ".join(index.layout.words.folded)
    needles = [" ".join(tokenize(sentence).folded) for sentence in sentences]
    assert all(find_verbatim(sentence, index) for sentence in sentences)
    ratios = [
        _seconds(lambda: [find_verbatim(sentence, index) for sentence in sentences])
        / _seconds(lambda: [normal.find(needle) for needle in needles])
        for _ in range(5)
    ]
    ratio = statistics.median(ratios)
    return record(
        "exact hit in an indexed 50 KB source / str.find", f"{ratio:.2f} x", "<= 20", ratio <= 20
    )


def _big(text: str, quotations: list[str]) -> bool:
    def work() -> None:
        index = SourceIndex(_source(text), "https://source.example/")
        for quote in (*quotations[:3], "word " * 10_000):
            match_quotation(quote, index)

    seconds = _seconds(work)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kept = record(
        "a 5 MB source with three quotations and one of 10,000 words",
        f"{seconds:.2f} s",
        "<= 10 s",
        seconds <= 10,
    )
    return (
        record(
            "memory of the whole run at its highest", f"{memory:.2f} MB", "<= 500 MB", memory <= 500
        )
        and kept
    )
