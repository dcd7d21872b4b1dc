"""Reading captures: raw bytes, inside the archive only, told as the original site's answer."""

import gzip

import pytest

from audit.archive.choose import capture_of
from audit.archive.polite import header
from audit.demo.archive import ArchivedPage
from audit.model import Capture
from audit.vocabulary import SourceState
from tests.archive.conftest import MakeArchive
from tests.archive.servers import REPLAY, Behaviour, LoopbackArchive, always, in_turn

URL = "http://ledger.test/news/reform"
NEW = "http://ledger.test/archive/reform"
PAGE = b"<html><body><h1>Ten years on</h1></body></html>"
MEMENTO = ("Memento-Datetime", "Fri, 02 Jan 2015 03:04:05 GMT")


def capture(timestamp: str = "20150102030405") -> Capture:
    return capture_of(timestamp, URL, None)


def test_the_bytes_come_without_the_toolbar(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {URL: [ArchivedPage("20150102030405", PAGE)]}
    fetched = make_archive(server.base).replay(capture())
    assert (fetched.state, fetched.status, fetched.body) == (SourceState.LIVE, 200, PAGE)
    assert (fetched.url, fetched.final_url) == (URL, URL)
    assert fetched.media_type == "text/html"
    assert fetched.charset == "utf-8"
    assert server.asked == [f"/web/20150102030405id_/{URL}"]


def test_a_captured_redirect_is_followed_inside_the_archive(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {
        URL: [ArchivedPage("20150102030405", b"", 301, location="/archive/reform")],
        NEW: [ArchivedPage("20150102030500", PAGE)],
    }
    fetched = make_archive(server.base).replay(capture())
    assert fetched.body == PAGE
    assert (fetched.url, fetched.final_url) == (URL, NEW)
    assert [(hop.url, hop.status, hop.location) for hop in fetched.hops] == [
        (URL, 301, NEW),
        (NEW, 200, ""),
    ]
    assert "20150102030500" not in fetched.final_url


@pytest.mark.parametrize("location", ["/archive/reform", NEW, f"{NEW}#top"])
def test_an_untouched_location_never_leads_to_the_live_web(
    server: LoopbackArchive, make_archive: MakeArchive, location: str
) -> None:
    server.captures = {NEW: [ArchivedPage("20150102030405", PAGE)]}
    server.behaviours[f"{REPLAY}20150102030405id_/{URL}"] = always(
        302, b"", ("Location", location), MEMENTO
    )
    assert make_archive(server.base).replay(capture()).body == PAGE
    assert all(path.startswith(REPLAY) for path in server.asked)


def test_a_captured_meta_refresh_is_followed_inside_the_archive(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    refresh = b'<meta http-equiv="refresh" content="0; url=/archive/reform"><p>Moved</p>'
    server.captures = {
        URL: [ArchivedPage("20150102030405", refresh)],
        NEW: [ArchivedPage("20150102030405", PAGE)],
    }
    fetched = make_archive(server.base).replay(capture())
    assert (fetched.body, fetched.final_url) == (PAGE, NEW)


def test_a_captured_page_that_reloads_itself_is_a_page(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    body = PAGE + f'<meta http-equiv="refresh" content="1; url={URL}">'.encode()
    server.captures = {URL: [ArchivedPage("20150102030405", body)]}
    fetched = make_archive(server.base).replay(capture())
    assert (fetched.state, fetched.body) == (SourceState.LIVE, body)


def test_redirects_in_a_circle_end(server: LoopbackArchive, make_archive: MakeArchive) -> None:
    server.captures = {
        URL: [ArchivedPage("20150102030405", b"", 302, location=NEW)],
        NEW: [ArchivedPage("20150102030405", b"", 302, location=URL)],
    }
    fetched = make_archive(server.base).replay(capture())
    assert fetched.state is SourceState.REDIRECT_LOOP
    assert len(server.asked) == 2


def test_the_nearest_memento_is_taken_where_the_time_is_not_exact(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {URL: [ArchivedPage("20150102030405", PAGE)]}
    fetched = make_archive(server.base).replay(capture("20150101000000"))
    assert fetched.body == PAGE
    assert header(fetched, "memento-datetime") == MEMENTO[1]


def test_a_captured_error_is_the_site_s_not_the_archive_s(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {URL: [ArchivedPage("20150102030405", b"<h1>Not Found</h1>", 404)]}
    fetched = make_archive(server.base).replay(capture())
    assert (fetched.state, fetched.status) == (SourceState.DEAD, 404)
    assert fetched.rule != "not-a-memento"


@pytest.mark.parametrize(
    ("behaviour", "state"),
    [
        (always(404, b"<p>Hrm. The archive does not have that URL.</p>"), SourceState.DEAD),
        (always(403, b"This URL has been excluded from the Wayback Machine."), SourceState.BLOCKED),
        (always(200, b"<h1>The archive is offline</h1>"), SourceState.SERVER_ERROR),
        (always(503, b"<h1>Service Unavailable</h1>"), SourceState.SERVER_ERROR),
        (always(302, b"", ("Location", "mailto:a@b.test")), SourceState.SERVER_ERROR),
    ],
)
def test_what_is_no_memento_is_never_read_as_a_page(
    server: LoopbackArchive, make_archive: MakeArchive, behaviour: Behaviour, state: SourceState
) -> None:
    server.behaviours[REPLAY] = behaviour
    fetched = make_archive(server.base).replay(capture())
    assert (fetched.state, fetched.rule) == (state, "not-a-memento")


def test_a_429_while_replaying_ends_the_asking(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.behaviours[REPLAY] = always(429, b"Too Many Requests")
    archive = make_archive(server.base)
    assert archive.replay(capture()).state is SourceState.RATE_LIMITED
    assert archive.replay(capture()).state is SourceState.NOT_CHECKED
    assert len(server.asked) == 1


def test_a_captured_429_is_no_reason_to_stop(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {URL: [ArchivedPage("20150102030405", b"slow down", 429)]}
    archive = make_archive(server.base)
    archive.replay(capture())
    server.captures = {URL: [ArchivedPage("20150102030405", PAGE)]}
    assert archive.replay(capture()).body == PAGE


def test_the_site_s_own_headers_are_restored(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.behaviours[REPLAY] = always(
        200,
        PAGE,
        MEMENTO,
        ("Server", "archive"),
        ("X-Archive-Orig-Server", "ledger"),
        ("X-Archive-Orig-CF-Mitigated", "challenge"),
        ("X-Archive-Orig-Content-Encoding", "br"),
    )
    fetched = make_archive(server.base).replay(capture())
    assert header(fetched, "server") == "ledger"
    assert header(fetched, "cf-mitigated") == "challenge"
    assert header(fetched, "content-type") == "text/html"
    assert not header(fetched, "content-encoding")


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (gzip.compress(PAGE), "gzip"),
        (gzip.compress(PAGE), ""),
        (PAGE, "gzip"),
        (PAGE, ""),
    ],
    ids=["packed-and-said", "packed", "said", "neither"],  # gzip bytes carry the time
)
def test_wrong_labels_of_compression_are_tolerated(
    server: LoopbackArchive, make_archive: MakeArchive, body: bytes, coding: str
) -> None:
    labels = (("Content-Encoding", coding),) if coding else ()
    server.behaviours[REPLAY] = always(200, body, MEMENTO, *labels)
    assert make_archive(server.base).replay(capture()).body == PAGE


def test_a_capture_of_a_compressed_file_stays_compressed(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    body = gzip.compress(PAGE)
    server.behaviours[REPLAY] = always(200, body, MEMENTO, ("Content-Type", "application/gzip"))
    assert make_archive(server.base).replay(capture()).body == body


def test_an_archive_that_fails_in_turn_is_asked_again(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {URL: [ArchivedPage("20150102030405", PAGE)]}
    busy = always(503, b"busy")
    fine = always(200, PAGE, MEMENTO)
    server.behaviours[REPLAY] = in_turn(busy, busy, busy, fine, busy, busy, fine)
    archive = make_archive(server.base)
    states = [archive.replay(capture()).state for _ in range(7)]
    assert states[3] is states[6] is SourceState.LIVE
