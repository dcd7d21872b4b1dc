"""Nights on loopback servers, with the real fetcher and its cache, on a clock of their own."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit.errors import StorageError
from audit.fetch import Fetcher, FetchSettings
from audit.history import History, Interval, NoticeKind, VerifiedPassage, open_history
from audit.history.database import Database
from audit.links import Listed, Manners, Night, Outcome, Place, fingerprint, outcome_of
from audit.links.hosts import LeasedHosts, is_dead, new_owner
from audit.links.lists import host_name
from audit.model import Fetched, Reference
from audit.source_values import Reading
from audit.sources import SourceReader
from audit.vocabulary import SourceState
from tests.fetch.web import Handler, Route, Site, page, serve

WORDS = "the quay was never closed to the fishing fleet"
DAY = 86_400.0


def article(title: str = "Harbour", words: str = WORDS, filler: int = 300, head: str = "") -> bytes:
    """A page of some length with a quotation in it."""
    text = " ".join(f"Boat {number} came home at dusk." for number in range(filler))
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        f"<p>{text}</p><p>The council said {words}, and rose.</p></article></body></html>"
    ).encode()


class CountingReader(SourceReader):
    """A reader that counts how many pages were really read."""

    read_pages = 0

    def judge(self, fetched: Fetched, reference: Reference | None, *, joined: bool) -> Reading:
        self.read_pages += 1
        return super().judge(fetched, reference, joined=joined)


@dataclass
class Nights:
    """A site, a store, and one night after the other."""

    site: Site
    history: History
    cache: Path
    night: int = 0
    sent: int = 0
    read_pages: list[int] = field(default_factory=list)

    def clock(self) -> float:
        return 1_800_000_000.0 + self.night * DAY

    def listed(self, *paths: str, title: str = "Harbour") -> tuple[Listed, ...]:
        urls = [self.site.base + path for path in paths]
        return tuple(
            Listed(
                url, host_name(url), (Place("r.yaml", n, n),), Reference(n, "r", title, "", "", "")
            )
            for n, url in enumerate(urls, start=1)
        )

    def verify(self, path: str, words: str = WORDS) -> None:
        """An audit verified these words on that page."""
        passage = VerifiedPassage(self.site.base + path, "article.txt", "q01", words, words, 5_000)
        self.history.passages.replace("article.txt", [passage], (), self.clock())

    def pass_one(self, listed: tuple[Listed, ...], patience: float = 0.0) -> Outcome:
        """One night; the next begins a day later."""
        settings = FetchSettings(
            allow_private=True,
            per_host_delay_seconds=0.0,
            proxy_url="",
            retry_seconds=0.01,
            cache_directory=self.cache,
            cache_fresh_seconds=0.0,
        )
        run = self.history.runs.begin("links", fingerprint(listed), "", self.clock())
        with Fetcher(settings) as fetcher:
            reader = CountingReader(fetcher, None)
            manners = Manners(0.0, patience)
            left = Night(reader, self.history, run, manners, self.clock).check(listed)
        self.history.runs.finish(run.id, {}, self.clock())
        today = datetime.fromtimestamp(self.clock(), UTC).date()
        outcome, notices = outcome_of(self.history, run, listed, {}, today, len(left))
        self.history.runs.told(run.id, notices)
        self.read_pages.append(reader.read_pages)
        self.night += 1
        return outcome


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Nights]:
    site = serve({})
    with open_history(str(tmp_path / "history.db")) as history:
        yield Nights(site, history, tmp_path / "pages")
    site.close()


def kinds(outcome: Outcome) -> list[str]:
    return [news.notice.kind.value for news in outcome.news]


def with_validator(body: bytes, count: Callable[[int], None]) -> Route:
    """A page that answers 304 to whoever has it; ``count`` is told the bytes of each answer."""

    def route(handler: Handler) -> None:
        known = handler.headers.get("If-None-Match") == '"1"'
        count(300 + (0 if known else len(body)))
        handler.answer(b"" if known else body, 304 if known else 200, ETag='"1"')

    return route


def test_a_second_night_costs_a_twentieth_of_the_bytes_and_reads_nothing(nights: Nights) -> None:
    sent: list[int] = []
    paths = [f"/{number}" for number in range(20)]
    for path in paths:
        nights.site.routes[path] = with_validator(article(filler=1_500), sent.append)
    listed = nights.listed(*paths)
    nights.pass_one(listed)
    first = sum(sent)
    sent.clear()
    outcome = nights.pass_one(listed)
    assert len(sent) == len(paths)
    assert sum(sent) <= 0.05 * first
    assert nights.read_pages == [20, 0]
    assert outcome.standings["ok"] == 20
    assert {row.link.now.checks for row in outcome.rows if row.link} == {2}


def test_a_page_without_validators_is_read_again_only_when_it_differs(nights: Nights) -> None:
    nights.site.routes["/a"] = page(article())
    listed = nights.listed("/a")
    for _ in range(3):
        nights.pass_one(listed)
    nights.site.routes["/a"] = page(article(filler=301))
    nights.pass_one(listed)
    assert nights.read_pages == [1, 0, 0, 1]


def test_a_night_without_an_answer_does_not_make_the_page_unknown(nights: Nights) -> None:
    nights.site.routes["/a"] = page(article())
    listed = nights.listed("/a")
    nights.pass_one(listed)
    nights.site.routes["/a"] = page(b"busy", 503)
    outcome = nights.pass_one(listed)
    assert outcome.standings["unknown"] == 1
    nights.site.routes["/a"] = page(article())
    nights.pass_one(listed)
    assert nights.read_pages == [1, 0, 0]


def test_another_title_in_the_list_makes_the_page_be_read_again(nights: Nights) -> None:
    nights.site.routes["/a"] = page(article())
    nights.pass_one(nights.listed("/a"))
    nights.pass_one(nights.listed("/a"))
    nights.pass_one(nights.listed("/a", title="Sugar taxes in the colonies"))
    assert nights.read_pages == [1, 0, 1]


def test_words_that_a_page_loses_are_told_after_two_nights_and_their_return_too(
    nights: Nights,
) -> None:
    nights.site.routes["/a"] = page(article())
    nights.verify("/a")
    listed = nights.listed("/a")
    told = [kinds(nights.pass_one(listed))]
    nights.site.routes["/a"] = page(article(words="the quay was closed for a year"))
    told += [kinds(nights.pass_one(listed)) for _ in range(4)]
    nights.site.routes["/a"] = page(article())
    outcomes = [nights.pass_one(listed) for _ in range(2)]
    told += [kinds(outcome) for outcome in outcomes]
    assert told == [[], [], ["drifted"], [], [], ["restored"], []]
    assert outcomes[-1].rows[0].standing == "ok"


@pytest.mark.parametrize(
    "after",
    [
        page(article(title="Sugar taxes", words="nothing of the kind")),
        page(b"gone", 404),
        page(b"<title>Just a moment</title>", 403),
        page(article(words="")[:200]),
    ],
)
def test_a_page_that_is_not_whole_or_not_the_work_has_lost_nothing(
    nights: Nights, after: Route
) -> None:
    nights.site.routes["/a"] = page(article())
    nights.verify("/a")
    listed = nights.listed("/a")
    nights.pass_one(listed)
    nights.site.routes["/a"] = after
    told = [kind for _ in range(4) for kind in kinds(nights.pass_one(listed))]
    assert NoticeKind.DRIFTED not in told


def test_words_on_the_next_page_are_not_lost(nights: Nights) -> None:
    following = f'<link rel="next" href="{nights.site.base}/a/2">'
    nights.site.routes["/a"] = page(article(words="little", head=following))
    nights.site.routes["/a/2"] = page(article())
    nights.verify("/a")
    listed = nights.listed("/a")
    assert [kinds(nights.pass_one(listed)) for _ in range(3)] == [[], [], []]
    nights.site.routes["/a/2"] = page(article(words="nothing any more"))
    assert [kinds(nights.pass_one(listed)) for _ in range(2)] == [[], ["drifted"]]


def test_words_with_a_mended_comma_have_not_drifted(nights: Nights) -> None:
    nights.site.routes["/a"] = page(
        article(words="the quay was never closed, to the fishing fleet")
    )
    nights.verify("/a")
    listed = nights.listed("/a")
    assert [kinds(nights.pass_one(listed)) for _ in range(3)] == [[], [], []]


def test_a_large_page_is_judged_by_its_beginning(nights: Nights) -> None:
    nights.site.routes["/a"] = page(article(filler=20_000))
    outcome = nights.pass_one(nights.listed("/a"))
    assert outcome.rows[0].state is SourceState.LIVE
    scripts = b"<script>" + b"let x = 1;\n" * 20_000 + b"</script>"
    nights.site.routes["/b"] = page(article().replace(b"<body>", b"<body>" + scripts))
    assert nights.pass_one(nights.listed("/b")).rows[0].state is SourceState.LIVE


def test_a_host_that_another_process_keeps_is_left_and_said(nights: Nights) -> None:
    nights.site.routes["/a"] = page(article())
    listed = nights.listed("/a")
    other = f"elsewhere/{os.getpid()}/1"
    nights.history.leases.claim(listed[0].host, other, 3_600, nights.clock())
    outcome = nights.pass_one(listed, patience=-1.0)
    assert outcome.left == 1
    assert nights.site.paths() == []
    assert outcome.rows[0].state is SourceState.NOT_CHECKED


def test_the_hosts_of_a_dead_process_are_free_at_once(nights: Nights) -> None:
    mine = new_owner()
    assert not is_dead(mine)
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    dead = mine.replace(f"/{os.getpid()}/", f"/{child}/")
    assert is_dead(dead)
    assert not is_dead("elsewhere/" + dead)
    nights.history.leases.claim("h.example", dead, 3_600, nights.clock())
    with LeasedHosts(nights.history.leases, nights.clock) as hosts:
        assert hosts.claim(["h.example"]) == (["h.example"], [])


def test_what_a_site_asks_for_outlives_the_run(nights: Nights) -> None:
    nights.site.routes["/a"] = page(b"slow down", 429, Retry_After="600")
    listed = nights.listed("/a")
    nights.pass_one(listed)
    nights.night -= 1
    assert nights.pass_one(replace_urls(listed, "?again"), patience=-1.0).left == 1


def replace_urls(listed: tuple[Listed, ...], suffix: str) -> tuple[Listed, ...]:
    return tuple(replace(one, url=one.url + suffix) for one in listed)


def test_a_store_that_refuses_ends_the_run_with_one_sentence(
    nights: Nights, tmp_path: Path
) -> None:
    nights.site.routes["/a"] = page(article())
    database = Database(str(tmp_path / "history.db"))
    with database.write() as connection:
        connection.exec_driver_sql("drop table interval")
        connection.exec_driver_sql("drop table checked")
    database.close()
    with pytest.raises(StorageError, match="no such table: checked"):
        nights.pass_one(nights.listed("/a"))


def test_the_life_of_a_link_is_kept_with_its_evidence(nights: Nights) -> None:
    nights.site.routes["/a"] = page(article())
    listed = nights.listed("/a")
    nights.pass_one(listed)
    nights.site.routes["/a"] = page(b"gone", 410)
    nights.pass_one(listed)
    before, now = nights.history.links.intervals([listed[0].url])[listed[0].url]
    assert isinstance(before, Interval)
    assert (before.state, before.status, len(before.evidence)) == (SourceState.LIVE, 200, 64)
    assert (now.state, now.status, now.rule) == (SourceState.DEAD, 410, "http-410")
