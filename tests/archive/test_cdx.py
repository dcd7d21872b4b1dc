"""Reading index lines: what is a capture, what is a resume key, what is neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.archive.cdx import Row, read_cdx, read_row, tells_exclusion

DIGEST = "QB5TLJX4VL2BXQ7KDRZFWAOX4DQIYY6N"
LINE = f"test,ledger)/news 20150102030405 http://ledger.test/news text/html 200 {DIGEST} 5120"


def test_a_line_becomes_a_row() -> None:
    assert read_row(LINE) == Row(
        "20150102030405", "http://ledger.test/news", "text/html", "200", DIGEST
    )


@pytest.mark.parametrize(
    "line",
    [
        "",
        "<html><body>Service offline</body></html>",
        LINE.rpartition(" ")[0],
        LINE + " more",
        "k 20150102030405 http://a.b/ t 200 D 1",
        LINE.replace("20150102030405", "20150230030405"),
        LINE.replace("20150102030405", "2015010203"),
        LINE.replace(" 200 ", " OK "),
        LINE.replace(" 200 ", "  "),
        '[["urlkey","timestamp","original","mimetype","statuscode","digest","length"],',
    ],
)
def test_what_is_not_a_capture_is_no_row(line: str) -> None:
    assert read_row(line) is None


def test_good_lines_survive_bad_neighbours() -> None:
    page = read_cdx(f"{LINE}\nhalf a line\n\n{LINE}\r\n".encode())
    assert page.lines == (LINE, LINE)
    assert page.malformed == 1
    assert page.is_cdx


def test_a_page_of_something_else_is_not_an_index() -> None:
    assert not read_cdx(b"<!doctype html><title>Scheduled maintenance</title>").is_cdx
    assert not read_cdx(b"[]").is_cdx
    assert read_cdx(b"\n").is_cdx


def test_the_resume_key_is_told_from_the_rows() -> None:
    page = read_cdx(f"{LINE}\n\ntest%2Cledger%29%2Fnews+20150102030405%21\n".encode())
    assert page.lines == (LINE,)
    assert page.malformed == 0
    assert page.resume_key == "test%2Cledger%29%2Fnews+20150102030405%21"


@pytest.mark.parametrize(
    "body",
    [
        b"org.archive.util.io.RuntimeIOException: org.archive.wayback.exception."
        b"AdministrativeAccessControlException: Blocked Site Error",
        b"<p>This URL has been excluded from the Wayback Machine.</p>",
    ],
)
def test_an_exclusion_is_recognised(body: bytes) -> None:
    assert tells_exclusion(body)
    assert not tells_exclusion(b"<p>Too many requests</p>")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_an_error(body: bytes) -> None:
    page = read_cdx(body)
    assert all(read_row(line) for line in page.lines)


words = st.text(st.characters(min_codepoint=33, max_codepoint=0x2FFF), min_size=1, max_size=20)
moments = st.datetimes().map(lambda moment: f"{moment:%Y%m%d%H%M%S}".rjust(14, "0"))


@given(
    st.lists(st.tuples(moments, words, st.sampled_from(["200", "301", "404", "-"])), max_size=8),
    st.booleans(),
)
def test_what_an_index_writes_is_read_again(
    captures: list[tuple[str, str, str]], resumed: bool
) -> None:
    lines = [
        f"key {moment} http://ledger.test/{word} text/html {status} {DIGEST} 10"
        for moment, word, status in captures
        if not word.isspace() and len(f"x{word}x".split()) == 1
    ]
    key = "\n\nkey+1%21" if resumed and lines else ""
    page = read_cdx(("\n".join(lines) + key).encode())
    assert list(page.lines) == lines
    assert page.malformed == 0
    assert bool(page.resume_key) == bool(key)
