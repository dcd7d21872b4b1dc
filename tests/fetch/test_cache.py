"""What was fetched once is not fetched twice; failures are never kept."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from audit.errors import StorageError
from audit.fetch import Fetcher, FetchSettings
from audit.fetch.cache import Cache, Entry
from audit.model import Fetched, Hop
from audit.vocabulary import SourceState
from tests.fetch.conftest import MakeFetcher, Serve
from tests.fetch.web import PAGE, Handler, Route, in_turn, page, redirect


def with_etag(handler: Handler) -> None:
    if handler.headers.get("If-None-Match") == '"v1"':
        handler.answer(b"", 304, ETag='"v1"')
    else:
        handler.answer(ETag='"v1"')


def with_date(handler: Handler) -> None:
    date = "Tue, 19 Apr 2016 10:00:00 GMT"
    if handler.headers.get("If-Modified-Since") == date:
        handler.answer(b"", 304)
    else:
        handler.answer(Last_Modified=date)


@pytest.mark.parametrize("route", [with_etag, with_date])
def test_second_run_costs_one_conditional_request(
    web: Serve, fetcher: MakeFetcher, tmp_path: Path, route: Route
) -> None:
    site = web({"/": route})
    first = fetcher(cache_directory=tmp_path).get(site.base)
    second = fetcher(cache_directory=tmp_path).get(site.base)
    assert len(site.seen) == 2
    assert (second.state, second.body) == (SourceState.LIVE, PAGE)
    assert second.rule == "not-modified"
    assert (second.media_type, second.charset, second.status) == ("text/html", "utf-8", 200)
    assert second.fetched_at == first.fetched_at
    third = fetcher(cache_directory=tmp_path).get_many([site.base])[site.base]
    assert third.rule == "not-modified"


@pytest.mark.parametrize(
    "header",
    [
        {"Cache_Control": "public, max-age=60"},
        {"Expires": format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)},
        {},
    ],
)
def test_fresh_copy_costs_nothing(
    web: Serve, fetcher: MakeFetcher, tmp_path: Path, header: dict[str, str]
) -> None:
    site = web({"/": lambda handler: handler.answer(PAGE, 200, "text/html", **header)})
    fetcher(cache_directory=tmp_path).get(site.base)
    got = fetcher(cache_directory=tmp_path).get(site.base)
    assert len(site.seen) == 1
    assert (got.state, got.rule, got.body) == (SourceState.LIVE, "kept-copy", PAGE)
    anew = fetcher(cache_directory=tmp_path).get(site.base, conditional=False)
    assert (anew.rule, len(site.seen)) == ("ok", 2)


@pytest.mark.parametrize(
    "header",
    [
        {"Cache_Control": "no-store"},
        {"Cache_Control": "no-cache"},
        {"Cache_Control": "max-age=0"},
        {"Cache_Control": "max-age=60", "Age": "60"},
        {"Expires": "0"},
        {"Vary": "*"},
    ],
)
def test_what_must_not_be_used_again_is_asked_for(
    web: Serve, fetcher: MakeFetcher, tmp_path: Path, header: dict[str, str]
) -> None:
    site = web({"/": lambda handler: handler.answer(PAGE, 200, "text/html", **header)})
    fetcher(cache_directory=tmp_path).get(site.base)
    fetcher(cache_directory=tmp_path).get(site.base)
    assert len(site.seen) == 2


@pytest.mark.parametrize("status", [404, 500, 403, 429])
def test_failures_are_not_kept(
    web: Serve, fetcher: MakeFetcher, tmp_path: Path, status: int
) -> None:
    site = web({"/": page(status=status, ETag='"v1"', Cache_Control="max-age=60")})
    fetcher(cache_directory=tmp_path, retries=0).get(site.base)
    before = len(site.seen)
    fetcher(cache_directory=tmp_path, retries=0).get(site.base)
    assert len(site.seen) == 2 * before
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_page_that_dies_is_dead_although_there_is_a_copy(
    web: Serve, fetcher: MakeFetcher, tmp_path: Path
) -> None:
    site = web({"/": in_turn(with_etag, page(status=404))})
    fetcher(cache_directory=tmp_path).get(site.base)
    assert fetcher(cache_directory=tmp_path).get(site.base).state is SourceState.DEAD


def test_page_that_changes_is_new(web: Serve, fetcher: MakeFetcher, tmp_path: Path) -> None:
    site = web({"/": in_turn(with_etag, page(b"<p>New</p>", ETag='"v2"'))})
    fetcher(cache_directory=tmp_path).get(site.base)
    got = fetcher(cache_directory=tmp_path).get(site.base)
    assert (got.body, got.rule) == (b"<p>New</p>", "ok")


def test_permanent_redirect_is_gone_straight_through(
    web: Serve, fetcher: MakeFetcher, tmp_path: Path
) -> None:
    site = web({"/old": redirect("/new", 301), "/new": with_etag})
    fetcher(cache_directory=tmp_path).get(site.base + "/old")
    got = fetcher(cache_directory=tmp_path).get(site.base + "/old")
    assert site.paths() == ["/old", "/new", "/new"]
    assert (got.state, got.final_url) == (SourceState.MOVED, site.base + "/new")
    assert [hop.status for hop in got.hops] == [301, 304]
    site.routes["/new"] = page(b"<p>Changed</p>", ETag='"v2"')
    got = fetcher(cache_directory=tmp_path).get(site.base + "/old")
    assert (got.state, got.body) == (SourceState.MOVED, b"<p>Changed</p>")
    assert [hop.status for hop in got.hops] == [301, 200]
    site.routes["/new"] = page(status=404)
    site.routes["/old"] = redirect("/newer", 301)
    site.routes["/newer"] = page(b"<p>Newer</p>")
    got = fetcher(cache_directory=tmp_path).get(site.base + "/old")
    assert (got.state, got.final_url) == (SourceState.MOVED, site.base + "/newer")
    assert [hop.url for hop in got.hops] == [site.base + "/old", site.base + "/newer"]


def test_temporary_redirect_is_asked_again(
    web: Serve, fetcher: MakeFetcher, tmp_path: Path
) -> None:
    site = web({"/old": redirect("/new", 302), "/new": with_etag})
    fetcher(cache_directory=tmp_path).get(site.base + "/old")
    got = fetcher(cache_directory=tmp_path).get(site.base + "/old")
    assert site.paths() == ["/old", "/new"] * 2
    assert (got.state, got.rule) == (SourceState.LIVE, "not-modified")


def test_damaged_entries_are_replaced(web: Serve, fetcher: MakeFetcher, tmp_path: Path) -> None:
    site = web({"/": page()})
    for damage in (b"", b"{}\nxyz", b"\xff\x00", None):
        got = fetcher(cache_directory=tmp_path).get(site.base)
        assert (got.state, got.body) == (SourceState.LIVE, PAGE)
        (entry,) = [path for path in tmp_path.rglob("*") if path.is_file()]
        whole = entry.read_bytes()
        entry.write_bytes(whole[:-3] if damage is None else damage)
    fetcher(cache_directory=tmp_path).get(site.base)
    assert len(site.seen) == 5


def test_other_headers_are_another_entry(web: Serve, fetcher: MakeFetcher, tmp_path: Path) -> None:
    site = web({"/": page()})
    client = fetcher(cache_directory=tmp_path)
    client.get(site.base, accept="text/html")
    client.get(site.base, accept="application/json")
    assert len(site.seen) == 2
    client.get(site.base + "/#part", accept="text/html")
    assert len(site.seen) == 2


def test_interrupted_run_keeps_what_it_has(
    web: Serve, fetcher: MakeFetcher, tmp_path: Path
) -> None:
    site = web({"/": page()})
    urls = [f"{site.base}/?{n}" for n in range(10)]
    first = fetcher(cache_directory=tmp_path, per_host_delay_seconds=0.05)
    got = first.get_many(urls, lambda one: first.interrupt() if one.url == urls[3] else None)
    assert got[urls[-1]].rule == "interrupted"
    fetched = len(site.seen)
    assert 4 <= fetched < 10
    again = fetcher(cache_directory=tmp_path).get_many(urls)
    assert {one.state for one in again.values()} == {SourceState.LIVE}
    assert len(site.seen) == 10


def test_cache_is_bounded(tmp_path: Path) -> None:
    cache = Cache(tmp_path, 100_000)
    for number in range(30):
        url = f"http://example.org/{number}"
        cache.store(Cache.key(url, {}), kept(url, bytes(10_000)))
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) <= 100_000
    assert cache.load(Cache.key("http://example.org/29", {})) is not None


def test_freshness_is_capped() -> None:
    forever = kept("http://example.org/", b"x", ("cache-control", "max-age=31536000"))
    entry = Entry(forever, saved=time.time() - 100)
    assert entry.is_fresh(time.time(), 3600)
    assert not entry.is_fresh(time.time(), 60)


def kept(url: str, body: bytes, *headers: tuple[str, str]) -> Fetched:
    return Fetched(
        url=url,
        final_url=url,
        state=SourceState.LIVE,
        rule="ok",
        status=200,
        headers=headers,
        body=body,
        hops=(Hop(url, 200),),
    )


def test_cache_directory_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        Fetcher(FetchSettings(cache_directory=tmp_path / "file" / "cache"))
