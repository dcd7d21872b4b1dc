"""Crossref: the registry of most journal DOIs. REST API, no key; a contact gives more patience."""

from collections.abc import Iterable

from audit.model import Reference
from audit.publishers import publishers_of
from audit.resolve.candidate import Candidate
from audit.resolve.json_service import JsonService, Row, number_at, plain_words, text_at, window
from audit.resolve.leads import doi_url

_ROWS = 10
_DATES = ("published-online", "published-print", "published", "issued")


class Crossref(JsonService):
    """``GET /works?query.bibliographic=...&filter=from-pub-date:...,until-pub-date:...``"""

    name = "crossref"
    base = "https://api.crossref.org"
    path = "/works"
    per_minute = 60.0
    rows_at = ("message", "items")
    registered = True

    def skips(self, reference: Reference) -> str:
        """News and sites have no DOIs; an unknown publisher may have."""
        return not_scholarly(reference)

    def public(self, reference: Reference, page: int) -> dict[str, str]:
        """A bibliographic query: title and journal, within the time."""
        query = plain_words(f"{reference.title} {reference.container_title}")
        first, last = window(reference)
        asked = {
            "query.bibliographic": query,
            "rows": str(_ROWS),
            "offset": str(page * _ROWS),
            "select": "DOI,URL,title,container-title,publisher," + ",".join(_DATES),
        }
        if first:
            asked["filter"] = f"from-pub-date:{first[:7]},until-pub-date:{last[:7]}"
        if self.settings.contact:
            asked["mailto"] = self.settings.contact
        return asked

    def read(self, reference: Reference, row: Row) -> Iterable[Candidate]:
        """One work; titles and journals are lists."""
        doi, journal = text_at(row, "DOI"), text_at(row, "container-title")
        title = text_at(row, "title")
        if doi:
            publisher = journal or text_at(row, "publisher")
            evidence = f"Crossref registers DOI {doi} for “{title}”, {publisher}"
            yield from self.candidate(
                reference, doi_url(doi), title, _date(row), publisher, evidence
            )

    def has_more(self, data: object, page: int, count: int) -> bool:
        """Whether the total says so."""
        return number_at(data, "message", "total-results") > (page + 1) * _ROWS


def not_scholarly(reference: Reference) -> str:
    """Why a registry of scholarly works need not be asked, ``""`` when it should."""
    known = publishers_of(reference)
    if known and known[0].kind != "journal":
        return f"{known[0].name} is no journal"
    return ""


def _date(row: Row) -> str:
    """The earliest of the work's dates, as exact as it is registered."""
    found = []
    for name in _DATES:
        date = row.get(name)
        parts = date.get("date-parts") if isinstance(date, dict) else None
        first = parts[0] if isinstance(parts, list) and parts else None
        if isinstance(first, list) and first and all(isinstance(part, int) for part in first):
            found.append("-".join([f"{first[0]:04d}", *(f"{part:02d}" for part in first[1:3])]))
    return min((date for date in found if len(date) > 4), default=min(found, default=""))
