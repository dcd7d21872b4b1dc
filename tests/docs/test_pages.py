"""Links of all pages lead somewhere, and tables made from the program are current."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tools.tables import ROOT, filled, pages

ALL = [*pages(), *(ROOT / f"{name}.md" for name in ("CHANGELOG", "CONTRIBUTING", "SECURITY"))]
_LINK = re.compile(r"\[[^\]]*\]\(<?([^)>\s]+)>?(?: \"[^\"]*\")?\)")
_FENCED = re.compile(r"^```.*?^```$", re.M | re.S)


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    words = re.sub(r"[`*_]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    return {slug(heading) for heading in re.findall(r"^#{1,6} (.+)$", text, re.M)}


@pytest.mark.parametrize("page", ALL, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    broken = []
    for link in _LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_tables_made_from_the_program_are_current(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert filled(text) == text, "run make docs"


def test_every_page_of_docs_can_be_found_from_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    names = {page.name for page in (ROOT / "docs").glob("*.md")}
    assert {name for name in names if f"docs/{name}" not in text} == set()
