"""The rehearsal's search services: Crossref, OpenAlex, Wikipedia, GDELT; the archive's prefixes.

Each answers in its service's own form over ``data/services.yaml`` and the boxed captures. No I/O.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml

from audit.demo.archive import ArchivedPage, url_key

SERVICE_HOSTS = (
    "api.crossref.org",
    "api.openalex.org",
    "en.wikipedia.org",
    "api.gdeltproject.org",
)
Answer = tuple[int, tuple[tuple[str, str], ...], bytes]
Query = Mapping[str, str]

_DATA = Path(__file__).parent / "data" / "services.yaml"
_WORD = re.compile(r"[^\W_]+")


def service_answer(url: str, captures: Mapping[str, Sequence[ArchivedPage]]) -> Answer | None:
    """Status, headers and body when ``url`` asks one of the services, else ``None``."""
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if parts.path == "/cdx/search/cdx" and query.get("matchType") == "prefix":
        return _json(_prefix(query, captures))
    answers: dict[tuple[str | None, str], Callable[[Query], object]] = {
        ("api.crossref.org", "/works"): _crossref,
        ("api.openalex.org", "/works"): _openalex,
        ("en.wikipedia.org", "/w/api.php"): _wikipedia,
        ("api.gdeltproject.org", "/api/v2/doc/doc"): _gdelt,
    }
    answer = answers.get((parts.hostname, parts.path))
    if answer is not None:
        return _json(answer(query))
    if parts.hostname in SERVICE_HOSTS:
        return 404, (("Content-Type", "text/plain"),), b"Not Found"
    return None


def known_references() -> dict[str, frozenset[int]]:
    """Which references each service has an address for that is the right one."""
    table = _table()
    cited = [row for article in table["wikipedia"] for row in article["cites"]]
    rows = {"crossref": table["crossref"], "wikipedia": cited, "gdelt": table["gdelt"]}
    return {
        name: frozenset(row["reference"] for row in held if "reference" in row)
        for name, held in rows.items()
    }


def _crossref(query: Query) -> object:
    """Works that share half of their words with the query, most first."""
    wanted = _words(query.get("query.bibliographic", ""))
    rows = [row for row in _table()["crossref"] if _likeness(row["title"], wanted) >= 0.5]
    rows.sort(key=lambda row: -_likeness(row["title"], wanted))
    items = [
        {
            "DOI": row["doi"],
            "URL": f"https://doi.org/{row['doi']}",
            "title": [row["title"]],
            "container-title": [row["journal"]],
            "publisher": "Rehearsal",
            "issued": {"date-parts": [[int(part) for part in str(row["date"]).split("-")]]},
        }
        for row in rows
    ]
    message = {"total-results": len(items), "items-per-page": 10, "items": items}
    return {"status": "ok", "message-type": "work-list", "message": message}


def _openalex(query: Query) -> object:
    """The same works in another form, where more words are shared."""
    wanted = _words(query.get("search", ""))
    results = [
        {
            "id": f"https://openalex.org/W{number}",
            "doi": f"https://doi.org/{row['doi']}",
            "title": row["title"],
            "publication_date": str(row["date"]),
            "primary_location": {"source": {"display_name": row["journal"]}},
        }
        for number, row in enumerate(_table()["crossref"], 1)
        if _likeness(row["title"], wanted) >= 0.75
    ]
    return {"meta": {"count": len(results), "page": 1, "per_page": 10}, "results": results}


def _likeness(title: str, wanted: frozenset[str]) -> float:
    own = _words(title)
    return len(own & wanted) / len(own)


def _wikipedia(query: Query) -> object:
    """Articles with the phrase, or all the words, whatever case and punctuation; and wikitext."""
    asked = query.get("gsrsearch", "")
    found = re.search(r'insource:"(.*)"', asked)
    pages = []
    for number, article in enumerate(_table()["wikipedia"], 1):
        wikitext = "\n".join(_citation(row) for row in article["cites"])
        held = (
            _folded(found[1]) in _folded(wikitext) if found else _words(asked) <= _words(wikitext)
        )
        if asked and held:
            main = {"contentmodel": "wikitext", "contentformat": "text/x-wiki", "content": wikitext}
            page = {"pageid": number, "ns": 0, "title": article["article"], "index": number}
            pages.append({**page, "revisions": [{"slots": {"main": main}}]})
    return {"batchcomplete": True} | ({"query": {"pages": pages}} if pages else {})


def _citation(row: Mapping[str, Any]) -> str:
    name = "publisher" if "publisher" in row else "work"
    archived = f" |archive-url={row['archive']} |url-status=dead" if "archive" in row else ""
    return (
        f"A sentence of its own.<ref>{{{{cite news |title={row['title']} |url={row['url']}"
        f" |{name}={row[name]} |date={row['date']}{archived}}}}}</ref>"
    )


def _gdelt(query: Query) -> object:
    """News with all the words, at the host that is asked for."""
    asked = query.get("query", "")
    host = re.search(r"domainis:(\S+)", asked)
    words = _words(re.sub(r"domainis:\S+", "", asked))
    articles = [
        {
            "url": row["url"],
            "url_mobile": "",
            "title": row["title"],
            "seendate": row["seen"],
            "socialimage": "",
            "domain": (urlsplit(row["url"]).hostname or "").removeprefix("www."),
            "language": "English",
            "sourcecountry": "United States",
        }
        for row in _table()["gdelt"]
        if words <= _words(row["title"])
        and (not host or host[1] in (urlsplit(row["url"]).hostname or ""))
    ]
    return {"articles": articles} if articles else {}


def _prefix(query: Query, captures: Mapping[str, Sequence[ArchivedPage]]) -> object:
    """Addresses that begin as asked and pass the filter, each once, under a header row."""
    begins = url_key(query.get("url", "")).rstrip("/")
    _, _, pattern = query.get("filter", "").partition(":")
    found = [
        original
        for original in captures
        if url_key(original).startswith(begins) and re.fullmatch(pattern or ".*", original)
    ]
    return [["original"], *([original] for original in found)] if found else []


def _json(value: object) -> Answer:
    headers = (("Content-Type", "application/json; charset=utf-8"),)
    return 200, headers, json.dumps(value, ensure_ascii=False).encode()


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = yaml.safe_load(_DATA.read_text("utf-8"))
    return table
