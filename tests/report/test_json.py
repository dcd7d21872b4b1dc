"""report.json and the quote command's JSON: their schemas, their order, what they leave out."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import audit.report
from audit.model import Match, Passage, Remark, Report, Source
from audit.report import (
    QUOTE_SCHEMA,
    REPORT_SCHEMA,
    quote_schema,
    quote_view,
    render_json,
    report_schema,
)
from audit.report.json_report import dump
from audit.vocabulary import Level, SourceRole, SourceState, Verdict, Zone
from tests.report.sample import sample_report

PUBLISHED = Path(audit.report.__file__).parent


def _document(report: Report) -> dict[str, Any]:
    document = json.loads(render_json(report))
    assert isinstance(document, dict)
    return document


def test_the_published_report_schema_is_the_one_the_code_follows() -> None:
    published = (PUBLISHED / "report.schema.json").read_text(encoding="utf-8")
    assert published == dump(report_schema())


def test_the_published_quote_schema_is_the_one_the_code_follows() -> None:
    published = (PUBLISHED / "quote.schema.json").read_text(encoding="utf-8")
    assert published == dump(quote_schema())


def test_the_schemas_are_valid_and_named_as_the_documents_say() -> None:
    for schema, name in ((report_schema(), REPORT_SCHEMA), (quote_schema(), QUOTE_SCHEMA)):
        Draft202012Validator.check_schema(schema)
        assert schema["$id"] == name


def test_a_report_with_everything_in_it_is_valid() -> None:
    Draft202012Validator(report_schema()).validate(_document(sample_report(rehearsal=True)))


def test_the_schema_refuses_an_unknown_verdict_and_an_unknown_key() -> None:
    validator = Draft202012Validator(report_schema())
    unknown_verdict = _document(sample_report())
    unknown_verdict["findings"][0]["verdict"] = "supported"
    assert not validator.is_valid(unknown_verdict)
    assert not validator.is_valid({**_document(sample_report()), "extra": 1})


def test_every_claim_reference_and_citation_appears_once() -> None:
    report = sample_report()
    document = _document(report)
    assert [f["id"] for f in document["findings"]] == [f.id for f in report.findings]
    assert [r["number"] for r in document["references"]] == [r.number for r in report.references]
    assert [s["number"] for s in document["sources"]] == [s.number for s in report.sources]
    assert len(document["citations"]) == len(report.citations)
    assert len(document["remarks"]) == len(report.remarks)


def test_order_without_meaning_does_not_change_a_byte() -> None:
    report = sample_report()
    shuffled = replace(
        report,
        findings=report.findings[::-1],
        references=report.references[::-1],
        sources=report.sources[::-1],
        citations=report.citations[::-1],
        remarks=report.remarks[::-1],
    )
    assert render_json(shuffled) == render_json(report) == render_json(sample_report())


def test_it_ends_with_one_line_feed_and_can_be_encoded() -> None:
    report = sample_report()
    surrogate = replace(report, remarks=(Remark("odd", Level.NOTE, "half \ud800 a pair"),))
    text = render_json(surrogate)
    assert text.endswith("}\n")
    assert "half \ufffd a pair" in text.encode().decode()


def test_no_character_in_it_can_steer_a_terminal_or_turn_a_line() -> None:
    text = render_json(sample_report())
    assert "\\u202e" in text
    assert "\\u001b" in text
    assert not set(text) & set("\x1b\x07\x9b\u202a\u202e\u2066\u2028")


def test_no_whole_source_text_is_in_it_but_what_the_page_says_of_itself_is() -> None:
    document = _document(sample_report())
    assert "The text of the source as it was read." not in render_json(sample_report())
    first = document["sources"][0]
    assert "text" not in first
    assert first["page"]["title"] == "Page 1"
    assert first["characters"] == 38


def test_the_summary_counts_what_the_findings_say() -> None:
    report = sample_report()
    summary = _document(report)["summary"]
    assert sum(summary["levels"].values()) == len(report.findings)
    assert summary["verdicts"]["altered"] == 2
    assert summary["states"]["archived"] == 2
    assert set(summary["states"]) == {state.value for state in SourceState}


def test_a_finding_carries_its_sentence() -> None:
    finding = _document(sample_report())["findings"][0]
    assert finding["sentence"].startswith("In 1971 the harbour board")
    assert finding["sentence"].endswith("by a single keeper.1")


SOURCE = Source(
    number=0,
    state=SourceState.LIVE,
    role=SourceRole.CITED,
    url="http://127.0.0.1:8000/a",
    found_at="http://127.0.0.1:8000/a",
    rule="body",
    detail="",
    complete=True,
)


def test_a_quote_found_is_valid_and_says_where() -> None:
    passage = Passage(4, 9, "seven", Zone.MAIN, ((4, 9),), "for", "days", "http://x/#:~:text=seven")
    match = Match(Verdict.VERBATIM, "same words", (passage,), score=100.0, chance=0.2)
    view = quote_view("seven", match, Verdict.VERBATIM, Level.OK, SOURCE, "same words")
    Draft202012Validator(quote_schema()).validate(json.loads(dump(view)))
    assert (view["verdict"], view["level"], view["score"]) == ("verbatim", "ok", 100.0)
    [found] = json.loads(dump(view))["passages"]
    assert found == {
        "start": 4,
        "end": 9,
        "text": "seven",
        "zone": "main",
        "spans": [[4, 9]],
        "before": "for",
        "after": "days",
        "link": "http://x/#:~:text=seven",
    }


@pytest.mark.parametrize("state", list(SourceState))
def test_a_quote_that_could_not_be_checked_is_valid_in_every_state(state: SourceState) -> None:
    source = replace(SOURCE, state=state, complete=False)
    view = quote_view("x", None, Verdict.UNVERIFIABLE, Level.UNVERIFIED, source, state.value)
    document = json.loads(dump(view))
    Draft202012Validator(quote_schema()).validate(document)
    assert document["source"]["state"] == state.value
    assert document["source"]["capture"] is None
    assert document["passages"] == document["changes"] == []
