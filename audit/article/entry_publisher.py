"""The publisher in what is left of a printed reference when title, dates and address are taken.

When it is not clear which words are the publisher, there is none: an editor fills an empty field in
sooner than finds a wrong one.
"""

import re

_NOT_ONE = re.compile(
    r"(?:vol(?:ume)?s?|no|nos|num|pp?|pages?|issue|art(?:icle)?|ch(?:apter)?|sec(?:tion)?|ed(?:ition|s)?"
    r"|isbn|issn|doi|pmid|pmc|arxiv|oclc|jstor|s2cid|bibcode|via|archived|original|retrieved|accessed"
    r"|available|online|print|web|pdf|html|video|podcast|e-?book|url|last updated|updated|published"
    r"|edited by|translated by|trans|in|from|cited in|quoted in|see|and|the original)\b\.?",
    re.I,
)
_SENTENCE = re.compile(
    r"(?<!\b[A-Z])(?<!\bU\.S)(?<!\bSt)(?<!\bInc)(?<!\bCo)(?<!\bvs)\.\s+(?=\W*\w)"
)
_CUT = re.compile(
    r"[,;:]\s*(?:vol|no|nos|pp?|issue|p|ed|eds|chap|sec|art|via|available|accessed|archived)\b.*"
    r"|[,;:]\s*(?:\d|[,;:.]|$).*|\s\d+\s?\(\d.*|\s[–—-]\s+via\b.*",
    re.I | re.S,
)
_PLACE = re.compile(r"(?P<place>[A-Z][^:]{1,40}):\s+(?P<name>[A-Z].+)", re.S)
_CITY = re.compile(
    r".*,\s[A-Z][A-Z.]{1,4}|.*\b(?:New York|London|Oxford|Cambridge|Boston|Chicago|Paris|Berlin"
    r"|Washington|Toronto|Sydney|Princeton|New Haven|Philadelphia|Los Angeles|San Francisco"
    r"|Amsterdam|Leiden|Geneva|Dublin|Edinburgh|Melbourne|New Delhi|Thousand Oaks|Basingstoke)",
    re.S,
)
_HOUSE = re.compile(
    r"\b(?:Press|Publish\w*|Books?|University|Verlag|Routledge|Penguin|Random|Springer|Wiley|Sage)\b"
)
_DAY = re.compile(
    r"^(?:\d{1,2}\s)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?:\s\d{1,2})?$",
    re.I,
)
_PERSONS = re.compile(
    r"^[^\W\d_][\w'’-]+,\s(?:[A-ZÀ-Þ]\.\s?){1,3}|\bet\sal\b|^by\s|^[^\W\d_][\w'’-]+\s[A-ZÀ-Þ]{1,2}$"
)
_OUTLET = re.compile(
    r"\b(?:Times|Post|News|Guardian|Journal|Herald|Tribune|Magazine|Review|Press|Today|Gazette"
    r"|Chronicle|Observer|Telegraph|Independent|Institute|University|Foundation|Commission|Bureau"
    r"|Department|Ministry|Office|Agency|Organi[sz]ation|Association|Center|Centre|Council|Society)\b"
    r"|^[A-Z]{2,6}(?:\sNews)?$"
)
_MOST_WORDS = 12


def find_publisher(before: str, after: str, date_brackets: str = "") -> str:
    """The publisher: ``after`` the title, else in the brackets of the date, else ``before`` it.

    Before a title stand its authors, unless the words can only be an outlet. Empty when unsure.
    """
    inside = _named(date_brackets)
    if inside and _PLACE.fullmatch(_tidy(date_brackets)):
        return inside
    found = _named(after)
    if found or not before:
        return found
    outlet = _named(before)
    return outlet if _OUTLET.search(outlet) else ""


def _named(text: str) -> str:
    """The first sentence of ``text`` that can be a name."""
    for sentence in _SENTENCE.split(_tidy(text)):
        name = _tidy(_CUT.sub("", _tidy(sentence)))
        place = _PLACE.fullmatch(name)
        if place and (_CITY.fullmatch(place["place"]) or _HOUSE.search(place["name"])):
            name = _tidy(_CUT.sub("", place["name"]))
        if _is_name(name):
            return name
    return ""


def _is_name(name: str) -> bool:
    words = name.split()
    if not words or len(words) > _MOST_WORDS or _NOT_ONE.match(name) or _DAY.match(name):
        return False
    if _PERSONS.search(name) or not re.search(r"[^\W\d_]{2}", name):
        return False
    return any(word[:1].isupper() or not word[:1].isalpha() or "." in word for word in words)


def _tidy(text: str) -> str:
    """Without emphasis signs, empty brackets and the signs that stood between the parts."""
    text = re.sub(r"[*_`]|\(\s*[.,]?\s*\)|\[\s*\]|\bn\.d\.|\((?:PDF|in [A-Z]\w+)\)", " ", text)
    text = re.sub(r"\s+([.,;:])", r"\1", " ".join(text.split()))
    return text.strip(" .,;:–—-<>()[]/|")
