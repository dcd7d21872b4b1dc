"""Pull quotes and captions that do not say what the sentence they repeat says."""

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from audit.article.words import word_set
from audit.claims.agree import compare
from audit.claims.figures import find_figures
from audit.claims.find import BodySentence
from audit.claims.words import WORD, content_stem, folded_word
from audit.model import Article, Remark, Repeat
from audit.vocabulary import Fact, Level

_NEGATIONS = word_set("no not never none nor neither without cannot hardly barely nobody nothing")
_PROSE_SHARE = 0.85  # letters and spaces; English prose has .95
# A pull quote may begin by saying who or where ("In the US" for "its"), and leave a stretch out.
_LIFTED_WORDS = 3


def repeat_remarks(article: Article, sentences: Sequence[BodySentence]) -> Iterator[Remark]:
    """A repeated line whose figures, negations or words are others than in the body."""
    for repeat in article.repeats:
        body = _repeated(repeat, sentences)
        if body is None or not (_is_prose(repeat.text) and _is_prose(body.text)):
            continue
        figure = _other_figure(repeat.text, body.text)
        if figure:
            yield _remark(repeat, body, Level.WARNING, f"has “{figure}”, which the body does not")
            continue
        said, instead = _first_change(repeat.text, body.text)
        if said or instead:
            level = Level.WARNING if _NEGATIONS & {*said, *instead} else Level.NOTE
            here, there = " ".join(said) or "nothing", " ".join(instead) or "nothing"
            yield _remark(repeat, body, level, f"has “{here}” where the body has “{there}”")


def _is_prose(line: str) -> bool:
    """Rows of a table, a manual or a list may be alike without repeating each other."""
    words = sum(sign.isalpha() or sign == " " for sign in line)
    opens = line.lstrip(" “\"‘'")[:1]
    return "\n" not in line and opens.isalpha() and words >= _PROSE_SHARE * len(line)


def _repeated(repeat: Repeat, sentences: Sequence[BodySentence]) -> BodySentence | None:
    """The sentence on the repeated line that shares most words with the repeat."""
    words = {folded_word(found[0]) for found in WORD.finditer(repeat.text)}
    near = [sentence for sentence in sentences if sentence.line == repeat.repeats_line]

    def shared(sentence: BodySentence) -> int:
        return len(words & {folded_word(found[0]) for found in WORD.finditer(sentence.text)})

    return max(near, key=shared, default=None)


def _other_figure(line: str, body: str) -> str:
    known = find_figures(body)
    for figure in find_figures(line):
        facts = {compare(figure, other) for other in known}
        if Fact.IN_SOURCE not in facts:
            return figure.text
    return ""


def _first_change(line: str, body: str) -> tuple[list[str], list[str]]:
    """The first words that are others inside the repeated stretch: the line's, the body's.

    The body may begin earlier and go on longer, and a line may name what the body calls "it".
    """
    said = [folded_word(found[0]) for found in WORD.finditer(line)]
    told = [folded_word(found[0]) for found in WORD.finditer(body)]
    steps = [step for step in Levenshtein.opcodes(told, said) if step.tag != "equal"]
    for step in steps:
        ours, theirs = said[step.dest_start : step.dest_end], told[step.src_start : step.src_end]
        negation = _NEGATIONS & {*ours, *theirs}
        at_edge = step.dest_start == 0 or step.dest_start == len(said)
        outside = not ours and (at_edge or len(theirs) > _LIFTED_WORDS)
        lifted = step.dest_start == 0 and len(ours) <= _LIFTED_WORDS
        weighty = any(map(content_stem, ours)) and any(map(content_stem, theirs))
        if not outside and (negation or (weighty and not lifted)):
            return ours, theirs
    return [], []


def _remark(repeat: Repeat, body: BodySentence, level: Level, what: str) -> Remark:
    return Remark(
        "pull-quote-differs",
        level,
        f"this line repeats line {body.line} but {what}: “{repeat.text}”",
        line=repeat.line,
        column=1,
        hint="make both say the same",
    )
