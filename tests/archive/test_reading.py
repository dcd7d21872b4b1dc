"""Reading a reference from an archive: which capture is taken, and what is said when none is."""

from dataclasses import dataclass

import pytest

from audit.archive import CaptureReading, read_capture
from audit.demo.archive import ArchivedPage
from audit.model import Fetched
from audit.vocabulary import ArchiveOutcome, SourceRole, SourceState
from tests.archive.conftest import MakeArchive
from tests.archive.servers import INDEX, REPLAY, LoopbackArchive, always, hanging, in_turn

URL = "http://ledger.test/news/reform"
GOOD = b"<html><body><h1>Ten years on</h1></body></html>"
SOFT = b"<html><body><h1>Page not found</h1></body></html>"
PART = b"<html><body><h1>Ten years on</h1>To continue reading, subscribe</body></html>"


@dataclass(frozen=True, slots=True)
class Said:
    state: SourceState
    rule: str = "test"
    detail: str = "told by the gates"


def judge(fetched: Fetched) -> Said:
    if b"not found" in fetched.body:
        return Said(SourceState.SOFT_404)
    if fetched.final_url != fetched.url and fetched.final_url.count("/") == 3:
        return Said(SourceState.MOVED_TO_HOME)
    if b"subscribe" in fetched.body:
        return Said(SourceState.PAYWALLED)
    return Said(SourceState.LIVE)


def pages(**bodies: bytes) -> list[ArchivedPage]:
    """Captures by year: ``y2015=GOOD``."""
    return [ArchivedPage(f"{year[1:]}0102030405", body) for year, body in bodies.items()]


def read(
    server: LoopbackArchive, make_archive: MakeArchive, accessed: str = "2017"
) -> CaptureReading:
    return read_capture(make_archive(server.base), URL, accessed, judge)


def test_the_first_capture_that_passes_is_taken(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {URL: pages(y2014=GOOD, y2016=SOFT, y2017=SOFT + b" ", y2018=GOOD + b" ")}
    fetched, capture, search = read(server, make_archive)
    assert fetched is not None
    assert capture is not None
    assert (fetched.body, capture.timestamp) == (GOOD, "20140102030405")
    assert capture.distance_days == -1095
    assert search.outcome is ArchiveOutcome.FOUND
    assert [(a.state, a.role) for a in search.attempts] == [
        (SourceState.SOFT_404, SourceRole.CAPTURE),
        (SourceState.SOFT_404, SourceRole.CAPTURE),
        (SourceState.LIVE, SourceRole.CAPTURE),
    ]


def test_at_most_four_captures_are_tried(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {
        URL: [ArchivedPage(f"20{n}0102030405", SOFT + bytes([n])) for n in range(10, 17)]
    }
    fetched, capture, search = read(server, make_archive)
    assert (fetched, capture) == (None, None)
    assert search.outcome is ArchiveOutcome.ONLY_SOFT_404
    assert "4 captures tried" in search.detail
    assert server.count(REPLAY) == 4


def test_a_whole_capture_is_preferred_to_a_nearer_part(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {URL: pages(y2014=GOOD, y2016=PART)}
    reading = read(server, make_archive)
    assert reading.fetched is not None
    assert reading.fetched.body == GOOD


def test_a_part_is_better_than_nothing(server: LoopbackArchive, make_archive: MakeArchive) -> None:
    server.captures = {URL: pages(y2014=SOFT, y2016=PART, y2017=PART + b" ")}
    reading = read(server, make_archive)
    assert reading.fetched is not None
    assert reading.capture is not None
    assert (reading.fetched.body, reading.capture.timestamp[:4]) == (PART + b" ", "2017")


def test_a_redirect_home_is_unusable(server: LoopbackArchive, make_archive: MakeArchive) -> None:
    server.captures = {URL: [ArchivedPage("20180101000000", b"", 302, location="/")]}
    fetched, capture, search = read(server, make_archive)
    assert (fetched, capture) == (None, None)
    assert search.outcome is ArchiveOutcome.ONLY_ERRORS
    server.captures = {**server.captures, "http://ledger.test/": pages(y2018=GOOD)}
    assert read(server, make_archive).search.outcome is ArchiveOutcome.ONLY_SOFT_404


def test_an_archive_that_fails_while_replaying_leaves_it_open(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {URL: pages(y2014=GOOD, y2016=SOFT)}
    server.behaviours[REPLAY] = in_turn(
        always(200, SOFT, ("Memento-Datetime", "x")), always(503, b"busy")
    )
    search = read(server, make_archive).search
    assert search.outcome is ArchiveOutcome.UNKNOWN
    assert "did not give all of them" in search.detail


def test_a_replay_that_hangs_leaves_it_open(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {URL: pages(y2014=GOOD, y2015=GOOD + b" ", y2016=GOOD + b"  ")}
    server.behaviours[REPLAY] = hanging
    archive = make_archive(server.base, total_seconds=0.4)
    search = read_capture(archive, URL, "2017", judge).search
    assert search.outcome is ArchiveOutcome.UNKNOWN
    assert [attempt.state for attempt in search.attempts] == [SourceState.TIMEOUT] * 2


def test_what_the_search_said_stays_when_there_is_nothing_to_try(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    search = read(server, make_archive).search
    assert (search.outcome, search.attempts) == (ArchiveOutcome.NO_CAPTURES, ())
    server.behaviours[INDEX] = always(503, b"busy")
    assert read(server, make_archive).search.outcome is ArchiveOutcome.UNKNOWN


def test_the_capture_is_dated_by_what_was_served(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {URL: pages(y2014=GOOD)}
    server.behaviours[REPLAY] = always(
        200, GOOD, ("Memento-Datetime", "Wed, 20 Sep 2017 10:11:12 GMT")
    )
    capture = read(server, make_archive, "2017-09-21").capture
    assert capture is not None
    assert (capture.timestamp, capture.distance_days) == ("20170920101112", -1)
    assert capture.url == f"{server.base}/web/20170920101112/{URL}"


def test_a_redirected_capture_is_linked_where_it_was_read(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    moved = "http://ledger.test/archive/reform"
    server.captures = {
        URL: [ArchivedPage("20160102030405", b"", 301, location=moved)],
        moved: pages(y2015=GOOD),
    }
    fetched, capture, _ = read(server, make_archive)
    assert fetched is not None
    assert capture is not None
    assert (fetched.url, fetched.final_url) == (URL, moved)
    assert capture.url == f"{server.base}/web/20150102030405/{moved}"
    assert capture.distance_days == -730


@pytest.mark.parametrize("told", ["x", "", "Wed, 99 Sep 2017 10:11:12 GMT"])
def test_a_date_that_is_none_is_not_used(
    server: LoopbackArchive, make_archive: MakeArchive, told: str
) -> None:
    server.captures = {URL: pages(y2014=GOOD)}
    server.behaviours[REPLAY] = always(200, GOOD, ("Memento-Datetime", told or "unknown"))
    capture = read(server, make_archive).capture
    assert capture is not None
    assert capture.timestamp == "20140102030405"
