"""Names of people and bodies in English prose, by their capitals."""

import re
from dataclasses import dataclass

from audit.article.words import NO_NAME

HONORIFIC = r"(?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep|Rev|Gen|Sgt|Lt|Col|Prof|Capt|St|Hon)\."
_WORD = (
    r"(?:[A-ZÀ-ÖØ-Þ][\w’'&-]*\w|[A-ZÀ-ÖØ-Þ]\.(?:[A-Z]\.){0,4}|(?<!\d)\d{1,4}(?=\s[A-Z][a-z]+\s[A-Z])"
    r"|[A-Z](?=\s))"
)
_PARTICLE = r"(?:of|de|da|del|della|di|la|le|van|von|der|den|bin|ibn|al|el|the|for|and|&|on)"
# At most twelve words: no name of a body is longer, and the search stays linear.
_NAME = re.compile(
    rf"(?:{HONORIFIC}\s)?{_WORD}(?:\s(?:{HONORIFIC}\s)?(?:{_PARTICLE}\s(?:the\s)?)?{_WORD}){{0,11}}"
)
_POSSESSIVE = re.compile(r"[’']s?$")
_INNER_POSSESSIVE = re.compile(r"[’']s?\s")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, without a possessive ending; ``possessive`` tells whether it had one."""

    text: str
    start: int
    end: int
    possessive: bool = False

    @property
    def last(self) -> str:
        """The word the person is called by later."""
        return self.text.rsplit(None, 1)[-1]


def find_names(text: str, start: int = 0, end: int | None = None) -> list[Name]:
    """The capitalised phrases in ``text[start:end]`` that may be names, ascending."""
    names: list[Name] = []
    for found in _NAME.finditer(text, start, len(text) if end is None else end):
        names += _pieces(found[0], found.start())
    return names


def _pieces(phrase: str, offset: int) -> list[Name]:
    """Cut a capitalised phrase where a possessive or a leading common word ends."""
    pieces: list[Name] = []
    at = 0
    while at < len(phrase):
        cut = _INNER_POSSESSIVE.search(phrase, at)
        stop = cut.start() + len(cut[0]) - 1 if cut else len(phrase)
        name = _one(phrase[at:stop], offset + at)
        if name:
            pieces.append(name)
        at = stop + 1
    return pieces


def _one(phrase: str, offset: int) -> Name | None:
    words = phrase.split(" ")
    lead = 0
    while lead < len(words) and words[lead].strip(".’'").lower() in NO_NAME | {"and", "of", "&"}:
        lead += 1
    begin = sum(len(word) + 1 for word in words[:lead])
    text = phrase[begin:]
    ending = _POSSESSIVE.search(text)
    bare = text[: ending.start()] if ending else text
    if not bare or not bare[0].isalnum():
        return None
    if ending and ending[0] == "’" and not bare.endswith("s"):
        ending = None
    return Name(bare, offset + begin, offset + begin + len(text), bool(ending))
