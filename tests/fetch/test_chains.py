"""Redirects by hand: chains, loops, meta refresh, cookies, credentials."""

import pytest

from audit.vocabulary import SourceState
from tests.fetch.conftest import MakeFetcher, Serve
from tests.fetch.web import PAGE, Handler, in_turn, page, redirect


def test_chain_is_told_hop_by_hop(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/a": redirect("/b", 301), "/b": redirect("c", 302), "/c": page()})
    got = fetcher().get(site.base + "/a#part")
    assert got.url == site.base + "/a#part"
    assert got.final_url == site.base + "/c"
    assert [(hop.status, hop.location) for hop in got.hops] == [
        (301, site.base + "/b"),
        (302, site.base + "/c"),
        (200, ""),
    ]
    assert (got.state, got.rule) == (SourceState.MOVED, "permanent-redirect")
    assert (got.status, got.body, got.media_type) == (200, PAGE, "text/html")
    assert got.charset == "utf-8"
    assert got.fetched_at.endswith("Z")


def test_chain_over_hosts(web: Serve, fetcher: MakeFetcher) -> None:
    last = web({"/": page()}, "127.0.0.3")
    middle = web({"/": redirect(last.base)}, "127.0.0.2")
    first = web({"/": redirect(middle.base)})
    got = fetcher().get(first.base)
    assert (got.state, got.final_url) == (SourceState.LIVE, last.base + "/")
    many = fetcher().get_many([first.base, middle.base])
    assert [one.final_url for one in many.values()] == [last.base + "/"] * 2


def test_loops_end(web: Serve, fetcher: MakeFetcher) -> None:
    site = web(
        {
            "/self": redirect("/self"),
            "/a": redirect("/b"),
            "/b": redirect("/a"),
            "/more": lambda handler: redirect(handler.path + "x")(handler),
        }
    )
    client = fetcher(redirects=4)
    assert client.get(site.base + "/self").rule == "loop"
    assert client.get(site.base + "/a").state is SourceState.REDIRECT_LOOP
    before = len(site.seen)
    site.routes["/longer"] = lambda handler: redirect(
        f"/longer?{int(handler.path.partition('?')[2] or 0) + 1}"
    )(handler)
    got = client.get(site.base + "/longer")
    assert (got.state, got.rule) == (SourceState.REDIRECT_LOOP, "too-many-redirects")
    assert len(site.seen) - before == 5


@pytest.mark.parametrize(
    ("target", "state", "rule"),
    [
        ("file:///etc/passwd", SourceState.NOT_CHECKED, "not-http"),
        ("gopher://127.0.0.1/", SourceState.NOT_CHECKED, "not-http"),
        ("http://", SourceState.SERVER_ERROR, "bad-redirect"),
        ("http://[::1", SourceState.SERVER_ERROR, "bad-redirect"),
    ],
)
def test_redirect_to_nowhere(
    web: Serve, fetcher: MakeFetcher, target: str, state: SourceState, rule: str
) -> None:
    got = fetcher().get(web({"/": redirect(target)}).base)
    assert (got.state, got.rule) == (state, rule)


def test_redirect_without_target_is_a_server_error(web: Serve, fetcher: MakeFetcher) -> None:
    got = fetcher().get(web({"/": page(b"", 302)}).base)
    assert (got.state, got.rule) == (SourceState.SERVER_ERROR, "redirect-without-target")


def test_redirects_can_be_left_alone(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": redirect("/b"), "/b": page()})
    got = fetcher().get(site.base, follow_redirects=False)
    assert (got.state, got.status) == (SourceState.NOT_CHECKED, 302)
    assert dict(got.headers)["location"] == "/b"
    assert site.paths() == ["/"]


def test_meta_refresh_is_followed(web: Serve, fetcher: MakeFetcher) -> None:
    refresh = b'<meta http-equiv="refresh" content="0; url=/b"><p>Redirecting'
    site = web({"/": page(refresh), "/b": page()})
    got = fetcher().get(site.base)
    assert (got.state, got.body) == (SourceState.LIVE, PAGE)
    assert [hop.status for hop in got.hops] == [200, 200]


def gate(handler: Handler) -> None:
    if "gate=1" in handler.headers.get("Cookie", ""):
        handler.answer()
    else:
        handler.answer(b"", 302, Location="/", Set_Cookie="gate=1; Path=/")


def test_cookie_gate_opens_and_is_no_loop(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": gate})
    client = fetcher()
    assert client.get(site.base).state is SourceState.LIVE
    assert client.get(site.base).state is SourceState.LIVE
    cookies = [seen.headers.get("cookie") for seen in site.seen]
    assert cookies == [None, "gate=1", None, "gate=1"], "cookies end with the visit"


def test_cookies_and_credentials_stay_at_their_host(web: Serve, fetcher: MakeFetcher) -> None:
    other = web({"/": page()}, "127.0.0.2")
    leak = in_turn(
        lambda handler: handler.answer(
            b"", 302, Location=other.base.replace("//", "//me:pass@"), Set_Cookie="secret=1"
        )
    )
    site = web({"/": leak})
    headers = {"Authorization": "Bearer key", "X-Api-Key": "key", "Accept-Language": "nl"}
    got = fetcher().get(site.base, headers=headers, accept="text/plain")
    assert got.state is SourceState.LIVE
    first, second = site.seen[0].headers, other.seen[0].headers
    assert first["authorization"] == "Bearer key"
    for name in ("authorization", "cookie", "x-api-key", "referer"):
        assert name not in second
    assert second["accept-language"] == "nl"
    assert second["accept"] == "text/plain"


def test_nothing_is_taken_from_netrc(
    web: Serve, fetcher: MakeFetcher, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = f"{tmp_path}/netrc"
    with open(netrc, "w") as file:
        file.write("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", netrc)
    site = web({"/": page()})
    assert fetcher().get(site.base).state is SourceState.LIVE
    assert "authorization" not in site.seen[0].headers


def test_post_is_followed_with_get(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/save": redirect("/done", 303), "/done": page()})
    got = fetcher().post(site.base + "/save", {"url": "http://example.org/"})
    assert got.state is SourceState.LIVE
    assert [(seen.method, seen.path) for seen in site.seen] == [("POST", "/save"), ("GET", "/done")]
    assert site.seen[0].body == b"url=http%3A%2F%2Fexample.org%2F"


def test_we_never_ask_with_head_and_say_who_we_are(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": page()})
    fetcher(contact="mailto:desk@example.org").get(site.base)
    assert [seen.method for seen in site.seen] == ["GET"]
    agent = site.seen[0].headers["user-agent"]
    assert agent.startswith("citation-audit/")
    assert "mailto:desk@example.org" in agent
