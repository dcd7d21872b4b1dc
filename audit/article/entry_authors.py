"""The authors at the head of a printed reference: where they end, in the styles that print them so.

APA ``Smith, J., & Roe, A. (2014).``, Harvard and Wikipedia ``Smith, John (3 May 2016)``, MLA and
Chicago ``Smith, John, and Jane Roe.``, Vancouver ``Smith J, Roe A.``
"""

import re

_NAME = r"[^\W\d_][\w'’.-]*"
_FAMILY = rf"(?:(?:van|von|de|der|den|del|la|le|di|da|al-|bin|ten|ter)\s)*{_NAME}(?:\s{_NAME})?"
_INITIALS = r"[A-ZÀ-Þ]{1,3}"
_VANCOUVER = re.compile(
    rf"(?:{_FAMILY}\s{_INITIALS}(?:\s(?:Jr|Sr|2nd|3rd))?(?:,\s|(?=\.\s)))+(?:,?\s?et\sal)?\.\s+"
    rf"|(?:{_FAMILY}\s{_INITIALS},\s)+et\sal\.\s+"
)
# “Family, Given M.” with more names after it, up to the full stop that ends the list.
_INVERTED = re.compile(
    rf"{_FAMILY},\s{_NAME}(?:\s{_NAME}){{0,2}}(?:,?\s(?:and|&)\s{_NAME}(?:\s{_NAME}){{1,3}}|,\set\sal)?"
    r"\.\s+(?=[A-ZÀ-Þ“\"*_\d])(?![A-ZÀ-Þ]\.)"
)
_YEAR_FIRST = re.compile(
    r"(?P<authors>[^“\"]{0,300}?)\((?P<date>(?:[^()]{0,20}\b)?(?:\d{4}[a-z]?|n\.d\.)[^()]{0,30})\)[.,:]?\s*"
)
_ONE_PERSON = re.compile(rf"{_NAME},\s{_NAME}(?:\s[A-ZÀ-Þ]\.?)?(?:\s(?:and|&)\s.{{3,60}})?\s*")
# Initials or a closing full stop tell authors before a year from a title before one.
_AUTHORS = re.compile(r"\b[A-ZÀ-Þ]\.|\.\s*$|\bet\sal\b")
_LONGEST_HEAD = 400


def authors_before_year(text: str) -> int:
    """Where the title begins after authors and a year in brackets; 0 when they are not there."""
    found = _YEAR_FIRST.match(text[:_LONGEST_HEAD])
    if found is None:
        return 0
    authors = found["authors"]
    named = _AUTHORS.search(authors) or _ONE_PERSON.fullmatch(authors)
    return found.end() if named else 0


def authors_at_head(text: str) -> int:
    """Where the title begins after authors that a full stop ends; 0 when none are sure."""
    head = text[:_LONGEST_HEAD]
    found = _VANCOUVER.match(head) or _INVERTED.match(head)
    return found.end() if found else 0
