"""What Save Page Now 2 says, read as values; the shapes are those measured by its users."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.archive import SaveOutcome
from audit.archive.spn import outcome_of_code, read_status, read_submission
from audit.model import Fetched
from audit.vocabulary import SourceState

URL = "https://web.archive.org/save"


def answered(data: object, status: int | None = 200) -> Fetched:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    return Fetched(URL, URL, SourceState.LIVE, "ok", status=status, body=body)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("error:no-access", SaveOutcome.PERMANENT),
        ("error:invalid-host-resolution", SaveOutcome.PERMANENT),
        ("error:blocked-url", SaveOutcome.PERMANENT),
        ("error:too-many-daily-captures", SaveOutcome.QUOTA),
        ("error:too-many-daily-captures-host", SaveOutcome.QUOTA),
        ("error:max-daily-bandwidth", SaveOutcome.QUOTA),
        ("error:user-session-limit", SaveOutcome.TRANSIENT),
        ("error:soft-time-limit-exceeded", SaveOutcome.TRANSIENT),
        ("error:something-new", SaveOutcome.TRANSIENT),
        ("", SaveOutcome.TRANSIENT),
    ],
)
def test_each_refusal_has_its_kind(code: str, kind: SaveOutcome) -> None:
    assert outcome_of_code(code) is kind


def test_a_job_is_no_outcome_yet() -> None:
    answer = read_submission(answered({"url": "http://a.test/", "job_id": "spn2-12ab"}))
    assert (answer.outcome, answer.job, answer.told) == (None, "spn2-12ab", True)


def test_a_job_asked_for_twice_is_still_a_job() -> None:
    said = {"job_id": "spn2-12ab", "message": "The same snapshot had been made 2 minutes ago."}
    assert read_submission(answered(said)).job == "spn2-12ab"


def test_a_recent_capture_is_told_by_a_message_without_a_job() -> None:
    said = {"job_id": None, "message": "The same snapshot had been made 3 days ago.\n\n"}
    answer = read_submission(answered(said))
    assert answer.outcome is SaveOutcome.RECENT
    assert answer.message == "The same snapshot had been made 3 days ago."


def test_a_refusal_with_status_200_is_a_refusal() -> None:
    said = {"status": "error", "status_ext": "error:too-many-daily-captures", "message": "5 times"}
    for read in (read_submission, read_status):
        answer = read(answered(said))
        assert (answer.outcome, answer.code, answer.message) == (
            SaveOutcome.QUOTA,
            "error:too-many-daily-captures",
            "5 times",
        )
        assert not answer.ends_run, "it is the quota of this address only"


@pytest.mark.parametrize("status", [401, 403])
def test_refused_keys_end_the_run(status: int) -> None:
    answer = read_submission(answered({"message": "You need to be logged in."}, status))
    assert answer.outcome is SaveOutcome.PERMANENT
    assert answer.ends_run
    assert "does not accept the keys" in answer.message
    assert "You need to be logged in." in answer.message


def test_the_account_s_own_limit_ends_the_run() -> None:
    said = {"status": "error", "status_ext": "error:max-daily-bandwidth", "message": "5 GB"}
    assert read_submission(answered(said)).ends_run


@pytest.mark.parametrize(
    ("fetched", "kind"),
    [
        (answered(b"<title>Log in</title>"), SaveOutcome.TRANSIENT),
        (answered(b""), SaveOutcome.TRANSIENT),
        (answered([1, 2]), SaveOutcome.TRANSIENT),
        (answered({}), SaveOutcome.TRANSIENT),
        (answered({"job_id": 7}), SaveOutcome.TRANSIENT),
        (answered(b"[" * 100_000), SaveOutcome.TRANSIENT),
        (answered(b"slow down", 429), SaveOutcome.QUOTA),
        (answered(b"busy", 503), SaveOutcome.TRANSIENT),
        (answered(b"no", 405), SaveOutcome.PERMANENT),
        (answered(b"", None), SaveOutcome.TRANSIENT),
    ],
)
def test_what_is_no_answer_of_the_service_is_told_as_such(
    fetched: Fetched, kind: SaveOutcome
) -> None:
    for read in (read_submission, read_status):
        answer = read(fetched)
        assert (answer.outcome, answer.told) == (kind, False)
        assert answer.message


def test_a_job_is_pending_or_done() -> None:
    assert read_status(answered({"status": "pending", "resources": []})).outcome is None
    done = {"status": "success", "timestamp": "20261123101112", "original_url": "http://a.test/b"}
    answer = read_status(answered(done))
    assert (answer.outcome, answer.timestamp, answer.original) == (
        SaveOutcome.ARCHIVED,
        "20261123101112",
        "http://a.test/b",
    )


@pytest.mark.parametrize("timestamp", ["", "2026", "20261399000000", None, 20261123101112])
def test_a_success_without_a_time_is_not_archived(timestamp: object) -> None:
    answer = read_status(answered({"status": "success", "timestamp": timestamp}))
    assert answer.outcome is not SaveOutcome.ARCHIVED
    assert not answer.told


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["status", "status_ext", "job_id", "message", "timestamp"]), inner
        )
    ),
    max_leaves=8,
)


@given(_JSON, st.sampled_from([None, 200, 302, 401, 404, 429, 500]))
def test_any_answer_is_read_and_only_a_dated_success_is_archived(
    data: object, status: int | None
) -> None:
    assert read_submission(answered(data, status)).outcome is not SaveOutcome.ARCHIVED
    answer = read_status(answered(data, status))
    assert (answer.outcome is SaveOutcome.ARCHIVED) == bool(answer.timestamp)
