"""Brave Search: a web index with an API of its own. Needs a key, and costs after a free share."""

from collections.abc import Iterable, Mapping

from audit.model import Reference
from audit.resolve.candidate import Candidate
from audit.resolve.json_service import JsonService, Row, text_at
from audit.resolve.searxng import web_query

_ROWS = 10


class Brave(JsonService):
    """``GET /res/v1/web/search?q=...`` with the key in a header."""

    name = "brave"
    base = "https://api.search.brave.com"
    path = "/res/v1/web/search"
    per_minute = 60.0
    rows_at = ("web", "results")
    key_variable = "BRAVE_API_KEY"
    key_required = True

    def public(self, reference: Reference, page: int) -> dict[str, str]:
        """The title as a phrase, at the publisher's host when that is known."""
        return {
            "q": web_query(reference),
            "count": str(_ROWS),
            "offset": str(page),
            "result_filter": "web",
        }

    def headers(self) -> dict[str, str]:
        """The key."""
        return {"X-Subscription-Token": self.key}

    def empty(self, data: object) -> bool:
        """Nothing found: the answer repeats the query and has no web results at all."""
        return isinstance(data, Mapping) and "web" not in data and data.get("type") == "search"

    def read(self, reference: Reference, row: Row) -> Iterable[Candidate]:
        """One result."""
        title = text_at(row, "title")
        evidence = f"found by Brave Search as “{title}”"
        date = text_at(row, "page_age")
        yield from self.candidate(reference, text_at(row, "url"), title, date, "", evidence)

    def has_more(self, data: object, page: int, count: int) -> bool:
        """Whether the answer says so."""
        query = data.get("query") if isinstance(data, Mapping) else None
        return isinstance(query, Mapping) and query.get("more_results_available") is True
