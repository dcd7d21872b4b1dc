"""The Guardian Open Platform: the publisher's own search of headlines. Needs a free key."""

from collections.abc import Iterable

from audit.model import Reference
from audit.publishers import hosts_of
from audit.resolve.candidate import Candidate
from audit.resolve.json_service import JsonService, Row, number_at, plain_words, text_at, window
from audit.resolve.titles import stems

_ROWS = 20


class Guardian(JsonService):
    """``GET /search?q=...&query-fields=headline&from-date=...&to-date=...``"""

    name = "guardian"
    base = "https://content.guardianapis.com"
    path = "/search"
    per_minute = 60.0
    rows_at = ("response", "results")
    key_variable = "GUARDIAN_API_KEY"
    key_required = True
    registered = True

    def skips(self, reference: Reference) -> str:
        """It knows nothing but The Guardian."""
        return "" if "theguardian.com" in hosts_of(reference) else "it is not by The Guardian"

    def public(self, reference: Reference, page: int) -> dict[str, str]:
        """Any of the title's long words in a headline: the house may spell the others its way."""
        wanted = stems(reference.title)
        words = [
            word for word in plain_words(reference.title).split() if word.lower().startswith(wanted)
        ]
        first, last = window(reference)
        asked = {
            "q": " OR ".join(words) or plain_words(reference.title),
            "query-fields": "headline",
            "order-by": "relevance",
            "page-size": str(_ROWS),
            "page": str(page + 1),
        }
        return asked | ({"from-date": first, "to-date": last} if first else {})

    def secret(self) -> dict[str, str]:
        """The key."""
        return {"api-key": self.key}

    def read(self, reference: Reference, row: Row) -> Iterable[Candidate]:
        """One article."""
        title, date = text_at(row, "webTitle"), text_at(row, "webPublicationDate")
        evidence = f"The Guardian’s own index lists “{title}”, {date[:10]}"
        url = text_at(row, "webUrl")
        yield from self.candidate(reference, url, title, date, "The Guardian", evidence)

    def has_more(self, data: object, page: int, count: int) -> bool:
        """Whether the number of pages says so."""
        return number_at(data, "response", "pages") > page + 1
