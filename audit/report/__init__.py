"""From a report's values to text: one function a format, all of them pure.

``FORMATS`` names them; adding a format is one module and one line here.
"""

from collections.abc import Callable, Mapping

from audit.model import Report
from audit.report.csv_report import render_csv
from audit.report.github import render_github
from audit.report.gitlab import render_gitlab
from audit.report.html import render_html
from audit.report.json_report import REPORT_SCHEMA, render_json, report_schema
from audit.report.junit import render_junit
from audit.report.load import report_from_json
from audit.report.markdown import render_markdown
from audit.report.quote import QUOTE_SCHEMA, quote_schema, quote_view
from audit.report.sarif import render_sarif
from audit.report.since import changed_since
from audit.report.terminal import render_terminal
from audit.report.web_annotation import render_web_annotations

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "annotations": render_web_annotations,
    "csv": render_csv,
    "github": render_github,
    "gitlab": render_gitlab,
    "html": render_html,
    "json": render_json,
    "junit": render_junit,
    "markdown": render_markdown,
    "sarif": render_sarif,
    "terminal": render_terminal,
}

__all__ = [
    "FORMATS",
    "QUOTE_SCHEMA",
    "REPORT_SCHEMA",
    "changed_since",
    "quote_schema",
    "quote_view",
    "render_csv",
    "render_github",
    "render_gitlab",
    "render_html",
    "render_json",
    "render_junit",
    "render_markdown",
    "render_sarif",
    "render_terminal",
    "render_web_annotations",
    "report_from_json",
    "report_schema",
]
