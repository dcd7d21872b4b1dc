"""One item of a printed reference list to title, publisher, dates and address."""

import re
from dataclasses import dataclass

from audit.article.dates import find_date
from audit.article.entry_authors import authors_at_head, authors_before_year
from audit.article.entry_publisher import find_publisher

_LONGEST_ITEM = 3000  # code points; a printed reference is under 600
# MLA prints addresses without https://.
_URL = re.compile(r"https?://[^\s<>\"“”]+|(?<![\w/@.])www\.[\w-]+\.[^\s<>\"“”]+", re.I)
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
_ARCHIVED = re.compile(
    r"\bArchived\b[^.]{0,60}?\b(?:from|at)\b[^.]{0,60}?(?:\bon\b[^.]{0,30}?)?(?:\.|$)", re.I
)
_BRACKETED_EDITION = re.compile(
    r"\s*\((?:\d+\w\w|rev\.?|revised|[a-z]+)\s+ed(?:ition|n)?\.?\)", re.I
)
_EMPHASISED = re.compile(r"\s*([*_]{1,2})(?=\S)(.{1,400}?)\1(?!\w)")
_NAMES_THEN_EMPHASISED = re.compile(r"[^*_.“\"]{3,80},\s*([*_]{1,2})(?=\S)(.{1,400}?)\1(?!\w)")
_TITLE_THEN_ADDRESS = re.compile(r"\s*(?:[–—|:-]|:)\s*$")


@dataclass(frozen=True, slots=True)
class Fields:
    """What one printed item says; dates are EDTF, absent parts are empty."""

    title: str
    publisher: str
    issued: str
    accessed: str
    url: str


def read_entry(item: str) -> Fields:
    """Take an item (without its number) apart. Never fails: what is not surely seen stays empty."""
    rest = " ".join(item[:_LONGEST_ITEM].split())
    rest, url = _take_url(rest)
    rest, accessed = _take_accessed(rest)
    rest = _ARCHIVED.sub(" ", rest)
    parts = _take_title(_BRACKETED_EDITION.sub("", rest))
    before, after, brackets, issued = _take_issued(parts.before, parts.after)
    publisher = find_publisher(before, after, brackets)
    return Fields(parts.title, publisher, issued, accessed, url)


@dataclass(frozen=True, slots=True)
class _Parts:
    """An item cut at its title."""

    title: str
    before: str
    after: str


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
        after = text[found.start() + len(url) :].lstrip(">)")
        return f"{before} {after}", url if "://" in url else f"https://{url}"
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


def _take_title(text: str) -> _Parts:
    """The title: in quotation marks, else emphasised, else the sentence where a title stands."""
    start = next((at for at, sign in enumerate(text) if sign in _OPENING and _opens(text, at)), -1)
    if start >= 0:
        end = _closing(text, start)
        if end > start + 1:
            return _Parts(_clean_title(text[start + 1 : end]), text[:start], text[end + 1 :])
    head = authors_at_head(text) or authors_before_year(text)
    emphasised = _EMPHASISED.match(text, head) or (not head and _NAMES_THEN_EMPHASISED.match(text))
    if emphasised:
        head = head or emphasised.start(1)
        title = _clean_title(emphasised[2])
        return _Parts(title, text[:head], text[emphasised.end() :])
    end = _sentence_end(text, head)
    title = _clean_title(_TITLE_THEN_ADDRESS.sub("", text[head:end]))
    return _Parts(title, text[:head], text[end:])


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


def _take_issued(before: str, after: str) -> tuple[str, str, str, str]:
    """``before`` and ``after`` the title without the date; what its brackets held; the date."""
    for place, text in enumerate((before, after)):
        for found in re.finditer(r"\(([^()]{1,80})\)", text):
            date = find_date(found[1])
            if date:
                rest = f"{text[: found.start()]} {text[found.end() :]}"
                held = f"{found[1][: date[1]]} {found[1][date[2] :]}"
                return (rest, after, held, date[0]) if not place else (before, rest, held, date[0])
    date = find_date(after)
    if date:
        return before, f"{after[: date[1]]} , {after[date[2] :]}", "", date[0]
    date = find_date(before)
    if date:
        return f"{before[: date[1]]} , {before[date[2] :]}", after, "", date[0]
    return before, after, "", ""
