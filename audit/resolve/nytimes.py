"""The New York Times Article Search: the publisher's own index. Needs a free key."""

from collections.abc import Iterable

from audit.model import Reference
from audit.publishers import hosts_of
from audit.resolve.candidate import Candidate
from audit.resolve.json_service import JsonService, Row, plain_words, text_at, window
from audit.resolve.titles import score_title

_ROWS = 10  # fixed by the service


class NewYorkTimes(JsonService):
    """``GET /svc/search/v2/articlesearch.json?q=...&begin_date=...&end_date=...``"""

    name = "nytimes"
    base = "https://api.nytimes.com"
    path = "/svc/search/v2/articlesearch.json"
    per_minute = 5.0
    rows_at = ("response", "docs")
    key_variable = "NYT_API_KEY"
    key_required = True
    registered = True

    def skips(self, reference: Reference) -> str:
        """It knows nothing but The New York Times."""
        return "" if "nytimes.com" in hosts_of(reference) else "it is not by The New York Times"

    def public(self, reference: Reference, page: int) -> dict[str, str]:
        """The title's words within the time."""
        first, last = window(reference)
        asked = {"q": plain_words(reference.title), "page": str(page)}
        if first:
            asked |= {"begin_date": first.replace("-", ""), "end_date": last.replace("-", "")}
        return asked

    def secret(self) -> dict[str, str]:
        """The key."""
        return {"api-key": self.key}

    def read(self, reference: Reference, row: Row) -> Iterable[Candidate]:
        """One article, under its headline on the web or in print."""
        titles = [text_at(row, "headline", "main"), text_at(row, "headline", "print_headline")]
        title = max(titles, key=lambda one: score_title(reference.title, one).score)
        date = text_at(row, "pub_date")
        evidence = f"The New York Times’ own index lists “{title}”, {date[:10]}"
        url = text_at(row, "web_url")
        yield from self.candidate(reference, url, title, date, "The New York Times", evidence)

    def has_more(self, data: object, page: int, count: int) -> bool:
        """A full page may have another after it."""
        return count >= _ROWS
