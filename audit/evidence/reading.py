"""Reading single records of a WARC file. Pure: bytes in, values out."""

import io
import zlib

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

_MOST_RECORD_BYTES = 300_000_000  # a page is 60 MB at most; more is a bomb


class DamagedRecordError(Exception):
    """These bytes are no whole record; ``str()`` says why."""


def record_of(written: bytes) -> tuple[dict[str, str], bytes]:
    """The named fields (lower case) and the block of the one record in a gzip member.

    Raises ``DamagedRecordError``.
    """
    try:
        decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
        plain = decoder.decompress(written, _MOST_RECORD_BYTES)
    except zlib.error as fault:
        raise DamagedRecordError(f"it does not inflate ({fault})") from fault
    if not decoder.eof:
        raise DamagedRecordError("it ends early")
    if decoder.unused_data:
        raise DamagedRecordError("something follows it in its place")
    try:
        record = next(ArchiveIterator(io.BytesIO(plain), no_record_parse=True))
        fields = {name.lower(): str(value) for name, value in record.rec_headers.headers}
        block = b"".join(iter(record.raw_stream.read, b""))
    except (ArchiveLoadFailed, StopIteration, EOFError) as fault:
        raise DamagedRecordError("it is no WARC record") from fault
    if str(len(block)) != fields.get("content-length"):
        raise DamagedRecordError("its block ends early")
    return fields, block


def payload_of(written: bytes, kind: str) -> bytes:
    """The payload in the gzip member of a ``response`` or ``conversion`` record."""
    _, block = record_of(written)
    return block if kind == "conversion" else block.partition(b"\r\n\r\n")[2]
