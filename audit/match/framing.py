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
    fabricated fake bogus debunked discredited disproved disproven refuted retracted withdrawn
    denied"""
)
_FALSE_THING = _any(
    "lie myth hoax fabrication falsehood mistake error invention misconception fallacy fiction"
)
_NOT_SO = _any("true so correct the_case")
_FALSE = rf"(?:{_FALSE_WORD}|an?\s+(?:[\w-]+\s+){{0,2}}{_FALSE_THING}|not\s+{_NOT_SO})"
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
_SAY_NOW = _any(
    "say says claim claims report reports believe believes assert asserts allege alleges"
)
_WRONGLY = _any("incorrectly wrongly mistakenly erroneously falsely")
_HOLD = _any(
    """guarantee say believe think claim prove show confirm suggest mean expect argue promise
    establish find conclude"""
)
_USED_TO = _any("believe think say argue claim assume insist feel")
_SET_ASIDE = _any("easy tempting wrong a_mistake absurd simplistic unfair")
_SAY = r"(?!den(?:y|ied)|doubt|disput|ignor|forget|question|reject|dismiss)\w+"
_MAY_BE = _any("is was may_be might_be seems")
_TEMPTING = _any(
    "tempting wrong false incorrect misleading a_mistake absurd simplistic unfair naive"
)
_ASKS = _any(
    """ask asks asked asking wonder wonders wondered wondering doubt doubts doubted unclear
    uncertain unsure question questioned questioning unknown debate debated"""
)
_FICTION = _any("myth lie fiction fallacy misconception hoax canard urban_legend")
_UNFOUNDED = _any("false unfounded baseless debunked discredited untrue")
_DETERMINER = _any("the any a all his her their such these those")
_NO_REASON = _any("little_evidence far_from no_reason_to_believe no_reason_to_think")
# A claim named before the words is called false after them, over clauses between commas.
CLAIMED = re.compile(rf"\b{_CLAIMS}\s+that[\s“”\"‘’]*$", re.IGNORECASE)
CALLED_FALSE = re.compile(
    rf"^[”\"’]?(?:\s*,[^,.;:!?]{{1,120}},)?[”\"’]?\s+{_IS_FALSE}\b", re.IGNORECASE
)
# A noun that looks like a denial ("labour disputes") is told from it by what it governs: a
# gerund of the quotation or its opening mark.
DENYING = re.compile(
    rf"(?<!was )(?<!were )(?<!been )(?<!is )(?<!are )(?<!be )\b{_DENIES}\s*$", re.IGNORECASE
)
DENYING_SPEECH = re.compile(rf"\b(?:he|she|they|it|[A-Z]\w+)\s+{_DENIES}\s*[“\"‘]$", re.IGNORECASE)
_SHOWN = _any("shown proved proven found established confirmed demonstrated")
_UNSURE = _any(
    """not_clear not_certain not_proven not_established not_yet_clear unclear doubtful unproven
    uncertain far_from_clear far_from_certain"""
)
_EVIDENCE = _any("evidence proof sign indication suggestion")
_FEW = _any("few hardly_any no_one nobody no_serious no_respectable")
_SINCE = _any("is was has_been since later")
_DISOWNED = _any("denied debunked false untrue retracted withdrawn refuted disproved")

_LEADS = (
    (rf"\bused\s+to\s+{_USED_TO}{_THAT}", "given up"),
    (rf"\b{_any('once previously formerly')}\s+{_SAID}{_THAT}", "given up"),
    (rf"\b{_WRONGLY}\s+(?:{_SAID}|{_SAY_NOW}){_THAT}", "called false"),
    (rf"\b{_FEW}\s+(?:\w+\s+)?(?:now\s+)?{_SAY_NOW}{_THAT}", "denied"),
    (rf"\bno\s+longer\s+{_HOLD}{_THAT}", "given up"),
    (
        rf"\bwas\s+{_any('once formerly long previously')}\s+"
        rf"{_any('thought believed assumed said claimed')}{_THAT}",
        "given up",
    ),
    (rf"\bno\s+truth\s+(?:to|in)\s+(?:\w+\s+)?{_CLAIMS}{_THAT}", "denied"),
    (rf"\b{_any('refused declined')}\s+to\s+{_HOLD}{_THAT}", "not said"),
    (r"\bstopped\s+short\s+of\s+\w+ing(?:\s+that)?", "not said"),
    (r"(?<!even )\bif", "only a condition"),
    (rf"\bit\s+{_IS_FALSE}(?:\s+to\s+{_SAY})?{_THAT}", "called false"),
    (rf"\bit\s+would\s+be\s+{_SET_ASIDE}\s+to\s+{_SAY}{_THAT}", "set aside"),
    (rf"\bit\s+{_MAY_BE}\s+{_TEMPTING}\s+to\s+{_SAY}{_THAT}", "set aside"),
    (rf"\b{_DENIES}(?:\s+{_DETERMINER})?(?:\s+\w+)?\s+{_CLAIMS}\s+(?:that|of)", "denied"),
    (
        rf"\b{_DENIES}(?:\s+as\s+\W?[\w-]+\W?)?(?:\s+{_DETERMINER})?\s+{_CLAIMS}"
        r"(?:\s+(?:in|by|from|of)\s+[^,.;:]{1,60})?\s+that",
        "denied",
    ),
    (rf"\b{_DENIES}\s+(?:that|having|ever|claiming|saying)", "denied"),
    (
        r"\brumou?rs?\s+(?:has\s+it\s+|(?!of\b)[\w’']+\s+){0,3}?that",
        "reported as a rumour",
    ),
    (r"\b(?:is|was|were|been|widely)\s+rumou?red\s+that", "reported as a rumour"),
    (rf"\b{_ASKS}\s+(?:[\w’']+\s+){{0,3}}?whether", "asked, not said"),
    (
        rf"(?:\bno|\b(?:not|never)\s+any|n[’']t\s+any)\s+(?:\w+\s+)?{_EVIDENCE}{_THAT}",
        "denied",
    ),
    (
        rf"\b{_any('little_evidence far_from no_reason_to_believe no_reason_to_think')}{_THAT}",
        "denied",
    ),
    (
        rf"(?:\bnot|n[’']t|\bnever|\bcannot)\s+(?:(?!only|merely|simply)\w+ly\s+)?{_HOLD}{_THAT}",
        "denied",
    ),
    (
        rf"\bno\s+{_any('study research survey inquiry investigation court data')}\s+"
        rf"(?:{_any('has have had')}\s+)?(?:ever\s+)?{_SHOWN}{_THAT}",
        "denied",
    ),
    (r"\bnone\s+of\s+(?:this|that|it|these|them)\s+\w+\s+that", "denied"),
    (r"(?:\bnot|n[’']t)\s+follow\s+that", "denied"),
    (rf"\b{_any('is was remains')}\s+{_UNSURE}\s+that", "left open"),
    (rf"\bcontrary\s+to\s+(?:[\w’']+\s+){{0,3}}{_CLAIMS}{_THAT}", "denied"),
    (rf"\b{_any('pretend pretends pretended pretending')}\s+that", "called false"),
    (rf"\blied\b[^.;:]{{0,40}}\b{_SAID}{_THAT}", "called false"),
    (
        rf"\b{_WRONGLY}\s+{_any('told informed assured')}\s+(?:[\w’']+\s+){{1,3}}that",
        "called false",
    ),
    (r"^\W*(?:suppose|supposing|what\s+if)(?:\s+that)?", "only supposed"),
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
        r"(?:(?:yes|no|well|perhaps|of\s+course)\W+)?"
        r"(?:and|but|yet|though|although)\s+(?:it|that|this|they|he|she|i|we|the\s+\w+)\s+"
        rf"{_IS_FALSE}\b",
        "called false",
    ),
    (rf"(?:that|this|it|(?:the|those|these|such)\s+{_CLAIMS})\s+{_IS_FALSE}\b", "called false"),
    (r"(?:one|you|we|they|he|she)\s+would\s+be\s+(?:wrong|mistaken)\b", "called false"),
    (
        r"in\s+(?:fact|truth|reality),?\s+(?:it|they|he|she|we)\s+"
        r"(?:did|was|were|is|are|has|have|had)\s*(?:not|n[’']t)\s*[.;!]",
        "denied",
    ),
    (r"(?:nonsense|rubbish)\b(?=\W)", "called false"),
    (r"or\s+so\s+(?:it|i|he|she|they|we|the\s+\w+)\s+\w+", "set aside"),
    (rf"(?:that|it)[’']s\s+(?:{_DEGREES}\s+)*{_FALSE}\b", "called false"),
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
    r"^[.!?;][”\"’]?\s+(?:(?:it|they|that|this|he|she|we|i)\s+"
    r"(?:(?:did|does|do|was|were|is|are|has|have|had|would|will)\s*(?:not|n[’']t|never)"
    r"(?:\s+(?:happen|come\s+(?:true|to\s+pass)))?|(?:was|were|is|are|proved)\s+wrong)"
    rf"|{_NOTHING}\s+{_any('did was has happened came_true followed')})\s*[.!]",
    re.IGNORECASE,
)
# "… the eels are lost,” says X. “They aren’t lost." The words of the passage are said again.
_REPLY = re.compile(
    r"^(?:[.!?][”\"’]?|[,.!?]?[”\"’][^“”\"‘]{3,160}[.:,]\s*[“\"‘])\s*"
    r"(?:it|they|that|this|he|she|we|i)\s*"
    r"(?:do|does|did|is|are|was|were|have|has|had|will|would|can|could)?\s*"
    r"(?:not|n[’']t|never)\s+((?:[\w’'-]+\s+){0,4}?[\w’'-]+)\s*[.!;,]",
    re.IGNORECASE,
)


def denied_again(passage: str, after: str) -> bool:
    """Whether the next sentence denies the passage with the passage's own last words."""
    said, reply = passage.lower().strip(" .,;:!?”’\"'").split(), _REPLY.match(after)
    if not said or not reply or len(said[-1]) < _TELLING:
        return False
    again = reply[1].lower().split()
    return said[-len(again) :] == again


_TELLING = 4  # letters: "it", "so" and "any" stand at the end of too many sentences


# What turns a denial round once more: "nobody denies", "it cannot be denied", "hard to deny".
_UNDOING = re.compile(
    r"(?:\b(?:not|never|no|nobody|none|neither|nor|hardly|cannot|without)\b|n[’']t\b"
    r"|\b(?:hard|impossible|difficult|wrong|foolish|absurd|pointless)\s+to\b)"
    r"(?:\s+[\w’'-]+){0,2}\s*$",
    re.IGNORECASE,
)


def undone(before: str, lead: str) -> bool:
    """Whether the denial ``lead`` is itself denied by the words ``before`` it."""
    return bool(_DENIAL.match(lead) and _UNDOING.search(before))


_DENIAL = re.compile(rf"{_DENIES}\b", re.IGNORECASE)
