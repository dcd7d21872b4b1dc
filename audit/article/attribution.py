"""Which references a quotation depends on: the first rule that has an answer decides.

1. a marker in its own sentence; 2. a listed publisher that the sentence names; 3. a person the
article introduced with a publisher; 4. a marker in the paragraph, the nearest after it or else the
nearest before; 5. a person or body known less surely, in the sentence or the one nearest to it in
the paragraph; else it is uncited.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.article.marker_styles import Candidate
from audit.article.people import REACH, Known, People, following_numbers, preceding_numbers
from audit.article.publishers import Mention
from audit.article.sentence_index import SentenceIndex, unique
from audit.vocabulary import AttributionRule


@dataclass(frozen=True, slots=True)
class Attribution:
    """The references in the order they should be checked, and why these."""

    references: tuple[int, ...]
    rule: AttributionRule
    why: str


class Attributor:
    """Applies the rules to one article."""

    def __init__(self, index: SentenceIndex, people: People, markers: Sequence[Candidate]) -> None:
        self._index, self._people = index, people
        self._places: dict[int, list[int]] = {}
        for marker in markers:
            for number in marker.numbers:
                self._places.setdefault(number, []).append(marker.start)

    def attribute(self, start: int, end: int, unlisted: str) -> Attribution:
        """The references of the quotation ``start``..``end``.

        ``unlisted`` names a work in the sentence that the list does not have, or is empty.
        """
        first, last = self._index.at(start), self._index.at(max(start, end - 1))
        own = [m for s in self._index.sentences[first : last + 1] for m in s.markers]
        if own:
            return _own(own, start, end)
        at = last
        mentions = [m for s in range(first, last + 1) for m in self._people.mentions[s]]
        known = [k for s in range(first, last + 1) for k in self._people.known[s]]
        if mentions:
            return self._by_publisher(at, start, mentions, known)
        if unlisted:
            why = f"the sentence names {unlisted}, which the reference list does not have"
            return Attribution((), AttributionRule.UNCITED, why)
        sure = [person for person in known if person.strong]
        if sure:
            return _by_person(sure[0], self._line_hint(sure[0]))
        return self._by_paragraph(at) or self._by_weak(at, known) or _UNCITED

    def _by_publisher(
        self, at: int, start: int, mentions: Sequence[Mention], known: Sequence[Known]
    ) -> Attribution:
        # "The Cato Institute’s report was led by Roe, who told Salon": the nearest name counts.
        mention = min(mentions, key=lambda mention: abs(mention.start - start))
        rule = AttributionRule.NAMED_PUBLISHER
        numbers = mention.numbers
        if len(numbers) == 1:
            return Attribution(
                numbers, rule, f"the sentence names {mention.name}, reference {numbers[0]}"
            )
        paragraph = self._index.sentences[at].paragraph
        inside = unique(
            number
            for number in (
                *following_numbers(self._index, at, paragraph),
                *preceding_numbers(self._index, at, paragraph),
            )
            if number in numbers
        )
        listed = _listing(numbers)
        if inside:
            why = (
                f"the sentence names {mention.name} (references {listed}); "
                f"{inside[0]} is the one marked nearest in the paragraph"
            )
            return Attribution(inside[:1], rule, why)
        for person in known:
            both = tuple(number for number in person.numbers if number in numbers)
            if both:
                why = (
                    f"the sentence names {mention.name} and {person.name}, "
                    f"who stands for reference {both[0]}"
                )
                return Attribution(both, rule, why)
        ordered = tuple(sorted(numbers, key=lambda number: self._distance(number, start)))
        why = f"the sentence names {mention.name}: references {listed}, nearest marker first"
        return Attribution(ordered, rule, why)

    def _distance(self, number: int, start: int) -> float:
        return min((abs(place - start) for place in self._places.get(number, ())), default=1e12)

    def _line_hint(self, person: Known) -> str:
        if person.introduced < 0:
            return "named as an author in the references file"
        return f"introduced with {person.through}" if person.through else "introduced earlier"

    def _by_paragraph(self, at: int) -> Attribution | None:
        paragraph = self._index.sentences[at].paragraph
        rule = AttributionRule.PARAGRAPH
        stop = min(self._index.of_paragraph(paragraph).stop, at + 1 + REACH)
        for sentence in self._index.sentences[at + 1 : stop]:
            if sentence.numbers:
                why = f"the next marker in the paragraph is {_listing(sentence.numbers)}"
                return Attribution(sentence.numbers, rule, why)
        first = max(self._index.of_paragraph(paragraph).start, at - REACH)
        for sentence in reversed(self._index.sentences[first:at]):
            if sentence.numbers:
                numbers = sentence.markers[-1].numbers
                why = f"the marker before it in the paragraph is {_listing(numbers)}; none follows"
                return Attribution(numbers, rule, why)
        return None

    def _by_weak(self, at: int, known: Sequence[Known]) -> Attribution | None:
        """No marker in the paragraph: somebody known in the sentence, else in the nearest one."""
        if known:
            return _by_person(known[0], self._line_hint(known[0]))
        inside = self._index.of_paragraph(self._index.sentences[at].paragraph)
        near = range(max(inside.start, at - REACH), min(inside.stop, at + REACH))
        for other in sorted(near, key=lambda other: (abs(other - at), other > at)):
            people = self._people.known[other]
            if people and other != at:
                best = max(people, key=lambda person: person.strong)
                where = "the sentence before" if other < at else "the sentence after"
                if abs(other - at) > 1:
                    where = "the same paragraph"
                why = (
                    f"{where} speaks of {best.name}, {self._line_hint(best)} "
                    f"(reference {_listing(best.numbers)}); the paragraph has no marker"
                )
                return Attribution(best.numbers, AttributionRule.NAMED_AUTHOR, why)
        return None


_UNCITED = Attribution(
    (),
    AttributionRule.UNCITED,
    "neither its sentence nor its paragraph has a marker, a listed publisher or a person "
    "introduced with one",
)


def _own(markers: Sequence[Candidate], start: int, end: int) -> Attribution:
    """The marker after the quotation in its sentence, or else the last one before it."""
    after = [marker for marker in markers if marker.start >= end]
    chosen = after[0] if after else markers[-1]
    numbers = unique(chosen.numbers)
    why = f"its own sentence carries marker {_listing(numbers)}"
    return Attribution(numbers, AttributionRule.OWN_MARKER, why)


def _by_person(person: Known, hint: str) -> Attribution:
    why = f"the sentence speaks of {person.name}, {hint} (reference {_listing(person.numbers)})"
    return Attribution(person.numbers, AttributionRule.NAMED_AUTHOR, why)


def _listing(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
