"""Whatever the values are, every format renders, twice the same, and stays inside its own rules."""

import json
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from audit.model import Report
from audit.report import FORMATS, render_terminal, report_schema
from audit.report.terminal import cells
from tests.report.strategies import reports

VALIDATOR = Draft202012Validator(report_schema())


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(report=reports())
def test_any_report_renders_in_every_format(report: Report) -> None:
    texts = {name: render(report) for name, render in FORMATS.items()}
    assert texts == {name: render(report) for name, render in FORMATS.items()}
    for text in texts.values():
        assert text.endswith("\n")
        text.encode()
    VALIDATOR.validate(json.loads(texts["json"]))
    cases = ElementTree.fromstring(texts["junit"]).findall("testsuite/testcase")
    assert len(cases) == len(report.findings) + len(report.sources) + len(report.claims)
    for width in (40, 80, 132):
        _is_tame(render_terminal(report, width=width, report_path="reports/x"), width)


def _is_tame(text: str, width: int) -> None:
    for line in text.split("\n"):
        assert cells(line) <= width
        assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in line)
