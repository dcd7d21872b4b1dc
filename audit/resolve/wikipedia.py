"""Wikipedia: its articles cite the press with title, address, date and a capture. No key."""

import re
from collections.abc import Iterable, Iterator, Mapping

from audit.archive import parse_archive_url
from audit.extract.dates import iso_date, written_date
from audit.extract.titles import distinctive_words
from audit.model import Reference
from audit.resolve.candidate import Candidate
from audit.resolve.json_service import JsonService, Row, phrase, plain_words, text_at

_ROWS = 10
_MOST_WORDS = 6
_TEMPLATE = re.compile(
    r"\{\{\s*cit(?:e|ation)\b([^{}]{0,3000}(?:\{\{[^{}]{0,300}\}\}[^{}]{0,1000}){0,8})\}\}", re.I
)
_NESTED = re.compile(r"\{\{[^{}]*\}\}|\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]")
_BARE_LINK = re.compile(r"(?<!\[)\[(https?://[^\s\]]{4,500})\s+([^\]\n]{5,300})\]")
_MOST_TEXT = 400_000
_PUBLISHERS = ("work", "newspaper", "magazine", "website", "journal", "publisher", "agency")


class Wikipedia(JsonService):
    """``GET /w/api.php?action=query&generator=search&gsrsearch=insource:"..."``, with wikitext."""

    name = "wikipedia"
    base = "https://en.wikipedia.org"
    path = "/w/api.php"
    per_minute = 60.0
    rows_at = ("query", "pages")

    def public(self, reference: Reference, page: int) -> dict[str, str]:
        """Articles whose wikitext has the title as a phrase, then those with its words."""
        if page == 0:
            search = f'insource:"{phrase(reference.title)}"'
        else:
            search = " ".join(_longest_words(reference.title))
        return {
            "action": "query",
            "format": "json",
            "formatversion": "2",
            "generator": "search",
            "gsrsearch": search,
            "gsrnamespace": "0",
            "gsrlimit": str(_ROWS),
            "prop": "revisions",
            "rvprop": "content",
            "rvslots": "main",
        }

    def empty(self, data: object) -> bool:
        """No article found: the answer has neither ``query`` nor ``error``."""
        return isinstance(data, Mapping) and not {"query", "error"} & set(data) and bool(data)

    def read(self, reference: Reference, row: Row) -> Iterable[Candidate]:
        """The citations in one article that are of the cited title."""
        revisions = row.get("revisions")
        newest = revisions[0] if isinstance(revisions, list) and revisions else None
        slots = newest.get("slots") if isinstance(newest, Mapping) else None
        main = slots.get("main") if isinstance(slots, Mapping) else None
        wikitext = main.get("content") if isinstance(main, Mapping) else None
        if not isinstance(wikitext, str):
            return
        where = f"cited by the Wikipedia article “{text_at(row, 'title')}”"
        for said in _citations(wikitext[:_MOST_TEXT]):
            archived = said.get("archive-url", "")
            url = said.get("url", "") or _original(archived)
            publisher = next((said[name] for name in _PUBLISHERS if said.get(name)), "")
            date = said.get("date", "") or said.get("year", "")
            date = iso_date(date) or written_date(date)
            evidence = where + (f"; archived at {archived}" if archived else "")
            title = said.get("title", "")
            yield from self.candidate(reference, url, title, date, publisher, evidence)

    def has_more(self, data: object, page: int, count: int) -> bool:
        """The words are asked for when the phrase gave nothing: a list may drop one of them."""
        return True


def _longest_words(title: str) -> list[str]:
    """The words that tell most, as spelt and in the title's order."""
    words = [word for word in plain_words(title).split() if distinctive_words(word)]
    chosen = sorted(dict.fromkeys(words), key=len, reverse=True)[:_MOST_WORDS]
    return sorted(chosen, key=words.index)


def _citations(wikitext: str) -> Iterator[dict[str, str]]:
    """The fields of each citation template, then each bare link with its text as title."""
    for found in _TEMPLATE.finditer(wikitext):
        inner = _NESTED.sub(lambda nested: nested[1] or "", found[1])
        fields = (part.partition("=") for part in inner.split("|")[1:])
        yield {
            name.strip().lower().replace("archiveurl", "archive-url"): " ".join(value.split())
            for name, sign, value in fields
            if sign
        }
    for link in _BARE_LINK.finditer(wikitext):
        yield {"url": link[1], "title": link[2].strip("'\" “”")}


def _original(archived: str) -> str:
    """The address that a capture was taken of."""
    named = parse_archive_url(archived, "") if archived else None
    return named.original if named else ""
