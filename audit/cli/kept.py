"""``evidence``: the kept bytes that one finding or reference rests on."""

import re
from dataclasses import dataclass
from pathlib import Path

import click

from audit.cli.review import read_report, report_option
from audit.decisions import find_finding
from audit.errors import ExitCode, InputError
from audit.evidence import FILE_NAME, Bundle, EvidenceError, open_bundle
from audit.evidence.payloads import sha256
from audit.files import write_whole
from audit.model import EvidenceRecord, Fetched, Report
from audit.report.summary import finding_evidence, sources_by_number
from audit.report.words import one_line, printable

# A browser shows a file of these names as text: what was fetched must not run when it is opened.
_SUFFIXES = {"text/html": ".html.txt", "application/xhtml+xml": ".html.txt"}
_PLAIN = {"application/pdf": ".pdf", "text/plain": ".txt"}


@dataclass(frozen=True, slots=True)
class _Body:
    """One kept body with the answer it came in."""

    reference: int
    place: int
    record: EvidenceRecord
    told: Fetched
    data: bytes


@click.command("evidence")
@click.argument("name")
@report_option
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    show_default="they are only described",
    help="Folder to write the bytes to, as they were read.",
)
def evidence(name: str, report_path: Path, output: Path | None) -> int:
    """Show the kept bytes that NAME rests on: a finding (q07, c12) or a reference's number.

    Every record is checked against its hashes first. Bytes go to files only, never to a terminal;
    web pages are written as text files, so that nothing fetched runs when they are opened.

    \b
    Examples:
      citation-audit evidence q07
      citation-audit evidence 12 -o /tmp/kept
    """
    report = read_report(report_path)
    wanted = _records(report, name)
    bundle = open_bundle(report_path.parent / FILE_NAME)
    for body in _bodies(bundle, wanted):
        click.echo(_described(body, bundle.path))
        if output is not None:
            path = output / _file_name(body)
            write_whole(path, body.data)
            click.echo(f"  written  {path}")
    return ExitCode.CLEAN


def _records(report: Report, name: str) -> tuple[tuple[int, EvidenceRecord], ...]:
    """The records of a finding or a reference, with the reference's number."""
    sources = sources_by_number(report)
    if re.fullmatch(r"\d{1,9}", name):
        source = sources.get(int(name))
        if source is None:
            raise InputError(f"the report has no reference {name}", hint="see its References")
        found = tuple((source.number, record) for record in source.evidence)
    else:
        found = finding_evidence(find_finding(report, name)[0], sources)
    if not found:
        raise InputError(f"no page came for {name}, so nothing is kept of it")
    return found


def _bodies(bundle: Bundle, wanted: tuple[tuple[int, EvidenceRecord], ...]) -> list[_Body]:
    """The bodies out of the bundle, hashes compared. Raises ``EvidenceError``."""
    bodies = []
    for place, (number, record) in enumerate(wanted, 1):
        entry = bundle.holding(record.sha256)
        if entry is None or entry.place is None or not isinstance(entry.told, Fetched):
            why = "is of another run, or had no room for it"
            what = f"the bytes of reference {number} are not in this evidence, which {why}"
            raise EvidenceError(what, path=bundle.path)
        data = bundle.body(entry.place)
        if sha256(data) != record.sha256:
            raise EvidenceError(f"the bytes of reference {number} were changed", path=bundle.path)
        bodies.append(_Body(number, place, record, entry.told, data))
    return bodies


def _described(body: _Body, path: str) -> str:
    told, record = body.told, body.record
    lines = [
        f"[{body.reference}] {one_line(record.url, 400)}",
        f"  answer   {told.status or 'no status'}, {told.media_type or 'no media type'}",
        f"  body     {len(body.data):,} bytes, SHA-256 {record.sha256}",
    ]
    if record.record:
        lines += [
            f"  record   {record.record} of {record.moment}",
            f"  place    {path}, archive/data.warc.gz, byte {record.offset:,}, "
            f"{record.length:,} bytes long",
        ]
    return "\n".join(printable(line) for line in lines)


def _file_name(body: _Body) -> str:
    suffix = {**_SUFFIXES, **_PLAIN}.get(body.told.media_type, ".bytes")
    return f"reference-{body.reference:02d}-{body.place}{suffix}"
