"""Whether a bundle is whole and unchanged; every byte of it is covered. Pure: bytes in.

What was changed is named: the file of the bundle, in the WARC the record.
"""

import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from audit.evidence.bundle import read_records, seal, zip_of
from audit.evidence.index import index_lines
from audit.evidence.layout import (
    ALL,
    CDX,
    DIGEST,
    LISTED,
    PACKAGE,
    RECORDS,
    WARC,
    EvidenceError,
)
from audit.evidence.payloads import sha256
from audit.evidence.records import Kept

_AGAIN = "run the audit again to make evidence anew"
_HEADER_BYTES = 30  # of a zip's local file header, before the name
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    struct.error,
    ValueError,
    OSError,
    NotImplementedError,
    EOFError,
    OverflowError,
)


def checked_files(data: bytes, path: str) -> tuple[dict[str, bytes], tuple[Kept, ...]]:
    """The files of a bundle and the records of its WARC, all as they were packed.

    Raises ``EvidenceError`` that names what is damaged; ``path`` is the bundle's.
    """
    files = _files(data, path)
    _check_hashes(files, path)
    records = _records(files, path)
    _check_warc(files[WARC], records, path)
    _check_index(files[CDX], records, path)
    _check_frame(data, files, path)
    return files, records


def damaged(what: str, path: str) -> EvidenceError:
    """The fault of a bundle in which ``what`` is not as it was packed."""
    return EvidenceError(what, path=path, hint=_AGAIN)


def _files(data: bytes, path: str) -> dict[str, bytes]:
    """The bytes of each file by its place, whatever checksums say: hashes name faults better."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = archive.infolist()
    except _ZIP_FAULTS as fault:
        what = "this is no whole evidence bundle: the directory at the end of the zip is missing"
        raise damaged(f"{what} or damaged, as after a download cut short", path) from fault
    names = {info.filename for info in found}
    if not names & {PACKAGE, WARC}:
        raise EvidenceError("this is a zip, but no evidence bundle (WACZ)", path=path)
    for name in ALL:
        if name not in names:
            raise damaged(f"{name} is missing from the bundle", path)
    files = {}
    for info in found:
        begin = info.header_offset + _HEADER_BYTES + len(info.filename.encode())
        files[info.filename] = data[begin : begin + info.file_size]
    return files


def _check_hashes(files: Mapping[str, bytes], path: str) -> None:
    """Every file but the WARC, which is checked record by record, against the data package."""
    if files[DIGEST] != seal(files[PACKAGE]):
        raise damaged(f"{PACKAGE} and {DIGEST} do not fit: one of them was changed", path)
    resources = {item["path"]: item for item in json.loads(files[PACKAGE])["resources"]}
    for name in LISTED:
        if name not in resources:
            raise damaged(f"{name} is not listed in {PACKAGE}", path)
        if name != WARC and resources[name]["hash"] != f"sha256:{sha256(files[name])}":
            raise damaged(f"{name} was changed after it was packed", path)
    for name in files:
        if name not in resources and name not in (PACKAGE, DIGEST):
            raise damaged(f"{name} was added to the bundle", path)


def _records(files: Mapping[str, bytes], path: str) -> tuple[Kept, ...]:
    try:
        return read_records(files[RECORDS])
    except ValueError as fault:
        raise damaged(f"{RECORDS} cannot be read: {fault}", path) from fault


def _check_warc(warc: bytes, records: Sequence[Kept], path: str) -> None:
    """The records cover the file without a gap, and each is as it was written."""
    end = 0
    for number, record in enumerate(records, start=1):
        if record.offset != end:
            raise damaged(f"{RECORDS} and {WARC} disagree at byte {end:,}", path)
        end += record.length
        which = f"record {number} of {WARC} ({record.kind} {record.url or 'about the file'})"
        if end > len(warc):
            raise damaged(f"{WARC} ends early: {which} is cut off", path)
        if sha256(warc[record.offset : end]) != record.sha256:
            raise damaged(f"{which} was changed after it was written", path)
    if end != len(warc):
        raise damaged(f"{WARC} has {len(warc) - end:,} bytes after its last record", path)


def _check_index(cdx: bytes, records: Sequence[Kept], path: str) -> None:
    expected = index_lines(records)
    most = sum(len(line.encode()) for line in expected) + 1_000_000  # what inflates to more is odd
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(cdx)) as index:
            found = index.read(most).decode().splitlines(keepends=True)
    except (OSError, EOFError, zlib.error, ValueError) as fault:
        raise damaged(f"{CDX} cannot be read: {fault}", path) from fault
    if tuple(found) == expected:
        return
    known = set(expected)
    wrong = [line for line in found if line not in known]
    where = f"“{wrong[0].partition(' {')[0][:200]}” is not so" if wrong else "records are left out"
    raise damaged(f"{CDX} disagrees with {WARC}: {where}", path)


def _check_frame(data: bytes, files: Mapping[str, bytes], path: str) -> None:
    """Whatever is not content: the zip's own headers are the same when it is packed again."""
    again = zip_of(files.items())
    if again == data:
        return
    same = next((i for i, (a, b) in enumerate(zip(again, data, strict=False)) if a != b), None)
    at = min(len(again), len(data)) if same is None else same
    raise damaged(f"the zip itself (not its contents) was changed at byte {at:,}", path)
