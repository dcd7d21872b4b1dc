"""Answers in the forms that the services document, with invented data."""

from collections.abc import Callable
from dataclasses import dataclass, field

from audit.model import Reference
from tests.resolve.web import Query

Rows = list[dict[str, str]]


def reference(**changes: str) -> Reference:
    """A reference to an invented article; keywords replace its fields."""
    fields = {
        "title": "Harbour Lanterns Burn Longer Under Winter Rules",
        "container_title": "Rehearsal Herald",
        "issued": "2018-03",
        "accessed": "2018-05-01",
    } | changes
    return Reference(number=1, id="ref-01", **fields)  # type: ignore[arg-type]  # all are texts


GOOD = {
    "title": "Harbour lanterns burn longer under winter rules",
    "url": "https://www.herald.example/2018/03/04/harbour-lanterns",
    "date": "2018-03-04",
}
OTHER = {
    "title": "Baker opens a second shop behind the station",
    "url": "https://www.herald.example/2018/03/05/baker",
    "date": "2018-03-05",
}


def crossref(rows: Rows, more: bool = False) -> object:
    items = [
        {
            "DOI": "10.5555/" + row["url"].rsplit("/", 1)[1],
            "title": [row["title"]],
            "container-title": ["Rehearsal Herald"],
            "published-online": {"date-parts": [[int(part) for part in row["date"].split("-")]]},
            "issued": {"date-parts": [[2019]]},
        }
        for row in rows
    ]
    total = len(items) + (100 if more else 0)
    return {"status": "ok", "message": {"total-results": total, "items": items}}


def openalex(rows: Rows, more: bool = False) -> object:
    results = [
        {
            "doi": None,
            "title": row["title"],
            "publication_date": row["date"],
            "primary_location": {"landing_page_url": row["url"], "source": {"display_name": "RH"}},
        }
        for row in rows
    ]
    return {"meta": {"count": len(rows) + (100 if more else 0)}, "results": results}


def guardian(rows: Rows, more: bool = False) -> object:
    results = [
        {
            "webTitle": row["title"],
            "webUrl": row["url"],
            "webPublicationDate": row["date"] + "T09:30:00Z",
        }
        for row in rows
    ]
    response = {"status": "ok", "pages": 9 if more else 1, "currentPage": 1, "results": results}
    return {"response": response}


def nytimes(rows: Rows, more: bool = False) -> object:
    docs = [
        {
            "web_url": row["url"],
            "headline": {"main": "Lights On", "print_headline": row["title"]},
            "pub_date": row["date"] + "T09:30:00+0000",
        }
        for row in rows
    ]
    docs *= 10 if more else 1
    return {"status": "OK", "response": {"docs": docs or None, "metadata": {"hits": len(docs)}}}


def wikipedia(rows: Rows, more: bool = False) -> object:
    cites = [
        f"Text.<ref>{{{{Cite news |title={row['title']} |url={row['url']}?utm_source=wiki#top"
        f" |work=[[Rehearsal Herald|The Herald]] |date={row['date']}"
        f" |archive-url=https://web.archive.org/web/20180401000000/{row['url']}}}}}</ref>"
        for row in rows
    ]
    if not cites:
        return {"batchcomplete": True}
    main = {"contentmodel": "wikitext", "content": " ".join(cites)}
    page = {"pageid": 7, "title": "Lanterns", "revisions": [{"slots": {"main": main}}]}
    return {"batchcomplete": True, "query": {"pages": [page]}}


def gdelt(rows: Rows, more: bool = False) -> object:
    if not rows:
        return {}
    articles = [
        {
            "url": row["url"],
            "title": row["title"],
            "seendate": row["date"].replace("-", "") + "T101500Z",
            "domain": "herald.example",
        }
        for row in rows
    ]
    return {"articles": articles}


def searxng(rows: Rows, more: bool = False) -> object:
    results = [
        {
            "url": row["url"],
            "title": row["title"],
            "publishedDate": row["date"] + "T00:00:00",
            "engine": "lantern",
        }
        for row in rows
    ]
    return {"query": "q", "number_of_results": 0, "results": results, "unresponsive_engines": []}


def brave(rows: Rows, more: bool = False) -> object:
    if not rows:
        return {"type": "search", "query": {"more_results_available": False}}
    results = [
        {"title": row["title"], "url": row["url"], "page_age": row["date"] + "T00:00:00"}
        for row in rows
    ]
    return {
        "type": "search",
        "query": {"more_results_available": more},
        "web": {"type": "search", "results": results},
    }


@dataclass(frozen=True, slots=True)
class Form:
    """How one service answers, and a reference that it serves.

    ``second`` is the parameter whose value tells the second page, and that value.
    """

    name: str
    answer: Callable[[Rows, bool], object]
    list_at: tuple[str, ...]
    reference: Reference
    key_variable: str = ""
    key_in: str = ""
    second: tuple[str, str] | None = None
    found: str = GOOD["url"]
    date: str = GOOD["date"]
    public: dict[str, str] = field(default_factory=dict)

    def is_second(self, query: Query) -> bool:
        """Whether a query asks for the second page."""
        return self.second is not None and query.get(self.second[0]) == self.second[1]


_GUARDIAN = reference(container_title="The Guardian")
_TIMES = reference(container_title="The New York Times")
FORMS = (
    Form(
        "crossref", crossref, ("message", "items"), reference(), second=("offset", "10"),
        found="https://doi.org/10.5555/harbour-lanterns",
        public={"filter": "from-pub-date:2016-03,until-pub-date:2018-04"},
    ),
    Form(
        "openalex", openalex, ("results",), reference(), "OPENALEX_API_KEY", "api_key",
        ("page", "2"), public={"search": "Harbour Lanterns Burn Longer Under Winter Rules"},
    ),
    Form(
        "guardian", guardian, ("response", "results"), _GUARDIAN, "GUARDIAN_API_KEY", "api-key",
        ("page", "2"), public={"from-date": "2016-03-01", "to-date": "2018-04-28"},
    ),
    Form(
        "nytimes", nytimes, ("response", "docs"), _TIMES, "NYT_API_KEY", "api-key",
        ("page", "1"), public={"begin_date": "20160301", "end_date": "20180428"},
    ),
    Form(
        "wikipedia", wikipedia, ("query", "pages"), reference(),
        second=("gsrsearch", "Harbour Lanterns Longer Under Winter Rules"),
        public={"gsrsearch": 'insource:"Harbour Lanterns Burn Longer Under Winter Rules"'},
    ),
    Form(
        "gdelt", gdelt, ("articles",), reference(),
        public={"startdatetime": "20170101000000", "enddatetime": "20180428235959"},
    ),
    Form(
        "searxng", searxng, ("results",), reference(), second=("pageno", "2"),
        public={"q": '"Harbour Lanterns Burn Longer Under Winter Rules" Rehearsal Herald'},
    ),
    Form(
        "brave", brave, ("web", "results"), reference(), "BRAVE_API_KEY", "x-subscription-token",
        ("offset", "1"), public={"count": "10"},
    ),
)  # fmt: skip
