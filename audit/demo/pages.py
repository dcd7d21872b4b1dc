"""Invented pages: ``data/pages/*.yaml`` poured into ``data/templates/*.html``, or into a PDF.

Paragraphs are trusted HTML of our own (they carry links, emphasis and entities), everything else
is escaped.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from audit.demo.pdf import text_pdf

_DATA = Path(__file__).parent / "data"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DEFAULTS: Mapping[str, Any] = {
    "head": "",
    "author": "",
    "updated": "",
    "standfirst": "",
    "caption": "",
    "pull-quote": "",
    "note": "",
    "paywalled": False,
    "related": (),
    "comments": (),
}


def page_html(name: str) -> bytes:
    """Return the page ``data/pages/NAME.yaml`` as UTF-8 HTML."""
    page = _page(name)
    context = {key.replace("-", "_"): value for key, value in page.items()}
    return _environment().get_template(f"{page['layout']}.html").render(context).encode()


def page_pdf(name: str) -> bytes:
    """Return the page ``data/pages/NAME.yaml`` as a PDF of its title and paragraphs."""
    page = _page(name)
    return text_pdf(page["title"], [_plain(text) for text in page["paragraphs"]])


def notice_html(name: str, host: str, publisher: str) -> bytes:
    """Return a page that is no article (not found, challenge, front page ...) as UTF-8 HTML."""
    template = _environment().get_template(f"notice-{name}.html")
    return template.render(host=host, site=publisher).encode()


def in_words(iso_date: str) -> str:
    """Write an ISO date as publishers do: ``2016-03-24`` -> ``March 24, 2016``."""
    year, month, day = (int(part) for part in iso_date.split("-"))
    return f"{_MONTHS[month - 1]} {day}, {year}"


def _page(name: str) -> dict[str, Any]:
    text = (_DATA / "pages" / f"{name}.yaml").read_text("utf-8")
    return {**_DEFAULTS, **{key: _as_text(value) for key, value in yaml.safe_load(text).items()}}


def _as_text(value: object) -> object:
    """YAML reads an unquoted ISO date as a date; templates want it as written."""
    return value.isoformat() if isinstance(value, date) else value


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_DATA / "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["in_words"] = in_words
    return environment
