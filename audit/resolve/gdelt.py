"""GDELT DOC 2.0: news of the world since 2017, by words and host. No key; one request in 5 s."""

from collections.abc import Iterable, Mapping

from audit.extract.dates import iso_date
from audit.model import Reference
from audit.publishers import hosts_of
from audit.resolve.candidate import Candidate
from audit.resolve.json_service import JsonService, Row, plain_words, text_at, window

_BEGINS = "2017-01-01"
_SHORTEST_WORD = 4  # it refuses shorter ones
_MOST_WORDS = 8
_MOST_RECORDS = 50


class Gdelt(JsonService):
    """``GET /api/v2/doc/doc?query=...&mode=artlist&format=json``; it has no pages."""

    name = "gdelt"
    base = "https://api.gdeltproject.org"
    path = "/api/v2/doc/doc"
    per_minute = 12.0
    rows_at = ("articles",)

    def skips(self, reference: Reference) -> str:
        """It begins in January 2017."""
        return "" if reference.issued >= _BEGINS[:7] else "it knows nothing from before 2017"

    def public(self, reference: Reference, page: int) -> dict[str, str]:
        """The title's words at the publisher's host, within the time."""
        words = [w for w in plain_words(reference.title).split() if len(w) >= _SHORTEST_WORD]
        query = " ".join(words[:_MOST_WORDS])
        hosts = hosts_of(reference)
        if hosts:
            query += f" domainis:{hosts[0]}"
        first, last = window(reference)
        return {
            "query": query,
            "mode": "artlist",
            "format": "json",
            "maxrecords": str(_MOST_RECORDS),
            "startdatetime": max(first, _BEGINS).replace("-", "") + "000000",
            "enddatetime": last.replace("-", "") + "235959",
        }

    def empty(self, data: object) -> bool:
        """Nothing found is an empty object."""
        return isinstance(data, Mapping) and not data

    def read(self, reference: Reference, row: Row) -> Iterable[Candidate]:
        """One article, as it was seen."""
        title, seen = text_at(row, "title"), iso_date(text_at(row, "seendate")[:8])
        evidence = f"GDELT saw “{title}” on {seen or 'an unknown day'}"
        url, host = text_at(row, "url"), text_at(row, "domain")
        yield from self.candidate(reference, url, title, seen, host, evidence)
