"""JUnit and Markdown: each claim and reference once, with the outcome a CI job understands."""

from collections import Counter
from xml.etree import ElementTree

from audit.report import render_junit, render_markdown
from audit.vocabulary import Level
from tests.report.sample import many_findings, reviewed_report, sample_report


def test_junit_has_one_case_for_each_claim_and_reference() -> None:
    report = sample_report()
    suites = ElementTree.fromstring(render_junit(report)).findall("testsuite")
    names = [[case.get("name", "") for case in suite] for suite in suites]
    assert [name.split()[0] for name in names[0]] == [f.id for f in report.findings]
    assert [name.split()[0] for name in names[1]] == [f"[{s.number}]" for s in report.sources]


def test_junit_fails_what_is_wrong_and_skips_what_could_not_be_checked() -> None:
    report = sample_report()
    quotations = ElementTree.fromstring(render_junit(report)).find("testsuite")
    assert quotations is not None
    levels = Counter(finding.level for finding in report.findings)
    assert int(quotations.get("failures", "")) == levels[Level.ERROR] + levels[Level.WARNING]
    assert int(quotations.get("skipped", "")) == levels[Level.UNVERIFIED]
    assert int(quotations.get("tests", "")) == len(report.findings)
    failure = quotations.find("testcase/failure")
    assert failure is not None
    assert failure.text == (
        f"articles/lighthouse.txt:5:{report.findings[0].quotation.column}: altered\n"
        "Quote the source’s words: “was kept burning for sixteen winters without any relief”."
    )


def test_junit_of_references_fails_only_rotten_addresses() -> None:
    references = ElementTree.fromstring(render_junit(sample_report())).findall("testsuite")[1]
    failed = [case for case in references if case.find("failure") is not None]
    assert [case.get("name", "").split()[0] for case in failed] == ["[7]", "[17]", "[18]", "[19]"]


def test_markdown_has_each_claim_and_reference_in_one_row() -> None:
    report = sample_report()
    rows = [line for line in render_markdown(report).split("\n") if line.startswith("| ")]
    cells = [row.split(" | ") for row in rows]
    assert sorted(cell[1] for cell in cells if cell[1].startswith("q")) == [
        finding.id for finding in report.findings
    ]
    numbers = [row[0] for row in cells if len(row) == 4 and row[0] != "| No."]
    assert numbers == [f"| {source.number}" for source in report.sources]


def test_markdown_never_reads_foreign_text_as_markup() -> None:
    text = render_markdown(sample_report(rehearsal=True))
    assert "<script>" not in text
    assert "\\<script\\>alert\\(1\\)\\</script\\>" in text
    assert "> **Rehearsal: invented sources.**" in text


def test_markdown_of_very_many_findings_is_cut_short_but_has_them_all() -> None:
    text = render_markdown(many_findings(8000))
    assert 500_000 < len(text.encode()) < 1_048_576
    assert all(text.count(f"| q{number:04d} |") == 1 for number in range(0, 8000, 500))


def test_what_was_accepted_is_told_with_the_reason() -> None:
    report = reviewed_report()
    assert "Accepted by Ann Reeve on 20 November 2026" in render_markdown(report)
    case = ElementTree.fromstring(render_junit(report)).find("testsuite/testcase[15]")
    assert case is not None
    assert (case.find("failure"), case.get("name", "")[:3]) == (None, "q15")
    assert (case.findtext("system-out") or "").startswith("Accepted by Ann Reeve")
