"""Titles made comparable: words, British and American spelling, site names taken off."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SEPARATOR = re.compile(r"\s+[|–—·•»:-]+\s+|\s*[|»]\s*")
_COMMON_WORDS = (
    "a about after all an and are as at be been but by can do does for from had has have he her his"
    " how i if in into is it its more most new news no not of on one or our out over says she so"
    " than that the their them then there they this to up us was we were what when where which who"
    " why will with you your report article story page home"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_BRITISH = (
    (re.compile(r"is(e|es|ed|ing|ation|ations|er|ers)$"), r"iz\1"),
    (re.compile(r"ys(e|es|ed|ing)$"), r"yz\1"),
    (re.compile(r"our(s|ed|ing|able|ite|ites|al)?$"), r"or\1"),
    (re.compile(r"(cent|met|theat|fib|lit|calib|spect)re(s)?$"), r"\1er\2"),
    (re.compile(r"(def|off|lic|pret)ence(s)?$"), r"\1ense\2"),
    (re.compile(r"ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"(catal|dial|anal)ogue(s)?$"), r"\1og\2"),
    (re.compile(r"^(program)me(s)?$"), r"\1\2"),
    (re.compile(r"^(p)ae(diatric)"), r"\1e\2"),
)


def title_variants(title: str, site_name: str = "") -> list[str]:
    """``title`` and its parts between separators, parts that only name the site left out."""
    parts = [part.strip() for part in _SEPARATOR.split(title) if part.strip()]
    site = fold_spelling(site_name)
    kept = [part for part in parts if fold_spelling(part) != site]
    if not kept:
        return []
    whole = " - ".join(kept)
    return list(dict.fromkeys([whole, *kept]))


@lru_cache(maxsize=2048)
def words_of(text: str) -> tuple[str, ...]:
    """The words of ``text``, folded in case, accents and spelling."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return tuple(
        _american(word.removesuffix("'s").replace("'", "")) for word in _WORD.findall(plain)
    )


def fold_spelling(text: str) -> str:
    """``text`` as its folded words, one space between."""
    return " ".join(words_of(text))


def distinctive_words(text: str) -> frozenset[str]:
    """The words of ``text`` that tell one title from another."""
    return frozenset(word for word in words_of(text) if word not in _COMMON and len(word) > 1)


def _american(word: str) -> str:
    if len(word) < 5:
        return word
    for pattern, replacement in _BRITISH:
        folded = pattern.sub(replacement, word)
        if folded != word:
            return folded
    return word
