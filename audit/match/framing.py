"""The wordings in which a text takes back, denies or reports as false what stands beside them.

Each pattern touches the cut: those of ``BEFORE`` end where the quotation begins, those of ``AFTER``
begin where it ends. The second of each pair says in words what the frame does.
"""

import re


def _any(words: str) -> str:
    """One of the words; ``_`` stands for white space inside one."""
    choices = (re.escape(word).replace("_", r"\s+") for word in words.split())
    return f"(?:{'|'.join(choices)})"


_THAT = r"(?:\s+(?:that|of|having))?"
_IS = _any(
    """is are was were be has_been have_been had_been would_be will_be turned_out
    turned_out_to_be proved proved_to_be ’s 's"""
)
_DEGREES = _any(
    """simply entirely completely quite plainly flatly utterly both all later also since just
    demonstrably patently clearly"""
)
_FALSE_WORD = _any(
    """false untrue wrong incorrect mistaken misleading unfounded baseless groundless nonsense
    fabricated debunked discredited disproved disproven refuted retracted withdrawn denied"""
)
_FALSE_THING = _any("lie myth hoax fabrication falsehood mistake error invention")
_FALSE = (
    rf"(?:{_FALSE_WORD}|an?\s+(?:\w+\s+)?{_FALSE_THING}|not\s+{_any('true so correct the_case')})"
)
_IS_FALSE = rf"{_IS}(?:\s+{_DEGREES})*\s+{_FALSE}"
_CLAIMS = _any(
    """claim claims notion notions idea ideas suggestion suggestions allegation allegations report
    reports rumor rumors rumour rumours charge charges accusation accusations statement statements
    story stories belief assertion view"""
)
_DENIES = _any(
    """deny denies denied denying dispute disputes disputed disputing reject rejects rejected
    rejecting refute refutes refuted refuting dismiss dismisses dismissed dismissing retract
    retracts retracted debunk debunks debunked debunking contradict contradicts contradicted"""
)
_SAID = _any(
    """said stated reported gave misstated described claimed suggested referred_to named listed
    identified wrote asserted believed thought argued assumed insisted"""
)
_WRONGLY = _any("incorrectly wrongly mistakenly erroneously falsely")
_HOLD = _any(
    """guarantee say believe think claim prove show confirm suggest mean expect argue promise
    establish find conclude"""
)
_USED_TO = _any("believe think say argue claim assume insist feel")
_SET_ASIDE = _any("easy tempting wrong a_mistake absurd simplistic unfair")
_FICTION = _any("myth lie fiction fallacy misconception hoax canard urban_legend")
_UNFOUNDED = _any("false unfounded baseless debunked discredited untrue")
_DETERMINER = _any("the any a all his her their")
_NO_REASON = _any("little_evidence far_from no_reason_to_believe no_reason_to_think")
_SINCE = _any("is was has_been since later")
_DISOWNED = _any("denied debunked false untrue retracted withdrawn refuted disproved")

_LEADS = (
    (rf"\bused\s+to\s+{_USED_TO}{_THAT}", "given up"),
    (rf"\b{_any('once previously formerly')}\s+{_SAID}{_THAT}", "given up"),
    (rf"\b{_WRONGLY}\s+{_SAID}{_THAT}", "called false"),
    (rf"\bit\s+{_IS_FALSE}(?:\s+to\s+\w+)?{_THAT}", "called false"),
    (rf"\bit\s+would\s+be\s+{_SET_ASIDE}\s+to\s+\w+{_THAT}", "set aside"),
    (
        rf"\b{_DENIES}(?:\s+{_any('the any a all his her their')})?(?:\s+{_CLAIMS})?{_THAT}",
        "denied",
    ),
    (rf"\bno\s+(?:\w+\s+)?{_any('evidence proof sign indication suggestion')}{_THAT}", "denied"),
    (
        rf"\b{_any('little_evidence far_from no_reason_to_believe no_reason_to_think')}{_THAT}",
        "denied",
    ),
    (rf"(?:\bnot|n[’']t|\bnever|\bcannot)\s+(?:\w+ly\s+)?{_HOLD}{_THAT}", "denied"),
    (rf"\bnever\s+{_SAID}{_THAT}", "denied"),
    (rf"\b{_UNFOUNDED}\s+(?:\w+\s+)?{_CLAIMS}{_THAT}", "called false"),
    (rf"\b(?:the|an?)\s+(?:\w+\s+)?{_FICTION}{_THAT}", "called false"),
    (
        r"\b(?:earlier|previous|original)\s+version\s+of\s+(?:this|the)\s+\w+\s+"
        rf"(?:{_WRONGLY}\s+)?{_SAID}{_THAT}[^.]*",
        "corrected",
    ),
)
_FOLLOW_UPS = (
    (rf"{_IS_FALSE}\b", "called false"),
    (
        r"(?:and|but|yet|though|although)\s+(?:it|that|this|they|he|she|i|we|the\s+\w+)\s+"
        rf"{_IS_FALSE}\b",
        "called false",
    ),
    (rf"(?:that|this|it|(?:the|those|these|such)\s+{_CLAIMS})\s+{_IS_FALSE}\b", "called false"),
    (
        rf"an?\s+{_CLAIMS}\s+(?:(?:that\s+)?{_SINCE}\s+)*{_DISOWNED}\b",
        "denied",
    ),
)
BEFORE = tuple((re.compile(rf"{lead}[\s“”\"‘’,:]*$", re.IGNORECASE), what) for lead, what in _LEADS)
AFTER = tuple(
    (re.compile(rf"^[\s“”\"‘’,:;.!?\u2013\u2014-]*(?:{follow})", re.IGNORECASE), what)
    for follow, what in _FOLLOW_UPS
)
# “…,” said X, “and it would be wrong.”
TAGGED = re.compile(
    r"^[,.!?]?[”\"’]\s*[^“”\"‘]{3,140}[,:]\s*[“\"‘]\s*(?:and|but)\s+"
    rf"(?:it|that|this|they|he|she|i|we)\s+{_IS_FALSE}\b",
    re.IGNORECASE,
)
# What somebody expected, before "It did not."
EXPECTED = re.compile(
    r"\b(?:expect|predict|expected|predicted|feared|forecast|hoped|thought|believed|assumed|claimed|"
    r"promised|warned|insisted|would)\b",
    re.IGNORECASE,
)
_NOTHING = _any("neither none_of_it nothing_of_the_kind nothing_of_the_sort")
SHORT_DENIAL = re.compile(
    r"^[.!?]?[”\"’]?\s+(?:(?:it|they|that|this|he|she|we|i)\s+"
    r"(?:(?:did|does|do|was|were|is|are|has|have|had|would|will)\s*(?:not|n[’']t|never)"
    r"(?:\s+(?:happen|come\s+(?:true|to\s+pass)))?|(?:was|were|is|are|proved)\s+wrong)"
    rf"|{_NOTHING}\s+{_any('did was has happened came_true followed')})\s*[.!]",
    re.IGNORECASE,
)
