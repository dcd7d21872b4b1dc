import pytest

from audit.vocabulary import SourceState
from tests.fetch.conftest import MakeFetcher, Serve
from tests.fetch.web import page, redirect

RULES = b"\xef\xbb\xbfUser-agent: *\nDisallow: /private\nAllow: /\n"


def test_robots_are_obeyed_when_asked_to(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/robots.txt": page(RULES), "/a": page(), "/private/b": page()})
    client = fetcher(obey_robots=True)
    assert client.get(site.base + "/a").state is SourceState.LIVE
    got = client.get(site.base + "/private/b")
    assert (got.state, got.rule) == (SourceState.NOT_CHECKED, "robots")
    assert site.paths() == ["/robots.txt", "/a"]


def test_an_editors_read_does_not_ask_for_robots(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/robots.txt": page(RULES), "/private/b": page()})
    assert fetcher().get(site.base + "/private/b").state is SourceState.LIVE
    assert site.paths() == ["/private/b"]


def test_rules_for_us_come_before_rules_for_all(web: Serve, fetcher: MakeFetcher) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: citation-audit\nDisallow: /no\n"
    site = web({"/robots.txt": page(rules), "/yes": page(), "/no": page()})
    client = fetcher(obey_robots=True)
    assert client.get(site.base + "/yes").state is SourceState.LIVE
    assert client.get(site.base + "/no").rule == "robots"


def test_redirect_into_a_disallowed_place_is_not_followed(web: Serve, fetcher: MakeFetcher) -> None:
    other = web({"/robots.txt": page(b"User-agent: *\nDisallow: /"), "/": page()}, "127.0.0.2")
    site = web({"/": redirect(other.base)})
    assert fetcher(obey_robots=True).get(site.base).rule == "robots"
    assert other.paths() == ["/robots.txt"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False)])
def test_missing_rules_allow_and_faults_forbid(
    web: Serve, fetcher: MakeFetcher, status: int, allowed: bool
) -> None:
    site = web({"/robots.txt": page(b"", status), "/": page()})
    got = fetcher(obey_robots=True).get(site.base)
    assert (got.state is SourceState.LIVE) is allowed


def test_rules_may_be_redirected(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/robots.txt": redirect("/r"), "/r": page(RULES), "/private": page()})
    assert fetcher(obey_robots=True).get(site.base + "/private").rule == "robots"


def test_rules_are_asked_for_once_a_run(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/robots.txt": page(RULES), "/": page()})
    fetcher(obey_robots=True, per_host_connections=4).get_many(
        [f"{site.base}/?{number}" for number in range(8)]
    )
    assert site.paths().count("/robots.txt") == 1
