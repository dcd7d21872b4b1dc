"""Surgical edits: one piece of text is put in, every other byte stays, the rest reads the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import ReferencesError
from audit.references_edit import append_items, insert_item, insert_key, render_entry
from audit.yaml_nodes import Path, Value, load
from tests.resolve.titles import ROOT

OWN = (ROOT / "references.yaml").read_text("utf-8")
ENTRIES = [
    """\
  - id: a   # the first
    number: 1
    # a comment inside
    title: "One: two"
    container-title: 'It''s'   # odd quotes
    accessed: 2017-09-20
    custom:
      aliases: [A, "B, C"]   # kept
      candidates:
        # why this one
        - url: "https://a.example/1"
          how: seen   # here

        - url: https://a.example/2
          how: >
            folded text
            over lines
""",
    """\
  - {id: b, number: 2, title: "Flow {x}", custom: {updated: 2017, }}  # all on one line
""",
    """\
  - id: c
    number: 3
    title: |
      A block
      title

    custom: {}
""",
    """\
  -   id: d
      number: 4
      title: >-
        Folded
      custom:
        candidates: [ ]
        copies: [{url: "https://c.example/", how: seen}]   # flow list
""",
    """\
  - number: 5
    id: e
    title: plain text
      over two lines
    custom:
    accessed: 2017
""",
]
texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60) | st.sampled_from(
    ["null", "yes", "2017", "#x", "a: b", "- a", "'", '"', "\\", "{", "]", " x "]
)
addresses = st.fixed_dictionaries({"url": texts, "how": texts})
files = st.builds(
    lambda chosen, end, last, top: _file(chosen, end, last, top),
    st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=5, unique=True),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\n", "\n\n# the end\n", "\n# the end"]),
    st.sampled_from(["", "# a head\n", "---\n"]),
)


def _file(chosen: list[str], end: str, last: str, top: str) -> str:
    if chosen[-1].endswith("over lines\n"):
        last = last or "\n"  # see the test on a block scalar that the file's end cuts short
    text = top + "references:\n" + "".join(chosen)
    return (text.removesuffix("\n") + last).replace("\n", end)


def _inserted(text: str, edited: str) -> str:
    """What was put in; fails when anything else changed."""
    extra = len(edited) - len(text)
    at = next((i for i, (a, b) in enumerate(zip(text, edited, strict=False)) if a != b), len(text))
    for start in range(at, -1, -1):
        if edited[:start] + edited[start + extra :] == text:
            return edited[start : start + extra]
    raise AssertionError("more than an insertion")


def _count(text: str) -> int:
    data = load(text).value
    assert isinstance(data, dict)
    assert isinstance(data["references"], list)
    return len(data["references"])


def _at(text: str, path: Path) -> Value:
    value = load(text).value
    for step in path:
        value = value[step]  # type: ignore[index]  # the paths of these files exist
    return value


@given(files, st.integers(0, 4), texts)
def test_a_key_is_added_and_nothing_else_changes(text: str, index: int, value: str) -> None:
    entry: Path = ("references", index % _count(text))
    edited = insert_key(text, entry, "URL", value, after=("title", "accessed"))
    assert _inserted(text, edited)
    before, after = _at(text, entry), _at(edited, entry)
    assert isinstance(before, dict)
    assert after == {**before, "URL": value}


@given(files, st.integers(0, 4), st.lists(addresses, min_size=1, max_size=3))
def test_a_list_is_added_below_custom_or_grows(
    text: str, index: int, items: list[dict[str, Value]]
) -> None:
    custom: Path = ("references", index % _count(text), "custom")
    held = _at(text, custom)
    listed: list[Value] = list(items)
    if isinstance(held, dict) and "candidates" in held:
        edited = append_items(text, (*custom, "candidates"), listed)
        known = held["candidates"]
        wanted = [*known, *listed] if isinstance(known, list) else listed
    else:
        edited = insert_key(text, custom, "candidates", listed)
        wanted = listed
    assert _inserted(text, edited)
    after = _at(edited, custom)
    assert isinstance(after, dict)
    assert after.pop("candidates") == wanted
    assert after == {
        k: v for k, v in (held if isinstance(held, dict) else {}).items() if k != "candidates"
    }


@given(files, st.integers(0, 5), texts)
def test_an_entry_is_put_between_others(text: str, index: int, title: str) -> None:
    entry: dict[str, Value] = {"id": "new", "number": "9", "title": title, "URL": "https://x.y/"}
    place = min(index, _count(text))
    edited = insert_item(text, ("references",), place, entry)
    assert _inserted(text, edited)
    before, after = _at(text, ("references",)), _at(edited, ("references",))
    assert isinstance(before, list)
    assert after == [*before[:place], entry, *before[place:]]


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4))
def test_a_rendered_file_reads_as_meant(fields: list[tuple[str, str]]) -> None:
    entries: list[dict[str, Value]] = [{"id": one, "title": two} for one, two in fields]
    text = "references:\n" + "".join(render_entry(entry) for entry in entries)
    assert load(text).value == {"references": entries}


def test_the_own_file_takes_an_address_in_an_entry() -> None:
    text = re.sub(r"(?m)^    URL: .*\n", "", OWN)
    line = '    URL: "https://x.example/a(b)?c=d#e"\n'
    for index in (0, 6, 15, 31):
        entry: Path = ("references", index)
        edited = insert_key(text, entry, "URL", "https://x.example/a(b)?c=d#e", after=("accessed",))
        above, below = edited.split(line)
        assert above + below == text
        assert above.rstrip("\n").rsplit("\n", 1)[1].strip().startswith("accessed:")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("references: [{id: a, title: b} # ]\n  ]\n", ("references", 0, "id")),
        ("references:\n  - a\n", ("references", 0)),
        ("references:\n  - id: |\n      a line that gains a line end", ("references", 0)),
        ("references:\n  - id: a\n    URL: x\n", ("references", 0)),
    ],
)
def test_what_cannot_be_edited_is_refused(text: str, path: Path) -> None:
    with pytest.raises(ReferencesError) as raised:
        insert_key(text, path, "URL", "https://x.example/", file="refs.yaml")
    assert str(raised.value).startswith("refs.yaml:")
    assert "by hand" in str(raised.value)


@pytest.mark.parametrize(
    ("text", "why"), [("a: [", "not valid YAML"), ("a: 1\n", "there is no references")]
)
def test_what_is_no_references_file_is_refused(text: str, why: str) -> None:
    with pytest.raises(ReferencesError, match=why):
        append_items(text, ("references",), ["x"], file="refs.yaml")
