"""Why words stand between quotation marks: a quotation, a work's title, a slogan or a stock term.

Whatever is no quotation is not compared with a source, so a wrong "no" hides a fault. Each rule
therefore asks for a plain sign in the sentence; in doubt it is a quotation.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from audit.article.words import NO_NAME, SPEECH, phrase_set
from audit.vocabulary import QuotationKind

_WORDS = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SLOGAN = re.compile(
    r"\b(slogan|motto|catchphrase|catch-phrase|mantra|rallying cry|battle cry|tagline|watchword"
    r"|hashtag|chant|chants|chanted|chanting)\b[^.;]{0,30}$",
    re.I,
)
_WORK = re.compile(
    r"\b(?:article|essay|book|report|paper|study|op-ed|column|editorial|story|piece|post|film|movie"
    r"|documentary|song|novel|chapter|review|series|episode|lecture|memo)s?"
    r"(?:,)?(?:\s+(?:titled|entitled|called|headlined|named))?\s*,?\s*$"
    r"|\b(?:titled|entitled|headlined)\s*,?\s*$",
    re.I,
)
# "In Vox’s", "Dissent magazine’s": somebody’s own words in capitals are no title for that alone.
_OWNER = re.compile(
    r"\b(?:[Ii]n\s+(?:the\s+)?(?:[A-Z][\w.&-]*\s+){0,5}[A-Z][\w.&-]*|magazine|newspaper|journal)"
    r"[’']s?\s+(?:\w+\s+){0,3}$"
)
_TERM = re.compile(
    r"\b(?:so-called|known\s+as|dubbed|nicknamed|termed|(?:the|a)\s+(?:term|word|phrase|label|expression|notion|concept"
    r"|idea)(?:\s+of)?)\s+(?:the\s+|an?\s+)?$",
    re.I,
)
_DETERMINED = re.compile(
    r"\b(?:the|an?|this|that|these|those|its|their|such|any|some|no)\s+$", re.I
)

# Fixed expressions of public debate: nobody's words when they stand alone between marks.
_STOCK = phrase_set(
    """
    noble experiment|american dream|iron curtain|silent majority|level playing field|slippery slope
    silver bullet|magic bullet|new normal|fake news|deep state|fiscal cliff|glass ceiling
    gateway drug|tough on crime|soft on crime|zero tolerance|just say no|war on terror|war on drugs
    war on poverty|cold war|hearts and minds|smoking gun|red tape|red line|axis of evil|free world
    third way|big government|big pharma|big tech|big tobacco|nanny state|welfare state|rust belt
    bible belt|melting pot|tipping point|perfect storm|elephant in the room|moral panic
    crack baby|crack babies|perp walk|three strikes|broken windows|green rush|gold standard
    roaring twenties|great recession|great depression|drug czar|culture war|culture wars
    """
)
_TERM_WORDS = 3
_TITLE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Context:
    """What the rules look at: the masked text around the words, and what the list prints.

    ``cited`` tells whether the sentence itself leads to a source: by a marker or by a name.
    """

    before: str
    after: str
    cited: bool
    own_titles: tuple[str, ...]


class KindJudge:
    """Decides kinds in reading order: a slogan once named is known again."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._titles = {fold(title) for title in titles if title}
        self._slogans: list[str] = []

    def decide(self, words: str, context: Context) -> tuple[QuotationKind, str]:
        """The kind of ``words`` and the reason, as one clause."""
        folded = fold(words)
        slogan = _SLOGAN.search(context.before)
        if slogan:
            self._slogans.append(folded)
            return QuotationKind.SLOGAN, f"introduced by the word “{slogan[1]}”"
        title = self._title(words, folded, context)
        if title:
            return QuotationKind.TITLE, title
        if any(_echoes(folded, slogan) for slogan in self._slogans):
            return QuotationKind.SLOGAN, "repeats a slogan that the article named before"
        term = _term(words, folded, context)
        if term:
            return QuotationKind.TERM, term
        return QuotationKind.QUOTATION, "words given as somebody’s"

    def _title(self, words: str, folded: str, context: Context) -> str:
        introduced = _WORK.search(context.before)
        owned = _OWNER.search(context.before)
        if not (introduced or owned) or not _title_case(words):
            return ""
        if folded in self._titles:
            return "the title of a listed work, introduced as one"
        if len(folded.split()) >= _TITLE_WORDS:
            return "title case, introduced as a work" + (" of its publisher" if owned else "")
        return ""


def _term(words: str, folded: str, context: Context) -> str:
    if _speaks(context.before) or _speaks(context.after) or _in_title(folded, context.own_titles):
        return ""
    if folded in _STOCK:
        return "a stock phrase that nobody is said to have said"
    if context.cited or len(folded.split()) > _TERM_WORDS or re.search(r"…|\.\.\.|\[", words):
        return ""
    if _TERM.search(context.before):
        return "introduced as a term"
    if _DETERMINED.search(context.before) and not words[:1].isupper():
        return "a short phrase in scare quotes, without a speaker or a marker"
    return ""


def fold(words: str) -> str:
    """Words in small letters without punctuation, for comparing titles and slogans."""
    return " ".join(_WORDS.findall(words.lower().replace("’", "'")))


def _echoes(folded: str, slogan: str) -> bool:
    shorter, longer = sorted((folded, slogan), key=len)
    return len(shorter.split()) >= 2 and f" {shorter} " in f" {longer} "


def _in_title(folded: str, titles: Iterable[str]) -> bool:
    return any(f" {folded} " in f" {fold(title.replace('-', ' '))} " for title in titles)


def _speaks(clause: str) -> bool:
    # As written: "the United States" is no verb.
    found = _WORDS.findall(clause.replace("so-called", ""))
    return "ccording to" in clause or any(word in SPEECH for word in found)


def _title_case(words: str) -> bool:
    """Whether all words but the small ones are capitalised."""
    found = _WORDS.findall(words)
    weighty = [word for word in found if word.lower() not in NO_NAME and len(word) > 3]
    capital = sum(not word[0].islower() for word in weighty)
    return bool(found) and found[0][0].isupper() and capital == len(weighty) > 0
