"""The HTML report: one file without outside assets, for reading, printing and passing on."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from audit.model import Report
from audit.report.advice_text import ADVICE_WORDS, PART_WORDS
from audit.report.html.view import page_view
from audit.report.words import (
    ARCHIVE_WORDS,
    CLAIM_MEANINGS,
    EDIT_WORDS,
    FLAG_MEANINGS,
    LEVEL_WORDS,
    STATE_MEANINGS,
    VERDICT_MEANINGS,
    edtf_words,
    long_date,
    long_moment,
    one_line,
    plural,
    printable,
    web_address,
)


def render_html(report: Report) -> str:
    """The report as one self-contained HTML document.

    Nothing that was fetched or cited is ever markup: all of it goes through autoescaping and has
    its control characters made visible. Only http and https addresses become links.
    """
    return render_template("report.html", page_view(report))


def render_template(name: str, page: object) -> str:
    """A template of this package with our style sheet and script; ``page`` is what it shows."""
    style, script = _asset("report.css"), _asset("report.js")
    return (
        _environment()
        .get_template(name)
        .render(
            page=page,
            style=Markup(style),  # noqa: S704 - our own file, no foreign text in it
            script=Markup(script),  # noqa: S704 - our own file, no foreign text in it
            style_hash=_content_hash(style),
            script_hash=_content_hash(script),
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_tamed,
    )
    environment.filters |= {
        "edtf": edtf_words,
        "date": long_date,
        "moment": long_moment,
        "short": one_line,
        "web": web_address,
    }
    environment.globals |= {
        "advice_words": ADVICE_WORDS,
        "archive_words": ARCHIVE_WORDS,
        "claim_meanings": CLAIM_MEANINGS,
        "edit_words": EDIT_WORDS,
        "flag_meanings": FLAG_MEANINGS,
        "part_words": PART_WORDS,
        "plural": plural,
        "level_words": LEVEL_WORDS,
        "state_meanings": STATE_MEANINGS,
        "verdict_meanings": VERDICT_MEANINGS,
    }
    return environment


def _tamed(value: object) -> object:
    """What the template prints: strings without control characters, markup as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return printable(str(value))
    return value


@cache
def _asset(name: str) -> str:
    """A file of this package: template, style sheet or script."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _content_hash(text: str) -> str:
    """A Content Security Policy source expression for an inline block."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
