"""The body cut into sentences, each with its markers: what the rules of attribution walk over."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.article.layout import Paragraph
from audit.article.marker_styles import Candidate
from audit.article.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body; ``paragraph`` is an index into the body's paragraphs."""

    start: int
    end: int
    paragraph: int
    markers: tuple[Candidate, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The citation numbers of the sentence, in order, each once."""
        return unique(number for marker in self.markers for number in marker.numbers)


class SentenceIndex:
    """All sentences ascending, found by offset or by paragraph."""

    def __init__(
        self, text: str, paragraphs: Sequence[Paragraph], markers: Sequence[Candidate]
    ) -> None:
        starts = [marker.start for marker in markers]
        self.sentences: list[Sentence] = []
        self._first: list[int] = []
        for index, paragraph in enumerate(paragraphs):
            self._first.append(len(self.sentences))
            low, high = bisect_left(starts, paragraph.start), bisect_left(starts, paragraph.end)
            inside = markers[low:high]
            spans = [(marker.start, marker.end) for marker in inside]
            at = 0
            for start, end in split_sentences(text, paragraph.start, paragraph.end, spans):
                upto = at
                while upto < len(inside) and inside[upto].start < end:
                    upto += 1
                self.sentences.append(Sentence(start, end, index, tuple(inside[at:upto])))
                at = upto
        self._first.append(len(self.sentences))
        self._starts = [sentence.start for sentence in self.sentences]

    def at(self, offset: int) -> int:
        """The index of the sentence that holds ``offset``."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def of_paragraph(self, paragraph: int) -> range:
        """The indexes of the sentences of a paragraph."""
        return range(self._first[paragraph], self._first[paragraph + 1])


def unique(numbers: Iterable[int]) -> tuple[int, ...]:
    """The numbers in order of first appearance."""
    return tuple(dict.fromkeys(numbers))
