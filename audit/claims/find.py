"""The claims of an article: every sentence that carries a citation or takes the next one."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.article.layout import LineIndex
from audit.article.sentences import split_sentences
from audit.model import Article, Claim, Marker


@dataclass(frozen=True, slots=True)
class BodySentence:
    """A sentence of the body; ``text`` has blanks where its markers stood, so offsets hold.

    ``following`` are the numbers of the next marker in its paragraph where it has none itself.
    What stands after ``cited_until`` (into ``text``) comes after the sentence's last marker.
    """

    text: str
    start: int
    end: int
    line: int
    column: int
    paragraph: int
    own: tuple[int, ...]
    following: tuple[int, ...]
    cited_until: int

    @property
    def references(self) -> tuple[int, ...]:
        """What the sentence is read as depending on: its own citation, else the next."""
        return self.own or self.following


def body_sentences(article: Article) -> tuple[BodySentence, ...]:
    """Every sentence of the article's body in order, repeated captions left out."""
    text = article.text
    lines = LineIndex(text)
    starts = [marker.start for marker in article.markers]
    repeated = {repeat.start for repeat in article.repeats}
    found: list[BodySentence] = []
    for number, (start, end) in enumerate(article.paragraphs):
        if start not in repeated:
            low, high = bisect_left(starts, start), bisect_left(starts, end)
            inside = article.markers[low:high]
            found += _sentences(text, start, end, number, inside, lines)
    return tuple(found)


def _sentences(
    text: str, start: int, end: int, number: int, markers: Sequence[Marker], lines: LineIndex
) -> list[BodySentence]:
    found: list[BodySentence] = []
    following: tuple[int, ...] = ()
    spans = split_sentences(text, start, end, [(marker.start, marker.end) for marker in markers])
    for low, high in reversed(spans):
        own = [marker for marker in markers if low <= marker.start < high]
        numbers = tuple(dict.fromkeys(n for marker in own for n in marker.numbers))
        words = text[low:high]
        for marker in own:
            first, last = marker.start - low, marker.end - low
            words = words[:first] + " " * (last - first) + words[last:]
        found.append(
            BodySentence(
                text=words,
                start=low,
                end=high,
                line=lines.line(low),
                column=lines.column(low),
                paragraph=number,
                own=numbers,
                following=() if numbers else following,
                cited_until=own[-1].start - low if own else high - low,
            )
        )
        following = own[0].numbers if own else following
    return found[::-1]


def find_claims(article: Article) -> tuple[Claim, ...]:
    """The sentences of the body that carry a citation, or take that of the next one in their
    paragraph.

    A sentence after the last marker of its paragraph, or in a paragraph without one, has no source
    to be held against and is left out.
    """
    return tuple(_claims(body_sentences(article)))


def _claims(sentences: Sequence[BodySentence]) -> Iterator[Claim]:
    for sentence in sentences:
        if sentence.references:
            yield Claim(
                text=sentence.text.rstrip(),
                start=sentence.start,
                end=sentence.end,
                line=sentence.line,
                column=sentence.column,
                references=sentence.references,
                inherited=not sentence.own,
            )
