"""The words of reports, and how foreign text is tamed before it is shown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import Capture, Change, Source
from audit.report import words
from audit.vocabulary import (
    ArchiveOutcome,
    AttributionRule,
    ChangeKind,
    EditKind,
    Level,
    SourceRole,
    SourceState,
    Verdict,
    Zone,
)

CAPTURE = Capture("web.archive.org", "20170917081500", "http://a/", "http://b/", -3)


def test_every_word_of_the_vocabulary_has_its_phrase() -> None:
    assert set(words.LEVEL_WORDS) == set(Level)
    assert set(words.VERDICT_MEANINGS) == set(Verdict)
    assert set(words.STATE_MEANINGS) == set(SourceState)
    assert set(words.RULE_WORDS) == set(AttributionRule)
    assert set(words.ROLE_WORDS) == set(SourceRole)
    assert set(words.CHANGE_WORDS) == set(ChangeKind)
    assert set(words.ZONE_WORDS) == set(Zone)
    assert set(words.EDIT_WORDS) == set(EditKind)
    assert set(words.ARCHIVE_WORDS) == set(ArchiveOutcome)


@given(st.text(st.characters()))
def test_printable_text_cannot_steer_or_reorder(text: str) -> None:
    shown = words.printable(text)
    shown.encode()
    assert not set(shown) & set("\x00\x1b\x7f\x9b\u202e\u2066\u200f\u2028")
    assert shown == words.printable(shown)


def test_printable_shows_what_it_took() -> None:
    assert words.printable("a\x1b[2Jb\u202ec\n") == "a\ufffd[2Jb[U+202E]c\n"


@given(st.text(), st.integers(1, 60))
def test_one_line_keeps_to_its_limit(text: str, limit: int) -> None:
    line = words.one_line(text, limit)
    assert len(line) <= limit
    assert "\n" not in line


def test_one_line_breaks_at_a_word() -> None:
    assert words.one_line("one two\n three, four", 15) == "one two three…"
    assert words.one_line("one two") == "one two"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://a.example/",
        "data:text/html,x",
        "https://",
        "https:///path",
        "//a.example/",
        "ftp://a.example/",
        "file:///etc/passwd",
        "https://a.example/\u0000",
        "https://a.example/\n",
        "https://[bad/",
        "java\nscript:alert(1)",
        "",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert words.web_address(url) == ""


@pytest.mark.parametrize(
    "url", ["https://a.example/x?y#:~:text=z", "HTTP://127.0.0.1:80/", "https://ü.example/é"]
)
def test_web_addresses_stay_as_they_are(url: str) -> None:
    assert words.web_address(url) == url


def test_dates_read_as_people_write_them() -> None:
    assert words.long_date("20170920120000") == "20 September 2017"
    assert words.edtf_words("2016-04") == "April 2016"
    assert words.edtf_words("2016") == "2016"
    assert words.edtf_words("2017-09-20") == "20 September 2017"
    assert words.edtf_words("2016-21") == "2016-21"
    assert words.edtf_words("") == ""
    assert words.long_moment("2026-11-23T18:32:05+00:00") == "23 November 2026, 18:32 UTC"
    assert words.long_moment("2026-11-23") == "23 November 2026"
    assert words.long_moment("today") == "today"


def test_a_capture_says_how_far_it_is_from_the_access_date() -> None:
    assert words.capture_words(CAPTURE) == "capture of 17 September 2017, 3 days before access"
    assert words.distance_words(1) == "1 day after access"
    assert words.distance_words(0) == "the day of access"
    assert words.capture_words(replace(CAPTURE, distance_days=None)) == (
        "capture of 17 September 2017"
    )


def test_a_source_says_from_where_it_was_read() -> None:
    live = Source(
        1, SourceState.LIVE, SourceRole.CITED, "http://a/", "http://a/", "body", "", complete=True
    )
    archived = replace(live, state=SourceState.ARCHIVED, role=SourceRole.CAPTURE, capture=CAPTURE)
    assert words.reading_words(live) == "read from the cited page"
    assert words.reading_words(archived).startswith("read from the capture of 17 September 2017")
    copy = replace(live, role=SourceRole.COPY)
    assert words.reading_words(copy) == "read from a copy elsewhere"
    moved = replace(copy, state=SourceState.MOVED)
    assert words.reading_words(moved) == "read at its new address (from a copy elsewhere)"
    assert words.reading_words(replace(live, role=SourceRole.FILE)).endswith("from a local file")
    blocked = replace(live, state=SourceState.BLOCKED, role=SourceRole.CANDIDATE)
    assert words.reading_words(blocked) == "the site refuses programs"


def test_a_change_is_said_from_the_article_s_side() -> None:
    assert words.change_words(Change(ChangeKind.NUMBER, "six", "ten")) == (
        "number: “six” for the source’s “ten”"
    )
    assert words.change_words(Change(ChangeKind.NEGATION, "", "not")) == (
        "negation: the source also has “not”"
    )
    assert words.change_words(Change(ChangeKind.WORD, "very", "")) == (
        "word: the source has no “very”"
    )


def test_a_proposal_parts_into_what_to_do_and_what_to_write() -> None:
    assert words.proposal_parts("Quote the source's words: “it is “so””.") == (
        "Quote the source's words",
        "it is “so”",
    )
    told = "Cite reference 8 instead of reference 7."
    assert words.proposal_parts(told) == (told, "")
    assert words.proposal_parts("") == ("", "")


def test_counts_read_as_sentences() -> None:
    assert words.plural(1, "entry", "entries") == "1 entry"
    assert words.plural(0, "entry", "entries") == "0 entries"
