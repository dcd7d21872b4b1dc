"""What a marked edit hides: the source's words behind an ellipsis or a bracket, and the harm."""

import re

from audit.match.editorial import Bracket
from audit.match.exact import Aligned
from audit.match.index import BARRIER, Layout
from audit.match.lexicon import (
    AUXILIARIES,
    DETERMINERS,
    MODALS,
    NEGATIONS,
    PRONOUNS,
    QUANTITIES,
    REVERSERS,
    STOP_WORDS,
    is_number,
    same_stem,
    word_set,
)
from audit.match.rules import BRACKET_HIDES_WORDS, DISTANT_WORDS, LONG_BRACKET_WORDS
from audit.match.words import INVISIBLE, tokenize
from audit.model import Edit
from audit.vocabulary import EditKind

_CLAUSE_END = re.compile(r"[,;:.!?()\[\]\u2013\u2014]|\s-\s|--|\n")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_FULL_STOP = re.compile(r"[a-z\d][.!?][”\"’)]*\s+[“\"‘(]*[^\W\d_a-zß-ÿ]")
_CONDITIONS = frozenset({"if", "unless", "until", "provided"})
_HEDGES = word_set(
    """
    believed alleged reported thought claimed said rumoured rumored suspected expected supposed
    understood estimated accused
    """
)
_SOFTENED_REACH = 3
_SHOWN_CHARACTERS = 480


def shown(text: str) -> str:
    """Source words for a person to read: one line, the middle left out when very long."""
    flat = one_line(text)
    if len(flat) <= _SHOWN_CHARACTERS:
        return flat
    half = _SHOWN_CHARACTERS // 2
    return f"{flat[:half].rsplit(' ', 1)[0]} […] {flat[-half:].split(' ', 1)[-1]}"


def one_line(text: str) -> str:
    """The text as an editor would type it: single spaces, no soft hyphens or other invisibles."""
    return " ".join(_INVISIBLE.sub("", text).split())


def set_off(layout: Layout, begin: int, end: int) -> tuple[bool, bool]:
    """Whether the words ``begin``..``end`` are cut from the words before and after by a stop."""
    words, text = layout.words, layout.text
    left = text[words.ends[begin - 1] : words.starts[begin]] if begin else "\n"
    right = text[words.ends[end - 1] : words.starts[end]] if end < len(words) else "\n"
    return bool(_CLAUSE_END.search(left)), bool(_CLAUSE_END.search(right))


def hidden_reversal(layout: Layout, begin: int, end: int) -> str:
    """A word among ``begin``..``end`` that turns the words left standing round; empty when none.

    A negation inside a clause of its own between two stops ("which nobody had planned,") takes
    nothing away from what is kept; one in the clause that the kept words go on with does.
    """
    if begin >= end:
        return ""
    open_left, open_right = (not off for off in set_off(layout, begin, end))
    clauses = _clauses(layout, begin, end)
    for number, (first, last) in enumerate(clauses):
        attached = (open_left and number == 0) or (open_right and number == len(clauses) - 1)
        for position in range(first, last):
            if attached and layout.words.folded[position] in REVERSERS:
                return layout.slice(position, position + 1)
    return ""


def _clauses(layout: Layout, begin: int, end: int) -> list[tuple[int, int]]:
    words, text = layout.words, layout.text
    clauses, first = [], begin
    for position in range(begin + 1, end):
        if _CLAUSE_END.search(text[words.ends[position - 1] : words.starts[position]]):
            clauses.append((first, position))
            first = position
    return [*clauses, (first, end)]


def inspect_omission(mark: str, left: Aligned, right: Aligned, layout: Layout) -> Edit:
    """An ellipsis between two placed segments, with what it hides and the harm it does."""
    if right.begin < left.end:
        between = "the source has these words in the other order"
        return Edit(EditKind.ELLIPSIS, mark, "", between)
    begin, end = left.end, right.begin
    hidden = shown(layout.slice(begin, end))
    if BARRIER in layout.words.folded[begin:end]:
        return Edit(
            EditKind.ELLIPSIS, mark, "", "the two sides stand in different parts of the page"
        )
    if end - begin > DISTANT_WORDS:
        return Edit(
            EditKind.ELLIPSIS, mark, hidden, f"joins passages that stand {end - begin} words apart"
        )
    reversal = hidden_reversal(layout, begin, end)
    warning = f"hides “{reversal}”" if reversal else _splice(left, right, layout)
    return Edit(EditKind.ELLIPSIS, mark, hidden, warning)


def _splice(left: Aligned, right: Aligned, layout: Layout) -> str:
    """Why the words around an omission say together what the source does not; or nothing.

    A condition is hidden; one continuation of the same words is put for another, over a negation;
    or two sentences, both cut in the middle of a clause, are made one.
    """
    words, begin, end = layout.words.folded, left.end, right.begin
    for first, _ in _clauses(layout, begin, end):
        if words[first] in _CONDITIONS and set_off(layout, first, end)[0]:
            return f"hides a condition (“{layout.slice(first, first + 1)} …”)"
    softened = _softener(words, begin, end)
    if softened and not set_off(layout, begin, end)[1]:
        return f"hides “{softened}”"
    same = next((n for n in range(end - begin) if words[begin + n] != words[end + n]), 0)
    if same > 1 and any(word in REVERSERS for word in words[begin:end]):
        return f"skips from one “{layout.slice(end, end + same)}” to another over a negation"
    between = layout.text[layout.words.ends[begin - 1] : layout.words.starts[end]]
    if between.count("”") > between.count("“"):
        return "runs out of what is said between quotation marks into other words"
    if _FULL_STOP.search(between) and not any(set_off(layout, begin, end)):
        return "makes one sentence of two"
    return ""


def _softener(words: list[str], begin: int, end: int) -> str:
    """What makes the first word after the hidden ones less certain or less exact, hidden too."""
    last = words[max(begin, end - _SOFTENED_REACH) : end]
    for at, word in enumerate(last):
        if word in MODALS or (word in _HEDGES and "to" in last[at + 1 :]):
            return " ".join(last[at:])
    if is_number(words[end]):
        return next((" ".join(last[n:]) for n in (-2, -1) if set(last[n:]) & QUANTITIES), "")
    return ""


def inspect_bracket(bracket: Bracket, layout: Layout, begin: int, end: int) -> Edit:
    """A bracket that stands where the source has the words ``begin``..``end`` (or none)."""
    inside = tokenize(bracket.text.replace("[", " ").replace("]", " ")).folded
    hidden_words = layout.words.folded[begin:end]
    hidden = shown(layout.slice(begin, end))
    kind = EditKind.REPLACED if hidden_words else EditKind.INSERTED
    warning = _bracket_harm(inside, hidden_words)
    if not warning and hidden_words and not _explains(inside, hidden_words, bracket.text, hidden):
        warning = f"replaces “{hidden}”"
    return Edit(kind, bracket.text, hidden, warning)


def _bracket_harm(inside: list[str], hidden: list[str]) -> str:
    negations = [w for w in inside if w in NEGATIONS or w == "nt"]
    if not hidden and inside and all(w in QUANTITIES or w in MODALS for w in inside):
        return f"puts “{' '.join(inside)}” into the quotation"
    dropped = [w for w in hidden if w in NEGATIONS]
    if len(negations) > len(dropped):
        return f"puts “{negations[0]}” into the quotation"
    if len(dropped) > len(negations):
        return f"hides “{dropped[0]}”"
    if len(inside) > LONG_BRACKET_WORDS:
        return f"puts {len(inside)} words into the quotation"
    if len(hidden) > BRACKET_HIDES_WORDS:
        return f"stands for {len(hidden)} words of the source"
    lost = [w for w in hidden if (is_number(w) or w in QUANTITIES) and w not in inside]
    if lost and hidden != inside:
        return f"takes “{lost[0]}” out of the quotation"
    return ""


def _explains(inside: list[str], hidden: list[str], bracket: str, text: str) -> bool:
    """Whether the bracket says what the hidden words mean, and not something else.

    True for a pronoun made plain, a description or a name put for the other, a change of tense or
    number, and a rewording that keeps one of the words; false for any other content word.
    """
    if all(w in PRONOUNS or w in STOP_WORDS for w in hidden):
        return True
    if all(w in PRONOUNS or w in AUXILIARIES or w in DETERMINERS for w in inside):
        return True
    if any(same_stem(a, b) for a in inside for b in hidden if b not in STOP_WORDS):
        return True
    named = bool(re.search(r"[^\W\d_a-zß-ÿ]", bracket.split(maxsplit=1)[-1]))
    if hidden[0] in _DEFINITE:
        return named and len(hidden) <= len(inside) + 3
    return text[:1].isupper() and not named and inside[0] in DETERMINERS


_DEFINITE = DETERMINERS - {"a", "an"}
