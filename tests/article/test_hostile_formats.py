"""Hostile Markdown and pages: work stays in proportion to their length."""

import contextlib
import time

import pytest

from audit.article import read_article
from audit.errors import ArticleError

COUNT = 20_000
MARKDOWN = {
    "open notes": "^[" * COUNT,
    "open citations": "[@a ;" * COUNT,
    "citations": "[@a; @b] " * COUNT,
    "emphasis": "*a _b " * COUNT,
    "links": "[a](https://a.example/x) word more words " * 5_000,
    "block quotations": "> a b c d\n\n" * 5_000,
    "deep block quotations": ">" * 5_000 + "a",
    "table": "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + ("|b" * 2_000 + "\n") * 20,
    "notes": "".join(f"[^{n}]: “A.” Vox, 2016.\n\n" for n in range(3_000))
    + "".join(f"x[^{n}] " for n in range(3_000)),
}
PAGES = {
    "notes": "".join(f'<a href="#n{n}" id="r{n}"><sup>{n}</sup></a>' for n in range(5_000))
    + "".join(f'<li id="n{n}">“A” Vox 2016 <a href="#r{n}">^</a>' for n in range(5_000)),
    "calls of one note": '<sup><a href="#n">1</a></sup>' * COUNT + '<p id="n">“A.” 2016</p>',
    "nested": "<div>" * COUNT,
    "block quotations": "<blockquote><p>a b c d e</p></blockquote>" * 5_000,
    "open superscripts": "<sup>1" * COUNT,
}
FILES = {f"{name}.md": text for name, text in MARKDOWN.items()}
FILES |= {f"{name}.html": f"<html><body>{text}" for name, text in PAGES.items()}


@pytest.mark.parametrize("name", FILES)
def test_work_stays_in_proportion(name: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(ArticleError):  # what cites nothing is refused
        assert read_article(FILES[name].encode(), name).markers
    # Quadratic work on these would take minutes; processor time does not mind a loaded machine.
    assert time.process_time() - begun < 30
