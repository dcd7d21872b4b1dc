"""What a finished chain of responses says of the address. Pure: numbers and headers in."""

from collections.abc import Mapping
from dataclasses import dataclass

from audit.fetch.body import Body, BodyEnd
from audit.fetch.redirects import is_same_address, permanent_target
from audit.model import Hop
from audit.vocabulary import SourceState

_CHALLENGE_HEADERS = ("x-datadome", "x-dd-b", "x-amzn-waf-action")
_CHALLENGE_MARKS = (
    b"_cf_chl_opt",
    b"/cdn-cgi/challenge-platform/",
    b"px-captcha",
    b"_Incapsula_Resource",
    b"captcha-delivery.com",
)
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_REFUSING = frozenset({401, 402, 403, 406, 407, 451, 999})
HEADER_CHECK = frozenset({403, 406})


@dataclass(frozen=True, slots=True)
class Verdict:
    """State, the rule that fired, its evidence; ``passing``: another try may help."""

    state: SourceState
    rule: str
    detail: str = ""
    passing: bool = False


def is_challenge(status: int, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether a bot wall answered instead of the site. ``headers`` have lower-case names."""
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return True
    if status not in (401, 403, 405, 429, 503):
        return False
    if any(name in headers for name in _CHALLENGE_HEADERS):
        return True
    return any(mark in body[:65_536] for mark in _CHALLENGE_MARKS)


def verdict_of_status(status: int, headers: Mapping[str, str], body: bytes) -> Verdict | None:
    """The state that a status other than a success stands for; ``None`` for a success.

    Only 404 and 410 mean ``dead``: every other refusal leaves open whether the page is there.
    """
    if is_challenge(status, headers, body):
        return Verdict(SourceState.BLOCKED, "challenge", f"bot challenge with status {status}")
    if 200 <= status < 300:
        return None
    rule, passing = f"http-{status}", status in _PASSING
    if status in (404, 410):
        return Verdict(SourceState.DEAD, rule)
    if status == 429:
        return Verdict(SourceState.RATE_LIMITED, rule, passing=passing)
    if status == 408:
        return Verdict(SourceState.TIMEOUT, rule, passing=passing)
    if status in _REFUSING or (400 <= status < 500 and status not in (421, 425)):
        return Verdict(SourceState.BLOCKED, rule)
    if 300 <= status < 400:
        return Verdict(SourceState.SERVER_ERROR, "redirect-without-target", f"status {status}")
    return Verdict(SourceState.SERVER_ERROR, rule, passing=passing)


def verdict_of_body(body: Body) -> Verdict | None:
    """The state that the way a body ended stands for; ``None`` when it came whole."""
    match body.end:
        case BodyEnd.COMPLETE:
            return None
        case BodyEnd.CUT:
            return Verdict(SourceState.TRUNCATED, "cut-off", body.detail, passing=True)
        case BodyEnd.BROKEN_CODING:
            return Verdict(SourceState.TRUNCATED, "broken-coding", body.detail, passing=True)
        case BodyEnd.UNKNOWN_CODING:
            return Verdict(SourceState.NO_TEXT, "unknown-coding", body.detail)
        case BodyEnd.WIRE_LIMIT:
            return Verdict(SourceState.TOO_LARGE, "wire-limit", body.detail + "; beginning kept")
        case BodyEnd.INFLATED_LIMIT:
            return Verdict(SourceState.TOO_LARGE, "body-limit", body.detail + "; beginning kept")
        case BodyEnd.BOMB:
            return Verdict(SourceState.TOO_LARGE, "compression-bomb", body.detail)


def verdict_of_success(url: str, final_url: str, hops: tuple[Hop, ...], body: bytes) -> Verdict:
    """``moved`` when permanent redirects lead to another address in substance, else ``live``."""
    target = permanent_target(url, hops)
    if not is_same_address(url, target):
        return Verdict(SourceState.MOVED, "permanent-redirect", f"to {target}")
    if not body:
        return Verdict(SourceState.LIVE, "empty-body", "the answer has no content")
    if not is_same_address(url, final_url):
        return Verdict(SourceState.LIVE, "temporary-redirect", f"to {final_url}")
    if url != final_url:
        return Verdict(SourceState.LIVE, "same-address", f"as {final_url}")
    return Verdict(SourceState.LIVE, "ok")
