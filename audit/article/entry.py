"""One item of a printed reference list to title, publisher, dates and address."""

import re
from dataclasses import dataclass

from audit.article.dates import find_date

_LONGEST_ITEM = 3000  # code points; a printed reference is under 600
_URL = re.compile(r"https?://[^\s<>\"“”]+", re.I)
_DOI = re.compile(r"\bdoi:\s*(10\.\d{4,9}/[^\s<>\"“”]+)", re.I)
_ACCESSED = re.compile(
    r"\b(?:last\s+)?(?:accessed|retrieved|viewed|visited|consulted|checked)\b(?:\s+on\b)?[:,]?\s*",
    re.I,
)
_MARKDOWN_LINK = re.compile(
    r"!?\[([^\[\]\n]{1,500})\]\((https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)"
)
_OPENING = "“\"‘'«„”’"
_CLOSING = {"“": "”", "”": "”", '"': '"', "‘": "’", "’": "’", "'": "'", "«": "»", "„": "“”"}
_AFTER_TITLE = re.compile(r"[.,;:]?\s*(?:$|[(\[*_A-Z–—-]|\d)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:v|vs|Dr|Mr|Mrs|Ms|St|No|Vol|vol|no|ed|eds|pp|p|et al|Inc|Co|Ltd|Jr|Sr|U\.S|U\.K)"
    r"|\b[A-Z])$"
)
_YEAR_FIRST = re.compile(r"^(?P<authors>[^“\"]{0,300}?)\((?:\d{4}|n\.d\.)[^()]{0,30}\)[.,]?\s*")
# Initials or a closing full stop tell authors before a year from a title before one.
_AUTHORS = re.compile(r"\b[A-Z]\.|\.\s*$")


@dataclass(frozen=True, slots=True)
class Fields:
    """What one printed item says; dates are EDTF, absent parts are empty."""

    title: str
    publisher: str
    issued: str
    accessed: str
    url: str


def read_entry(item: str) -> Fields:
    """Take an item (without its number) apart. Never fails: what is not seen stays empty."""
    rest = " ".join(item[:_LONGEST_ITEM].split())
    rest, url = _take_url(rest)
    rest, accessed = _take_accessed(rest)
    title, rest = _take_title(rest)
    issued, rest = _take_issued(rest)
    return Fields(title, _publisher(rest), issued, accessed, url)


def _take_url(text: str) -> tuple[str, str]:
    link = _MARKDOWN_LINK.search(text)
    if link:
        first = not text[: link.start()].strip() and link[1][0] not in _OPENING
        name = f"“{link[1]}”" if first else link[1]
        return text[: link.start()] + name + text[link.end() :], link[2]
    found = _URL.search(text)
    if found:
        url = trim_url(found[0])
        before = re.sub(
            r"(?:\bfrom|\bat|\bURL|\bAvailable(?: at| from)?)?[:\s<(]*$",
            "",
            text[: found.start()],
            flags=re.I,
        )
        return f"{before} {text[found.start() + len(url) :].lstrip('>)')}", url
    doi = _DOI.search(text)
    if doi:
        name = trim_url(doi[1])
        return text[: doi.start()] + text[doi.start(1) + len(name) :], f"https://doi.org/{name}"
    return text, ""


def trim_url(url: str) -> str:
    """Drop what belongs to the sentence: end punctuation and unbalanced closing brackets."""
    while url:
        last = url[-1]
        unbalanced = last in ")]" and url.count(last) > url.count("(" if last == ")" else "[")
        if last not in ".,;:!?'’*_>»" and not unbalanced:
            break
        url = url[:-1]
    return url


def _take_accessed(text: str) -> tuple[str, str]:
    for found in _ACCESSED.finditer(text):
        date = find_date(text[found.end() : found.end() + 40])
        if date and date[1] <= 12:
            return text[: found.start()] + text[found.end() + date[2] :], date[0]
    return text, ""


def _take_title(text: str) -> tuple[str, str]:
    """The title and the text without it."""
    start = next((at for at, sign in enumerate(text) if sign in _OPENING and _opens(text, at)), -1)
    if start >= 0:
        end = _closing(text, start)
        if end > start + 1:
            return _clean_title(
                text[start + 1 : end]
            ), f"{text[:start] if start else ''} {text[end + 1 :]}"
    emphasised = re.match(r"\s*([*_]{1,2})(?=\S)(.{1,400}?)\1(?!\w)", text)
    if emphasised:
        return _clean_title(emphasised[2]), text[emphasised.end() :]
    year_first = _YEAR_FIRST.match(text)
    body = year_first.end() if year_first and _AUTHORS.search(year_first["authors"]) else 0
    end = _sentence_end(text, body)
    rest = text[:body] + " " + text[end:]
    return _clean_title(text[body:end]), rest[
        len(year_first["authors"]) :
    ] if body and year_first else rest


def _opens(text: str, at: int) -> bool:
    """Whether the quotation sign at ``at`` begins something (the first sign always may)."""
    return not text[:at].strip() or (
        text[at - 1] in " (\xa0" and text[at + 1 : at + 2].strip() != ""
    )


def _closing(text: str, start: int) -> int:
    """Where the title that opens at ``start`` closes: the first fit, or the last sign of all."""
    signs = _CLOSING[text[start]]
    places = [at for at in range(start + 1, len(text)) if text[at] in signs]
    for at in places:
        ends = text[at - 1] in ".?!,…" or re.match(r"[.,]?\s*(?:\(|$)", text[at + 1 :])
        if ends and _AFTER_TITLE.match(text, at + 1):
            return at
    return places[-1] if places else -1


def _sentence_end(text: str, start: int) -> int:
    """The end of an unquoted title: a date in parentheses or the first full stop that is one."""
    for found in re.finditer(r"[.?!](?=\s|$)|\s\((?=[^()]{0,30}\d{4})", text[start:]):
        at = start + found.start()
        if found[0] == "." and _ABBREVIATION.search(text[max(start, at - 10) : at]):
            continue
        return at + (found[0] in "?!")
    return len(text)


def _clean_title(title: str) -> str:
    title = title.strip(" \xa0*_")
    if title.endswith((".", ",")) and not title.endswith(("...", "U.S.", "U.K.")):
        title = title[:-1]
    return title.strip()


def _take_issued(text: str) -> tuple[str, str]:
    for found in re.finditer(r"\(([^()]{1,40})\)", text):
        date = find_date(found[1])
        if date:
            return date[0], f"{text[: found.start()]} {text[found.end() :]}"
    date = find_date(text)
    return (date[0], f"{text[: date[1]]} {text[date[2] :]}") if date else ("", text)


def _publisher(rest: str) -> str:
    """What is left, up to volume and page numbers."""
    rest = re.sub(r"[*_`]|\(\s*[.,]?\s*\)|\bn\.d\.", " ", rest)
    rest = " ".join(rest.split()).strip(" .,;:–—-<>()[]")
    cut = re.search(
        r"[,;:]\s*(?:vol|no|pp?|issue|p)\b|[,;:]\s*\d|\.\s+(?!\w)|\s\d+\s?\(\d", rest, re.I
    )
    return (rest[: cut.start()] if cut else rest).strip(" .,;:–—-")
