"""A newsroom of invented articles, and the web that they cite: any size, the same every time.

``World`` is pure: what stands at an address follows from its name alone. ``WebProcess`` serves it
on many loopback addresses from a process of its own and logs every request.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

import yaml

_WORDS = """harbour council minister bridge river market winter report school budget engineer
evening committee railway station garden museum letter company witness morning village teacher
hospital surgeon window paper northern quiet careful public heavy narrow ancient steady wooden
promised refused counted measured repaired opened closed followed carried answered explained
noticed offered ordered planned printed reached reduced returned visited weighed several thousand
eleven seventy forty dollars percent before after during against under behind without""".split()  # noqa: SIM905
_CAPTURED = "20190601120000"


@dataclass(frozen=True, slots=True)
class Size:
    """How large the newsroom is. ``biggest`` is the share of all pages on the biggest host."""

    articles: int = 40
    citations: int = 400
    pages: int = 150
    hosts: int = 12
    biggest: float = 0.1
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Page:
    """One address of the web: ``kind`` says how it behaves."""

    host: int
    number: int
    kind: str

    @property
    def path(self) -> str:
        """The path at its host."""
        return f"/2019/story-{self.number}.html"


# Of 100 pages so many behave so; the rest are alive.
_KINDS = (
    ("gone", 4),
    ("gone-archived", 4),
    ("soft", 3),
    ("soft-archived", 2),
    ("moved", 4),
    ("moved-away", 4),
    ("untitled", 4),
    ("changed", 3),
    ("two-pages", 2),
    ("error", 2),
)


class World:
    """The web and the newsroom of one size. ``port`` is where all hosts listen."""

    def __init__(self, size: Size, port: int = 0) -> None:
        self.size, self.port = size, port
        self.pages = tuple(self._pages())

    def host(self, number: int) -> str:
        """The loopback address that plays a host."""
        return f"127.{1 + number // 250 // 250}.{number // 250 % 250}.{1 + number % 250}"

    def url(self, page: Page) -> str:
        """The address of a page."""
        return f"http://{self.host(page.host)}:{self.port}{page.path}"

    @property
    def archive(self) -> str:
        """The base address of the archive."""
        return f"http://{self.host(self.size.hosts + 1)}:{self.port}"

    def _pages(self) -> Iterator[Page]:
        chance = random.Random(self.size.seed)
        big = int(self.size.pages * self.size.biggest)
        kinds = [kind for kind, share in _KINDS for _ in range(share)]
        kinds += ["alive"] * (100 - len(kinds))
        for number in range(self.size.pages):
            host = 0 if number < big else 1 + number % (self.size.hosts - 1)
            yield Page(host, number, chance.choice(kinds))

    # ------------------------------------------------------------------------- what is written

    def title(self, number: int) -> str:
        """A page's title, unlike every other one's."""
        chance = random.Random(f"title {number}")
        return " ".join(chance.sample(_WORDS, 5)).capitalize() + f" {number}"

    def sentences(self, number: int, version: int = 0) -> list[str]:
        """A page's sentences."""
        chance = random.Random(f"text {number} {version}")
        return [
            " ".join(chance.choices(_WORDS, k=chance.randint(9, 16))).capitalize() + "."
            for _ in range(24)
        ]

    def html(self, number: int, *, titled: bool = True, version: int = 0, part: int = 0) -> str:
        """The whole page, or one ``part`` (1 or 2) of it."""
        said = self.sentences(number, version)
        said = said if not part else said[:12] if part == 1 else said[12:]
        title = self.title(number) if titled else "Daily news"
        more = '<link rel="next" href="?page=2">' if part == 1 else ""
        body = "".join(f"<p>{' '.join(said[at : at + 4])}</p>" for at in range(0, len(said), 4))
        return (
            f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{more}"
            f"</head><body><article><h1>{title}</h1>{body}</article></body></html>"
        )

    # ------------------------------------------------------------------------- the newsroom

    def write_articles(self, folder: Path) -> list[Path]:
        """The articles with their references files, in sections; their paths."""
        chance = random.Random(self.size.seed + 1)
        written = []
        for number in range(self.size.articles):
            section = folder / ("news", "features", "sport", "opinion")[number % 4]
            section.mkdir(parents=True, exist_ok=True)
            each = max(1, self.size.citations // self.size.articles)
            # A few pages are cited again and again.
            cited = {
                self.pages[min(int(chance.paretovariate(0.4)) - 1, 10**9) % len(self.pages)]
                if chance.random() < 0.3
                else chance.choice(self.pages)
                for _ in range(each)
            }
            path = section / f"article-{number}.txt"
            self._write(path, sorted(cited, key=lambda p: p.number), chance)
            written.append(path)
        return written

    def _write(self, path: Path, cited: list[Page], chance: random.Random) -> None:
        lines = [f"What article {path.stem.removeprefix('article-')} found", ""]
        references = []
        for at, page in enumerate(cited, start=1):
            quote = self._quote(page, chance)
            who = chance.choice(["A spokesman", "The report", "One resident", "The committee"])
            lines += [f"{who} wrote that “{quote}” in an account of the matter.[{at}]", ""]
            references.append(
                {
                    "id": f"ref-{at}",
                    "number": at,
                    "title": self.title(page.number),
                    "container-title": f"Gazette {page.host}",
                    "issued": "2019-05",
                    "accessed": "2019-06-01",
                    "URL": self.url(page),
                }
            )
        lines += ["References", ""]
        for at, page in enumerate(cited, start=1):
            named = f"“{self.title(page.number)}.” Gazette {page.host}, May 2019."
            lines.append(f"{at}. {named} Accessed June 1, 2019.")
        path.write_text("\n".join(lines), encoding="utf-8")
        listed = yaml.safe_dump({"references": references}, sort_keys=False)
        path.with_suffix(".references.yaml").write_text(listed, encoding="utf-8")

    def _quote(self, page: Page, chance: random.Random) -> str:
        """Words of the page: mostly right, now and then altered or made up."""
        version = 1 if page.kind == "changed" and chance.random() < 0.5 else 0
        sentence = chance.choice(self.sentences(page.number, version)).rstrip(".").split()
        words = [sentence[0].lower(), *sentence[1:9]]
        luck = chance.random()
        if luck < 0.1:
            words[4] = "sixty" if words[4] != "sixty" else "ninety"
        elif luck < 0.18:
            chance.shuffle(words)
        return " ".join(words)

    # ------------------------------------------------------------------------------ the web

    def answer(self, host: str, path: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of what stands at an address."""
        place, _, query = path.partition("?")
        if host == self.host(self.size.hosts + 1):
            return self._archive(place, query)
        name = place.removeprefix("/2019/story-").removesuffix(".html")
        known = name.isdecimal() and int(name) < len(self.pages)
        page = self.pages[int(name)] if known else None
        if page is None or self.host(page.host) != host:
            return self._elsewhere(host, place)
        match page.kind:
            case "gone" | "gone-archived":
                return _page(404, "<h1>Not Found</h1>")
            case "soft" | "soft-archived":
                return _page(200, _SOFT)
            case "moved":
                return 301, {"Location": f"/moved/{name}"}, b""
            case "moved-away":
                there = self.host((page.host + 1) % self.size.hosts)
                return 302, {"Location": f"http://{there}:{self.port}/moved/{name}"}, b""
            case "untitled":
                return _page(200, self.html(page.number, titled=False))
            case "two-pages":
                part = 2 if query == "page=2" else 1
                return _page(200, self.html(page.number, part=part))
            case "error":
                return _page(500, "<h1>Internal error</h1>")
        return _page(200, self.html(page.number))

    def _elsewhere(self, host: str, place: str) -> tuple[int, dict[str, str], bytes]:
        name = place.removeprefix("/moved/")
        if place.startswith("/moved/") and name.isdecimal():
            return _page(200, self.html(int(name)))
        return _page(404, "<h1>Not Found</h1>")

    def _archive(self, place: str, query: str) -> tuple[int, dict[str, str], bytes]:
        if place == "/cdx/search/cdx":
            url = parse_qs(query)["url"][0]
            found = self._captured(url)
            line = f"key {_CAPTURED} {url} text/html 200 {'A' * 32} 900\n" if found else ""
            return 200, {"Content-Type": "text/plain"}, line.encode()
        if place.startswith("/web/") and (page := self._captured(place.partition("id_/")[2])):
            status, headers, body = _page(200, self.html(page.number, version=_old(page)))
            return status, headers | {"Memento-Datetime": "Sat, 01 Jun 2019 12:00:00 GMT"}, body
        if place == "/wayback/available":
            return 200, {"Content-Type": "application/json"}, b'{"archived_snapshots": {}}'
        return _page(404, "<h1>Not archived</h1>")

    def _captured(self, url: str) -> Page | None:
        name = url.rpartition("/story-")[2].removesuffix(".html")
        if not name.isdecimal() or int(name) >= len(self.pages):
            return None
        page = self.pages[int(name)]
        return page if page.kind.endswith("archived") or page.kind == "changed" else None


_SOFT = "<title>Page not found</title><h1>Page not found</h1><p>Sorry, it is not here any more."


def _old(page: Page) -> int:
    return 1 if page.kind == "changed" else 0


def _page(status: int, body: str) -> tuple[int, dict[str, str], bytes]:
    return status, {"Content-Type": "text/html; charset=utf-8"}, body.encode()


def verdicts(report: Path) -> dict[str, object]:
    """What a report.json says, without when it was made and how long it took."""
    data = json.loads(report.read_bytes())
    return {
        "findings": [
            (f["id"], f["verdict"], f["level"], f["source"], f["reason"]) for f in data["findings"]
        ],
        "sources": [
            (s["number"], s["state"], s["rule"], s["found_at"], s["detail"])
            for s in data["sources"]
        ],
        "citations": [(c["number"], c["outcome"], c["reason"]) for c in data["citations"]],
        "totals": data["totals"],
    }
