"""Packing evidence: a WACZ that ReplayWeb.page opens and ``citation-audit replay`` derives from."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import PurePath

from audit import __version__
from audit.evidence import circumstances, journal
from audit.evidence.circumstances import Circumstances, Inputs
from audit.evidence.index import index_lines, pages, zipped
from audit.evidence.layout import (
    ARTICLE,
    CDX,
    CIRCUMSTANCES,
    DECISIONS,
    DIGEST,
    IDX,
    JOURNAL,
    PACKAGE,
    PAGES,
    PREVIOUS,
    RECORDS,
    REFERENCES,
    REPORT,
    WACZ_VERSION,
    WARC,
)
from audit.evidence.payloads import sha256
from audit.evidence.recorder import Recorder
from audit.evidence.records import Kept


def pack(recorder: Recorder, inputs: Inputs, report: bytes) -> bytes:
    """The bundle of a finished run. ``report`` is its report.json as written.

    Raises ``StorageError`` when the disk refused any of the evidence.
    """
    entries = recorder.entries()
    told = Circumstances(
        program=__version__,
        created=inputs.created,
        rehearsal=inputs.rehearsal,
        network_seen=recorder.network_seen,
        archives=recorder.archives,
        article_path=inputs.article_path,
        references_path=inputs.references_path,
        decisions_path=inputs.decisions_path,
        today=inputs.today,
        lost=sum(entry.lost for entry in entries),
        report_sha256=sha256(report),
        settings=inputs.settings,
        strict=inputs.strict,
        meaning=inputs.meaning,
        judge=inputs.judge,
    )
    warc, records = recorder.warc(), recorder.records
    cdx, idx = zipped(index_lines(records))
    return assembled(
        {
            WARC: warc,
            CDX: cdx,
            IDX: idx.encode(),
            PAGES: pages(records).encode(),
            RECORDS: written_records(records).encode(),
            JOURNAL: journal.written(entries).encode(),
            CIRCUMSTANCES: circumstances.written(told).encode(),
            ARTICLE: inputs.article,
            REFERENCES: inputs.references,
            DECISIONS: inputs.decisions,
            PREVIOUS: inputs.previous,
            REPORT: report,
        },
        title=f"Evidence: {PurePath(inputs.article_path).name}",
        created=inputs.created,
    )


def assembled(files: Mapping[str, bytes], *, title: str, created: str) -> bytes:
    """The WACZ of these files, each with its hash in the data package."""
    package = {
        "profile": "data-package",
        "wacz_version": WACZ_VERSION,
        "title": title,
        "created": created,
        "software": f"citation-audit/{__version__}",
        "resources": [
            {
                "name": path.rpartition("/")[2],
                "path": path,
                "hash": f"sha256:{sha256(data)}",
                "bytes": len(data),
            }
            for path, data in files.items()
        ],
    }
    described = json.dumps(package, indent=1).encode()
    return zip_of({**files, PACKAGE: described, DIGEST: seal(described)}.items())


def seal(package: bytes) -> bytes:
    """The file that holds the data package's own hash."""
    return json.dumps({"path": PACKAGE, "hash": f"sha256:{sha256(package)}"}).encode()


def zip_of(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of ``files``, the same bytes for the same files: nothing compressed, no times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name)  # of 1980, the earliest day that a zip can tell
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def written_records(records: Iterable[Kept]) -> str:
    """Where each record lies, one JSON line each."""
    return "".join(f"{json.dumps(asdict(record))}\n" for record in records)


def read_records(text: bytes) -> tuple[Kept, ...]:
    """From JSON lines. Raises ``ValueError``."""
    try:
        return tuple(Kept(**json.loads(line)) for line in text.splitlines())
    except TypeError as fault:
        raise ValueError(str(fault)) from fault
