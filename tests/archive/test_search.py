"""What is said of an address when the archive behaves in all the ways that archives do."""

from pathlib import Path

from audit.archive import CaptureSearch
from audit.demo.archive import ArchivedPage
from audit.vocabulary import ArchiveOutcome
from tests.archive.conftest import MakeArchive
from tests.archive.servers import (
    INDEX,
    LoopbackArchive,
    always,
    in_turn,
)

URL = "http://ledger.test/news/reform"
PAGE = b"<html><body><h1>Ten years on</h1></body></html>"
TEXT = ("Content-Type", "text/plain")
DIGEST = "QB5TLJX4VL2BXQ7KDRZFWAOX4DQIYY6N"
LINE = f"test,ledger)/news/reform 20150102030405 {URL} text/html 200 {DIGEST} 5120\n"
EXCLUDED = (
    b"org.archive.util.io.RuntimeIOException: "
    b"org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error"
)


def times(search: CaptureSearch) -> list[str]:
    return [capture.timestamp[:4] for capture in search.captures]


def test_captures_are_found_and_ordered(server: LoopbackArchive, make_archive: MakeArchive) -> None:
    server.captures = {
        URL: [
            ArchivedPage(f"{year}0102030405", PAGE + str(year).encode())
            for year in range(2010, 2020)
        ]
    }
    search = make_archive(server.base).search(URL, "2015-06-01")
    assert search.outcome is ArchiveOutcome.FOUND
    assert times(search) == ["2015", "2014", "2013", "2012"]
    assert search.captures[0].url == f"{server.base}/web/20150102030405/{URL}"
    assert search.detail == "10 captures without an error"
    assert server.count(INDEX) == 1
    assert "filter=%21statuscode%3A%5B45%5D.." in server.asked[0]


def test_a_newer_404_does_not_hide_the_page(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {
        URL: [ArchivedPage("20150102030405", PAGE), ArchivedPage("20230607080910", b"", 404)]
    }
    assert times(make_archive(server.base).search(URL, "2024")) == ["2015"]


def test_an_index_that_ignores_filters_is_filtered_by_us(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    lines = LINE + LINE.replace(" 200 ", " 404 ").replace("2015", "2023")
    server.behaviours[INDEX] = always(200, lines.encode(), TEXT)
    assert times(make_archive(server.base).search(URL, "2024")) == ["2015"]


def test_only_errors_is_told_from_never_captured(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {URL: [ArchivedPage("20230607080910", b"", 404)]}
    search = make_archive(server.base).search(URL, "2024")
    assert search.outcome is ArchiveOutcome.ONLY_ERRORS
    assert "HTTP 404 on 2023-06-07" in search.detail
    assert server.count(INDEX) == 2


def test_only_errors_is_seen_in_one_query_where_filters_are_ignored(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.behaviours[INDEX] = always(200, LINE.replace(" 200 ", " 503 ").encode(), TEXT)
    search = make_archive(server.base).search(URL, "")
    assert search.outcome is ArchiveOutcome.ONLY_ERRORS
    assert server.count(INDEX) == 1


def test_never_captured_takes_two_empty_answers(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    search = make_archive(server.base).search(URL, "2015")
    assert search.outcome is ArchiveOutcome.NO_CAPTURES
    assert server.count(INDEX) == 2
    assert "filter" not in server.asked[1]


def test_an_exclusion_by_the_archive_is_said(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.behaviours[INDEX] = always(403, EXCLUDED, TEXT)
    search = make_archive(server.base).search(URL, "2015")
    assert search.outcome is ArchiveOutcome.EXCLUDED
    assert "owner" in search.detail


def test_an_empty_answer_for_a_publisher_that_keeps_out_is_excluded(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    archive = make_archive(server.base)
    search = archive.search("https://www.theguardian.com/world/2016/apr/21/drugs", "2017-09-20")
    assert search.outcome is ArchiveOutcome.EXCLUDED
    assert "The Guardian" in search.detail
    server.captures = {"https://edition.cnn.com/a": [ArchivedPage("20150102030405", PAGE)]}
    assert archive.search("https://edition.cnn.com/a", "").outcome is ArchiveOutcome.FOUND


def test_a_redirect_as_the_only_capture_is_not_thrown_away(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {URL: [ArchivedPage("20180101000000", b"", 302, location="/")]}
    search = make_archive(server.base).search(URL, "2018")
    assert (search.outcome, times(search)) == (ArchiveOutcome.FOUND, ["2018"])


def test_malformed_lines_are_left_out_and_counted(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    body = f"{LINE}a torn line of the index that is quite long enough to be one\n"
    server.behaviours[INDEX] = always(200, body.encode(), TEXT)
    search = make_archive(server.base).search(URL, "2015")
    assert times(search) == ["2015"]
    assert "1 line(s) of the index not understood" in search.detail


def test_captures_of_another_site_are_no_answer(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.behaviours[INDEX] = always(200, LINE.replace("//ledger", "//other").encode(), TEXT)
    assert make_archive(server.base).search(URL, "").outcome is ArchiveOutcome.UNKNOWN


def test_of_too_many_captures_those_around_the_access_date_are_asked_for(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    near = LINE.replace("2015", "2017").replace(DIGEST, DIGEST[::-1])
    server.behaviours[INDEX] = in_turn(
        always(200, f"{LINE}\nkey+1%21\n".encode(), TEXT), always(200, near.encode(), TEXT)
    )
    search = make_archive(server.base).search(URL, "2017-01-31")
    assert times(search) == ["2017", "2015"]
    assert "more than were read" in search.detail
    assert "from=20170101&to=20170207" in server.asked[1]
    assert server.count(INDEX) == 2


def test_without_an_access_date_one_full_answer_is_enough(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.behaviours[INDEX] = always(200, f"{LINE}\nkey+1%21\n".encode(), TEXT)
    assert times(make_archive(server.base).search(URL, "")) == ["2015"]
    assert server.count(INDEX) == 1


def test_a_second_answer_that_fails_keeps_what_the_first_gave(
    server: LoopbackArchive, make_archive: MakeArchive, tmp_path: Path
) -> None:
    server.behaviours[INDEX] = in_turn(
        always(200, f"{LINE}\nkey+1%21\n".encode(), TEXT), always(503, b"busy")
    )
    archive = make_archive(server.base, cache_directory=tmp_path)
    assert times(archive.search(URL, "2017")) == ["2015"]
    assert not list(tmp_path.iterdir()), "what is not the whole list is not kept for other dates"


def test_a_link_to_a_capture_is_tried_first(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.captures = {
        URL: [
            ArchivedPage(f"{year}0102030405", PAGE + str(year).encode())
            for year in range(2010, 2012)
        ]
    }
    link = f"https://web.archive.org/web/20120102030405/{URL}"
    search = make_archive(server.base).search(link, "2015")
    assert (search.outcome, times(search)) == (ArchiveOutcome.FOUND, ["2012", "2011", "2010"])
    assert search.captures[0].url == f"{server.base}/web/20120102030405/{URL}"


def test_a_link_to_a_capture_needs_no_index(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    server.behaviours[INDEX] = always(503, b"busy")
    link = f"https://web.archive.org/web/20120102030405/{URL}"
    assert times(make_archive(server.base).search(link, "2015")) == ["2012"]


def test_archives_that_alter_pages_are_not_used(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    search = make_archive(server.base).search("https://archive.ph/AbCdE", "2015")
    assert search.outcome is ArchiveOutcome.UNKNOWN
    assert not server.asked


def test_an_address_with_a_star_is_no_search_by_prefix(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    make_archive(server.base).search("http://ledger.test/a*#part", "")
    assert "url=http%3A%2F%2Fledger.test%2Fa%252A" in server.asked[0]
    assert "part" not in server.asked[0]


def test_a_switched_off_archive_is_not_asked(
    server: LoopbackArchive, make_archive: MakeArchive
) -> None:
    search = make_archive(server.base, enabled=False).search(URL, "2015")
    assert search.outcome is ArchiveOutcome.UNKNOWN
    assert not server.asked


def test_answers_are_kept_on_disk_and_failures_are_not(
    server: LoopbackArchive, make_archive: MakeArchive, tmp_path: Path
) -> None:
    server.behaviours[INDEX] = in_turn(
        always(503, b"busy"), always(200, LINE.encode(), TEXT), always(500, b"broken")
    )
    outcomes = [
        make_archive(server.base, cache_directory=tmp_path).search(URL, "2015").outcome
        for _ in range(3)
    ]
    assert outcomes == [ArchiveOutcome.UNKNOWN, ArchiveOutcome.FOUND, ArchiveOutcome.FOUND]
    assert server.count(INDEX) == 2
