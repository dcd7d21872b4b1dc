"""From a finding to the bytes it rests on: in the report, in the evidence, and out to a file."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from audit.cli.kept import evidence
from audit.errors import ExitCode, InputError
from audit.evidence import EvidenceError, Retention, open_bundle, save_bundle
from audit.evidence.reading import record_of
from audit.model import Judged, Report
from audit.report import render_html, render_json, report_from_json
from audit.report.summary import finding_evidence, sources_by_number
from tests.evidence.rehearsal import Recorded, rehearse


@pytest.fixture(scope="module")
def recorded() -> Recorded:
    return rehearse()


@pytest.fixture
def folder(recorded: Recorded, tmp_path: Path) -> Path:
    save_bundle(tmp_path, recorded.bundle, Retention())
    (tmp_path / "report.json").write_bytes(recorded.report)
    return tmp_path


@pytest.fixture(scope="module")
def report(recorded: Recorded) -> Report:
    return report_from_json(recorded.report.decode())


def ran(folder: Path, *arguments: str) -> Result:
    options = [*arguments, "--report", str(folder / "report.json")]
    return CliRunner().invoke(evidence, options, standalone_mode=False)


def test_every_page_that_was_read_is_placed_and_is_what_its_hash_says(
    report: Report, folder: Path
) -> None:
    bundle = open_bundle(folder / "evidence.wacz")
    whole = folder.joinpath("evidence.wacz").read_bytes()
    read = [source for source in report.sources if source.state.readable]
    assert len(read) > 20
    assert all(source.evidence for source in read)
    for source in report.sources:
        for record in source.evidence:
            entry = bundle.holding(record.sha256)
            assert entry is not None
            assert entry.place is not None
            body = bundle.body(entry.place)
            assert hashlib.sha256(body).hexdigest() == record.sha256
            (kept,) = [one for one in bundle.records if one.id == record.record]
            assert (kept.offset, kept.length) == (record.offset, record.length)
            fields, _ = record_of(warc_of(whole)[kept.offset : kept.offset + kept.length])
            assert fields["warc-record-id"] == record.record
            assert fields["warc-date"] == record.moment


def warc_of(wacz: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(wacz)) as archive:
        return archive.read("archive/data.warc.gz")


def test_each_finding_names_its_records_in_json_and_on_the_page(report: Report) -> None:
    document = json.loads(render_json(report))
    page = BeautifulSoup(render_html(report), "lxml")
    sources = sources_by_number(report)
    named = 0
    findings: list[Judged] = [*report.findings, *report.claims]
    for finding, told in zip(findings, (*document["findings"], *document["claims"]), strict=True):
        wanted = finding_evidence(finding, sources)
        assert [one["kept"]["sha256"] for one in told["evidence"]] == [r.sha256 for _, r in wanted]
        shown = page.select_one(f"#{finding.id} .kept")
        if not wanted:
            assert shown is None
            continue
        named += 1
        assert shown is not None
        text = shown.get_text()
        assert all(record.sha256 in text for _, record in wanted)
        assert f"citation-audit evidence {finding.id}" in text
        assert [str(a["href"]) for a in shown.select("a")] == ["evidence.wacz"] * len(wanted)
    assert named > 60


def test_the_command_describes_and_writes_the_bytes(
    report: Report, folder: Path, tmp_path: Path
) -> None:
    (finding,) = [one for one in report.findings if one.id == "q02"]
    (_, record) = finding_evidence(finding, sources_by_number(report))[0]
    result = ran(folder, "q02")
    assert (result.exception, result.return_value) == (None, ExitCode.CLEAN)
    assert f"SHA-256 {record.sha256}" in result.output
    assert record.record in result.output
    out = tmp_path / "out"
    result = ran(folder, "q02", "-o", str(out))
    (written,) = out.iterdir()
    assert written.name == "reference-02-1.html.txt"
    assert hashlib.sha256(written.read_bytes()).hexdigest() == record.sha256
    assert str(written) in result.output


def test_a_reference_and_a_claim_can_be_named_too(report: Report, folder: Path) -> None:
    claim = next(one for one in report.claims if one.verdict == "flagged")
    assert ran(folder, claim.id).return_value == ExitCode.CLEAN
    assert "application/pdf" in ran(folder, "13").output


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("q99", "the report has no finding q99"),
        ("99", "the report has no reference 99"),
        ("30", "no page came for 30"),
        ("../x", "the report has no finding ../x"),
    ],
)
def test_what_is_not_there_is_one_sentence(folder: Path, name: str, said: str) -> None:
    fault = ran(folder, name).exception
    assert isinstance(fault, InputError)
    assert said in str(fault)


def test_evidence_of_another_run_is_refused(report: Report, folder: Path) -> None:
    second = report.sources[1]
    strange = replace(second, evidence=(replace(second.evidence[0], sha256="0" * 64),))
    sources = (report.sources[0], strange, *report.sources[2:])
    (folder / "report.json").write_text(render_json(replace(report, sources=sources)), "utf-8")
    fault = ran(folder, "2").exception
    assert isinstance(fault, EvidenceError)
    assert "of another run" in str(fault)


def test_without_evidence_the_hash_of_what_was_read_is_still_told(report: Report) -> None:
    bare = replace(
        report,
        sources=tuple(
            replace(
                source,
                evidence=tuple(
                    replace(one, record="", moment="", offset=0, length=0)
                    for one in source.evidence
                ),
            )
            for source in report.sources
        ),
    )
    page = BeautifulSoup(render_html(bare), "lxml")
    assert page.select(".kept code")
    assert not page.select("a[href='evidence.wacz']")
    assert "citation-audit evidence" not in page.get_text()
