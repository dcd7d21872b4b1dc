import pytest

from audit.fetch.states import is_challenge, verdict_of_status, verdict_of_success
from audit.model import Hop
from audit.vocabulary import SourceState

URL = "http://example.org/a"


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (404, SourceState.DEAD),
        (410, SourceState.DEAD),
        *[
            (status, SourceState.BLOCKED)
            for status in (400, 401, 402, 403, 405, 406, 407, 451, 999)
        ],
        (408, SourceState.TIMEOUT),
        (429, SourceState.RATE_LIMITED),
        *[(status, SourceState.SERVER_ERROR) for status in (500, 502, 503, 504, 520, 600, 304)],
    ],
)
def test_status_without_success_has_a_state(status: int, state: SourceState) -> None:
    verdict = verdict_of_status(status, {}, b"")
    assert verdict is not None
    assert verdict.state is state


def test_only_not_found_and_gone_are_dead() -> None:
    verdicts = {status: verdict_of_status(status, {}, b"") for status in range(100, 1000)}
    assert {status for status, one in verdicts.items() if one is None} == set(range(200, 300))
    dead = {status for status, one in verdicts.items() if one and one.state is SourceState.DEAD}
    assert dead == {404, 410}


@pytest.mark.parametrize("status", [200, 403, 404, 503])
def test_mitigated_answer_is_blocked_whatever_its_status(status: int) -> None:
    verdict = verdict_of_status(status, {"cf-mitigated": "challenge"}, b"")
    assert verdict is not None
    assert (verdict.state, verdict.rule) == (SourceState.BLOCKED, "challenge")


def test_challenge_by_its_script_needs_a_refusing_status() -> None:
    script = b"<script>window._cf_chl_opt={};</script>"
    assert is_challenge(503, {}, script)
    assert not is_challenge(200, {}, script)
    assert not is_challenge(503, {}, b"<h1>Busy</h1>")


def verdict(final: str, *hops: Hop, body: bytes = b"x") -> tuple[str, str]:
    found = verdict_of_success(URL, final, hops, body)
    return found.state.value, found.rule


def test_success_is_live_unless_it_moved_for_good() -> None:
    other = "http://example.org/b"
    assert verdict(URL, Hop(URL, 200)) == ("live", "ok")
    assert verdict(URL, Hop(URL, 200), body=b"") == ("live", "empty-body")
    assert verdict(other, Hop(URL, 301, other), Hop(other, 200)) == ("moved", "permanent-redirect")
    assert verdict(other, Hop(URL, 302, other), Hop(other, 200)) == ("live", "temporary-redirect")
    secure = "https://www.example.org/a/"
    assert verdict(secure, Hop(URL, 301, secure), Hop(secure, 200)) == ("live", "same-address")
