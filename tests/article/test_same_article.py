"""The first article says the same in every format."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from audit.article import read_article
from audit.claims.find import body_sentences
from audit.model import Article
from audit.references import parse_references
from tests.article import converted

REFERENCES = parse_references((converted.TEXT.parent / "references.yaml").read_text("utf-8"))
FILES: dict[str, Callable[[], str | bytes]] = {
    "notes.md": converted.markdown_with_notes,
    "list.md": converted.markdown_with_list,
    "list.html": converted.page_with_list,
    "wordpress.html": converted.page_of_wordpress,
    "google-docs.html": converted.page_of_google_docs,
    "google-docs.zip": converted.zip_of_google_docs,
    "list.docx": converted.word_with_list,
}


def read(data: str | bytes, path: str) -> Article:
    return read_article(data.encode() if isinstance(data, str) else data, path, REFERENCES)


def said(article: Article) -> list[tuple[object, ...]]:
    """What the article quotes of whom; line ends inside a quotation are spaces."""
    return [
        (" ".join(q.text.split()), q.references, q.rule, q.kind, q.speaker)
        for q in article.quotations
    ]


def listed(article: Article) -> list[tuple[object, ...]]:
    return [(e.number, e.title, e.publisher, e.issued, e.accessed) for e in article.entries]


@pytest.mark.parametrize("name", FILES)
def test_every_format_says_the_same(name: str) -> None:
    text, other = read(converted.TEXT.read_bytes(), "article.txt"), read(FILES[name](), name)
    assert said(other) == said(text)
    assert listed(other) == listed(text)
    assert [marker.numbers for marker in other.markers] == [m.numbers for m in text.markers]
    assert [" ".join(r.text.split()) for r in other.repeats] == [r.text for r in text.repeats]
    assert {remark.rule for remark in other.remarks} == {remark.rule for remark in text.remarks}
    assert other.title == text.title


def test_keys_of_the_references_file_cite_as_numbers_do() -> None:
    text = read(converted.TEXT.read_bytes(), "article.txt")
    other = read(converted.markdown_with_keys(), "keys.md")
    assert said(other) == said(text)
    assert other.entries == ()
    assert [marker.numbers for marker in other.markers] == [m.numbers for m in text.markers]


@pytest.mark.parametrize("name", FILES)
def test_every_format_has_the_same_sentences(name: str) -> None:
    text, other = read(converted.TEXT.read_bytes(), "article.txt"), read(FILES[name](), name)
    assert [sentence.references for sentence in body_sentences(other)] == [
        sentence.references for sentence in body_sentences(text)
    ]


@pytest.mark.parametrize("name", FILES)
def test_lines_are_those_of_the_file(name: str) -> None:
    data = FILES[name]()
    if not isinstance(data, str):
        return
    lines = data.split("\n")
    for quotation in read(data, name).quotations:
        there = lines[quotation.line - 1][quotation.column - 1 :]
        word = quotation.text.split()[0]
        assert there.startswith(word.replace("’", "’")), (quotation, there[:40])


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_what_pandoc_makes_of_it_says_the_same(suffix: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(converted.markdown_with_notes(), encoding="utf-8")
    made = tmp_path / f"a.{suffix}"
    command = ["pandoc", "-s", "--metadata", "title=x", str(tmp_path / "a.md"), "-o", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    text, other = (
        read(converted.TEXT.read_bytes(), "article.txt"),
        read(made.read_bytes(), made.name),
    )
    assert said(other) == said(text)
    assert listed(other) == listed(text)
