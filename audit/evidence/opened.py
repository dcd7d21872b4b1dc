"""A bundle opened for replay: its inputs, its report and every answer in it."""

from pathlib import Path

from audit.errors import StorageError
from audit.evidence import circumstances, journal
from audit.evidence.check import checked_files, damaged
from audit.evidence.circumstances import Circumstances, Inputs
from audit.evidence.journal import Ask, Entry
from audit.evidence.layout import (
    ARTICLE,
    CIRCUMSTANCES,
    DECISIONS,
    JOURNAL,
    PREVIOUS,
    REFERENCES,
    REPORT,
    WARC,
    EvidenceError,
)
from audit.evidence.link import HOLDING
from audit.evidence.payloads import BodyPlace, body_of, sha256
from audit.evidence.reading import DamagedRecordError, payload_of
from audit.evidence.records import Kept


class Bundle:
    """Evidence that was checked to the last byte (``Shelf`` of ``audit.evidence.replay``)."""

    def __init__(self, path: str, files: dict[str, bytes], records: tuple[Kept, ...]) -> None:
        """Raises ``EvidenceError`` when the files do not make sense together."""
        self.path, self.report, self.records = path, files[REPORT], records
        self._warc = files[WARC]
        self._payloads: dict[str, Kept] = {}
        for record in records:
            if record.kind in HOLDING:
                self._payloads.setdefault(record.payload, record)
        try:
            self.run = circumstances.read(files[CIRCUMSTANCES])
            entries = journal.read(files[JOURNAL].decode())
        except ValueError as fault:
            raise damaged(f"what the bundle tells of its run is unusable: {fault}", path) from fault
        self._entries = {entry.ask: entry for entry in entries}
        if self.run.report_sha256 != sha256(self.report):
            raise damaged(f"{REPORT} is not the report of this run", path)
        self.inputs = _inputs(self.run, files)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every question that was asked, with its answer."""
        return tuple(self._entries.values())

    def entry(self, ask: Ask) -> Entry | None:
        """The answer that was told, if the question was asked."""
        return self._entries.get(ask)

    def holding(self, sha256: str) -> Entry | None:
        """An answer whose body has that SHA-256, the first in the order of the questions."""
        found = (entry for entry in self._entries.values() if entry.sha256 == sha256)
        return min(found, key=lambda entry: entry.ask, default=None)

    def body(self, place: BodyPlace) -> bytes:
        """The body at ``place``, hashes compared. Raises ``EvidenceError``."""
        record = self._payloads.get(place.payload)
        if record is None:
            raise damaged(f"{WARC} has no payload {place.payload[:16]}…", self.path)
        written = self._warc[record.offset : record.offset + record.length]
        try:
            payload = payload_of(written, record.kind)
        except DamagedRecordError as fault:
            raise damaged(f"the record of {record.url} is damaged: {fault}", self.path) from fault
        body = body_of(payload, place.coding, place.size)
        if sha256(payload) != place.payload or len(body) != place.size:
            raise damaged(f"the record of {record.url} is not what was read", self.path)
        return body


def open_bundle(path: Path) -> Bundle:
    """Read and check a bundle. Raises ``EvidenceError``, or ``StorageError`` for a bad disk."""
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as fault:
        hint = "citation-audit run keeps it beside the report"
        raise EvidenceError("there is no evidence here", path=str(path), hint=hint) from fault
    except IsADirectoryError as fault:
        raise EvidenceError("this is a folder, not a bundle", path=str(path)) from fault
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise StorageError(f"the evidence cannot be read: {reason}", path=str(path)) from fault
    return Bundle(str(path), *checked_files(data, str(path)))


def _inputs(run: Circumstances, files: dict[str, bytes]) -> Inputs:
    return Inputs(
        article_path=run.article_path,
        article=files[ARTICLE],
        references_path=run.references_path,
        references=files[REFERENCES],
        created=run.created,
        rehearsal=run.rehearsal,
        settings=run.settings,
        decisions_path=run.decisions_path,
        decisions=files[DECISIONS],
        previous=files[PREVIOUS],
        today=run.today,
        strict=run.strict,
        meaning=run.meaning,
        judge=run.judge,
    )
