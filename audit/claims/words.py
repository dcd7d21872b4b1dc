"""The words of a claim and of a source that carry meaning, folded so that inflections agree."""

import re
from collections.abc import Iterator
from functools import lru_cache

from audit.article.words import word_set
from audit.match.words import fold

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_NUMBER = re.compile(r"\d")

# The commonest words of English prose: their share tells the language.
ENGLISH = word_set("""
    the of and to in a is that for it was on with as at by from be this an are have has not which or
    his he they their but were had been its more will one also who would about can all when there
    she her than up out if into so some what no after other first over
    """)
# Words that say nothing of the subject.
STOP = ENGLISH | word_set("""
    i we you him them us me my our your hers theirs ours yours these those then here where why how
    because while until during before between through under above below again further once only own
    same too very just now most many much more few less least such both each either neither nor per
    do does did doing done having being am may might must shall should could cannot can't won't
    any every another others however although though yet still even ever never often like within
    without among against off down toward towards upon since thus therefore whether
    said say says saying according told tell tells became become becomes made make makes making
    use used uses using include includes included including well two three new later around due
    """)
_ENDINGS = (
    "izations", "ization", "izing", "izes", "ized", "ize", "ations", "ation", "ingly", "edly",
    "ments", "ment", "nesses", "ness", "ities", "ity", "ings", "ing", "ies", "ied", "ers", "er",
    "ions", "ion", "ed", "es", "ly", "s", "e", "y",
)  # fmt: skip
_SHORTEST_STEM = 4
_BRITISH = re.compile(r"is(?=(?:e|es|ed|ing|ation|ations)$)")
_MEMORY = 50_000  # different spellings kept


@lru_cache(_MEMORY)
def stem(word: str) -> str:
    """A folded word without its ending; what has a digit stays as it is."""
    if _NUMBER.search(word) or len(word) <= _SHORTEST_STEM:
        return word[:-1] if word.endswith("s") and len(word) == _SHORTEST_STEM else word
    plain = _BRITISH.sub("iz", word)
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_STEM:
            plain = plain[: -len(ending)]
            break
    if len(plain) > _SHORTEST_STEM and plain[-1] == plain[-2] and plain[-1] not in "sl":
        plain = plain[:-1]
    return plain.removesuffix("i") if len(plain) > _SHORTEST_STEM else plain


@lru_cache(_MEMORY)
def folded_word(written: str) -> str:
    """A word as compared: without possessive ending, accents, case and apostrophes."""
    return fold(_POSSESSIVE.sub("", written) or written)


@lru_cache(_MEMORY)
def content_stem(written: str) -> str:
    """The stem of a word that carries meaning, empty for one that does not."""
    word = folded_word(written)
    if word.isdigit():
        return word
    contraction = "'" in written[1:-2].replace("’", "'")
    return "" if word in STOP or len(word) < 2 or contraction else stem(word)


def content_words(text: str, start: int = 0, end: int | None = None) -> Iterator[str]:
    """The stems of the content words of ``text[start:end]``, in order, with repetitions."""
    for found in WORD.finditer(text, start, len(text) if end is None else end):
        known = content_stem(found[0])
        if known:
            yield known
