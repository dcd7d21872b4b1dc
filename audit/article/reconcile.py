"""What the article shows alone: markers against the list, the list against itself."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from audit.article.kind import fold
from audit.article.marker_styles import Candidate
from audit.model import ListEntry, Remark
from audit.vocabulary import Level


def list_remarks(entries: Sequence[ListEntry], *, numbered: bool = True) -> Iterator[Remark]:
    """Numbers and titles of the reference list; ``numbered`` when its numbers are printed."""
    counted = Counter(entry.number for entry in entries)
    seen: set[int] = set()
    titles: dict[str, int] = {}
    expected = entries[0].number if entries else 1
    for entry in entries:
        if counted[entry.number] > 1 and entry.number in seen:
            yield _on_entry(
                entry,
                "list-duplicate-number",
                Level.ERROR,
                f"the list has number {entry.number} {counted[entry.number]} times",
            )
        elif numbered and entry.number != expected:
            yield _on_entry(
                entry,
                "list-numbering",
                Level.WARNING,
                f"the list goes on with {entry.number} where {expected} is due",
            )
        seen.add(entry.number)
        expected = entry.number + 1
        yield from _content(entry, titles)


def _content(entry: ListEntry, titles: dict[str, int]) -> Iterator[Remark]:
    key = fold(entry.title) + "|" + fold(entry.publisher)
    if entry.title and key in titles:
        yield _on_entry(
            entry,
            "list-duplicate-work",
            Level.WARNING,
            f"reference {entry.number} is the same work as reference {titles[key]}",
        )
    titles.setdefault(key, entry.number)
    missing = [
        name
        for name, value in (
            ("title", entry.title),
            ("publisher", entry.publisher),
            ("date", entry.issued),
        )
        if not value
    ]
    if missing and not entry.url:
        yield _on_entry(
            entry,
            "list-incomplete",
            Level.NOTE,
            f"reference {entry.number} has no {' and no '.join(missing)}",
        )
    if re.match(r"\W*\d*\W*[”»]\s?\w", entry.raw) and "“" not in entry.raw[:12]:
        yield _on_entry(
            entry,
            "list-quotation-mark",
            Level.NOTE,
            f"reference {entry.number} begins with a closing quotation mark",
        )


def marker_remarks(
    markers: Sequence[Candidate],
    places: Sequence[tuple[int, int]],
    entries: Sequence[ListEntry],
    *,
    known: frozenset[int] = frozenset(),
    numbered: bool = True,
) -> Iterator[Remark]:
    """Each number used, defined and, where it is printed (``numbered``), in order and once.

    ``places`` are line and column of each marker, ``known`` numbers of works that are listed
    elsewhere. Using a number again is common where lists are
    alphabetical, so order and repetition are only remarked on when the numbers otherwise ascend.
    """
    defined = {entry.number for entry in entries} | known
    uses = [
        (number, line, column)
        for marker, (line, column) in zip(markers, places, strict=True)
        for number in marker.numbers
    ]
    for number, line, column in uses:
        if number not in defined:
            yield Remark(
                "marker-without-reference",
                Level.ERROR,
                f"marker {number} has no reference in the list",
                line=line,
                column=column,
                hint="add the reference or correct the number",
            )
    used = {number for number, _, _ in uses}
    for entry in entries:
        if entry.number not in used:
            yield _on_entry(
                entry,
                "reference-unused",
                Level.WARNING,
                f"reference {entry.number} is never cited in the article",
            )
    if numbered and _sequential([number for number, _, _ in uses]):
        yield from _order(uses)


def _sequential(numbers: Sequence[int]) -> bool:
    """Whether the numbers come in the order of first use: at most one in ten goes back."""
    falls = sum(later <= earlier for earlier, later in pairwise(numbers))
    return falls * 10 <= len(numbers) or falls == 1


def _order(uses: Sequence[tuple[int, int, int]]) -> Iterator[Remark]:
    highest = 0
    seen: dict[int, int] = {}
    for number, line, column in uses:
        if number in seen:
            yield Remark(
                "marker-repeated",
                Level.NOTE,
                f"number {number} is cited again; the first time was on line {seen[number]}",
                line=line,
                column=column,
            )
        elif number < highest:
            yield Remark(
                "marker-order",
                Level.WARNING,
                f"number {number} comes after {highest}",
                line=line,
                column=column,
                hint="the numbers otherwise ascend",
            )
        seen.setdefault(number, line)
        highest = max(highest, number)


def _on_entry(entry: ListEntry, rule: str, level: Level, message: str) -> Remark:
    return Remark(rule, level, message, line=entry.line, column=1)
