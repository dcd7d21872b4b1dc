"""Whatever JSON a service sends, the search ends with an answer."""

import json
from collections.abc import Callable
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.fetch import Fetcher
from audit.model import Fetched
from audit.resolve import KEY_VARIABLES, ResolveSettings, services
from audit.resolve.addresses import is_web_address
from audit.vocabulary import SourceState
from tests.resolve.answers import FORMS, GOOD, OTHER, Form

values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 10**20) | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["title", "url", "a"]), inner, max_size=3)
    ),
    max_leaves=6,
)


class Canned:
    """A fetcher whose every answer has one body: thousands of answers need no sockets."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def get(self, url: str, **_: object) -> Fetched:
        return Fetched(url, url, SourceState.LIVE, "ok", status=200, body=self._body)


def spoil(value: object, draw: Callable[[st.SearchStrategy[object]], object]) -> object:
    """``value`` with one part of it, somewhere, replaced by anything."""
    if isinstance(value, dict) and value and draw(st.integers(0, 5)):
        key = draw(st.sampled_from(sorted(value)))
        return {**value, str(key): spoil(value[key], draw)}
    if isinstance(value, list) and value and draw(st.integers(0, 5)):
        at = draw(st.integers(0, len(value) - 1))
        assert isinstance(at, int)
        return [*value[:at], spoil(value[at], draw), *value[at + 1 :]]
    return draw(values)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
@given(st.data())
@settings(max_examples=40)
def test_a_spoilt_answer_gives_good_candidates_or_a_reason(form: Form, data: st.DataObject) -> None:
    spoilt = spoil(form.answer([OTHER, GOOD], True), data.draw)
    fetcher = cast(Fetcher, Canned(json.dumps(spoilt).encode()))
    keys = dict.fromkeys(KEY_VARIABLES, "key")
    settings = ResolveSettings(bases={form.name: "https://service.invalid"}, keys=keys, pace=0.0)
    service = next(one for one in services(fetcher, settings) if one.name == form.name)
    answer = service.search(form.reference)
    for candidate in answer.candidates:
        assert is_web_address(candidate.url)
        assert candidate.evidence.isprintable()
        assert 0 <= candidate.score <= 100
        candidate.evidence.encode()
