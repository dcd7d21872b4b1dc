"""Which captures are read, and in what order."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from audit.archive import order_captures
from audit.archive.cdx import Row
from audit.archive.choose import MOST_CAPTURES

URL = "http://ledger.test/news/reform"
EMPTY = "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"


def row(timestamp: str, status: str = "200", digest: str = "") -> Row:
    return Row(timestamp.ljust(14, "0"), URL, "text/html", status, digest or f"D{timestamp}")


def timestamps(rows: list[Row], accessed: str) -> list[str]:
    return [capture.timestamp.rstrip("0") for capture in order_captures(rows, accessed)]


def test_nearest_before_the_access_date_comes_first_then_nearest_after() -> None:
    rows = [row(f"{year}0601") for year in (2014, 2015, 2016, 2017, 2018)]
    assert timestamps(rows, "2016-09-20") == ["20160601", "20150601", "20140601", "20170601"]


def test_a_capture_later_on_the_day_of_access_is_before_it_in_our_sense() -> None:
    rows = [row("20170919101112"), row("20170920235958"), row("20170921000001")]
    captures = order_captures(rows, "2017-09-20")
    assert [c.timestamp for c in captures] == [
        "20170920235958",
        "20170919101112",
        "20170921000001",
    ]
    assert [c.distance_days for c in captures] == [0, -1, 1]


def test_an_access_month_ends_with_its_last_day() -> None:
    captures = order_captures([row("20160301"), row("20160430"), row("20160501")], "2016-04")
    assert [(c.timestamp[:8], c.distance_days) for c in captures] == [
        ("20160430", 0),
        ("20160301", -31),
        ("20160501", 1),
    ]


def test_without_an_access_date_the_newest_comes_first_and_no_distance_is_told() -> None:
    captures = order_captures([row("20150102"), row("20190102")], "")
    assert [c.timestamp[:4] for c in captures] == ["2019", "2015"]
    assert {c.distance_days for c in captures} == {None}


def test_errors_are_left_out_and_redirects_come_last() -> None:
    rows = [
        row("20160919", "301"),
        row("20160101", "404"),
        row("20120101", "200"),
        row("20200101", "-"),
        row("20160910", "503"),
    ]
    assert timestamps(rows, "2016-09-20") == ["20120101", "20200101", "20160919"]


def test_the_same_bytes_are_not_tried_twice() -> None:
    rows = [row("2015", digest="A"), row("2016", "-", digest="A"), row("2014", digest="B")]
    assert timestamps(rows, "2017") == ["2016", "2014"]


def test_redirects_without_a_body_are_different_whatever_their_digest() -> None:
    rows = [row("2015", "301", EMPTY), row("2016", "302", EMPTY)]
    assert timestamps(rows, "2017") == ["2016", "2015"]


def test_the_link_for_a_reader_is_the_plain_replay_address() -> None:
    (capture,) = order_captures([row("20150102030405")], "")
    assert capture.url == f"https://web.archive.org/web/20150102030405/{URL}"
    assert capture.archive == "web.archive.org"
    assert capture.original == URL


moments = st.datetimes().map(lambda moment: f"{moment:%Y%m%d%H%M%S}".rjust(14, "0"))
rows = st.builds(
    Row,
    timestamp=moments,
    original=st.just(URL),
    media_type=st.just("text/html"),
    status=st.sampled_from(["200", "203", "206", "-", "301", "302", "404", "500", "403"]),
    digest=st.sampled_from(["A", "B", "C", "D", "E", "F", EMPTY, "-"]),
)
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1))
dates = st.one_of(st.just(""), days.map(date.isoformat))


@given(st.lists(rows, max_size=30), dates)
def test_the_order_keeps_its_promises(given_rows: list[Row], accessed: str) -> None:
    captures = order_captures(given_rows, accessed)
    assert len(captures) <= MOST_CAPTURES
    assert bool(captures) == any(not r.is_error for r in given_rows)
    usable = {r.timestamp for r in given_rows if not r.is_error}
    assert {c.timestamp for c in captures} <= usable
    pages = [r.timestamp for r in given_rows if not r.is_error and not r.is_redirect]
    if pages and accessed:
        end = accessed.replace("-", "") + "235959"
        before = [moment for moment in pages if moment <= end]
        best = max(before) if before else min(pages)
        assert captures[0].timestamp == best


@given(st.lists(rows, max_size=30, unique_by=lambda r: r.timestamp), dates)
def test_the_order_of_the_index_does_not_matter(given_rows: list[Row], accessed: str) -> None:
    assert order_captures(given_rows, accessed) == order_captures(given_rows[::-1], accessed)
