"""People and bodies that the article introduces, and the references they were introduced with.

``Dr. Chris Beyrer ... was quoted in The Guardian ... .8``: from then on Beyrer stands for
reference 8. A link through a publisher named in the same sentence is *strong*; one through a mere
marker, through a person already known, from the references file (an author may speak elsewhere,
too), or from a body's first mention to the next marker of its paragraph, is *weak*.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.article.names import Name, find_names
from audit.article.publishers import Mention, Publishers
from audit.article.sentence_index import Sentence, SentenceIndex, unique
from audit.article.speaker import speech_subjects
from audit.article.subject import person
from audit.model import Reference

_BODY_NOUN = re.compile(
    r"\b(Commission|Committee|Council|Coalition|Institute|Agency|Association|Alliance|Foundation"
    r"|Panel|Board|Union|Bureau|Society|Department|Administration)\b"
)
_OWNED_BODY = re.compile(
    r"[’']s?\s(commission|committee|council|coalition|institute|agency|association|alliance"
    r"|foundation|panel|board|union|bureau|society|department|administration|team|group)\b"
)
_DEFINITE_BODY = re.compile(
    r"\b(?:the|this|that|their|its|same|fellow)\s(commission|committee|council|coalition|institute"
    r"|agency|association|alliance|foundation|panel|board|union|bureau|society|department"
    r"|administration)\b(?:[’']s)?(?!\s(?:of|on|for)\b)",
    re.I,
)
# What ties a person to the publisher in the sentence, as its writer or the one it asked.
_TIES = re.compile(
    r"\b(?:[Ww]riting|[Ww]ritten|[Qq]uoted|told|tells|interview(?:ed)?|columnist|reporter|editor"
    r"|correspondent|journalist|author|explained to)\b"
)
_NO_PERSON = re.compile(
    r"\s(?:of|on|for|and|in)\s|\d|\b(?:United|States|Nations|Kingdom|Republic|Federation|America"
    r"|Africa|Asia|Europe|North|South|East|West|Central|New|Street|City|County|War|Prize|Act|Court"
    r"|University|College|School|Group|House|Senate|Congress|Party|Department|Office|Center|Centre"
    r"|Bank|Hospital|Church|Project|Program|Street|Virgin|Supreme|Attorney|General|Times|Post|News"
    r"|Magazine|Journal|Report|Review|Press|Herald|Law|Bill|Policy|Pulitzer|Nobel)\b"
)
_MENTIONS = 20
# Sentences that a rule looks ahead or back: beyond it nobody reads a marker as belonging.
REACH = 60


@dataclass(slots=True)
class Person:
    """Somebody introduced: the references of the introduction first, then of later mentions."""

    name: str
    sentence: int
    strong: bool
    numbers: list[int] = field(default_factory=list)
    through: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody named in a sentence who was introduced earlier."""

    name: str
    numbers: tuple[int, ...]
    strong: bool
    introduced: int
    through: str


class People:
    """Walks the sentences once, in order; ``known`` tells who was known at each of them."""

    def __init__(
        self,
        masked: str,
        index: SentenceIndex,
        publishers: Publishers,
        references: Sequence[Reference],
    ) -> None:
        self._masked, self._index, self._publishers = masked, index, publishers
        self._people: dict[str, Person] = {}
        self._bodies: dict[str, str] = {}
        self.known: list[tuple[Known, ...]] = []
        self.mentions: list[tuple[Mention, ...]] = []
        for reference in references:
            for author in reference.authors:
                self._learn(author, -1, False, (reference.number,), "the references file")
        for at, sentence in enumerate(index.sentences):
            self._read(at, sentence)

    def _read(self, at: int, sentence: Sentence) -> None:
        mentions = self._publishers.mentions(self._masked, sentence.start, sentence.end)
        del mentions[_MENTIONS:]  # a sentence of nothing but names must not cost their square
        self.mentions.append(tuple(mentions))
        names = self._names(sentence, mentions)
        known = [self._people[key] for key in self._keys(names, sentence) if key in self._people]
        self.known.append(
            tuple(
                Known(
                    person.name,
                    tuple(person.numbers),
                    person.strong,
                    person.sentence,
                    person.through,
                )
                for person in {id(person): person for person in known}.values()
            )
        )
        self._introduce(at, sentence, names, mentions, known)

    def _names(self, sentence: Sentence, mentions: Sequence[Mention]) -> list[Name]:
        """Names in the sentence that are no publisher of the list."""
        return [
            name
            for name in find_names(self._masked, sentence.start, sentence.end)
            if not any(name.start < m.end and m.start < name.end for m in mentions)
        ]

    def _keys(self, names: Sequence[Name], sentence: Sentence) -> list[str]:
        keys = [_key(name.text) for name in names]
        for found in _DEFINITE_BODY.finditer(self._masked, sentence.start, sentence.end):
            keys.append(self._bodies.get(found[1].lower(), ""))
        return keys

    def _introduce(
        self,
        at: int,
        sentence: Sentence,
        names: Sequence[Name],
        mentions: Sequence[Mention],
        known: Sequence[Person],
    ) -> None:
        numbers, through, strong = self._link(at, sentence, mentions, known)
        tied = bool(mentions or known) and bool(
            _TIES.search(self._masked, sentence.start, sentence.end)
        )
        speakers = {_key(n) for n in speech_subjects(self._masked, sentence.start, sentence.end)}
        for name in names:
            body = _BODY_NOUN.search(name.text)
            if body and not name.possessive:
                self._learn_body(at, sentence, name, body[1].lower())
            elif numbers and (tied or _key(name.text) in speakers) and self._may_learn(name):
                self._learn(name.text, at, strong, numbers, through)
            owned = _OWNED_BODY.match(self._masked, name.start + len(name.text))
            if owned and _key(name.text) in self._people:
                self._bodies[owned[1].lower()] = _key(name.text)

    def _may_learn(self, name: Name) -> bool:
        return _is_person(name) or _key(name.text) in self._people

    def _link(
        self, at: int, sentence: Sentence, mentions: Sequence[Mention], known: Sequence[Person]
    ) -> tuple[tuple[int, ...], str, bool]:
        """What a person met in this sentence would stand for: numbers, through what, strong."""
        own = sentence.numbers
        for mention in mentions:
            shared = tuple(number for number in own if number in mention.numbers)
            chosen = shared or own or self._nearest(at, mention.numbers)
            return chosen, mention.name, bool(shared or not own)
        if own:
            return own, "", False
        if known:
            return tuple(known[0].numbers), known[0].name, False
        return (), "", False

    def _nearest(self, at: int, numbers: Sequence[int]) -> tuple[int, ...]:
        paragraph = self._index.sentences[at].paragraph
        inside = following_numbers(self._index, at, paragraph)
        return tuple(number for number in inside if number in numbers) or tuple(numbers)

    def _learn_body(self, at: int, sentence: Sentence, name: Name, noun: str) -> None:
        """A body is known from its first mention on, by the next marker of that paragraph."""
        key = _key(name.text)
        numbers = following_numbers(self._index, at, sentence.paragraph)[:1]
        if key not in self._people and numbers:
            self._people[key] = Person(name.text, at, False, list(numbers), "")
        if key in self._people:
            self._bodies[noun] = key

    def _learn(
        self, name: str, at: int, strong: bool, numbers: Sequence[int], through: str
    ) -> None:
        key = _key(name)
        person = self._people.get(key)
        if person is None or (strong and not person.strong):
            self._people[key] = Person(name, at, strong, list(numbers), through)
            return
        if strong or not person.strong:
            person.numbers.extend(number for number in numbers if number not in person.numbers)


def following_numbers(index: SentenceIndex, at: int, paragraph: int) -> tuple[int, ...]:
    """The numbers of the markers in a paragraph from sentence ``at`` on, nearest first."""
    stop = min(index.of_paragraph(paragraph).stop, at + REACH)
    return unique(number for ahead in index.sentences[at:stop] for number in ahead.numbers)


def preceding_numbers(index: SentenceIndex, at: int, paragraph: int) -> tuple[int, ...]:
    """The numbers of the markers in a paragraph before sentence ``at``, nearest first."""
    first = max(index.of_paragraph(paragraph).start, at - REACH)
    before = reversed(index.sentences[first:at])
    return unique(number for behind in before for number in reversed(behind.numbers))


def _key(name: str) -> str:
    """What the article calls somebody later: the last word of a person, a body's whole name."""
    if _BODY_NOUN.search(name):
        return name.lower()
    words = person(name).split()
    return words[-1].strip(".’'").lower() if words else ""


def _is_person(name: Name) -> bool:
    """Two to five capitalised words, none of a body or place: introductions give the full name."""
    words = person(name.text).split()
    return 2 <= len(words) <= 5 and not name.possessive and not _NO_PERSON.search(" ".join(words))
