"""Several archives asked in turn, and the capture that an editor has chosen."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from audit.archive import (
    Archives,
    ArchiveSettings,
    MementoSettings,
    archive_fetch_settings,
    archives_of,
    memento_settings,
    read_capture,
)
from audit.archive.several import merged
from audit.demo.archive import ArchivedPage
from audit.errors import SettingsError
from audit.fetch import Fetcher, FetchSettings
from audit.model import Fetched
from audit.vocabulary import ArchiveOutcome, SourceState
from tests.archive.servers import INDEX, LoopbackArchive, always, loopback_archive

URL = "http://ledger.test/news/reform"
GOOD = b"<html><body><h1>Ten years on</h1></body></html>"
SOFT = b"<html><body><h1>Page not found</h1></body></html>"
PART = b"<html><body><h1>Ten years on</h1>To continue reading, subscribe</body></html>"
TIMEMAP = "/web/timemap/"


@dataclass(frozen=True, slots=True)
class Said:
    state: SourceState
    rule: str = "test"
    detail: str = "told by the gates"


def judge(fetched: Fetched) -> Said:
    if b"not found" in fetched.body:
        return Said(SourceState.SOFT_404)
    return Said(SourceState.PAYWALLED if b"subscribe" in fetched.body else SourceState.LIVE)


@pytest.fixture
def other() -> Iterator[LoopbackArchive]:
    with loopback_archive() as running:
        yield running


@pytest.fixture
def archives(server: LoopbackArchive, other: LoopbackArchive) -> Iterator[Archives]:
    """The Wayback Machine, played by ``server``, then a Memento archive, played by ``other``."""
    wayback = ArchiveSettings(server.base, "", 1e9, 1e9, total_seconds=5)
    web = f"{other.base}/web"
    memento = MementoSettings("other.test", f"{web}/timemap/link", web, web, 1e9, 1e9, 5)
    general = FetchSettings(allow_private=True, connect_seconds=2, proxy_url="")
    with Fetcher(archive_fetch_settings(general, wayback)) as fetcher:
        yield archives_of(fetcher, wayback, (memento,))


def held(year: int, body: bytes) -> dict[str, list[ArchivedPage]]:
    return {URL: [ArchivedPage(f"{year}0102030405", body)]}


def test_the_first_archive_with_the_work_is_enough(
    archives: Archives, server: LoopbackArchive, other: LoopbackArchive
) -> None:
    server.captures, other.captures = held(2015, GOOD), held(2016, GOOD)
    reading = read_capture(archives, URL, "2017", judge)
    assert reading.capture is not None
    assert (reading.capture.archive, reading.capture.timestamp[:4]) == ("web.archive.org", "2015")
    assert not other.asked


@pytest.mark.parametrize("body", [SOFT, None])
def test_the_next_archive_is_asked_where_the_first_has_nothing_usable(
    archives: Archives, server: LoopbackArchive, other: LoopbackArchive, body: bytes | None
) -> None:
    server.captures = held(2015, body) if body else {}
    other.captures = held(2016, GOOD)
    fetched, capture, search = read_capture(archives, URL, "2017", judge)
    assert fetched is not None
    assert capture is not None
    assert (fetched.body, capture.archive) == (GOOD, "other.test")
    assert search.outcome is ArchiveOutcome.FOUND
    assert len(search.attempts) == (2 if body else 1), "what was tried before is told"


def test_a_part_in_the_first_gives_way_to_the_whole_in_the_second(
    archives: Archives, server: LoopbackArchive, other: LoopbackArchive
) -> None:
    server.captures, other.captures = held(2015, PART), held(2012, GOOD)
    assert read_capture(archives, URL, "2017", judge).fetched is not None
    fetched, _, _ = read_capture(archives, URL, "2017", judge)
    assert fetched is not None
    assert fetched.body == GOOD
    other.captures = {}
    fetched, _, _ = read_capture(archives, URL, "2017", judge)
    assert fetched is not None
    assert fetched.body == PART


def test_an_archive_that_does_not_answer_leaves_it_open(
    archives: Archives, server: LoopbackArchive, other: LoopbackArchive
) -> None:
    server.behaviours[INDEX] = always(503, b"busy")
    search = read_capture(archives, URL, "2017", judge).search
    assert search.outcome is ArchiveOutcome.UNKNOWN, "the other one's “none” is not the last word"
    assert "503" in search.detail
    assert "other.test has no capture" in search.detail
    server.behaviours.clear()
    assert archives.search(URL, "2017").outcome is ArchiveOutcome.NO_CAPTURES
    other.behaviours[TIMEMAP] = always(503, b"busy")
    assert archives.search(URL, "2017").outcome is ArchiveOutcome.UNKNOWN


def test_one_that_answers_429_does_not_stop_the_other(
    archives: Archives, server: LoopbackArchive, other: LoopbackArchive
) -> None:
    server.behaviours[INDEX] = always(429, b"slow down")
    other.captures = held(2016, GOOD)
    for _ in range(2):
        assert read_capture(archives, URL, "2017", judge).capture is not None
    assert len(server.asked) == 1


def test_every_capture_is_replayed_where_it_is(archives: Archives, other: LoopbackArchive) -> None:
    other.captures = held(2016, GOOD)
    search = archives.search(URL, "2017")
    assert archives.replay(search.captures[0]).body == GOOD
    stranger = archives.members[0].named(f"https://web.archive.org/web/2016/{URL}", "")
    assert stranger is not None
    assert archives.name == "web.archive.org, other.test"
    lone = Archives(archives.members[1:])
    assert lone.replay(stranger).state is SourceState.NOT_CHECKED


def test_the_editor_s_capture_is_tried_before_anything_is_searched_for(
    archives: Archives, server: LoopbackArchive, other: LoopbackArchive
) -> None:
    server.captures = {URL: [ArchivedPage(f"{y}0102030405", GOOD) for y in (2012, 2016)]}
    chosen = f"http://web.archive.org/web/20120102030405/{URL}"
    fetched, capture, search = read_capture(archives, URL, "2017", judge, named=chosen)
    assert fetched is not None
    assert capture is not None
    assert capture.timestamp == "20120102030405"
    assert search.detail == "the references file names this capture"
    assert not server.count(INDEX)
    assert not other.asked


def test_an_editor_s_capture_in_another_archive_is_replayed_there(
    archives: Archives, server: LoopbackArchive, other: LoopbackArchive
) -> None:
    other.captures = held(2016, GOOD)
    named = f"{other.base}/web/20160102030405/{URL}"
    reading = read_capture(archives, URL, "2017", judge, named=named)
    assert reading.capture is not None
    assert (reading.capture.archive, reading.capture.url) == ("other.test", named)
    assert not server.asked


def test_an_editor_s_capture_that_is_not_the_work_is_told_and_not_tried_twice(
    archives: Archives, server: LoopbackArchive
) -> None:
    server.captures = {
        URL: [ArchivedPage("20120102030405", SOFT), ArchivedPage("20130102030405", GOOD)]
    }
    named = f"https://web.archive.org/web/20120102030405/{URL}"
    fetched, capture, search = read_capture(archives, URL, "2012-06", judge, named=named)
    assert fetched is not None
    assert capture is not None
    assert capture.timestamp == "20130102030405"
    assert [attempt.state for attempt in search.attempts] == [
        SourceState.SOFT_404,
        SourceState.LIVE,
    ]
    server.captures = {URL: server.captures[URL][:1]}
    search = read_capture(archives, URL, "2012-06", judge, named=named).search
    assert search.outcome is ArchiveOutcome.ONLY_SOFT_404
    assert len(search.attempts) == 1


@pytest.mark.parametrize("named", ["https://perma.cc/A1B2-C3D4", "nonsense", "https://[x"])
def test_a_link_into_an_archive_that_is_not_asked_changes_nothing(
    archives: Archives, server: LoopbackArchive, named: str
) -> None:
    server.captures = held(2015, GOOD)
    reading = read_capture(archives, URL, "2017", judge, named=named)
    assert reading.capture is not None
    assert reading.search.detail == "1 capture without an error"


def test_no_archive_at_all_leaves_everything_open() -> None:
    assert read_capture(Archives(()), URL, "", judge).search.outcome is ArchiveOutcome.UNKNOWN
    assert merged(()).outcome is ArchiveOutcome.UNKNOWN


def test_archives_are_known_by_their_base() -> None:
    arquivo = memento_settings("https://arquivo.pt/wayback/")
    assert arquivo.name == "arquivo.pt"
    assert arquivo.replay_prefix == "https://arquivo.pt/noFrame/replay"
    own = memento_settings("http://pywb.test:8080/news")
    assert (own.name, own.timemap_prefix) == (
        "pywb.test:8080",
        "http://pywb.test:8080/news/timemap/link",
    )


@pytest.mark.parametrize("base", ["", "arquivo.pt", "ftp://a.test", "https://web.archive.org/web"])
def test_what_is_no_further_archive_is_refused(base: str) -> None:
    with pytest.raises(SettingsError):
        memento_settings(base)
