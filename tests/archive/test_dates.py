"""Access dates in EDTF, capture times in 14 digits."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.archive.dates import Period, access_period, captured_at, distance_days, whole_timestamp


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2017-09-20", date(2017, 9, 20), date(2017, 9, 20)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-04?", date(2016, 4, 1), date(2016, 4, 30)),
        ("2016-04-03/2016-05-01", date(2016, 4, 3), date(2016, 4, 3)),
    ],
)
def test_an_edtf_date_is_a_period(edtf: str, first: date, last: date) -> None:
    assert access_period(edtf) == Period(first, last)


@pytest.mark.parametrize(
    "edtf", ["", "June 2011", "2016-13", "2016-02-30", "2016-4", "20160401", "0001", "9999-12-31"]
)
def test_what_is_no_date_has_no_period(edtf: str) -> None:
    assert access_period(edtf) is None


def test_short_timestamps_are_filled_up() -> None:
    assert whole_timestamp("2015") == "20150101000000"
    assert whole_timestamp("201502031") == "20150203100000"
    assert whole_timestamp("20159") == ""
    assert captured_at("20150102030405") is not None
    assert captured_at("２０１５0102030405") is None


days = st.dates(min_value=date(1996, 1, 1), max_value=date(2100, 1, 1))


@given(days, st.integers(-5000, 5000))
def test_the_distance_is_the_number_of_days(accessed: date, days_between: int) -> None:
    captured = accessed + timedelta(days=days_between)
    timestamp = f"{captured:%Y%m%d}120000"
    assert distance_days(timestamp, access_period(accessed.isoformat())) == days_between


@given(st.text(max_size=12))
def test_no_text_is_an_error(text: str) -> None:
    period = access_period(text)
    assert period is None or period.first <= period.last
    assert whole_timestamp(text) == "" or captured_at(whole_timestamp(text)) is not None
