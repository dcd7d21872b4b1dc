"""Whatever the works are, each format gives them back as they went; what is hidden is told."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audit.bibliography import READERS, WRITERS, Item, read_bibliography, read_references
from audit.errors import ReferencesError
from audit.references import parse_references
from tests.bibliography.items import ITEMS

ROOT = Path(__file__).parents[2]
OURS = (ROOT / "references.yaml").read_bytes()


@pytest.mark.parametrize("form", WRITERS)
@given(items=ITEMS)
@example(items=({"id": "a", "number": "1", "type": "webpage", "title": "x\nTY  - NEWS"},))
@example(items=({"id": "a", "number": "1", "type": "webpage", "title": "}\n@book{b,"},))
def test_every_format_gives_any_works_back(form: str, items: tuple[Item, ...]) -> None:
    written = WRITERS[form](items)
    assert read_bibliography(written.text.encode(), "file", form).items == items


@pytest.mark.parametrize("form", WRITERS)
def test_the_references_of_the_first_article_come_back(form: str) -> None:
    items = read_bibliography(OURS, "references.yaml", "csl-yaml").items
    written = WRITERS[form](items)
    assert read_bibliography(written.text.encode(), "file", form).items == items


@pytest.mark.parametrize(
    ("form", "ending"), [("csl-json", "json"), ("bibtex", "bib"), ("ris", "ris")]
)
def test_a_file_of_another_format_is_the_same_references(form: str, ending: str) -> None:
    written = WRITERS[form](read_bibliography(OURS, "references.yaml", "csl-yaml").items)
    ours = parse_references(OURS.decode())
    theirs = read_references(written.text.encode(), f"references.{ending}")
    assert len(theirs) == len(ours) == 32
    for one, other in zip(ours, theirs, strict=True):
        assert repr(one).replace(f"line={one.line}", "") == repr(other).replace(
            f"line={other.line}", ""
        )
    lines = written.text.splitlines()
    begins = {"csl-json": "  {", "bibtex": "@", "ris": "TY  - "}[form]
    assert all(lines[reference.line - 1].startswith(begins) for reference in theirs)


@pytest.mark.parametrize("form", ["bibtex", "ris"])
def test_what_other_programs_do_not_see_is_told(form: str) -> None:
    item: Item = {"id": "a", "number": "3", "type": "webpage", "title": "A"}
    (note,) = WRITERS[form]((item,)).notes
    assert note.startswith("number: kept in the ")


@pytest.mark.parametrize("form", READERS)
@given(text=st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_line(form: str, text: str) -> None:
    data = text.encode("utf-8", "replace")
    line, found = 0, None
    try:
        found = read_bibliography(data, "file", form)
    except ReferencesError as fault:
        line = fault.line
    assert found or line >= 1
    if found:
        assert len(found.items) == len(found.lines)
        json.dumps(found.items)
