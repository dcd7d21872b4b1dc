"""Names of a claim and whether a source has them: aliases, acronyms, demonyms, transliterations."""

import re
from functools import cached_property

from rapidfuzz import fuzz, process

from audit.article.names import Name as Written
from audit.article.names import find_names
from audit.article.words import NO_NAME, SENTENCE_STARTERS, word_set
from audit.claims.aliases import ALIASES
from audit.claims.figure_words import MONTHS
from audit.claims.rules import NAME_LIKENESS, NAME_LIKENESS_LETTERS
from audit.claims.values import Name
from audit.claims.words import WORD, folded_word, stem

_HONORIFICS = word_set("mr mrs ms dr sir lady lord prof sen gov rep gen st president")
_PARTICLES = word_set("of de da del della di la le van von der den bin al el the for and on")
# "Mexico and Afghanistan", "the University and the Lancet"
_JOINT = re.compile(r"\s(?:and|&)\sthe\s|\s(?:and|&)\s(?=[\w’'-]+$)|\sof\s(?:the\s)?")
_BODIES = word_set(
    "academy agency army association bank bishop board bureau center centre chamber church city "
    "college commission committee conference confederation council county court department duke "
    "faculty federation foundation government house institute institutes journal king kingdom "
    "league library minister ministry museum office organisation organization parliament party "
    "president province queen republic school secretary senate society state states union "
    "university war wars"
)
_DEMONYM = re.compile(r"(?:ians?|ans?|l?ese|ish|i|ites?)$")  # Parisian, Congolese, Kuwaiti
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}s?")
_NO_SINGLE_NAME = (
    NO_NAME | SENTENCE_STARTERS | MONTHS | _BODIES | word_set("century decade district sir")
)


def claim_names(claim: str) -> tuple[Name, ...]:
    """The names of a claim, ascending; a capitalised first word alone is no name."""
    found = []
    for whole in find_names(claim):
        parts = _parts(whole)
        found += [name for part in parts if (name := _name(claim, part, joined=len(parts) > 1))]
    return tuple(found)


def _name(claim: str, part: Written, *, joined: bool) -> Name | None:
    """The name without leading numbers, or ``None`` for what only looks like one."""
    written = list(WORD.finditer(claim, part.start, part.start + len(part.text)))
    while written and written[0][0][0].isdigit():
        written.pop(0)
    skipped = _PARTICLES | _HONORIFICS
    words = [w[0] for w in written if w[0].lower() not in skipped and not w[0][0].isdigit()]
    if not words:
        return None
    first = part.start if part.text[0].isalpha() else written[0].start()
    end = part.start + len(part.text)
    if len(words) == 1:
        if not (joined and len(words[0]) > 2) and not _is_single_name(claim, first, words[0]):
            return None
        if _defined_beside(claim, first, end):
            return None
    return Name(claim[first:end], tuple(words), first, end)


def _parts(name: Written) -> list[Written]:
    """Names joined by "and" or "of" one by one, where no body is called by both together.

    The Food and Drug Administration and a School of Public Health stay whole; "Mexico and
    Afghanistan" and "Ann Roe of the Harbour Trust" are two names each.
    """
    pieces, at = [], 0
    for joint in _JOINT.finditer(name.text):
        left = name.text[at : joint.start()].split()
        if "of" in joint[0] and (len(left) < 2 or left[-1].lower() in _BODIES):
            continue
        pieces.append((at, joint.start()))
        at = joint.end()
    pieces.append((at, len(name.text)))
    return [Written(name.text[a:b], name.start + a, name.start + b) for a, b in pieces if a < b]


def _is_single_name(claim: str, start: int, word: str) -> bool:
    low = word.lower()
    if low in _NO_SINGLE_NAME or len(word) < 3:
        return False
    before = claim[:start].rstrip(" “\"'‘([")
    opens = not before or before[-1] in ".!?:;"
    if not opens or not word[1:].islower():
        return True
    again = re.compile(rf"(?<=[\w,] ){re.escape(word)}\b")
    return bool(again.search(claim))


def _defined_beside(claim: str, start: int, end: int) -> bool:
    """An acronym in brackets beside what it stands for: the long form is looked for."""
    acronym = _ACRONYM.fullmatch(claim[start:end])
    return bool(acronym) and claim[max(0, start - 1) : start] == "(" and claim[end : end + 1] == ")"


class NameIndex:
    """The words of a source, for looking names up."""

    def __init__(self, text: str) -> None:
        self._written = set(WORD.findall(text))
        self.words = frozenset(folded_word(word) for word in self._written)
        self._text = text

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self.words)

    @cached_property
    def _long(self) -> list[str]:
        """Only capitalised words: a name must not be found in a word that is merely like it."""
        kept = {
            folded_word(word)
            for word in self._written
            if len(word) >= NAME_LIKENESS_LETTERS - 1 and not word[0].islower()
        }
        return sorted(kept)

    @cached_property
    def _glued(self) -> str:
        return "".join(folded_word(found[0]) for found in WORD.finditer(self._text))

    @cached_property
    def _initials(self) -> frozenset[str]:
        """The initials of capitalised phrases of the source: what acronyms may stand for."""
        return frozenset(
            "".join(word[0] for word in re.findall(r"[A-Z]\w*", found.text)).lower()
            for found in find_names(self._text)
        )

    def has(self, name: Name) -> bool:
        """Whether any word of the name occurs, or an alias, or what its acronym stands for.

        One word is enough: measured, that is what separates a missing name from one that the
        source gives otherwise (a surname alone, a shortened office).
        """
        low = " ".join(folded_word(word) for word in WORD.findall(name.text)).removeprefix("the ")
        if any(self._all(alias) for alias in ALIASES.get(low, ())):
            return True
        if len(name.words) == 1 and _ACRONYM.fullmatch(name.words[0]):
            return self._has_acronym(name.words[0])
        return self._has_spelled_initials(name) or any(self._has_word(w) for w in name.words)

    def _all(self, words: tuple[str, ...]) -> bool:
        return all(word in self.words for word in words)

    def _has_acronym(self, written: str) -> bool:
        """A lone acronym is so often spelled out that only its absence in any form counts."""
        low = folded_word(written.replace(".", ""))
        singular = low.removesuffix("s") if written.endswith("s") else low
        return bool({low, singular} & self.words) or any(
            initials.startswith(singular) for initials in self._initials
        )

    def _has_spelled_initials(self, name: Name) -> bool:
        initials = "".join(word[0] for word in name.words).lower()
        return len(initials) >= 3 and initials in self.words

    def _has_word(self, written: str) -> bool:
        word = folded_word(written)
        if len(word) < 2:
            return False
        if word in self.words or stem(word) in self._stems:
            return True
        if any(self._all(alias) for alias in ALIASES.get(word, ())):
            return True
        if len(word) < NAME_LIKENESS_LETTERS:
            return False
        ending = _DEMONYM.search(word)
        if ending and word[: ending.start()] in self.words:
            return True
        if word in self._glued:
            return True
        like = process.extractOne(word, self._long, scorer=fuzz.ratio, score_cutoff=NAME_LIKENESS)
        return like is not None
