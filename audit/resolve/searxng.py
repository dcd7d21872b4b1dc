"""SearXNG: an instance of one's own, with JSON among its formats. No key."""

from collections.abc import Iterable

from audit.model import Reference
from audit.publishers import hosts_of
from audit.resolve.candidate import Candidate
from audit.resolve.json_service import JsonService, Row, phrase, text_at


class SearXng(JsonService):
    """``GET /search?q=...&format=json&pageno=1``; its address must be given."""

    name = "searxng"
    base = ""
    path = "/search"
    per_minute = 60.0
    rows_at = ("results",)

    def public(self, reference: Reference, page: int) -> dict[str, str]:
        """The title as a phrase, at the publisher's host when that is known."""
        return {"q": web_query(reference), "format": "json", "pageno": str(page + 1)}

    def read(self, reference: Reference, row: Row) -> Iterable[Candidate]:
        """One result of any engine behind the instance."""
        title, engine = text_at(row, "title"), text_at(row, "engine")
        evidence = f"found by a web search ({engine or 'SearXNG'}) as “{title}”"
        date = text_at(row, "publishedDate")
        yield from self.candidate(reference, text_at(row, "url"), title, date, "", evidence)

    def has_more(self, data: object, page: int, count: int) -> bool:
        """It does not say; any page may have another after it."""
        return count > 0


def web_query(reference: Reference) -> str:
    """The title as a phrase and the publisher's likeliest host, as web searches take it."""
    hosts = hosts_of(reference)
    query = f'"{phrase(reference.title)}"'
    return f"{query} site:{hosts[0]}" if hosts else f"{query} {phrase(reference.container_title)}"
