"""SARIF: valid after the official schema, one result each, known again when the article moves."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft4Validator

from audit.model import Report
from audit.report import render_sarif
from audit.report.sarif import FINGERPRINT
from tests.report.sample import many_findings, reviewed_report, sample_report
from tests.report.strategies import reports

# The schema of the standard as published, revision 2.1.0-rtm.5, unchanged.
OFFICIAL = Path(__file__).with_name("sarif-2.1.0.schema.json")


@cache
def _validator() -> Draft4Validator:
    return Draft4Validator(json.loads(OFFICIAL.read_text(encoding="utf-8")))


def _run(report: Report) -> dict[str, Any]:
    document = json.loads(render_sarif(report))
    assert document["version"] == "2.1.0"
    [run] = document["runs"]
    assert isinstance(run, dict)
    return run


def _result(report: Report, name: str) -> dict[str, Any]:
    [found] = [r for r in _run(report)["results"] if r["properties"]["id"] == name]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("report", [sample_report(), reviewed_report()])
def test_it_is_valid_after_the_official_schema(report: Report) -> None:
    _validator().validate(json.loads(render_sarif(report)))


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(report=reports())
def test_any_report_is_valid_and_complete(report: Report) -> None:
    run = _run(report)
    _validator().validate({"version": "2.1.0", "runs": [run]})
    prints = [result["partialFingerprints"][FINGERPRINT] for result in run["results"]]
    assert len(prints) == len(set(prints))
    assert len(run["results"]) >= len(report.findings) + len(report.sources)


def test_every_claim_and_reference_is_one_result() -> None:
    report = sample_report()
    names = [result["properties"]["id"] for result in _run(report)["results"]]
    wanted = [finding.id for finding in report.findings]
    wanted += [f"[{source.number}]" for source in report.sources]
    assert [name for name in names if name] == wanted


def test_every_result_has_its_rule_with_help() -> None:
    run = _run(sample_report())
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["help"]["text"]
    assert len({rule["id"] for rule in rules}) == len(rules)


def test_a_region_is_the_very_words() -> None:
    report = sample_report()
    lines = report.article.text.split("\n")
    for finding in report.findings:
        place = _result(report, finding.id)["locations"][0]["physicalLocation"]
        region = place["region"]
        assert place["artifactLocation"]["uri"] == "articles/lighthouse.txt"
        assert region["startLine"] == region["endLine"]
        line = lines[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == finding.quotation.text


def test_what_could_not_be_checked_is_open_and_never_a_failure() -> None:
    report = sample_report()
    assert [_result(report, "q06")[key] for key in ("kind", "level")] == ["open", "none"]
    assert [_result(report, "q03")[key] for key in ("kind", "level")] == ["pass", "none"]
    assert [_result(report, "q01")[key] for key in ("kind", "level")] == ["fail", "error"]
    assert [_result(report, "[7]")[key] for key in ("kind", "level")] == ["fail", "error"]
    assert [_result(report, "[12]")[key] for key in ("kind", "level")] == ["open", "none"]


def test_fingerprints_outlive_lines_and_numbers_but_not_words() -> None:
    report = sample_report()
    moved = replace(
        report,
        findings=tuple(
            replace(
                finding,
                id=f"moved-{finding.id}",
                quotation=replace(finding.quotation, line=finding.quotation.line + 40),
            )
            for finding in report.findings
        ),
    )
    for finding in report.findings:
        before = _result(report, finding.id)["partialFingerprints"]
        assert before == _result(moved, f"moved-{finding.id}")["partialFingerprints"]
    first = report.findings[0]
    words = replace(first, quotation=replace(first.quotation, text="other words"))
    other = replace(report, findings=(words,))
    assert (
        _result(other, "q01")["partialFingerprints"]
        != _result(report, "q01")["partialFingerprints"]
    )


def test_equal_words_twice_are_two_claims() -> None:
    prints = [
        result["partialFingerprints"][FINGERPRINT] for result in _run(many_findings(60))["results"]
    ]
    assert len(prints) == len(set(prints))


def test_what_a_reviewer_accepted_is_suppressed_with_the_reason() -> None:
    report = reviewed_report()
    accepted = _result(report, "q15")
    assert (accepted["kind"], accepted["level"]) == ("fail", "error")
    [suppression] = accepted["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert "Ann Reeve on 20 November 2026" in suppression["justification"]
    assert "suppressions" not in _result(report, "q02")


def test_exact_words_are_a_fix_of_the_region() -> None:
    result = _result(reviewed_report(), "q01")
    [fix] = result["fixes"]
    [change] = fix["artifactChanges"][0]["replacements"]
    assert change["deletedRegion"] == result["locations"][0]["physicalLocation"]["region"]
    assert change["insertedContent"]["text"].startswith("was kept burning for sixteen")
