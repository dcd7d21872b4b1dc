"""GitHub, GitLab, CSV and Web Annotations: each claim and reference once, escaped as they read."""

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest

from audit.model import Report
from audit.report import render_csv, render_github, render_gitlab, render_web_annotations
from audit.report.github import MOST_OF_A_KIND
from tests.report.sample import many_findings, reviewed_report, sample_report

COMMAND = re.compile(r"::(error|warning|notice) ([^:\n]*)::(.*)")


def _names(report: Report) -> list[str]:
    names = [finding.id for finding in report.findings]
    return names + [f"[{source.number}]" for source in report.sources]


def _commands(report: Report) -> list[tuple[str, dict[str, str], str]]:
    found = []
    for line in render_github(report).splitlines():
        command = COMMAND.fullmatch(line)
        assert command, line
        pairs = (pair.split("=", 1) for pair in command[2].split(","))
        found.append((command[1], dict(pairs), command[3]))
    return found


@pytest.mark.parametrize("report", [sample_report(), reviewed_report(), many_findings(300)])
def test_github_names_each_once_within_what_is_shown(report: Report) -> None:
    commands = _commands(report)
    kinds = [kind for kind, _, _ in commands]
    assert kinds == sorted(kinds, key=["error", "warning", "notice"].index)
    assert all(kinds.count(kind) <= MOST_OF_A_KIND for kind in set(kinds))
    named: list[str] = []
    for _, properties, message in commands:
        own = "file" in properties
        named += (
            [properties["title"].split(" ")[0]] if own else re.findall(r"q\d+|\[\d+\]", message)
        )
    wanted = _names(report)
    assert sorted(name for name in named if name in wanted) == sorted(wanted)


def test_github_escapes_what_would_end_a_property_or_a_line() -> None:
    report = sample_report()
    first = replace(report.findings[0], reason="100% sure,\nsaid: nobody ::error::x")
    article = replace(report.article, path="a,b:c%.txt")
    odd = replace(report, findings=(first,), article=article)
    _, properties, message = next(c for c in _commands(odd) if c[1]["title"].startswith("q01"))
    assert properties["file"] == "a%2Cb%3Ac%25.txt"
    assert "100%25 sure, said: nobody ::error::x" in message
    assert all(line.startswith("::") for line in render_github(odd).splitlines())


def test_github_places_an_annotation_on_the_words() -> None:
    report = sample_report()
    quotation = report.findings[0].quotation
    [(kind, properties, _)] = [c for c in _commands(report) if c[1]["title"].startswith("q01")]
    assert kind == "error"
    assert properties["line"] == properties["endLine"] == str(quotation.line)
    assert properties["col"] == str(quotation.column)
    assert properties["endColumn"] == str(quotation.column + len(quotation.text))


def _gitlab(report: Report) -> list[dict[str, Any]]:
    found = json.loads(render_gitlab(report))
    assert isinstance(found, list)
    return found


def test_gitlab_has_each_once_with_a_fingerprint_of_its_own() -> None:
    report = many_findings(100)
    entries = _gitlab(report)
    named = [entry["description"].split(": ")[0] for entry in entries]
    assert sorted(n for n in named if n in _names(report)) == sorted(_names(report))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    for entry in entries:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["location"]["lines"]["begin"] >= 1


def test_gitlab_puts_the_grave_first_and_never_blames_what_was_not_read() -> None:
    severities = {e["check_name"]: e["severity"] for e in _gitlab(sample_report())}
    assert next(iter(severities.values())) == "critical"
    assert severities["quotation-altered"] == severities["source-dead"] == "critical"
    assert severities["quotation-unverifiable"] == severities["source-blocked"] == "minor"
    assert severities["quotation-verbatim"] == "info"


def _rows(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_csv(report), newline="")))


def test_csv_has_one_row_each() -> None:
    report = reviewed_report()
    rows = _rows(report)
    assert [row["id"] for row in rows if row["kind"] != "remark"] == _names(report)
    by_id = {row["id"]: row for row in rows}
    assert by_id["q01"]["source's words"].startswith("was kept burning for sixteen")
    assert by_id["q01"]["words"] == report.findings[0].quotation.text
    assert by_id["q15"]["accepted by"] == "Ann Reeve"
    assert by_id["q02"]["accepted by"] == ""
    assert by_id["[7]"]["verdict or state"] == "dead"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "  =", "＝"])
def test_csv_never_begins_a_cell_as_a_formula(start: str) -> None:
    report = sample_report()
    words = f"{start}HYPERLINK(1)"
    quotation = replace(report.findings[0].quotation, text=words)
    odd = replace(report, findings=(replace(report.findings[0], quotation=quotation),))
    cell = _rows(odd)[0]["words"]
    assert cell.startswith("'")
    assert cell.endswith("HYPERLINK(1)")


def _annotations(report: Report) -> list[dict[str, Any]]:
    collection = json.loads(render_web_annotations(report))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert collection["type"] == "AnnotationCollection"
    found = collection["first"]["items"]
    assert collection["total"] == len(found)
    assert isinstance(found, list)
    return found


def test_annotations_have_each_once_under_an_identifier_of_its_own() -> None:
    report = many_findings(100)
    found = _annotations(report)
    assert len(found) == len(_names(report))
    assert len({annotation["id"] for annotation in found}) == len(found)
    assert all(annotation["type"] == "Annotation" for annotation in found)


def test_an_annotation_quotes_the_article_so_that_it_is_found_again() -> None:
    report = reviewed_report()
    text = report.article.text
    for finding, annotation in zip(report.findings, _annotations(report), strict=False):
        quote, position = annotation["target"]["selector"]
        assert quote["type"] == "TextQuoteSelector"
        assert quote["exact"] == finding.quotation.text
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert text.count(around) == 1
        assert text[position["start"] : position["end"]] == quote["exact"]
        purposes = [body["purpose"] for body in annotation["body"]]
        assert purposes[:2] == ["assessing", "tagging"]
        assert ("editing" in purposes) == (finding.id == "q01")
