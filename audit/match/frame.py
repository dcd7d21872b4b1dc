"""The frame around a passage: denial, correction, rumour or reversal that the quotation cut off.

High precision is wanted, not recall: a pattern fires only on words right at the cut.
"""

import re

from audit.match.framing import (
    AFTER,
    BEFORE,
    CALLED_FALSE,
    CLAIMED,
    DENYING,
    DENYING_SPEECH,
    EXPECTED,
    SHORT_DENIAL,
    TAGGED,
    denied_again,
    undone,
)
from audit.match.lexicon import NEGATIONS, word_set
from audit.match.rules import NEGATION_REACH_WORDS
from audit.match.words import INVISIBLE, tokenize

_SENTENCE = re.compile(r"[.!?][”\"’)]*\s+(?=[“\"‘(]*[^\W_a-z])")
_HELPING = word_set(
    """
    a an the to be been being have had has any that yet even really ever so it is was were
    are actually necessarily simply quite all
    """
)
_REACH = 600  # characters on each side in which a frame is looked for
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_NOT_ONLY = re.compile(
    r"\b(?:not|n[’']t)\s+(?:only|just|merely|simply|so\s+much)(?:\s+that)?\W*$", re.IGNORECASE
)


def sentence_bounds(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """The sentence (or sentences) around ``start..end`` inside the block ``first..last``."""
    begin = first
    for found in _SENTENCE.finditer(text, first, start + 1):
        if found.end() <= start + 1 and _real_end(text, found.start()):
            begin = found.end()
    stop = last
    for found in _SENTENCE.finditer(text, max(start, end - 1), last):
        if _real_end(text, found.start()):
            stop = found.end()
            break
    return begin, stop


def _real_end(text: str, at: int) -> bool:
    word = re.search(r"[\w.]+$", text[max(0, at - 12) : at])
    return not (word and (word[0] in _ABBREVIATED or (len(word[0]) == 1 and word[0].isupper())))


_ABBREVIATED = word_set(
    """
    Mr Mrs Ms Dr Prof Sen Gov Rep Rev Gen Sgt Lt Col St Jr Sr vs No
    """
)


def out_of_frame(text: str, first: int, last: int, start: int, end: int, lead_in: str = "") -> str:
    """Why the passage means something else in its sentence; empty when nothing clearly says so.

    ``first..last`` is the passage's block. When the article's own ``lead_in`` frames the words the
    same way (denies, reports as rumour), nothing is out of context.
    """
    begin, _ = sentence_bounds(text, first, last, start, end)
    before = _seen(text[max(begin, start - _REACH) : start])
    after = _seen(text[end : min(last, end + _REACH)])
    if lead_in and _framed(lead_in):
        return ""
    for pattern, what in BEFORE:
        lead = pattern.search(before)
        if lead and not undone(before[: lead.start()], lead[0]):
            return what
    for pattern, what in AFTER:
        if pattern.match(after):
            return what
    return _paired(before, _seen(text[start:end]), after)


def _paired(before: str, passage: str, after: str) -> str:
    """The frames that show only by two of: what goes before, the words themselves, what follows."""
    words = passage.split()
    if CLAIMED.search(before) and CALLED_FALSE.match(after):
        return "called false"
    if DENYING_SPEECH.search(before) or (
        words and words[0].lower().endswith("ing") and DENYING.search(before)
    ):
        return "denied"
    if TAGGED.match(after):
        return "set aside in the same sentence"
    if EXPECTED.search(before) and SHORT_DENIAL.match(after):
        return "expected, but denied in the next sentence"
    if denied_again(passage, after):
        return "denied in the next sentence"
    negation = _negation_before(before)
    return f"negated by “{negation}” just before" if negation else ""


def _seen(text: str) -> str:
    return _INVISIBLE.sub("", text)


def _framed(lead_in: str) -> bool:
    if any(pattern.search(lead_in) for pattern, _ in BEFORE) or _negation_before(lead_in):
        return True
    return bool(
        re.search(r"\b(?:rumou?rs?|myth|falsely|wrongly|den(?:y|ied|ies))\b", lead_in, re.I)
    )


def _negation_before(before: str) -> str:
    """A negation that governs the first word after the cut; empty when none does."""
    if not before.strip() or _NOT_ONLY.search(before) or re.search(r"[,;:.!?—–(]\W*$", before):
        return ""
    words = tokenize(before)
    for back in range(1, min(NEGATION_REACH_WORDS, len(words)) + 1):
        word = words.folded[-back]
        if word in NEGATIONS:
            return before[words.starts[-back] : words.ends[-back]]
        if word not in _HELPING and not word.endswith("ly"):
            return ""
    return ""
