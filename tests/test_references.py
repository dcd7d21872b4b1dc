import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import ReferencesError
from audit.references import parse_references, references_schema
from audit.yaml_nodes import load

ROOT = Path(__file__).parent.parent
OWN_FILE = ROOT / "references.yaml"

ONE = """\
references:
  - id: a
    number: 1
    title: A title
"""


def fault(text: str) -> ReferencesError:
    with pytest.raises(ReferencesError) as raised:
        parse_references(text, "refs.yaml")
    return raised.value


def test_the_first_article_has_all_its_32_references() -> None:
    references = parse_references(OWN_FILE.read_text("utf-8"))
    assert [reference.number for reference in references] == list(range(1, 33))
    for reference in references:
        assert reference.title
        assert reference.container_title
        assert len(reference.issued) == len("2016-04")
        assert len(reference.accessed) == len("2017-09-20")


def test_every_reference_has_an_address_or_says_what_is_known_of_one() -> None:
    for reference in parse_references(OWN_FILE.read_text("utf-8")):
        known = (reference.url, *reference.candidates, *reference.partial_addresses)
        assert any(known), reference.number
        assert all(address.how for address in reference.candidates + reference.copies)


def test_only_addresses_where_the_page_was_seen_are_urls() -> None:
    references = parse_references(OWN_FILE.read_text("utf-8"))
    verified = {reference.number for reference in references if reference.url}
    assert verified == {7, 9, 13, 14, 18, 22, 25, 26, 27, 31, 32}
    salon = references[15]
    assert not salon.url, "the seen page of that title is of another month than the cited one"
    assert len(salon.candidates) == 2


def test_a_zotero_export_is_read() -> None:
    text = ONE + (
        "    issued: {date-parts: [[2016, 4, 21]]}\n"
        "    author: [{family: Glenza, given: Jessica}]\n"
        "    volume: 387\n    ISSN: 0140-6736\n    DOI: 10.1016/S0140-6736(16)00619-X\n"
    )
    (reference,) = parse_references(text)
    assert reference.issued == "2016-04-21"
    assert reference.authors == ("Jessica Glenza",)
    assert reference.doi == "10.1016/S0140-6736(16)00619-X"


def test_words_that_yaml_would_turn_into_something_else_stay_text() -> None:
    text = "references:\n  - {id: NO, number: 1, title: 4.10, issued: 2016-04-21}\n"
    (reference,) = parse_references(text)
    assert (reference.id, reference.title, reference.issued) == ("NO", "4.10", "2016-04-21")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "empty"),
        ("references: []\n", 1, "empty"),
        ("[]\n", 1, "keys with values"),
        (ONE + "    titel: x\n", 5, "unknown key “titel” (did you mean “title”?)"),
        (ONE + "    custom:\n      candidate: []\n", 6, "did you mean “candidates”?"),
        (ONE + "    title: again\n", 5, "stands twice"),
        (ONE + "  - id: a\n    number: 2\n    title: B\n", 5, "“id: a” stands at lines 2, 5"),
        (ONE + "  - id: b\n    number: 1\n    title: B\n", 5, "“number: 1” stands at lines 2, 5"),
        (ONE + "    URL: www.example.org\n", 5, "begins with http:// or https://"),
        (ONE + "    issued: June 2011\n", 5, "a date is written"),
        (ONE + "    accessed: 2011-13\n", 5, "a date is written"),
        (ONE + "    title2: 'half written\n", 5, "not valid YAML"),
        (ONE + "  - number: 3\n    ti", 6, "not valid YAML"),
        (ONE + "  - id: b\n    number: two\n    title: B\n", 6, "is not a number"),
        (ONE.replace("title", "note"), 2, "the entry has no “title”"),
        ("a: &x 1\nreferences: *x\n", 1, "anchors and aliases"),
    ],
)
def test_a_fault_is_one_sentence_with_file_and_line(text: str, line: int, said: str) -> None:
    found = fault(text)
    assert said in str(found)
    assert str(found).startswith(f"refs.yaml:{line}: ")
    assert "\n" not in str(found)
    assert found.exit_code == 2


def test_the_number_of_further_faults_is_said() -> None:
    assert "; 1 more fault after it" in str(fault(ONE + "    foo: x\n    bar: y\n"))


def test_the_published_schema_is_the_code_s_own() -> None:
    published = json.loads((ROOT / "audit" / "references.schema.json").read_text("utf-8"))
    assert published == json.loads(json.dumps(references_schema()))


def test_the_first_article_s_references_obey_the_schema() -> None:
    document = load(OWN_FILE.read_text("utf-8")).value
    jsonschema.Draft202012Validator(references_schema()).validate(document)


def read_or_refused(text: str) -> int:
    """Line of the fault, 0 when the text was read; anything but these two is a failure."""
    try:
        parse_references(text)
    except ReferencesError as found:
        return found.line or -1
    return 0


@given(st.text())
def test_no_text_brings_the_reader_down(text: str) -> None:
    assert read_or_refused(text) >= 0


@given(st.binary(max_size=300), st.integers(min_value=0))
def test_a_half_written_file_is_refused_or_read_whole(noise: bytes, cut: int) -> None:
    text = OWN_FILE.read_text("utf-8")
    half = text[: cut % len(text)] + noise.decode("utf-8", "replace")
    assert read_or_refused(half) <= half.count("\n") + half.count("\r") + 2
