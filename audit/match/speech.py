"""Speech tags: the words of the source between two pieces of one speaker's speech."""

import re

from audit.match.index import Layout
from audit.match.lexicon import word_set
from audit.match.rules import LONGEST_SPEECH_TAG_WORDS, SHORT_SPEECH_TAG_WORDS

SPEECH_VERBS = word_set(
    """
    said say says saying told tell tells telling added adds argued argues asked asks claimed
    claims declared declares explained explains insisted insists noted notes observed
    observes recalled recalls remarked replied replies responded responds stated states
    suggested suggests testified tweeted tweets warned warns wrote writes acknowledged
    acknowledges admitted admits concluded concludes conceded concedes continued continues
    contended contends commented comments complained complains cautioned cautions confessed
    confesses countered emphasized emphasised exclaimed joked jokes quipped predicted
    predicts announced announces lamented laments stressed stresses urged urges quoted
    reiterated maintained maintains asserted asserts answered answers shouted whispered
    mused pledged promised vowed recounted opined
    """
)
_CLOSES = re.compile(r"^[\s.,!?;:\u2026\u2013\u2014-]*[\u201d\"\u2019\u00bb]")
_OPENS = re.compile(r"[\u201c\"\u2018\u00ab][\s(\[]*$")
_SENTENCE_END = re.compile(r"[.!?]")


def speech_tag(layout: Layout, begin: int, end: int) -> bool | None:
    """Whether the words ``begin``..``end`` are a speech tag between closing and opening marks.

    True for a short one inside a sentence (``,” she said, “``), False for one that joins two
    replies, ``None`` when the words are no speech tag.
    """
    words = layout.words
    if not begin or end >= len(words) or end - begin > LONGEST_SPEECH_TAG_WORDS:
        return None
    between = layout.text[words.ends[begin - 1] : words.starts[end]]
    closed, opened = _CLOSES.match(between), _OPENS.search(between)
    if not closed or not opened or closed.end() > opened.start():
        return None
    inner = between[closed.end() : opened.start()]
    if re.search(r"[\u201c\u201d\"]", inner):
        return None
    if not any(word in SPEECH_VERBS for word in words.folded[begin:end]):
        return None
    fresh = _SENTENCE_END.search(inner.rstrip()[-1:]) or _SENTENCE_END.search(closed[0])
    return end - begin <= SHORT_SPEECH_TAG_WORDS and not fresh
