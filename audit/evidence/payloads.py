"""Bodies and the payloads they were made of: content-addressed by SHA-256. Pure."""

import hashlib
from dataclasses import dataclass

from audit.fetch.body import read_body


@dataclass(frozen=True, slots=True)
class BodyPlace:
    """Where a body is: in the payload with that SHA-256, under ``coding`` (Content-Encoding).

    ``size`` is the body's own; a body that was cut off at a limit is the beginning of what the
    payload gives.
    """

    payload: str
    coding: str
    size: int


class _Kept:
    """A payload that is read as if it came from the wire."""

    def __init__(self, payload: bytes) -> None:
        self._rest = payload

    def read1(self, amt: int | None = None, decode_content: bool | None = None) -> bytes:
        """Everything at once."""
        piece, self._rest = self._rest, b""
        return piece


def sha256(data: bytes) -> str:
    """The SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def body_of(payload: bytes, coding: str, size: int) -> bytes:
    """The first ``size`` bytes of a payload whose ``coding`` is undone as the fetcher does it."""
    if not coding:
        return payload[:size]
    return read_body(_Kept(payload), coding, len(payload), size).data
