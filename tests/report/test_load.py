"""report.json read back: nothing lost that a format shows, everything odd refused in a sentence."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from audit.errors import ExitCode, InputError
from audit.model import Report
from audit.report import FORMATS, REPORT_SCHEMA, render_json, report_from_json
from tests.report.sample import reviewed_report, sample_report
from tests.report.strategies import reports


def _document() -> dict[str, Any]:
    document = json.loads(render_json(sample_report()))
    assert isinstance(document, dict)
    return document


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_is_the_same_again(name: str) -> None:
    report = reviewed_report()
    assert FORMATS[name](report_from_json(render_json(report))) == FORMATS[name](report)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(report=reports())
def test_any_report_comes_back_as_the_same_json(report: Report) -> None:
    text = render_json(replace(report, schema=REPORT_SCHEMA))
    assert render_json(report_from_json(text)) == text


def test_source_texts_are_missing_but_not_what_the_page_says() -> None:
    before, after = sample_report().sources[0], report_from_json(json.dumps(_document())).sources[0]
    assert before.text is not None
    assert after.text is not None
    assert (after.text.text, after.text.metadata) == ("", before.text.metadata)
    assert after.characters == len(before.text.text)


def test_a_report_without_the_newer_optional_parts_is_read() -> None:
    document = _document()
    del document["since"]
    for finding in document["findings"]:
        del finding["decision"]
        if finding["match"]:
            del finding["match"]["replacement"]
    assert len(report_from_json(json.dumps(document)).findings) == len(document["findings"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "x.json:1: this is not JSON"),
        ('{"schema":\n\n', "x.json:3: this is not JSON"),
        ("[" * 100_000, "x.json: this is not JSON"),
        ("[]", "not a report of citation-audit"),
        ('{"schema": "urn:citation-audit:quote:1"}', "not a report of citation-audit"),
        ('{"schema": "urn:citation-audit:report:7"}', "a newer citation-audit wrote this report"),
        ('{"schema": "urn:citation-audit:report:0"}', "an older citation-audit wrote this report"),
        (f'{{"schema": "{REPORT_SCHEMA}"}}', "this report is damaged at version: it is missing"),
    ],
)
def test_what_is_not_such_a_report_is_refused_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(InputError) as fault:
        report_from_json(text, "x.json")
    assert said in str(fault.value)
    assert fault.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("findings", 0, "verdict"), "supported", "findings[0].verdict: “supported” is not known"),
        (("findings", 0, "quotation", "line"), True, "findings[0].quotation.line: no int"),
        (("sources", 2, "page"), 4, "sources[2].page: no object"),
        (("totals",), None, "totals: no object"),
        (("references",), {}, "references: no list"),
        (("article", "text"), 5, "article.text: no text"),
        (("findings", 0, "match", "passages", 0, "spans"), [[1]], "spans[0]: 1 values for 2"),
    ],
)
def test_damage_is_named_with_its_place(path: tuple[Any, ...], value: object, said: str) -> None:
    document: Any = _document()
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(InputError, match="this report is damaged at") as fault:
        report_from_json(json.dumps(document))
    assert said in str(fault.value)
