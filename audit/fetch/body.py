"""Reading a response body within bounds: bytes on the wire, bytes after inflation."""

import io
import zlib
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from urllib3.exceptions import HTTPError, ReadTimeoutError

_READ = 65_536
_INFLATE = 262_144
_GZIP_MAGIC = b"\x1f\x8b"
_BOMB_RATIO = 100  # pages inflate 3 to 20 times; gzip ends at 1032
CODINGS = "gzip, deflate"


class BodyEnd(Enum):
    """How a body came to its end."""

    COMPLETE = auto()
    CUT = auto()
    BROKEN_CODING = auto()
    UNKNOWN_CODING = auto()
    WIRE_LIMIT = auto()
    INFLATED_LIMIT = auto()
    BOMB = auto()


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes after content decoding, how they ended, and what was read from the wire."""

    data: bytes
    end: BodyEnd
    detail: str = ""
    wire_bytes: int = 0


class Readable(Protocol):
    """The part of a response (urllib3's or one that was kept) that a body is read from."""

    def read1(self, amt: int | None = None, decode_content: bool | None = None) -> bytes:
        """Some bytes as they came, none at the end."""
        ...


class Tap:
    """Passes a body on and keeps what came, bytes before content decoding."""

    def __init__(self, raw: Readable) -> None:
        self._raw = raw
        self._pieces: list[bytes] = []

    @property
    def payload(self) -> bytes:
        """All that was read so far."""
        return b"".join(self._pieces)

    def read1(self, amt: int | None = None, decode_content: bool | None = None) -> bytes:
        """As of the response that is tapped."""
        piece = self._raw.read1(amt, decode_content=decode_content)
        self._pieces.append(piece)
        return piece


class _Sink:
    """Takes a body as it is. ``out`` gives its buffer away without copying it."""

    unfinished = False

    def __init__(self, limit: int) -> None:
        self.out = io.BytesIO()
        self.taken = 0
        self.limit = limit

    @property
    def full(self) -> bool:
        """Whether more than ``limit`` bytes came out."""
        return self.out.tell() > self.limit

    def feed(self, data: bytes) -> None:
        """Take bytes as they came from the wire."""
        self.taken += len(data)
        self.out.write(data)

    def bytes(self) -> bytes:
        """What came out, up to the limit."""
        self.out.truncate(min(self.out.tell(), self.limit))
        return self.out.getvalue()


class _Inflater(_Sink):
    """gzip (also several members) or deflate (zlib-wrapped or raw), in bounded steps."""

    def __init__(self, coding: str, limit: int) -> None:
        super().__init__(limit)
        self.unfinished = False
        self._gzip = coding == "gzip"
        self._decoder = zlib.decompressobj(31 if self._gzip else 15)
        self._first = True
        self._plain = False

    def feed(self, data: bytes) -> None:
        """Take compressed bytes; raises ``zlib.error`` where they are broken."""
        if self._first:
            self._begin(data)
            self._first = False
        if self._plain:
            super().feed(data)
            return
        while data and not self.full:
            data = self._member(data)
        self.unfinished = not self._decoder.eof

    def _begin(self, data: bytes) -> None:
        """Find out what the sender really did: labels are wrong often enough."""
        if self._gzip:
            self._plain = not _GZIP_MAGIC.startswith(data[:2])
            return
        try:
            zlib.decompressobj(15).decompress(data, 1)
        except zlib.error:
            self._decoder = zlib.decompressobj(-15)

    def _member(self, data: bytes) -> bytes:
        """Inflate one member as far as it goes; returns what follows it."""
        while not self.full:
            piece = self._decoder.decompress(data, _INFLATE)
            self.out.write(piece)
            left = self._decoder.unconsumed_tail
            self.taken += len(data) - len(left)
            data = left
            if self._decoder.eof:
                rest = self._decoder.unused_data
                if not (self._gzip and rest.startswith(_GZIP_MAGIC)):
                    return b""  # bytes after the end are padding
                self._decoder = zlib.decompressobj(31)
                return rest
            if not data and len(piece) < _INFLATE:
                return b""
        return b""


def read_body(raw: Readable, coding: str, wire_limit: int, body_limit: int) -> Body:
    """Read and decode a body, never more than the limits; the limits' excess is cut off.

    ``coding`` is the Content-Encoding header. A connection that ends early gives the part that
    came. Raises urllib3's ``ReadTimeoutError`` when nothing comes for too long.
    """
    names = [name.strip().lower() for name in coding.split(",")]
    names = [name.removeprefix("x-") for name in names if name not in ("", "identity")]
    if len(names) > 1 or any(name not in ("gzip", "deflate") for name in names):
        return Body(b"", BodyEnd.UNKNOWN_CODING, f"Content-Encoding: {coding}")
    sink = _Inflater(names[0], body_limit) if names else _Sink(body_limit)
    end, detail = BodyEnd.COMPLETE, ""
    wire = 0
    try:
        while wire <= wire_limit and not sink.full:
            data = raw.read1(_READ, decode_content=False)
            if not data:
                break
            wire += len(data)
            sink.feed(data)
    except ReadTimeoutError:
        raise
    except HTTPError as error:
        end, detail = BodyEnd.CUT, str(error)
    except zlib.error as error:
        end, detail = BodyEnd.BROKEN_CODING, str(error)
    if end is BodyEnd.COMPLETE:
        end, detail = _end_of(sink, wire, wire_limit)
    return Body(b"" if end is BodyEnd.BOMB else sink.bytes(), end, detail, wire)


def _end_of(sink: _Sink, wire: int, wire_limit: int) -> tuple[BodyEnd, str]:
    """How a body ended that was read without a fault, and its evidence."""
    if sink.full and sink.out.tell() > sink.taken * _BOMB_RATIO:
        return BodyEnd.BOMB, f"{sink.taken} bytes inflate to more than {sink.limit}"
    if sink.full:
        return BodyEnd.INFLATED_LIMIT, f"more than {sink.limit} bytes after inflation"
    if wire > wire_limit:
        return BodyEnd.WIRE_LIMIT, f"more than {wire_limit} bytes on the wire"
    if sink.unfinished:
        return BodyEnd.CUT, "the compressed data ends early"
    return BodyEnd.COMPLETE, ""
