"""An archive that does not answer, or answers nonsense: unknown, never "no captures"."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from audit.archive.pace import BURST
from audit.demo.archive import ArchivedPage
from audit.vocabulary import ArchiveOutcome
from tests.archive.conftest import MakeArchive
from tests.archive.servers import (
    AVAILABILITY,
    INDEX,
    Behaviour,
    LoopbackArchive,
    always,
    hanging,
    in_turn,
    refusing_base,
)

URL = "http://ledger.test/news/reform"
TEXT = ("Content-Type", "text/plain")


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (always(403, b"Forbidden"), "403"),
        (always(451, b"Unavailable"), "451"),
        (always(503, b"<h1>Service Unavailable</h1>"), "503"),
        (always(200, b"<title>Scheduled maintenance</title>" * 9), "not a list of captures"),
        (always(200, b"[]", ("Content-Type", "application/json")), "not a list of captures"),
        (always(200, b""), "not a list of captures"),
        (always(302, b"", ("Location", "/offline")), "404"),
        (always(200, b"a b c\n" * 20, TEXT), "not a list of captures"),
    ],
)
def test_what_is_no_answer_is_unknown_never_no_captures(
    server: LoopbackArchive, make_archive: MakeArchive, behaviour: Behaviour, said: str
) -> None:
    server.behaviours[INDEX] = behaviour
    search = make_archive(server.base).search(URL, "2015")
    assert search.outcome is ArchiveOutcome.UNKNOWN
    assert said in search.detail
    assert not search.captures


def test_an_empty_first_answer_and_a_failing_second_is_unknown(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.behaviours[INDEX] = in_turn(always(200, b"", TEXT), always(504, b"Gateway Time-out"))
    assert make_archive(server.base).search(URL, "").outcome is ArchiveOutcome.UNKNOWN


def test_a_hanging_index_is_unknown_in_bounded_time(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.behaviours[INDEX] = hanging
    search = make_archive(server.base, total_seconds=0.4).search(URL, "2015")
    assert search.outcome is ArchiveOutcome.UNKNOWN


def test_the_availability_service_may_find_what_the_index_did_not_answer(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {URL: [ArchivedPage("20150102030405", b"<h1>Ten years on</h1>")]}
    server.behaviours[INDEX] = always(503, b"busy")
    search = make_archive(server.base).search(URL, "2015")
    assert search.outcome is ArchiveOutcome.FOUND
    assert [capture.timestamp for capture in search.captures] == ["20150102030405"]
    assert "availability service named a capture" in search.detail


@pytest.mark.parametrize(
    "body",
    [b"{}", b"not JSON", b'{"archived_snapshots": {"closest": []}}', b'{"archived_snapshots": {}}'],
)
def test_the_availability_service_never_tells_absence(
    server: LoopbackArchive, make_archive: MakeArchive, body: bytes
) -> None:
    server.behaviours[INDEX] = always(503, b"busy")
    server.behaviours[AVAILABILITY] = always(200, body, ("Content-Type", "application/json"))
    assert make_archive(server.base).search(URL, "").outcome is ArchiveOutcome.UNKNOWN


def test_the_first_429_ends_the_asking_for_this_run(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.behaviours[INDEX] = always(429, b"Too Many Requests")
    archive = make_archive(server.base)
    first = archive.search(URL, "2015")
    second = archive.search("http://ledger.test/other", "2015")
    assert first.outcome is second.outcome is ArchiveOutcome.UNKNOWN
    assert "429" in second.detail
    assert len(server.asked) == 1
    server.behaviours.clear()
    assert make_archive(server.base).search(URL, "").outcome is ArchiveOutcome.NO_CAPTURES


def test_after_a_429_those_who_wait_for_their_turn_do_not_ask(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.behaviours[INDEX] = always(429, b"Too Many Requests")
    archive = make_archive(server.base, queries_per_minute=1)
    with ThreadPoolExecutor(8) as threads:
        urls = [f"{URL}/{number}" for number in range(8)]
        searches = list(threads.map(lambda url: archive.search(url, "2015"), urls))
    assert {search.outcome for search in searches} == {ArchiveOutcome.UNKNOWN}
    assert len(server.asked) <= BURST


@pytest.mark.parametrize(
    "url", ["", "news/reform", "mailto:a@b.test", "http://[x", "http://a/\udcff"]
)
def test_what_is_no_web_address_is_not_asked_for(
    server: LoopbackArchive, make_archive: MakeArchive, url: str
) -> None:
    assert make_archive(server.base).search(url, "").outcome is ArchiveOutcome.UNKNOWN
    assert not server.asked


def test_an_unreachable_archive_is_given_up_soon(make_archive: MakeArchive) -> None:
    archive = make_archive(refusing_base())
    searches = [archive.search(f"{URL}/{number}", "2015") for number in range(4)]
    assert {search.outcome for search in searches} == {ArchiveOutcome.UNKNOWN}
    assert "not asked again this run" in searches[-1].detail
