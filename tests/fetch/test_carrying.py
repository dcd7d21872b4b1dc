"""A visit that goes from host to host by being carried: the same outcome as in one piece."""

from dataclasses import replace

import pytest

from audit.fetch import Fetcher
from audit.fetch.carrying import Elsewhere, Errand
from audit.fetch.visit import host_of
from audit.model import Fetched
from tests.fetch.conftest import MakeFetcher, Serve
from tests.fetch.web import Handler, Route, in_turn, page, redirect


def carried(make: MakeFetcher, url: str, **settings: object) -> tuple[Fetched, list[str]]:
    """Carry a visit on, each host asked by a fetcher of its own; the hosts in their order."""
    host, errand, hosts = host_of(url), Errand(url), list[str]()
    for _ in range(20):
        done: list[Fetched] = []
        left: list[Elsewhere] = []
        hosts.append(host)
        with make(**settings) as fetcher:
            fetcher.get_at(host, [errand], done.append, left.append)
        assert len(done) + len(left) == 1
        if done:
            return done[0], hosts
        host, errand = left[0].host, Errand(left[0].url, left[0].carried, left[0].seconds)
    raise AssertionError("never came to an end")


def alike(fetched: Fetched) -> Fetched:
    return replace(fetched, seconds=0.0, fetched_at="", headers=())


def test_a_redirect_is_followed_at_the_other_host_by_whoever_asks_there(
    web: Serve, fetcher: MakeFetcher
) -> None:
    there = web({"/b": page(), "/c": redirect("/b")}, address="127.0.0.2")
    here = web({"/a": redirect(f"{there.base}/c", 301)})
    url = f"{here.base}/a"
    found, hosts = carried(fetcher, url)
    assert hosts == [host_of(url), host_of(there.base)]
    assert alike(found) == alike(fetcher().get(url))
    assert here.paths() == ["/a", "/a"]
    assert there.paths() == ["/c", "/b"] * 2


def test_a_cookie_set_on_the_way_comes_back_to_its_host(web: Serve, fetcher: MakeFetcher) -> None:
    bases: dict[str, str] = {}

    def gate(handler: Handler) -> None:
        if "seen=1" in handler.headers.get("Cookie", ""):
            handler.answer()
        else:
            handler.answer(b"", 302, Location=f"{bases['there']}/b", Set_Cookie="seen=1")

    def back(handler: Handler) -> None:
        handler.answer(b"", 302, Location=f"{bases['here']}/a")

    bases["here"] = web({"/a": gate}).base
    bases["there"] = web({"/b": back}, address="127.0.0.2").base
    url = f"{bases['here']}/a"
    found, hosts = carried(fetcher, url)
    assert (found.state, len(hosts)) == ("live", 3)
    assert alike(found) == alike(fetcher().get(url))


def test_a_loop_over_two_hosts_is_seen(web: Serve, fetcher: MakeFetcher) -> None:
    bases: dict[str, str] = {}

    def to(name: str) -> Route:
        return lambda handler: handler.answer(b"", 302, Location=f"{bases[name]}/")

    bases["here"] = web({"/": to("there")}).base
    bases["there"] = web({"/": to("here")}, address="127.0.0.2").base
    url = f"{bases['here']}/"
    found, _ = carried(fetcher, url)
    assert found.state == "redirect-loop"
    assert alike(found) == alike(fetcher().get(url))


def test_a_retry_begins_at_the_first_host_again(web: Serve, fetcher: MakeFetcher) -> None:
    there = web({"/b": in_turn(page(b"busy", 503), page())}, address="127.0.0.2")
    here = web({"/a": redirect(f"{there.base}/b")})
    found, hosts = carried(fetcher, f"{here.base}/a")
    first, second = host_of(here.base), host_of(there.base)
    assert hosts == [first, second, first, second]
    assert found.status == 200


def test_an_address_of_another_host_is_handed_on_unasked(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": page()})
    left: list[Elsewhere] = []
    done: list[Fetched] = []
    one: Fetcher = fetcher()
    one.get_at("elsewhere.example", [Errand(f"{site.base}/")], done.append, left.append)
    one.get_at("elsewhere.example", [Errand("no address")], done.append, left.append)
    assert [one.host for one in left] == [host_of(site.base)]
    assert [fetched.rule for fetched in done] == ["bad-url"]
    assert site.seen == []


def test_what_is_no_visit_is_refused(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": page()})
    with pytest.raises(ValueError, match="no visit"):
        fetcher().get_at(
            host_of(site.base), [Errand(f"{site.base}/", '{"address": 1}')], print, print
        )
