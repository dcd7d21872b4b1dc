"""Captions and pull quotes: short rows that say a sentence of the body again."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from audit.article.layout import LineIndex, Paragraph
from audit.article.sentence_index import SentenceIndex
from audit.model import Repeat

_WORDS = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_FEWEST, _MOST = 6, 45
# Shares of the row's words: enough that a caption may change an article or a pronoun.
_NEARLY = 0.8
_TITLE_CASE = 0.75
_SHINGLE = 3
# A row of stock words must not be compared with every sentence.
_CANDIDATES = 8


def find_repeats(
    text: str, paragraphs: Sequence[Paragraph], index: SentenceIndex, lines: LineIndex
) -> tuple[Repeat, ...]:
    """The rows that repeat a sentence standing in another, longer paragraph of the body."""
    sentences = [_fold(text[sentence.start : sentence.end]) for sentence in index.sentences]
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, words in enumerate(sentences):
        for shingle in set(_shingles(words)):
            places[shingle].append(at)
    found = []
    for number, paragraph in enumerate(paragraphs):
        inside = index.of_paragraph(number)
        if len(inside) != 1 or index.sentences[inside[0]].markers:
            continue
        words = sentences[inside[0]]
        if not _FEWEST <= len(words) <= _MOST or _is_heading(text, paragraph):
            continue
        repeated = _repeated(words, inside[0], sentences, places)
        if repeated is None or len(index.of_paragraph(index.sentences[repeated].paragraph)) < 2:
            continue
        found.append(
            Repeat(
                text[paragraph.start : paragraph.end],
                lines.line(paragraph.start),
                paragraph.start,
                paragraph.end,
                lines.line(index.sentences[repeated].start),
            )
        )
    return tuple(found)


def _is_heading(text: str, paragraph: Paragraph) -> bool:
    """A title in capitals or a marked heading names its subject; it does not repeat a sentence."""
    row = text[paragraph.start : paragraph.end]
    weighty = [word for word in _WORDS.findall(row) if len(word) > 3]
    capital = sum(not word[0].islower() for word in weighty)
    return row.startswith("#") or capital >= _TITLE_CASE * len(weighty)


def _fold(sentence: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORDS.findall(sentence)]


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)]


def _repeated(
    words: Sequence[str],
    own: int,
    sentences: Sequence[Sequence[str]],
    places: dict[tuple[str, ...], list[int]],
) -> int | None:
    """The sentence that has nearly all the row's words in the row's order, side by side."""
    votes: Counter[int] = Counter()
    for shingle in _shingles(words):
        if len(places[shingle]) <= 50:
            votes.update(places[shingle])
    del votes[own]
    for at, count in votes.most_common(_CANDIDATES):
        if count * 2 >= len(words) - _SHINGLE + 1 and _share(words, sentences[at]) >= _NEARLY:
            return at
    return None


def _share(words: Sequence[str], sentence: Sequence[str]) -> float:
    """The share of the row's words that the sentence has in the same order."""
    if len(sentence) > 400:
        return 0.0
    common = (len(words) + len(sentence) - Indel.distance(words, sentence)) / 2
    return common / len(words)
