"""A capture as it is cited, and as it stands in references.yaml afterwards."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.archive.citing import (
    html_attributes,
    link_attributes,
    record_capture,
    url_status,
    wikipedia_parameters,
)
from audit.errors import ReferencesError
from audit.model import Capture
from audit.references import URL_STATUSES, parse_references
from audit.vocabulary import SourceState

URL = "http://ledger.test/news/reform"
CAPTURE = Capture(
    "web.archive.org",
    "20170919101112",
    URL,
    f"https://web.archive.org/web/20170919101112/{URL}",
    -1,
)
FILE = """\
# An editor's file.
references:
  - id: a   # the first
    number: 1
    title: 'One: the first'
    URL: http://ledger.test/news/reform
    accessed: 2017-09-20
  - id: b
    number: 2
    title: Two
    URL: http://ledger.test/two
    custom:
      aliases: [Ledger]   # as printed
    issued: 2016-04
"""


def test_the_link_says_which_version_is_meant() -> None:
    attributes = link_attributes(URL, CAPTURE, "2017-09-20")
    assert html_attributes(attributes) == (
        f'data-originalurl="{URL}" data-versionurl="{CAPTURE.url}" data-versiondate="2017-09-20"'
    )


@pytest.mark.parametrize("accessed", ["", "2017", "2017-09", "in September"])
def test_without_a_day_of_access_the_capture_s_day_is_meant(accessed: str) -> None:
    assert link_attributes(URL, CAPTURE, accessed)["data-versiondate"] == "2017-09-19"


@given(st.text(max_size=40))
def test_any_address_survives_in_an_attribute(tail: str) -> None:
    url = URL + tail
    seen: dict[str, str | None] = {}

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.update(attrs)

    Reader(convert_charrefs=True).feed(f"<a {html_attributes({'data-originalurl': url})}>")
    assert seen["data-originalurl"] == url


def test_wikipedia_s_parameters() -> None:
    assert wikipedia_parameters(CAPTURE, "dead") == (
        f"|archive-url={CAPTURE.url} |archive-date=2017-09-19 |url-status=dead"
    )
    assert wikipedia_parameters(CAPTURE, "").endswith("|archive-date=2017-09-19")


def test_an_address_cannot_end_its_parameter() -> None:
    hostile = Capture("a", "20170919101112", URL, "https://a.test/x|url-status=live}} [[b]] <c>")
    said = wikipedia_parameters(hostile, "dead")
    assert said.count("|") == 3
    assert not set("{}[]<>") & set(said)


def test_each_state_has_a_status_of_wikipedia_s_or_none() -> None:
    known = {state: url_status(state) for state in SourceState}
    assert set(known.values()) <= {"", *URL_STATUSES}
    assert known[SourceState.LIVE] == "live"
    assert known[SourceState.SOFT_404] == "dead"
    assert known[SourceState.PARKED] == "usurped"
    assert known[SourceState.WRONG_WORK] == "deviated"
    for state in (SourceState.TIMEOUT, SourceState.BLOCKED, SourceState.UNREACHABLE):
        assert known[state] == "", "what was not seen is not called dead"


def test_a_capture_is_added_and_nothing_else_changes() -> None:
    once = record_capture(FILE, 1, CAPTURE, "dead")
    assert once.replace(
        "    custom:\n"
        f'      archive-url: "{CAPTURE.url}"\n'
        "      archive-date: 2017-09-19\n"
        '      url-status: "dead"\n',
        "",
        1,
    ) == FILE.replace("\r", "")
    twice = record_capture(once, 2, CAPTURE, "live")
    assert "aliases: [Ledger]   # as printed\n      archive-url:" in twice
    first, second = parse_references(twice)
    assert (first.archive_url, first.archive_date, first.url_status) == (
        CAPTURE.url,
        "2017-09-19",
        "dead",
    )
    assert (second.url_status, second.aliases) == ("live", ("Ledger",))
    assert record_capture(twice, 2, CAPTURE, "live") == twice


def test_an_editor_s_capture_is_left_alone() -> None:
    own = "https://perma.cc/A1B2-C3D4"
    text = FILE.replace(
        "      aliases", f"      archive-url: {own}\n      url-status: unfit\n      aliases"
    )
    assert record_capture(text, 2, CAPTURE, "live") == text
    text = text.replace("      url-status: unfit\n", "")
    reference = parse_references(record_capture(text, 2, CAPTURE, "live"))[1]
    assert (reference.archive_url, reference.archive_date, reference.url_status) == (
        own,
        "",
        "live",
    )


def test_the_day_is_added_to_the_very_capture_that_is_there() -> None:
    text = FILE.replace("      aliases", f"      archive-url: {CAPTURE.url}\n      aliases")
    reference = parse_references(record_capture(text, 2, CAPTURE, ""))[1]
    assert (reference.archive_date, reference.url_status) == ("2017-09-19", "")


def test_without_a_capture_or_an_address_no_status_is_recorded() -> None:
    assert record_capture(FILE, 1, None, "dead") == FILE
    assert record_capture(FILE, 3, CAPTURE, "dead") == FILE
    nameless = FILE.replace("    URL: http://ledger.test/news/reform\n", "")
    reference = parse_references(record_capture(nameless, 1, CAPTURE, "dead"))[0]
    assert (reference.archive_url, reference.url_status) == (CAPTURE.url, "")


def test_an_address_with_a_space_can_be_read_again() -> None:
    spaced = Capture("a", "20170919101112", URL, "https://a.test/web/20170919101112/http://b/a b")
    reference = parse_references(record_capture(FILE, 1, spaced, ""))[0]
    assert reference.archive_url.endswith("/a%20b")


def test_a_file_that_cannot_be_edited_is_refused() -> None:
    with pytest.raises(ReferencesError):
        record_capture(FILE.replace("title: Two", "titel: Two"), 1, CAPTURE, "")


def test_an_unknown_status_in_the_file_is_a_fault_with_its_line() -> None:
    text = FILE.replace("      aliases", "      url-status: gone\n      aliases")
    with pytest.raises(ReferencesError, match="live, dead, usurped, unfit, deviated") as fault:
        parse_references(text)
    assert fault.value.line == 13
