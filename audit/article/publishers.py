"""Publishers of the reference list, as the article's sentences name them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.article.words import PUBLICATION_NOUNS, SPEECH
from audit.model import ListEntry, Reference

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_FOLLOWED = re.compile(r"[’']s\b|\s+([a-zA-Z-]+)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A publisher named at an offset, with the numbers of its references in list order."""

    name: str
    start: int
    end: int
    numbers: tuple[int, ...]


class Publishers:
    """Finds the names of publishers in text."""

    def __init__(self, entries: Sequence[ListEntry], references: Sequence[Reference]) -> None:
        self._numbers: dict[str, list[int]] = {}
        self._printed = {entry.number: entry.publisher for entry in entries}
        for number, names in _names_by_number(entries, references):
            for name in names:
                listed = self._numbers.setdefault(name, [])
                if number not in listed:
                    listed.append(number)
        ordered = sorted(self._numbers, key=len, reverse=True)
        self._pattern = (
            re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w-])")
            if ordered
            else None
        )

    def mentions(self, text: str, start: int, end: int) -> list[Mention]:
        """The publishers named in ``text[start:end]``, a sentence, ascending."""
        if self._pattern is None:
            return []
        return [
            self._mention(found)
            for found in self._pattern.finditer(text, start, end)
            if _is_name(text, found, start)
        ]

    def _mention(self, found: re.Match[str]) -> Mention:
        numbers = tuple(self._numbers[found[0]])
        printed = self._printed.get(numbers[0]) or found[0]
        return Mention(printed, found.start(), found.end(), numbers)


def spellings(name: str) -> set[str]:
    """The ways a publisher's name is written in running text."""
    base = _ARTICLE.sub("", name.strip())
    names = {base, base.replace("’", "'"), base.replace("'", "’")}
    for long, short in (("United States ", "US "), ("United Kingdom ", "UK ")):
        dotted = ".".join(short.strip()) + ". "
        for form in (long, short, dotted):
            if base.startswith(form):
                names |= {other + base[len(form) :] for other in (long, short, dotted)}
    # A bare small word or single letter would be met in every sentence.
    return {spelling for spelling in names if len(spelling) > 1 and not spelling.islower()}


def _names_by_number(
    entries: Iterable[ListEntry], references: Iterable[Reference]
) -> Iterable[tuple[int, set[str]]]:
    for entry in entries:
        yield entry.number, spellings(entry.publisher)
    for reference in references:
        names = [reference.container_title, *reference.aliases]
        yield reference.number, {form for name in names if name for form in spellings(name)}


def _is_name(text: str, found: re.Match[str], start: int) -> bool:
    """Whether a one-word name ("Fortune", "Nature") at a sentence's start is meant as a name."""
    if " " in found[0] or found.start() > start or found[0].isupper():
        return True
    following = _FOLLOWED.match(text, found.end())
    if not following:
        return False
    word = following[1]
    return word is None or word.lower() in SPEECH or word.lower() in PUBLICATION_NOUNS
