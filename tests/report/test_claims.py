"""Claims in every format: each exactly once, quiet where nothing is flagged, never consent."""

import csv
import io
import json
import re
import time
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag
from jsonschema import Draft202012Validator

from audit.model import Report
from audit.report import (
    FORMATS,
    changed_since,
    render_csv,
    render_github,
    render_gitlab,
    render_html,
    render_json,
    render_junit,
    render_markdown,
    render_sarif,
    render_terminal,
    render_web_annotations,
    report_from_json,
    report_schema,
)
from audit.report.index_page import summarise
from audit.vocabulary import ClaimVerdict, Level
from tests.report.claimed import RATE, claimed_report, many_claims, reviewed_claims
from tests.report.sample import reviewed_report, sample_report

IDS = ["c01", "c02", "c03", "c04", "c05"]


def page(report: Report) -> BeautifulSoup:
    return BeautifulSoup(render_html(report), "lxml")


def claim(found: BeautifulSoup, name: str) -> Tag:
    tag = found.find("details", id=name)
    assert isinstance(tag, Tag)
    return tag


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


# -- JSON


def test_the_json_is_valid_has_each_claim_and_comes_back_the_same() -> None:
    report = reviewed_claims()
    text = render_json(report)
    document = json.loads(text)
    Draft202012Validator(report_schema()).validate(document)
    assert [one["id"] for one in document["claims"]] == IDS
    assert document["summary"]["claims"] == {
        "flagged": 2,
        "needs-review": 2,
        "unverifiable": 1,
    }
    assert document["summary"]["flags"]["figure-differs"] == 1
    again = report_from_json(text)
    assert again.claims == report.claims
    assert render_json(again) == text


def test_no_format_gives_consent() -> None:
    for name, render in FORMATS.items():
        assert not re.search(r"\bsupported\b", render(claimed_report())), name


# -- formats for machines: each once


def test_csv_sarif_gitlab_and_annotations_have_each_claim_once() -> None:
    report = reviewed_claims()
    rows = list(csv.DictReader(io.StringIO(render_csv(report), newline="")))
    assert [row["id"] for row in rows if row["kind"] == "claim"] == IDS
    by_id = {row["id"]: row for row in rows}
    assert by_id["c01"]["verdict or state"] == "figure-differs"
    assert RATE in by_id["c01"]["message"]
    assert by_id["c02"]["accepted by"] == "Ann Reeve"
    assert by_id["c04"]["reference"] == "5 6"
    gitlab = [entry["description"].split(":")[0] for entry in json.loads(render_gitlab(report))]
    assert [name for name in gitlab if name in IDS] == ["c01", "c05", "c02", "c03", "c04"]
    notes = json.loads(render_web_annotations(report))["first"]["items"]
    exact = [
        note["target"]["selector"][0]["exact"] for note in notes if "selector" in note["target"]
    ]
    for finding in report.claims:
        start, end = finding.claim.start, finding.claim.end
        assert exact.count(report.article.text[start:end]) == 1


def test_sarif_warns_asks_for_review_and_leaves_open() -> None:
    run = json.loads(render_sarif(reviewed_claims()))["runs"][0]
    results = {r["properties"]["id"]: r for r in run["results"] if r["properties"]["id"] in IDS}
    assert list(results) == IDS
    kinds = {name: (r["ruleId"], r["kind"], r["level"]) for name, r in results.items()}
    assert kinds == {
        "c01": ("claim-figure-differs", "fail", "warning"),
        "c02": ("claim-no-matching-passage", "fail", "warning"),
        "c03": ("claim-needs-review", "review", "none"),
        "c04": ("claim-needs-review", "review", "none"),
        "c05": ("claim-unverifiable", "open", "none"),
    }
    assert "suppressions" in results["c02"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules["claim-needs-review"]["defaultConfiguration"]["level"] == "none"
    assert "same topic" in rules["claim-figure-differs"]["fullDescription"]["text"]


def test_junit_fails_flags_and_skips_what_could_not_be_checked() -> None:
    suite = ElementTree.fromstring(render_junit(reviewed_claims())).findall("testsuite")[2]
    said = {
        case.get("name", "")[:3]: ("failure", "skipped", "")[
            0 if case.find("failure") is not None else 1 if case.find("skipped") is not None else 2
        ]
        for case in suite
    }
    assert said == {"c01": "failure", "c02": "", "c03": "", "c04": "", "c05": "skipped"}
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.get("type") == "figure-differs, name-not-in-source"


def test_github_shows_flags_and_only_names_the_rest() -> None:
    lines = render_github(claimed_report()).splitlines()
    warnings = [line for line in lines if line.startswith("::warning")]
    assert any("title=c01 claim-figure-differs" in line for line in warnings)
    assert all("c03 claim" not in line for line in lines)
    assert sum("Claims to read: c03, c04." in line for line in lines) == 1


def test_markdown_has_each_claim_in_one_row() -> None:
    text = render_markdown(claimed_report())
    assert [text.count(f"| {name} |") for name in IDS] == [1] * 5
    assert "5 claims = 2 flagged + 2 to read + 1 unverifiable." in text
    assert "right in 55 of 56 test cases" in text
    assert "<script>" not in text


# -- the terminal


def test_the_terminal_shows_open_flags_and_counts_the_rest() -> None:
    text = render_terminal(reviewed_claims())
    assert "Claims beside their sources (1)" in text
    assert "line 5, c01, figure-differs, name-not-in-source: In 1971" in text
    assert "c02" not in text
    assert "5 claims = 2 flagged (1 accepted) + 2 to read + 1 unverifiable." in text
    assert "Claims" not in render_terminal(sample_report())


def test_a_long_list_of_flags_is_cut() -> None:
    report = claimed_report()
    flagged = tuple(replace(report.claims[0], id=f"c{n:02d}") for n in range(1, 12))
    lines = render_terminal(replace(report, claims=flagged)).splitlines()
    assert "Claims beside their sources (11)" in lines
    assert "  and 6 more in the report" in lines


# -- the page


def test_the_page_has_quotations_first_and_quiet_claims_folded() -> None:
    found = page(claimed_report())
    ids = [str(tag["id"]) for tag in found.select("details.finding")]
    assert ids[-5:] == IDS
    folded = {
        str(tag["id"]): [str(d["id"]) for d in tag.select(".finding")]
        for tag in found.select(".quiet")
    }
    assert folded == {"claims-needs-review": ["c03", "c04"], "claims-unverifiable": ["c05"]}
    assert not [tag for tag in found.select(".claim, .quiet") if tag.has_attr("open")]
    header = found.find("header")
    assert isinstance(header, Tag)
    assert "5 claims = 2 flagged + 2 to read + 1 unverifiable" in words(header)


def test_a_flagged_claim_shows_what_is_missing_and_the_passages() -> None:
    found = claim(page(claimed_report()), "c01")
    text = words(found)
    assert [tag.get_text() for tag in found.select(".article mark")] == ["1971", "Skerry Point"]
    assert "the source has another value: 1971 (it has 1917 )" in text
    assert "not in the source: Skerry Point" in text
    assert f"The rule was {RATE}" in text
    assert "Searched: 1971, rounded forms" in text
    links = [str(tag["href"]) for tag in found.select(".source a.out")]
    assert links == ["https://source.example/p#:~:text=1", "https://source.example/p#:~:text=2"]
    assert len(found.select(".side.source")) == 3
    assert "in a caption" in text


def test_what_could_not_be_checked_says_why() -> None:
    text = words(claim(page(claimed_report()), "c05"))
    assert "Nothing is said of the claim: the source could not be read (dead)." in text


def test_hostile_text_in_claims_is_text() -> None:
    found = page(reviewed_claims())
    assert len(found.select("script")) == 1
    assert not found.select("img, iframe")
    assert "<script>alert(1)</script>" in words(claim(found, "c04"))
    ids = [str(tag["id"]) for tag in found.select("[id]")]
    assert len(ids) == len(set(ids))
    inner = {str(tag["href"])[1:] for tag in found.select("a[href^='#']")}
    assert inner <= set(ids)


def test_the_article_and_the_references_lead_to_flagged_claims() -> None:
    found = page(claimed_report())
    galley = [tag.get_text() for tag in found.select(".galley a.quote[href='#c01']")]
    assert galley == ["1971", "Skerry Point"]
    margins = {str(tag["href"]) for tag in found.select(".margin a")}
    assert {"#c01", "#c02"} <= margins
    assert "#c03" not in margins
    assert found.select("tr#ref-1 a[href='#c01']")
    options = [tag.get_text() for tag in found.select("optgroup option")]
    assert options[:3] == ["flagged", "needs-review", "unverifiable"]
    assert "figure-differs" in options


def test_decisions_commands_and_changes_are_shown() -> None:
    found = page(reviewed_claims())
    assert "Accepted by Ann Reeve on 20 November 2026" in words(claim(found, "c02"))
    commands = [tag.get_text() for tag in claim(found, "c01").select(".command code")]
    assert commands[0].startswith("citation-audit accept c01 ")
    assert "was needs-review" in words(claim(found, "c01"))
    assert [str(tag["id"]) for tag in found.select(".claim[data-since]")] == ["c01", "c03"]
    assert not page(claimed_report(rehearsal=True)).select(".command")


def test_the_list_of_reports_counts_open_flags() -> None:
    assert summarise(claimed_report(), "x").flagged == 2
    assert summarise(reviewed_claims(), "x").flagged == 1


def test_two_thousand_claims_render_in_seconds() -> None:
    many = many_claims(2000)
    began = time.process_time()
    html = render_html(many)
    assert time.process_time() - began < 5
    assert html.count('<details class="finding claim') == 2000


# -- since


def test_what_changed_since_the_last_run() -> None:
    report = claimed_report()
    first, *rest = report.claims
    before = replace(
        report,
        claims=(replace(first, verdict=ClaimVerdict.NEEDS_REVIEW, level=Level.NOTE), *rest[:-1]),
    )
    since = changed_since(report, before).since
    assert since is not None
    assert since.changed == (("c01", "needs-review"), ("c05", ""))


@pytest.mark.parametrize("make", [reviewed_report, sample_report])
def test_a_report_without_claims_has_no_part_for_them(make: object) -> None:
    assert callable(make)
    assert not page(make()).select("#claims, .quiet")
