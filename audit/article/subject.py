"""The name that is the subject of a verb, by its place: appositions skipped, roles kept out."""

import re

from audit.article.names import Name, find_names
from audit.article.words import SPEECH, word_set

ADVERBS = (
    r"(?:(?:also|has|have|had|later|then|once|often|recently|repeatedly|publicly|further|famously"
    r"|reportedly|first|previously|himself|herself|themselves|rightly|simply|only|still"
    r"|would|will|did|does)\s+){0,3}"
)
_TRAILING_ADVERBS = re.compile(rf"\s+{ADVERBS}$")
_OWNED = re.compile(
    r"\s(?:commission|report|team|group|office|campaign|lawyer|spokes\w+|study|committee|panel"
    r"|coalition|government|administration|editors?|authors)\b"
)
_GROUP = re.compile(
    r"\s(?:officials|researchers|scientists|authorities|lawmakers|police|doctors|diplomats)\b"
)
_PREPOSITION = r"(?:of|for|in|at|from|to|with|by|on|about|against|near|under|between)"
_AFTER_PREPOSITION = re.compile(rf"\b{_PREPOSITION}\s+(?:the\s+|an?\s+)?$")
_ROLE = re.compile(rf"(?:[Tt]he\s+)?(?:(?!{_PREPOSITION}\s)[a-z’'-]+\s+){{0,6}}")
_OF = re.compile(r"\sof\s(?:the\s)?")
_HONORIFIC = re.compile(r"(?:Dr|Mr|Mrs|Ms|Prof|Sen|Gov|Rep)\.")
_BODY = re.compile(
    r"\b(?:Commission|Committee|Council|Department|Ministry|Office|Bureau|Institute|University|Bank"
    r"|House|Center|Centre|Board|School|College|Society|Association|Journal|Federation|Union"
    r"|Coalition|Alliance|Agency|Church|Court|Academy|Post|Times|News|Herald|Press|States|Nations"
    r"|Kingdom|Group|Foundation|Administration|Service|Review|Magazine|Tribune|Chamber)\b"
)
_ROLE_NOUNS = word_set(
    "president director minister professor spokesman spokeswoman senator economist journalist "
    "reporter author lawyer official chairman founder leader researcher columnist"
)
_JOINING = word_set("and but or while as when if nor so")
_LOWER_END = re.compile(r"\b[a-z]+$")
_WINDOW = 200


def leading_name(text: str, at: int) -> tuple[str, int]:
    """The name that begins exactly at ``at`` and where it ends; ``("", 0)`` when none does."""
    for name in find_names(text, max(0, at - 1), min(len(text), at + _WINDOW)):
        if name.start >= at:
            return _whole(text, name) if name.start == at else ("", 0)
    return "", 0


def name_after(text: str, at: int) -> str:
    """The name at ``at``, perhaps after a role in small letters: "former president X"."""
    for name in find_names(text, at, min(len(text), at + _WINDOW)):
        if not _ROLE.fullmatch(text[at : name.start]):
            return ""
        subject, stop = _whole(text, name)
        role = re.match(r"\s([a-z]+)\s(?=[A-Z])", text[stop:])
        if role and role[1] in _ROLE_NOUNS:
            return name_after(text, stop + role.end()) or subject
        return subject
    return ""


def clause_subject(before: str) -> str:
    """The name that ends directly before a verb, given the text before the verb."""
    cut = before[: len(_TRAILING_ADVERBS.sub("", before))]
    if cut.endswith(")"):
        cut = cut[: cut.rfind("(")].rstrip() if "(" in cut else cut
    if cut.endswith(","):
        return _before_apposition(cut[:-1])
    return _ending_name(cut)


def antecedent(before: str) -> str:
    """Whom "who" stands for: ``X, a journalist and author, who``."""
    text = re.sub(rf"\bwho\s+{ADVERBS}$", "", before).rstrip()
    if not text.endswith(","):
        return _ending_name(text, any_case=True)
    inner = text[:-1]
    return _before_apposition(inner, any_case=True) or _ending_name(inner, any_case=True)


def first_person(clause: str) -> str:
    """The first full name of a clause, or its only name: the subject of a participle at its end."""
    names = [name for name in find_names(clause) if not name.possessive]
    people = [name for name in names if " " in person(name.text) and not _BODY.search(name.text)]
    if people:
        return person(people[0].text)
    return person(names[0].text) if len(names) == 1 else ""


def person(name: str) -> str:
    """A person without their office: ``Jane Roe of Vox`` is Jane Roe; Bank of England stays."""
    first, *rest = _OF.split(name, maxsplit=1)
    is_person = _HONORIFIC.match(first) or (len(first.split()) == 2 and not _BODY.search(first))
    return first if rest and is_person else name


def _whole(text: str, name: Name) -> tuple[str, int]:
    """A name with what it owns ("Dr. Beyrer’s commission") or qualifies, and where that ends."""
    pattern = _OWNED if name.possessive else _GROUP
    more = pattern.match(text, name.end)
    if more:
        return text[name.start : more.end()], more.end()
    return ("", 0) if name.possessive else (person(name.text), name.end)


def _ending_name(cut: str, *, any_case: bool = False) -> str:
    """The name at the very end of ``cut``; not one that a preposition makes an object.

    ``any_case`` allows an object: in "led by X, who told" X is one.
    """
    for name in reversed(find_names(cut, max(0, len(cut) - _WINDOW))):
        subject, stop = _whole(cut, name)
        if stop == 0 or max(stop, name.end) != len(cut):
            return ""
        lead = cut[max(0, name.start - 12) : name.start]
        return subject if any_case or not _AFTER_PREPOSITION.search(lead) else ""
    return ""


def _before_apposition(text: str, *, any_case: bool = False) -> str:
    """``X, the head of Y and a member of Z`` -> ``X``: drop what begins in small letters."""
    parts = text[-4 * _WINDOW :].split(",")
    if len(parts) > 1 and _LOWER_END.search(parts[-2]):
        # The other way round: "the law’s sponsor, Jane Roe, said".
        name = leading_name(parts[-1], len(parts[-1]) - len(parts[-1].lstrip()))
        if name[1] == len(parts[-1]) and " " in name[0]:
            return name[0]
    while len(parts) > 1:
        dropped = parts.pop().lstrip()
        first = dropped.split(None, 1)[0] if dropped.strip() else ""
        aside = first[:1].islower() and first not in SPEECH and first not in _JOINING
        if aside and _ends_in_name(parts[-1]):
            return _ending_name(",".join(parts), any_case=any_case)
    return ""


def _ends_in_name(text: str) -> bool:
    names = find_names(text, max(0, len(text) - _WINDOW))
    return bool(names) and names[-1].end == len(text)
