"""OpenAlex: an open index of scholarly works. A key is wanted since February 2026 for real use."""

from collections.abc import Iterable

from audit.model import Reference
from audit.resolve.candidate import Candidate
from audit.resolve.crossref import not_scholarly
from audit.resolve.json_service import JsonService, Row, number_at, plain_words, text_at, window
from audit.resolve.leads import doi_url

_ROWS = 10


class OpenAlex(JsonService):
    """``GET /works?search=...&filter=from_publication_date:...,to_publication_date:...``"""

    name = "openalex"
    base = "https://api.openalex.org"
    path = "/works"
    per_minute = 60.0
    rows_at = ("results",)
    key_variable = "OPENALEX_API_KEY"
    registered = True

    def skips(self, reference: Reference) -> str:
        """As for Crossref."""
        return not_scholarly(reference)

    def public(self, reference: Reference, page: int) -> dict[str, str]:
        """A search in titles and abstracts, within the time."""
        first, last = window(reference)
        asked = {
            "search": plain_words(reference.title),
            "per-page": str(_ROWS),
            "page": str(page + 1),
            "select": "id,doi,title,publication_date,primary_location",
        }
        if first:
            asked["filter"] = f"from_publication_date:{first},to_publication_date:{last}"
        if self.settings.contact:
            asked["mailto"] = self.settings.contact
        return asked

    def secret(self) -> dict[str, str]:
        """The key, when there is one."""
        return {"api_key": self.key} if self.key else {}

    def read(self, reference: Reference, row: Row) -> Iterable[Candidate]:
        """One work: its DOI, else the page that it names."""
        doi, title = text_at(row, "doi"), text_at(row, "title")
        url = doi_url(doi) if doi else text_at(row, "primary_location", "landing_page_url")
        journal = text_at(row, "primary_location", "source", "display_name")
        date = text_at(row, "publication_date")
        evidence = f"OpenAlex lists “{title}”, {journal or 'journal not named'}, {date}"
        yield from self.candidate(reference, url, title, date, journal, evidence)

    def has_more(self, data: object, page: int, count: int) -> bool:
        """Whether the count says so."""
        return number_at(data, "meta", "count") > (page + 1) * _ROWS
