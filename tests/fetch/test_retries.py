"""What may pass is asked again, within budgets; what will not pass is not."""

import socket
import struct

import pytest

from audit.vocabulary import SourceState
from tests.fetch.conftest import MakeFetcher, Serve
from tests.fetch.web import Handler, Route, in_turn, page


def reset(handler: Handler) -> None:
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.connection.close()
    handler.close_connection = True


def hang_up(handler: Handler) -> None:
    handler.close_connection = True


def gibberish(handler: Handler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
    handler.close_connection = True


def asked_to_wait(status: int, after: str) -> Route:
    return page(b"<h1>Busy</h1>", status, Retry_After=after)


@pytest.mark.parametrize("first", [page(status=500), page(status=502), reset, hang_up])
def test_passing_failure_is_asked_again(web: Serve, fetcher: MakeFetcher, first: Route) -> None:
    site = web({"/": in_turn(first, page())})
    got = fetcher().get(site.base)
    assert got.state is SourceState.LIVE
    assert len(site.seen) == 2


@pytest.mark.parametrize(
    ("route", "state", "rule"),
    [
        (page(status=500), SourceState.SERVER_ERROR, "http-500"),
        (reset, SourceState.UNREACHABLE, "connection-reset"),
        (hang_up, SourceState.SERVER_ERROR, "empty-reply"),
    ],
)
def test_lasting_failure_is_asked_as_often_as_set(
    web: Serve, fetcher: MakeFetcher, route: Route, state: SourceState, rule: str
) -> None:
    site = web({"/": route})
    got = fetcher(retries=1).get(site.base)
    assert (got.state, got.rule) == (state, rule)
    assert len(site.seen) == 2


@pytest.mark.parametrize("status", [404, 410, 401, 451, 999, 400])
def test_plain_answer_is_not_asked_again(web: Serve, fetcher: MakeFetcher, status: int) -> None:
    site = web({"/": page(status=status)})
    got = fetcher().get(site.base)
    assert got.status == status
    assert len(site.seen) == 1


def test_other_protocol_is_a_server_error(web: Serve, fetcher: MakeFetcher) -> None:
    got = fetcher().get(web({"/": gibberish}).base)
    assert (got.state, got.rule) == (SourceState.SERVER_ERROR, "not-http-answer")


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("many", [False, True])
def test_retry_after_is_obeyed(web: Serve, fetcher: MakeFetcher, status: int, many: bool) -> None:
    site = web({"/": in_turn(asked_to_wait(status, "1"), page())})
    client = fetcher()
    got = client.get_many([site.base])[site.base] if many else client.get(site.base)
    assert got.state is SourceState.LIVE
    assert [hop.status for hop in got.hops] == [status, 200]
    assert site.seen[1].begun - site.seen[0].begun >= 1


def test_retry_after_holds_for_the_whole_host(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/a": in_turn(asked_to_wait(429, "1"), page()), "/b": page()})
    got = fetcher().get_many([site.base + "/a", site.base + "/b"])
    assert {one.state for one in got.values()} == {SourceState.LIVE}
    assert sorted(site.paths()) == ["/a", "/a", "/b"]
    assert site.seen[1].begun - site.seen[0].begun >= 1


def test_long_retry_after_is_not_waited_for(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": asked_to_wait(429, "86400")})
    got = fetcher().get(site.base)
    assert (got.state, got.retry_after) == (SourceState.RATE_LIMITED, 86400)
    assert len(site.seen) == 1


def test_waiting_has_a_budget(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": asked_to_wait(503, "1")})
    got = fetcher(retry_after_seconds=1.5, retries=9).get(site.base)
    assert got.state is SourceState.SERVER_ERROR
    assert len(site.seen) == 2


def test_retry_after_may_be_a_date(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": asked_to_wait(429, "Fri, 31 Dec 1999 23:59:59 GMT")})
    got = fetcher(retries=1).get(site.base)
    assert (got.state, got.retry_after) == (SourceState.RATE_LIMITED, 0)


def for_browsers(handler: Handler) -> None:
    mine = handler.headers.get("User-Agent", "")
    handler.answer(status=200 if mine.startswith("Mozilla/5.0 (X11") else 403)


@pytest.mark.parametrize("many", [False, True])
def test_header_check_is_answered_once_like_a_browser(
    web: Serve, fetcher: MakeFetcher, many: bool
) -> None:
    site = web({"/": for_browsers})
    client = fetcher()
    got = client.get_many([site.base])[site.base] if many else client.get(site.base)
    assert (got.state, got.rule) == (SourceState.LIVE, "browser-headers")
    assert site.seen[0].headers["user-agent"].startswith("citation-audit/")


def test_refusal_stays_blocked(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": page(b"<h1>Forbidden</h1>", 403)})
    got = fetcher().get(site.base)
    assert (got.state, got.rule) == (SourceState.BLOCKED, "http-403")
    assert len(site.seen) == 2


@pytest.mark.parametrize("status", [403, 503, 404])
def test_challenge_is_not_argued_with(web: Serve, fetcher: MakeFetcher, status: int) -> None:
    site = web({"/": page(status=status, Cf_Mitigated="challenge")})
    got = fetcher().get(site.base)
    assert (got.state, got.rule) == (SourceState.BLOCKED, "challenge")
    assert len(site.seen) == 1


@pytest.mark.parametrize("status", [403, 429, 500])
def test_form_is_sent_only_once(web: Serve, fetcher: MakeFetcher, status: int) -> None:
    site = web({"/": page(status=status, Retry_After="0")})
    assert fetcher().post(site.base, {"url": "x"}).status == status
    assert len(site.seen) == 1
