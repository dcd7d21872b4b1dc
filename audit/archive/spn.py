"""What Save Page Now 2 answers, as values. Pure.

The service's public documentation names the fields and codes. Measured by its users in 2026: a
refusal may come with status 200, a job asked for twice keeps its number, and a recent capture that
makes a new one needless is told by a message without a job.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from audit.archive.dates import captured_at
from audit.model import Fetched

_LONGEST_MESSAGE = 200


class SaveOutcome(StrEnum):
    """What became of a wish to have an address captured.

    ``submitted`` is not ``archived``: the archive took the wish, and nothing more is known. A
    ``permanent`` refusal comes again whenever one asks, a ``transient`` one need not, a ``quota``
    is over for today.
    """

    ARCHIVED = "archived"
    RECENT = "recent"
    SUBMITTED = "submitted"
    PERMANENT = "permanent"
    TRANSIENT = "transient"
    QUOTA = "quota"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class SpnAnswer:
    """One answer about a capture.

    ``outcome`` is ``None`` while the job is under way. ``job`` is its number, ``code`` the
    service's own word for a refusal, ``message`` its sentence. ``timestamp`` (14 digits, UTC) and
    ``original`` are those of the capture once it is made. ``ends_run``: every further wish would
    be refused as well. ``told`` is false when the answer is none of the service.
    """

    outcome: SaveOutcome | None = None
    job: str = ""
    code: str = ""
    message: str = ""
    timestamp: str = ""
    original: str = ""
    ends_run: bool = False
    told: bool = True


# The refusals that tell of the address, and the account's limits; all others may pass.
_PERMANENT = frozenset(
    f"error:{name}"
    for name in (
        "bad-request",
        "blocked",
        "blocked-client-ip",
        "blocked-url",
        "conflict",
        "filesize-limit",
        "ftp-access-denied",
        "gone",
        "http-version-not-supported",
        "invalid-host-resolution",
        "invalid-url",
        "invalid-url-syntax",
        "length-required",
        "method-not-allowed",
        "network-authentication-required",
        "no-access",
        "not-found",
        "not-implemented",
        "too-many-redirects",
        "unauthorized",
    )
)
_QUOTA_BEGINNINGS = ("error:too-many-daily-captures", "error:max-daily-bandwidth")
_ENDS_RUN = frozenset(
    ("error:blocked-client-ip", "error:max-daily-bandwidth", "error:max-daily-bandwidth-from-ip")
)
_KEYS_REFUSED = (401, 403)


def outcome_of_code(code: str) -> SaveOutcome:
    """The kind of refusal that a ``status_ext`` such as ``error:no-access`` stands for."""
    if code in _PERMANENT:
        return SaveOutcome.PERMANENT
    if code.startswith(_QUOTA_BEGINNINGS):
        return SaveOutcome.QUOTA
    return SaveOutcome.TRANSIENT


def read_submission(fetched: Fetched) -> SpnAnswer:
    """What the service says to a wish: a job, a refusal, or that there is a capture already."""
    data = _object(fetched)
    refusal = _refusal(fetched, data)
    if refusal is not None:
        return refusal
    job, message = _text(data, "job_id"), _message(data)
    if job:
        return SpnAnswer(job=job, message=message)
    if message:
        return SpnAnswer(SaveOutcome.RECENT, message=message)
    return SpnAnswer(
        SaveOutcome.TRANSIENT, message="the archive's answer is not understood", told=False
    )


def read_status(fetched: Fetched) -> SpnAnswer:
    """What the service says of a job: under way, made, or refused after all."""
    data = _object(fetched)
    refusal = _refusal(fetched, data)
    if refusal is not None:
        return refusal
    status, timestamp = _text(data, "status"), _text(data, "timestamp")
    if status == "pending":
        return SpnAnswer()
    if status == "success" and captured_at(timestamp):
        return SpnAnswer(
            SaveOutcome.ARCHIVED, timestamp=timestamp, original=_text(data, "original_url")
        )
    return SpnAnswer(
        SaveOutcome.TRANSIENT, message="the archive's answer is not understood", told=False
    )


def _refusal(fetched: Fetched, data: Mapping[str, object]) -> SpnAnswer | None:
    """A refusal by status or by word; ``None`` when the answer is none."""
    code, message = _text(data, "status_ext"), _message(data)
    if fetched.status is None:
        said = f"the archive did not answer: {fetched.detail or fetched.state}"
        return SpnAnswer(SaveOutcome.TRANSIENT, message=said, told=False)
    if fetched.status in _KEYS_REFUSED and not code:
        said = f"the archive does not accept the keys (HTTP {fetched.status})"
        said += f": {message}" if message else ""
        return SpnAnswer(SaveOutcome.PERMANENT, message=said, ends_run=True)
    if code or _text(data, "status") == "error":
        said = message or code or "the archive refused without a reason"
        return SpnAnswer(outcome_of_code(code), "", code, said, ends_run=code in _ENDS_RUN)
    if fetched.status == 429:
        said = message or "the archive answered 429 (too many requests)"
        return SpnAnswer(SaveOutcome.QUOTA, message=said, told=False)
    if fetched.status >= 400:
        said = f"the archive answered HTTP {fetched.status}"
        passing = fetched.status >= 500 or fetched.status == 404
        outcome = SaveOutcome.TRANSIENT if passing else SaveOutcome.PERMANENT
        return SpnAnswer(outcome, message=said, told=False)
    return None


def _object(fetched: Fetched) -> Mapping[str, object]:
    try:
        data = json.loads(fetched.body)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _message(data: Mapping[str, object]) -> str:
    """The service's sentence, on one line and not too long."""
    plain = " ".join(_text(data, "message").split())
    return plain if len(plain) <= _LONGEST_MESSAGE else plain[: _LONGEST_MESSAGE - 1] + "…"


def _text(data: Mapping[str, object], name: str) -> str:
    value = data.get(name)
    return value.strip() if isinstance(value, str) else ""
