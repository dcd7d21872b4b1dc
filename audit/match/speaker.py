"""Who a source gives the words of a passage to, by the speech tags around its quotation marks.

Rules only. Measured on 4,611 gold quotations of news: ``,” said X`` names the speaker in 99 %,
``,” X said`` in 96 %, ``X said “`` in 91 %, a tag earlier in the paragraph in 82 %. Pronouns are
left undecided (resolving them is right in 67 %).
"""

import re
from dataclasses import dataclass

from audit.match.lexicon import STOP_WORDS, word_set
from audit.match.marks import doubled
from audit.match.rules import SPEAKER_REACH
from audit.match.speech import SPEECH_VERBS
from audit.match.words import fold
from audit.model import Block

_VERB = rf"(?:{'|'.join(sorted(SPEECH_VERBS, key=lambda verb: (-len(verb), verb)))})"
_ADVERB = r"(?:\s+(?:also|later|then|once|often|has|had|recently|repeatedly|further|\w+ly))*"
_TITLE = r"(?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep|Rev|Gen|Sgt|Lt|Col|Prof|Sir|Dame|Lord|Lady|St|Jr|Sr)\b\.?"
_WORD = r"(?:[^\W\d_a-zß-ÿ][\w’'\-]*\w|[A-Z]\.(?:[A-Z]\.)*)"
_NAME = re.compile(
    rf"(?:{_TITLE}\s+)*{_WORD}(?:\s+(?:{_TITLE}|{_WORD}|(?:of|de|la|le|von|van|der|bin|al|da|dos)(?=\s+{_WORD})))*"
)
_OPEN, _CLOSE = "\u201c\u00ab", "\u201d\u00bb"
_AFTER_VERB = re.compile(rf"^[,\s]*{_VERB}\b{_ADVERB}\s+", re.IGNORECASE)
_AFTER_NAME = re.compile(
    rf"^[,\s]*([^,.;:“”\"]{{2,80}}?)(?:,[^,“”\"]{{1,80}},)?{_ADVERB}\s+{_VERB}\b"
)
_BEFORE = re.compile(
    rf"{_VERB}(?:\s+(?:that|in\s+[^,.;:]{{1,40}}|to\s+[^,.;:]{{1,40}}|last\s+\w+|on\s+\w+))?\s*[,:]?\s*$",
    re.IGNORECASE,
)
_PRONOUN_TAG = re.compile(
    rf"[,\s]*(?:(?:he|she|they|it|we|i|who){_ADVERB}\s+{_VERB}|{_VERB}\s+(?:he|she|they|it|we|i))\b",
    re.IGNORECASE,
)
# Between the verb and the name stands at most who the named one is: "said the agent, Joan Mercer".
_FURTHER = re.compile(
    r"\b(?:which|who|whom|whose|that|when|where|while|as|after|before|during|because|and|but|in|at|"
    r"on|to|from|with|by|near|outside|about|against)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"({_WORD}(?:\s+{_WORD}){{0,3}}):\s")
_CONTINUES = 3  # paragraphs that a speech may run over
_COLON = re.compile(r"(?:^|[.!?]\s+)([^.!?:“”\"]{2,60}):\s*$")
_SENTENCE = re.compile(r"[.!?][\u201d\"\u2019)]*\s+(?=[\u201c\"\u2018A-Z])")
_NOT_NAMES = word_set(
    """
    the a an in on at but and or if it he she they we you i this that these those there when
    while after before as so for from with by to of not no yes what who why how where his
    her their its our my your then now monday tuesday wednesday thursday friday saturday
    sunday january february march april june july august september october november december
    also still yet even later earlier asked meanwhile according although though however
    because since during last one some many most both others another well here just like
    more people two three
    """
)
_TITLES = word_set(
    """
    mr mrs ms dr sen gov rep rev gen sgt lt col prof sir dame lord lady st jr sr president
    secretary senator governor professor director chairman chairwoman minister prime chief
    mayor former judge king queen prince doctor captain commissioner the of and for
    university national
    """
)
_BODY = re.compile(
    r"\b(?:post|times|news|guardian|report|commission|institute|journal|magazine|press|office|"
    r"university|agency|department|ministry|foundation|council|committee|court|company|review|"
    r"association|organi[sz]ation|group|party|government|study|fortune|bbc|cnn|pbs|npr|house|watch|"
    r"international|inc|ltd|llc|corp|corporation|plc|bank|union|police|yard|authority|bureau|board|"
    r"service|services|trust|fund|centre|center|society|club|church|school|college|league|team|"
    r"federation|campaign|coalition|alliance|network|administration|treasury|army|navy|air|rail|"
    r"railways|airlines|city|county|state|hospital|museum|laborator(?:y|ies)|lab|project|statement|"
    r"spokes\w+|officials?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A name the source gives the words to; ``strong`` when its speech tag is next to them."""

    name: str
    strong: bool
    clause: str


def attribution(text: str, start: int, end: int, blocks: tuple[Block, ...]) -> Attribution | None:
    """Who speaks ``text[start:end]`` by its paragraph; ``None`` when nobody clearly does."""
    here = next((n for n, block in enumerate(blocks) if block.start <= start < block.end), None)
    if here is None:
        return None
    block = blocks[here]
    last = blocks[min(here + _CONTINUES, len(blocks) - 1)].end
    if any(mark in text[block.start : block.end] for mark in "\u2018'"):
        paragraphs = text[block.start : last].split("\n")
        text = text[: block.start] + "\n".join(map(doubled, paragraphs)) + text[last:]
    opened = _opening(text, block.start, start)
    if opened is None:
        return _in_transcript(text, block, blocks)
    end = min(end, block.end)
    closed = _closing(text, max(opened + 1, end - 2), block.end)
    if closed is None:
        return _continued(text, blocks, here)
    if _PRONOUN_TAG.match(text, closed):
        return None
    found = _after(text, closed, block.end) or _before(text, block.start, opened)
    return found or _earlier(text, block.start, opened)


def contradicts(found: Attribution | None, claimed: str, text: str, start: int, end: int) -> bool:
    """Whether the source clearly gives the words to somebody other than ``claimed``.

    Never for a body (a paper, a commission): whoever quotes it may mean the author it printed. One
    word alone may be a body too (a firm), unless the source has it as somebody's surname.
    """
    wanted = _tokens(claimed)
    if found is None or not wanted or _BODY.search(claimed):
        return False
    if len(wanted) == 1 and not _is_surname(claimed.split()[-1], text):
        return False
    if wanted & _tokens(found.name) or wanted & _tokens(found.clause) or _BODY.search(found.name):
        return False
    if wanted & _tokens(_said_before(text, start)):
        return False
    if found.strong:
        return True
    return not wanted & _tokens(text[max(0, start - SPEAKER_REACH) : end + SPEAKER_REACH])


def _tokens(name: str) -> set[str]:
    words = re.findall(r"[^\W\d_][^\W\d_]+", re.sub(r"[’']s\b", "", name))
    return {fold(w) for w in words if w[:1].isupper()} - _TITLES - _NOT_NAMES


def _said_before(text: str, start: int) -> str:
    """What stands between the nearest opening mark and the passage: it may name who is quoted."""
    lead = text[max(0, start - SPEAKER_REACH) : start].rsplit("\n", 1)[-1]
    at = max(lead.rfind(mark) for mark in (*_OPEN, '"'))
    at = lead.rfind("\u2018") if at < 0 else at
    return lead[at + 1 :] if at >= 0 else ""


def _is_surname(word: str, text: str) -> bool:
    """Whether the text has the word after a title or a given name."""
    surname = re.escape(word)
    if re.search(rf"\b{_TITLE}\s+{surname}\b", text):
        return True
    given = re.compile(rf"\b([^\W\d_a-zß-ÿ][\w’'.-]*)\s+{surname}\b")
    plain = _NOT_NAMES | STOP_WORDS
    return any(found[1].lower() not in plain for found in given.finditer(text))


def _in_transcript(text: str, block: Block, blocks: tuple[Block, ...]) -> Attribution | None:
    """The name with a colon that opens the paragraph, when it opens others too."""
    label = _LABEL.match(text, block.start, block.end)
    if label is None or _BODY.search(label[1]):
        return None
    others = sum(text.startswith(label[0], other.start) for other in blocks)
    named = len(_tokens(label[1])) > 1 or _is_surname(label[1], text)
    return Attribution(label[1], True, label[0]) if others > 1 and named else None


def _opening(text: str, first: int, start: int) -> int | None:
    """The mark that opens the speech around ``start``; ``None`` outside quotation marks."""
    start = min(len(text), start + 1)
    straight = 0
    for at in range(start - 1, first - 1, -1):
        if text[at] in _OPEN:
            return at
        if text[at] in _CLOSE and at < start - 1:
            return None
    marks = [at for at in range(first, start) if text[at] == '"']
    straight = len(marks)
    return marks[-1] if straight % 2 else None


def _closing(text: str, start: int, last: int) -> int | None:
    for at in range(start, last):
        if text[at] in _CLOSE or text[at] == '"':
            return at + 1
        if text[at] in _OPEN:
            return None
    return None


def _sentence(text: str, first: int, last: int) -> str:
    """The text up to the end of the sentence, abbreviated titles not taken for its end."""
    piece = text[first:last]
    masked = re.sub(_TITLE, lambda m: m[0].replace(".", " "), piece)
    end = _SENTENCE.search(masked)
    return piece[: end.start() + 1] if end else piece


def _names(text: str) -> list[str]:
    names = []
    for found in _NAME.finditer(text):
        words = found[0].split()
        while words and words[0].strip(".,").lower() in _NOT_NAMES:
            words.pop(0)
        if words and _tokens(" ".join(words)):
            names.append(" ".join(words))
    return names


def _unquoted(text: str) -> str:
    return re.sub(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)", lambda m: " " * len(m[0]), text)


def _after(text: str, closed: int, last: int) -> Attribution | None:
    """``,” said X`` and ``,” X said``."""
    clause = _unquoted(_sentence(text, closed, min(last, closed + 200)))
    verb = _AFTER_VERB.match(clause)
    if verb:
        rest = clause[verb.end() :]
        names = _names(rest[:100])
        if not names or _pronoun(rest) or _FURTHER.search(rest[: rest.find(names[0])]):
            return None
        return Attribution(names[0], True, clause)
    if text[closed - 2 : closed - 1] in (".", "\u201d"):
        return None
    subject = _AFTER_NAME.match(clause)
    if subject and not _pronoun(subject[1]):
        names = _names(subject[1])
        return Attribution(names[0], True, clause) if names else None
    return None


def _pronoun(text: str) -> bool:
    return bool(re.match(r"\s*(?:he|she|they|i|we|it|who)\b", text, re.IGNORECASE))


def _before(text: str, first: int, opened: int) -> Attribution | None:
    """``X said, “`` and ``X: “``."""
    lead = _unquoted(text[max(first, opened - 250) : opened])
    cuts = [
        m.end() for m in _SENTENCE.finditer(re.sub(_TITLE, lambda m: m[0].replace(".", " "), lead))
    ]
    sentence = lead[cuts[-1] if cuts else 0 :]
    colon = _COLON.search(sentence)
    verb = _BEFORE.search(sentence)
    if colon and not verb:
        names = _names(colon[1])
        whole = names and len(colon[1].split()) <= len(names[0].split()) + 1
        return Attribution(names[0], True, sentence) if whole else None
    if not verb:
        return None
    subject = sentence[: verb.start()]
    last = re.findall(r"\b(?:he|she|they|who|it|i|we)\b|[^\s,]+", subject, re.IGNORECASE)
    names = _names(subject)
    if not names or any(_pronoun(word) for word in last[-3:]):
        return None
    return Attribution(
        names[-1] if subject.rstrip().endswith(names[-1]) else names[0], False, sentence
    )


def _earlier(text: str, first: int, opened: int) -> Attribution | None:
    """``“…,” said X. “`` : the tag of the speech just before goes on."""
    lead = text[first:opened].rstrip()
    at = max(lead.rfind(mark) for mark in (*_CLOSE, '"'))
    if at < 0:
        return None
    tag = lead[at + 1 :]
    if at and lead[at - 1] == "?":  # a question: the answer is somebody else's
        return None
    if len(_SENTENCE.findall(re.sub(_TITLE, "", tag))) or not tag.endswith((".", ",")):
        return None
    return _after(text, first + at + 1, first + len(lead))


def _continued(text: str, blocks: tuple[Block, ...], here: int) -> Attribution | None:
    """A speech not closed in its paragraph goes on in the next, which must open it again."""
    for block in blocks[here + 1 : here + 1 + _CONTINUES]:
        if text[block.start : block.start + 1] not in (*_OPEN, '"'):
            return None
        closed = _closing(text, block.start + 1, block.end)
        if closed is not None:
            return _after(text, closed, block.end)
    return None
