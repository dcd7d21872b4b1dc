"""The rehearsal's archive speaks as the Wayback Machine does: waybackpy, unpatched, is content."""

import json
from collections.abc import Iterator

import pytest
import requests
from waybackpy import WaybackMachineAvailabilityAPI, WaybackMachineCDXServerAPI

from audit.archive.cdx import read_cdx
from audit.demo.archive import ArchivedPage, answer, url_key
from tests.archive.servers import LoopbackArchive, loopback_archive

URL = "http://ledger.test/news/reform"
PAGE = b"<html><body class=x><h1>Ten years on</h1></body></html>"
CAPTURES = {
    URL: [
        ArchivedPage("20150102030405", PAGE),
        ArchivedPage("20160102030405", b"", 301, location="/archive/reform"),
        ArchivedPage("20230607080910", b"gone", 404),
    ],
    "https://www.ledger.test/news/reform/": [ArchivedPage("20170102030405", PAGE + b" ")],
    "http://ledger.test/other": [ArchivedPage("20180102030405", PAGE)],
}


@pytest.fixture
def full() -> Iterator[LoopbackArchive]:
    with loopback_archive(CAPTURES) as running:
        yield running


def index(query: str) -> list[list[str]]:
    _, _, body = answer(f"/cdx/search/cdx?{query}", CAPTURES)
    return [line.split(" ") for line in body.decode().splitlines() if line]


def unpatched(
    base: str, limit: str | None = None, filters: list[str] | None = None, window: str = "/"
) -> WaybackMachineCDXServerAPI:
    begin, _, end = window.partition("/")
    client = WaybackMachineCDXServerAPI(
        URL,
        "citation-audit tests",
        start_timestamp=begin,
        end_timestamp=end,
        filters=filters,
        limit=limit,
    )
    client.endpoint = f"{base}/cdx/search/cdx"
    return client


def test_waybackpy_reads_all_captures(full: LoopbackArchive) -> None:
    shots = list(unpatched(full.base).snapshots())
    assert [(shot.timestamp[:4], shot.statuscode) for shot in shots] == [
        ("2015", "200"),
        ("2016", "301"),
        ("2017", "200"),
        ("2023", "404"),
    ]
    assert {len(shot.digest) for shot in shots} == {32}


def test_waybackpy_s_filters_and_windows_work(full: LoopbackArchive) -> None:
    client = unpatched(full.base, filters=["!statuscode:[45].."], window="2016/2017")
    assert [shot.timestamp[:4] for shot in client.snapshots()] == ["2016", "2017"]


def test_waybackpy_pages_to_the_end(full: LoopbackArchive) -> None:
    assert len(list(unpatched(full.base, limit="1").snapshots())) == 4
    assert full.count("/cdx/") == 4


def test_waybackpy_finds_nothing_where_nothing_is() -> None:
    with loopback_archive() as empty:
        assert list(unpatched(empty.base).snapshots()) == []


def test_waybackpy_reads_the_availability_service(full: LoopbackArchive) -> None:
    client = WaybackMachineAvailabilityAPI(URL)
    client.endpoint = f"{full.base}/wayback/available"
    client.json = requests.get(client.endpoint, params={"url": URL}, timeout=5).json()
    assert (
        client.archive_url == f"{full.base}/web/20170102030405/https://www.ledger.test/news/reform/"
    )


def test_json_has_a_header_row_and_nothing_is_an_empty_list() -> None:
    _, headers, body = answer(f"/cdx/search/cdx?url={URL}&output=json&fl=timestamp,x", CAPTURES)
    assert ("Content-Type", "application/json") in headers
    assert json.loads(body)[:2] == [["timestamp", "x"], ["20150102030405", "-"]]
    assert answer("/cdx/search/cdx?url=http://none.test/&output=json", CAPTURES)[2] == b"[]"


def test_limits_orders_and_resume_keys() -> None:
    assert [row[1][:4] for row in index(f"url={URL}&limit=-2")] == ["2017", "2023"]
    assert [row[1][:4] for row in index(f"url={URL}&limit=2&sort=reverse")] == ["2023", "2017"]
    _, _, body = answer(f"/cdx/search/cdx?url={URL}&limit=3&showResumeKey=true", CAPTURES)
    page = read_cdx(body)
    assert (len(page.lines), page.malformed) == (3, 0)
    rest = index(f"url={URL}&limit=3&showResumeKey=true&resumeKey={page.resume_key}")
    assert [row[1][:4] for row in rest] == ["2023"]


@pytest.mark.parametrize("query", ["", "url=", f"url={URL}&limit=x", f"url={URL}&filter=x:["])
def test_a_query_that_makes_no_sense_is_refused(query: str) -> None:
    assert answer(f"/cdx/search/cdx?{query}", CAPTURES)[0] == 400


def test_a_replay_is_exact_dated_and_raw_on_demand() -> None:
    status, headers, body = answer(f"/web/20150102030405id_/{URL}", CAPTURES)
    assert (status, body) == (200, PAGE)
    assert dict(headers)["Memento-Datetime"] == "Fri, 02 Jan 2015 03:04:05 GMT"
    _, _, with_toolbar = answer(f"/web/20150102030405/{URL}", CAPTURES)
    assert b"initiative of the Internet Archive" in with_toolbar


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        ("2014id_", f"20150102030405id_/{URL}"),
        ("20170101", "20170102030405/https://www.ledger.test/news/reform/"),
    ],
)
def test_a_time_between_captures_leads_to_the_nearest(asked: str, to: str) -> None:
    status, headers, _ = answer(f"/web/{asked}/{URL}", CAPTURES)
    assert (status, dict(headers)["Location"]) == (302, f"https://web.archive.org/web/{to}")


def test_a_captured_redirect_stays_in_the_archive() -> None:
    status, headers, _ = answer(f"/web/20160102030405id_/{URL}", CAPTURES, "http://127.0.0.1:1")
    assert status == 301
    assert dict(headers)["Location"] == (
        "http://127.0.0.1:1/web/20160102030405id_/http://ledger.test/archive/reform"
    )


@pytest.mark.parametrize("path", ["/", "/web/2015/ftp://a.test/", "/web/2015id_/http://none.test/"])
def test_the_rest_is_not_found(path: str) -> None:
    assert answer(path, CAPTURES)[0] == 404


def test_one_key_for_all_spellings_of_an_address() -> None:
    keys = {
        url_key(u)
        for u in (URL, "https://www.ledger.test:443/news/reform/", "ledger.test/News/reform")
    }
    assert keys == {"test,ledger)/news/reform"}
