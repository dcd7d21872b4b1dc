"""Whether a note names a source, repeats the one before it, or only comments."""

import re
from enum import Enum, auto

from audit.article.dates import find_date
from audit.article.entry_authors import authors_at_head
from audit.article.words import word_set

_ADDRESS = re.compile(
    r"https?://|\bdoi:|\bdoi\.org/|\b10\.\d{4,9}/\S|\bISBN\b|\barXiv:|\bwww\.\w", re.I
)
_IBID = re.compile(r"\W*(?:ibid(?:em)?|id)\b\.?[\s,.;:\w–—-]{0,30}$", re.I)
_AUTHOR_YEAR = re.compile(r"[^.?!“\"]{2,120}\((?:1[5-9]|20)\d\d[a-z]?[^()]{0,20}\)")
_PAGES = re.compile(r"\b(?:vol|no|pp?|ed|eds|chap|issue)\.\s?\d|\b\d+\s?\(\d+\)|\b\d+:\s?\d+[–-]\d")
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]{2,400})[”\"»“]")
_WORD = re.compile(r"[^\W\d_]+")
# Small words that citations have too: they say nothing of prose.
_SMALL = word_set(
    "a an the of in on at to for from by with and or as et al de la le les du des von van der den "
    "see also cf e g eg pp p vol no ed eds accessed retrieved trans press quoted cited ibid "
    "die das und"
)
_FEWEST_PROSE_WORDS = 5


class NoteKind(Enum):
    """What a note is to the article."""

    CITING = auto()
    SAME_AS_BEFORE = auto()
    COMMENT = auto()


def note_kind(words: str) -> NoteKind:
    """The kind of a note by its words, links spelled out.

    An address names a source. Without one a date is needed, and words that are not a sentence:
    a comment that only mentions a year is no reference. In doubt it is a comment, which is said in
    a remark; a reference that is none would be looked for in vain.
    """
    if _IBID.fullmatch(words[:80].strip()) and len(words) < 80:
        return NoteKind.SAME_AS_BEFORE
    if _ADDRESS.search(words):
        return NoteKind.CITING
    if find_date(words) is None:
        return NoteKind.COMMENT
    if _AUTHOR_YEAR.match(words) or _PAGES.search(words) or authors_at_head(words):
        return NoteKind.CITING
    quoted = _QUOTED.search(words)
    if quoted and _is_prose(words[: quoted.start()]):
        return NoteKind.COMMENT
    rest = words[: quoted.start()] + " " + words[quoted.end() :] if quoted else words
    return NoteKind.COMMENT if _is_prose(rest) else NoteKind.CITING


def _is_prose(words: str) -> bool:
    """Whether most of the words that carry meaning are written small."""
    weighty = [word for word in _WORD.findall(words) if word.lower() not in _SMALL]
    small = sum(1 for word in weighty if word[0].islower())
    if len(weighty) < _FEWEST_PROSE_WORDS:
        return small > 1
    return small * 2 > len(weighty)
