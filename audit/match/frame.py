"""The frame around a passage: denial, correction, rumour or reversal that the quotation cut off.

High precision is wanted, not recall: a pattern fires only on words right at the cut.
"""

import re

from audit.match.lexicon import NEGATIONS, word_set
from audit.match.rules import NEGATION_REACH_WORDS
from audit.match.words import INVISIBLE, tokenize

_FALSE = (
    r"(?:false|untrue|wrong|incorrect|mistaken|misleading|unfounded|baseless|groundless|nonsense|"
    r"fabricated|debunked|discredited|disproved|disproven|refuted|retracted|withdrawn|denied|"
    r"(?:a|an)\s+(?:\w+\s+)?(?:lie|myth|hoax|fabrication|falsehood|mistake|error|invention)|"
    r"not\s+(?:true|so|correct|the\s+case|borne\s+out))"
)
_BE = (
    r"(?:is|are|was|were|be|has\s+been|have\s+been|had\s+been|would\s+be|will\s+be|turned\s+out"
    r"(?:\s+to\s+be)?|proved(?:\s+to\s+be)?|’s|'s)"
)
_DEGREE = (
    r"(?:\s+(?:simply|entirely|completely|quite|plainly|flatly|utterly|both|all|later|also|since|"
    r"just|demonstrably|patently|clearly))*"
)
_BEFORE = tuple(
    (re.compile(rf"{pattern}[\s“”\"‘’,:]*$", re.IGNORECASE), what)
    for pattern, what in (
        (
            r"\bused\s+to\s+(?:believe|think|say|argue|claim|assume|insist|feel)(?:\s+that)?",
            "a view given up",
        ),
        (
            r"\b(?:once|previously|formerly|wrongly|mistakenly|falsely)\s+(?:believed|thought|said|argued|claimed|assumed|reported|stated|insisted)(?:\s+that)?",
            "a view given up",
        ),
        (rf"\bit\s+{_BE}{_DEGREE}\s+{_FALSE}(?:\s+to\s+\w+)?(?:\s+that)?", "called false"),
        (
            r"\bit\s+would\s+be\s+(?:easy|tempting|wrong|a\s+mistake|absurd|simplistic|unfair)\s+to\s+\w+(?:\s+that)?",
            "set aside",
        ),
        (
            r"\b(?:den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|dismiss(?:es|ed|ing)?|retract(?:s|ed|ing)?|debunk(?:s|ed|ing)?|contradict(?:s|ed|ing)?)(?:\s+(?:the|any|a|all|his|her|their)?\s*(?:claims?|notions?|ideas?|suggestions?|allegations?|reports?|rumou?rs?|charges?|accusations?|statements?|view))?(?:\s+(?:that|of|having))?",
            "denied",
        ),
        (
            r"\b(?:no\s+(?:\w+\s+)?(?:evidence|proof|sign|indication|suggestion|reason\s+to\s+(?:believe|think))|little\s+evidence|far\s+from|never\s+(?:said|claimed|argued|suggested|believed|thought))(?:\s+(?:that|of))?",
            "denied",
        ),
        (
            r"(?:\bnot|n[’']t|\bnever|\bcannot)\s+(?:\w+ly\s+)?(?:guarantee|say|believe|think|claim|"
            r"prove|show|confirm|suggest|mean|expect|argue|promise|establish|find|conclude)(?:\s+that)?",
            "denied",
        ),
        (
            r"\b(?:false|unfounded|baseless|debunked|discredited|untrue)\s+(?:\w+\s+)?(?:claims?|rumou?rs?|allegations?|reports?|stories|story|notion|idea|belief|assertion)(?:\s+(?:that|of))?",
            "called false",
        ),
        (
            r"\b(?:the|a|an)\s+(?:\w+\s+)?(?:myth|lie|fiction|fallacy|misconception|hoax|canard|urban\s+legend)(?:\s+(?:that|of))?",
            "called false",
        ),
        (
            r"\b(?:earlier|previous|original)\s+version\s+of\s+(?:this|the)\s+\w+\s+(?:(?:incorrectly|wrongly|mistakenly|erroneously)\s+)?(?:said|stated|reported|gave|misstated|described|claimed|suggested|referred\s+to|named|listed|identified)(?:\s+that)?[^.]*",
            "corrected",
        ),
        (
            r"\b(?:incorrectly|wrongly|mistakenly|erroneously|falsely)\s+(?:said|stated|reported|claimed|suggested|wrote|asserted|described)(?:\s+that)?",
            "called false",
        ),
    )
)
_AFTER = tuple(
    (re.compile(rf"^[\s“”\"‘’,:;.!?\u2013\u2014-]*(?:{pattern})", re.IGNORECASE), what)
    for pattern, what in (
        (rf"{_BE}{_DEGREE}\s+{_FALSE}\b", "called false"),
        (
            rf"(?:and|but|yet|though|although)\s+(?:it|that|this|they|he|she|i|we|the\s+\w+)\s+{_BE}{_DEGREE}\s+{_FALSE}\b",
            "called false",
        ),
        (
            rf"(?:that|this|it|the\s+(?:claim|rumou?r|statement|report|idea|story|allegation)s?|those\s+(?:claims|rumou?rs|reports))\s+(?:{_BE}{_DEGREE}\s+{_FALSE}|proved\s+(?:false|wrong|untrue))\b",
            "called false",
        ),
        (
            r"(?:a|an)\s+(?:claim|statement|allegation|rumou?r|report|assertion)\s+(?:(?:that\s+)?(?:is|was|has\s+been|since|later)\s+)*(?:denied|debunked|false|untrue|retracted|withdrawn|refuted|disproved)\b",
            "denied",
        ),
    )
)
_TAGGED = re.compile(
    rf"^[,.!?]?[”\"’]\s*[^“”\"‘]{{3,140}}[,:]\s*[“\"‘]\s*(?:and|but)\s+(?:it|that|this|they|he|she|i|we)\s+"
    rf"{_BE}{_DEGREE}\s+{_FALSE}\b",
    re.IGNORECASE,
)
_EXPECTED = re.compile(
    r"\b(?:expected|predicted|feared|forecast|hoped|thought|believed|assumed|claimed|promised|warned|"
    r"insisted|expect|predict|would)\b",
    re.IGNORECASE,
)
_SHORT_DENIAL = re.compile(
    r"^[.!?]?[”\"’]?\s+(?:"
    r"(?:it|they|that|this|he|she|we|i|none\s+of\s+it|nothing\s+of\s+the\s+(?:kind|sort))\s+"
    r"(?:(?:did|does|do|was|were|is|are|has|have|had|would|will)\s*(?:not|n[’']t|never)"
    r"(?:\s+(?:happen|come\s+(?:true|to\s+pass)))?|(?:was|were|is|are|proved)\s+wrong)"
    r"|(?:neither|none\s+of\s+it|nothing\s+of\s+the\s+(?:kind|sort))\s+"
    r"(?:did|was|has|happened|came\s+true|followed))\s*[.!]",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?][”\"’)]*\s+(?=[“\"‘(]*[^\W\d_a-z])")
_HELPING = word_set(
    """
    a an the to be been being have had has any that yet even really ever so it is was were
    are actually necessarily simply quite all
    """
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_NOT_ONLY = re.compile(
    r"\b(?:not|n[’']t)\s+(?:only|just|merely|simply|so\s+much)\W*$", re.IGNORECASE
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
    before, after = _seen(text[begin:start]), _seen(text[end:last])
    if lead_in and _framed(lead_in):
        return ""
    for pattern, what in _BEFORE:
        if pattern.search(before):
            return what
    for pattern, what in _AFTER:
        if pattern.match(after):
            return what
    if _TAGGED.match(after):
        return "set aside in the same sentence"
    if _EXPECTED.search(before) and _SHORT_DENIAL.match(after):
        return "expected, but denied in the next sentence"
    negation = _negation_before(before)
    return f"negated by “{negation}” just before" if negation else ""


def _seen(text: str) -> str:
    return _INVISIBLE.sub("", text)


def _framed(lead_in: str) -> bool:
    if any(pattern.search(lead_in) for pattern, _ in _BEFORE) or _negation_before(lead_in):
        return True
    return bool(
        re.search(r"\b(?:rumou?rs?|myth|falsely|wrongly|den(?:y|ied|ies))\b", lead_in, re.I)
    )


def _negation_before(before: str) -> str:
    """A negation that governs the first word after the cut; empty when none does."""
    if not before.strip() or _NOT_ONLY.search(before) or re.search(r"[,;:—–(]\W*$", before):
        return ""
    words = tokenize(before)
    for back in range(1, min(NEGATION_REACH_WORDS, len(words)) + 1):
        word = words.folded[-back]
        if word in NEGATIONS:
            return before[words.starts[-back] : words.ends[-back]]
        if word not in _HELPING and not word.endswith("ly"):
            return ""
    return ""
