"""Whether a source's text is good enough to say that something is *not* in it."""

import re

from audit.claims.rules import GATE_ENGLISH, GATE_LATIN, GATE_WORDS
from audit.claims.words import ENGLISH, WORD
from audit.model import GateResult
from audit.vocabulary import Gate

_NOT_LATIN = re.compile("[^\u0000-\u024f]")
_NOT_WHOLE = "the source was not read from beginning to end"


def check_gate(
    text: str, *, complete: bool, right_work: bool = True, unread: str = _NOT_WHOLE
) -> GateResult:
    """The gate for the words of a source.

    ``complete`` tells whether it was read from beginning to end (``unread`` is why not),
    ``right_work`` whether the page is the work cited. Rules and rates were measured on English, so
    other languages stay shut.
    """
    if not right_work:
        return GateResult(Gate.WRONG_WORK, "the page is not the work cited")
    if not complete:
        return GateResult(Gate.INCOMPLETE, unread)
    words = WORD.findall(text)
    if len(words) < GATE_WORDS:
        reason = f"the text has {len(words)} words, fewer than {GATE_WORDS}"
        return GateResult(Gate.TOO_SHORT, reason)
    if _latin_share(text) < GATE_LATIN:
        return GateResult(Gate.OTHER_SCRIPT, "the text is mostly not in Latin letters")
    common = sum(word.lower() in ENGLISH for word in words) / len(words)
    if common < GATE_ENGLISH:
        reason = f"the text does not read as English ({common:.0%} common words)"
        return GateResult(Gate.OTHER_LANGUAGE, reason)
    return GateResult(Gate.OPEN, "")


def _latin_share(text: str) -> float:
    """The share of Latin letters among all letters, 1.0 where there are none."""
    strange = sum(sign.isalpha() for sign in _NOT_LATIN.findall(text))
    return 1 - strange / sum(map(str.isalpha, text)) if strange else 1.0
