"""Into references.yaml: a first file, what is missing, what was found."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.article import read_article
from audit.model import Address, ListEntry
from audit.references import parse_references
from audit.resolve import Listed, Resolution, merge, new_file, unusable, write_resolution
from audit.resolve.candidate import Candidate
from tests.resolve.answers import reference
from tests.resolve.titles import ROOT

OWN = (ROOT / "references.yaml").read_text("utf-8")
ARTICLE = read_article((ROOT / "article.txt").read_bytes(), "article.txt")
SMALL = """\
references:
  - id: ref-01  # ours
    number: 1
    title: "Harbour Lanterns Burn Longer Under Winter Rules"
    container-title: Rehearsal Herald
"""


def entry(number: int, **changes: str) -> ListEntry:
    made = ListEntry(number, "A title", "A Paper", "2016-04", "2017", "", "raw", 9, 0, 3)
    return replace(made, **changes)  # type: ignore[arg-type]  # only text fields are changed


def candidate(url: str) -> Candidate:
    return Candidate(url, "A title", "2018-03-04", "", "wikipedia", 88.0, "cited by an article")


def test_the_first_article_gives_its_32_references() -> None:
    made = parse_references(new_file(ARTICLE.entries, "article.txt"))
    own = parse_references(OWN)
    fields = [(one.number, one.title, one.container_title, one.issued, one.accessed) for one in own]
    assert [
        (one.number, one.title, one.container_title, one.issued, one.accessed) for one in made
    ] == fields


def test_a_complete_file_is_not_touched_by_a_merge() -> None:
    assert merge(OWN, ARTICLE.entries, "references.yaml") == OWN


@pytest.mark.parametrize("missing", [1, 16, 31, 32])
def test_a_missing_reference_is_added_in_its_place_and_nothing_else_changes(missing: int) -> None:
    blocks = OWN.split("  - id: ref-")
    text = "  - id: ref-".join(blocks[:missing] + blocks[missing + 1 :])
    merged = merge(text, ARTICLE.entries)
    assert [one.number for one in parse_references(merged)] == list(range(1, 33))
    added = new_file([ARTICLE.entries[missing - 1]], "x").split("references:\n")[1]
    assert merged.replace(added, "", 1) == text


def test_an_id_that_is_taken_is_not_taken_again() -> None:
    text = SMALL.replace("number: 1", "number: 7")
    merged = merge(text, [entry(1)])
    assert [(one.id, one.number) for one in parse_references(merged)] == [
        ("list-1", 1),
        ("ref-01", 7),
    ]
    assert "# ours" in merged


def test_odd_items() -> None:
    items = [entry(1), entry(1, title="Again"), entry(0), entry(2, title=""), entry(9_999_999)]
    made = parse_references(new_file(items, "odd\narticle"))
    assert [(one.number, one.title) for one in made] == [(1, "A title"), (2, "raw")]
    assert [one.number for one in unusable(items)] == [1, 0, 9_999_999]
    (doi,) = parse_references(new_file([entry(1, url="https://doi.org/10.1/a(b)")], "x"))
    assert (doi.url, doi.doi) == ("https://doi.org/10.1/a(b)", "10.1/a(b)")
    (bad,) = parse_references(new_file([entry(1, url="www.x.example, p. 3")], "x"))
    assert bad.url == ""


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_title_and_publisher_survive(title: str, publisher: str) -> None:
    (made,) = parse_references(new_file([entry(1, title=title, publisher=publisher)], "x"))
    assert made.title == (title.strip() or "raw")
    assert made.container_title == publisher.strip()


def test_an_accepted_address_is_written_with_its_evidence() -> None:
    found = Resolution(
        reference(),
        url="https://herald.example/1",
        how="resolve (wikipedia): titled “Harbour”",
        copies=(Address("https://copy.example/1", "reprint: the same text"),),
    )
    text = write_resolution(SMALL, found)
    (one,) = parse_references(text)
    assert one.url == "https://herald.example/1"
    assert one.copies == (Address("https://copy.example/1", "reprint: the same text"),)
    assert 'url-known-by: "resolve (wikipedia): titled “Harbour”"' in text
    assert text.startswith(SMALL)
    assert write_resolution(text, found) == text, "the second time there is nothing to do"


def test_the_editors_address_is_never_overwritten() -> None:
    text = SMALL + "    URL: https://editor.example/\n"
    found = Resolution(reference(), url="https://herald.example/1", how="found")
    assert write_resolution(text, found) == text
    assert (
        write_resolution(SMALL, replace(found, reference=replace(reference(), number=4))) == SMALL
    )


def test_only_the_publishers_pages_become_candidates_and_each_once() -> None:
    listed = tuple(
        Listed(candidate(f"https://{host}/1"), 88.0, "the page’s month is not known", at_home)
        for host, at_home in (("herald.example", True), ("elsewhere.example", False))
    )
    found = Resolution(reference(), why="not sure", listed=listed)
    text = write_resolution(SMALL, found)
    (one,) = parse_references(text)
    assert [address.url for address in one.candidates] == ["https://herald.example/1"]
    assert one.candidates[0].how == (
        "resolve (wikipedia): cited by an article; not accepted: the page’s month is not known"
    )
    assert one.candidates[0].confidence == "score 88"
    assert write_resolution(text, found) == text
    other = replace(listed[0], candidate=candidate("http://www.herald.example/1/?utm_source=x"))
    assert write_resolution(text, replace(found, listed=(other,))) == text
    more = replace(listed[0], candidate=candidate("https://herald.example/2"))
    (one,) = parse_references(write_resolution(text, replace(found, listed=(more,))))
    assert len(one.candidates) == 2
