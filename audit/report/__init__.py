"""From a report's values to text: one function a format, all of them pure.

``FORMATS`` names them; adding a format is one module and one line here.
"""

from collections.abc import Callable, Mapping

from audit.model import Report
from audit.report.html import render_html
from audit.report.json_report import REPORT_SCHEMA, render_json, report_schema
from audit.report.junit import render_junit
from audit.report.markdown import render_markdown
from audit.report.quote import QUOTE_SCHEMA, quote_schema, quote_view
from audit.report.terminal import render_terminal

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "html": render_html,
    "json": render_json,
    "junit": render_junit,
    "markdown": render_markdown,
    "terminal": render_terminal,
}

__all__ = [
    "FORMATS",
    "QUOTE_SCHEMA",
    "REPORT_SCHEMA",
    "quote_schema",
    "quote_view",
    "render_html",
    "render_json",
    "render_junit",
    "render_markdown",
    "render_terminal",
    "report_schema",
]
