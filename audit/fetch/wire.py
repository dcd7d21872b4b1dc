"""A response of urllib3 as the value that a witness gets."""

from requests import PreparedRequest
from urllib3.response import BaseHTTPResponse

from audit.fetch.body import Body, BodyEnd
from audit.fetch.contract import DISCONNECT, LENGTH, TIME, UNSPECIFIED, Received

_PROTOCOLS = {9: "HTTP/0.9", 10: "HTTP/1.0", 11: "HTTP/1.1", 20: "HTTP/2"}
_TRUNCATED = {
    BodyEnd.CUT: DISCONNECT,
    BodyEnd.BROKEN_CODING: UNSPECIFIED,
    BodyEnd.UNKNOWN_CODING: UNSPECIFIED,
    BodyEnd.WIRE_LIMIT: LENGTH,
    BodyEnd.INFLATED_LIMIT: LENGTH,
    BodyEnd.BOMB: LENGTH,
}


def as_received(
    request: PreparedRequest, raw: BaseHTTPResponse, payload: bytes, body: Body | None
) -> Received:
    """``payload`` is what was read; ``body`` is ``None`` where reading did not come to an end."""
    return Received(
        url=request.url or "",
        method=request.method or "",
        request_headers=tuple((str(name), _text(v)) for name, v in request.headers.items()),
        protocol=_PROTOCOLS.get(raw.version, "HTTP/1.1"),
        status=raw.status,
        reason=raw.reason or "",
        headers=tuple(raw.headers.iteritems()),
        payload=payload,
        body=body.data if body else b"",
        coding=raw.headers.get("content-encoding", ""),
        truncated=_truncated(raw, payload, body),
    )


def _truncated(raw: BaseHTTPResponse, payload: bytes, body: Body | None) -> str:
    if body is None:
        return TIME
    unread = not payload and raw.headers.get("content-length", "0") not in ("", "0")
    return _TRUNCATED.get(body.end, LENGTH if unread else "")


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
