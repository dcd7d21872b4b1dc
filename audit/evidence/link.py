"""From a report's sources to the records that hold their bytes. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from audit.evidence.journal import Entry
from audit.evidence.records import Kept
from audit.model import EvidenceRecord, Report, Source

HOLDING = frozenset({"response", "conversion"})  # kinds of records that have a payload themselves


def link_evidence(report: Report, entries: Iterable[Entry], records: Iterable[Kept]) -> Report:
    """``report`` with the place of every body that the evidence holds.

    The same for the run that made the evidence and for its replay: entries are taken in the order
    of their questions, and of equal payloads the first record.
    """
    holding: dict[str, Kept] = {}
    for record in records:
        if record.kind in HOLDING:
            holding.setdefault(record.payload, record)
    kept: dict[str, Kept] = {}
    for entry in sorted(entries, key=lambda entry: entry.ask):
        if entry.place and entry.place.payload in holding:
            kept.setdefault(entry.sha256, holding[entry.place.payload])
    return replace(report, sources=tuple(_placed(source, kept) for source in report.sources))


def _placed(source: Source, kept: dict[str, Kept]) -> Source:
    return replace(source, evidence=tuple(_place(one, kept) for one in source.evidence))


def _place(one: EvidenceRecord, kept: dict[str, Kept]) -> EvidenceRecord:
    record = kept.get(one.sha256)
    if record is None:
        return one
    return replace(
        one,
        record=record.id,
        moment=record.moment,
        offset=record.offset,
        length=record.length,
    )
