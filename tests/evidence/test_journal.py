"""The journal: any answer is the same after it was written and read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.archive import CaptureSearch
from audit.evidence import journal
from audit.evidence.journal import Entry, page_ask
from audit.evidence.payloads import BodyPlace
from audit.model import Attempt, Capture, Fetched, Hop
from audit.vocabulary import ArchiveOutcome, SourceRole, SourceState

text = st.text(st.characters(), max_size=20)
seconds = st.floats(0, 1e6, allow_nan=False)
states = st.sampled_from(SourceState)
fetched = st.builds(
    Fetched,
    url=text,
    final_url=text,
    state=states,
    rule=text,
    detail=text,
    status=st.none() | st.integers(100, 599),
    headers=st.lists(st.tuples(text, text), max_size=3).map(tuple),
    body=st.just(b""),
    hops=st.lists(st.builds(Hop, text, st.integers(0, 599), text), max_size=3).map(tuple),
    seconds=seconds,
    retry_after=st.none() | seconds,
)
captures = st.builds(Capture, text, text, text, text, st.none() | st.integers(-9999, 9999))
attempts = st.builds(
    Attempt,
    url=text,
    role=st.sampled_from(SourceRole),
    state=states,
    rule=text,
    seconds=seconds,
)
searches = st.builds(
    CaptureSearch,
    st.sampled_from(ArchiveOutcome),
    st.lists(captures, max_size=3).map(tuple),
    text,
    st.lists(attempts, max_size=2).map(tuple),
)
entries = st.builds(
    Entry,
    ask=st.lists(text, min_size=1, max_size=4).map(tuple),
    told=fetched | searches | captures | st.none(),
    place=st.none() | st.builds(BodyPlace, text, text, st.integers(0)),
    lost=st.booleans(),
)


@settings(max_examples=150)
@given(st.lists(entries, max_size=4, unique_by=lambda entry: entry.ask))
def test_any_journal_comes_back(kept: list[Entry]) -> None:
    lines = journal.written(kept)
    assert lines.isascii()
    assert sorted(journal.read(lines), key=lambda e: e.ask) == sorted(kept, key=lambda e: e.ask)
    assert journal.written(reversed(kept)) == lines


def test_a_line_that_is_none_is_named() -> None:
    good = journal.written([Entry(("page", "http://a.example/"), None)])
    for bad in ("{", "[]", '{"ask": ["page"], "fetched": {"state": "live"}}'):
        with pytest.raises(ValueError, match="line 2"):
            journal.read(f"{good}{bad}\n")


def test_questions_differ_by_whatever_may_change_the_answer() -> None:
    def ask(url: str = "http://a/", accept: str = "", follow: bool = True) -> tuple[str, ...]:
        headers = {"Accept": accept} if accept else {}
        return page_ask(url, headers, follow=follow, conditional=True)

    asks = [ask(), ask("http://b/"), ask(accept="text/html"), ask(follow=False)]
    assert len(set(asks)) == 4
    assert page_ask("u", {"A": "1", "B": "2"}, follow=True, conditional=True) == page_ask(
        "u", {"b": "2", "a": "1"}, follow=True, conditional=True
    )
