"""What can go wrong before a response is there, as values: exception in, state and rule out."""

import ssl
from dataclasses import dataclass

import requests
import urllib3

from audit.vocabulary import SourceState

# OpenSSL's X509_V_ERR numbers, man 3 X509_STORE_CTX_get_error
_CERTIFICATE_RULES = {
    9: "certificate-not-yet-valid",
    10: "certificate-expired",
    18: "certificate-self-signed",
    19: "certificate-untrusted",
    20: "certificate-untrusted",
    21: "certificate-untrusted",
    62: "certificate-wrong-host",
    64: "certificate-wrong-host",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """No usable response. ``passing`` tells that another try may help, ``down`` that the host
    could not be connected to at all."""

    state: SourceState
    rule: str
    detail: str = ""
    passing: bool = False
    down: bool = False


class DialError(Exception):
    """A connection could not be made; urllib3 and requests let it through unwrapped."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure
        super().__init__(failure.detail or failure.rule)


INTERRUPTED = Failure(SourceState.NOT_CHECKED, "interrupted", "the run was interrupted")


def failure_of(error: Exception) -> Failure:
    """Classify what requests, urllib3 or the standard library raised for one exchange."""
    if isinstance(error, DialError):
        return error.failure
    chain = _chain(error)
    for link in chain:
        if isinstance(link, ssl.SSLError):
            return _tls(link)
    text = "; ".join(str(link) for link in chain)
    cause = _cause(chain)
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return Failure(SourceState.NOT_CHECKED, "bad-url", str(error))
    if isinstance(error, UnicodeError | requests.exceptions.MissingSchema):
        return Failure(SourceState.NOT_CHECKED, "bad-url", str(error))
    if isinstance(error, requests.exceptions.SSLError):
        return Failure(SourceState.TLS_ERROR, "tls-handshake", cause)
    if isinstance(error, requests.exceptions.ProxyError):
        return _proxy(text, cause)
    if any(isinstance(link, TimeoutError | urllib3.exceptions.TimeoutError) for link in chain):
        return Failure(SourceState.TIMEOUT, "read-timeout", "the server stopped sending")
    return _broken(chain, text, cause)


def _chain(error: BaseException) -> list[BaseException]:
    """The exception, those it carries as arguments and those it was raised from."""
    chain: list[BaseException] = []
    pending = [error]
    while pending and len(chain) < 20:
        link = pending.pop(0)
        if link in chain:
            continue
        chain.append(link)
        inner = [*link.args, getattr(link, "reason", None), link.__cause__, link.__context__]
        pending += [item for item in inner if isinstance(item, BaseException)]
    return chain


def _cause(chain: list[BaseException]) -> str:
    """The innermost exception's own words; the outer ones name connection pools."""
    said = [str(link) for link in chain if str(link) and "Pool(" not in str(link)]
    return _short(said[-1]) if said else type(chain[-1]).__name__


def _tls(error: ssl.SSLError) -> Failure:
    if isinstance(error, ssl.SSLCertVerificationError):
        rule = _CERTIFICATE_RULES.get(error.verify_code, "certificate-invalid")
        return Failure(SourceState.TLS_ERROR, rule, error.verify_message)
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return Failure(SourceState.TLS_ERROR, "tls-handshake", "closed in the handshake", True)
    return Failure(SourceState.TLS_ERROR, "tls-handshake", error.reason or str(error))


def _proxy(text: str, cause: str) -> Failure:
    if "407" in text:
        return Failure(SourceState.BLOCKED, "proxy-authentication", cause)
    rule = "proxy-refused" if "Tunnel connection failed" in text else "proxy-unreachable"
    return Failure(SourceState.UNREACHABLE, rule, cause, down=True)


def _broken(chain: list[BaseException], text: str, cause: str) -> Failure:
    names = {type(link).__name__ for link in chain}
    if "RemoteDisconnected" in names:
        detail = "the server closed the connection without an answer"
        return Failure(SourceState.SERVER_ERROR, "empty-reply", detail, passing=True)
    if any(isinstance(link, ConnectionError) for link in chain):
        return Failure(SourceState.UNREACHABLE, "connection-reset", cause, passing=True)
    if "LineTooLong" in names or "got more than" in text:
        return Failure(SourceState.TOO_LARGE, "header-limit", cause)
    return Failure(SourceState.SERVER_ERROR, "not-http-answer", cause)


def _short(text: str) -> str:
    return text if len(text) <= 200 else text[:199] + "…"
