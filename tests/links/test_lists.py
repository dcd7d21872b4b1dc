"""Lists of links: many files, patterns, parts; and the baseline."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import InputError
from audit.links import Shard, baseline_text, fingerprint, read_baseline, read_lists, renewed
from audit.links.baseline import KnownLink
from audit.links.lists import citations

YAML = """references:
  - id: a
    number: 1
    title: Harbour
    container-title: The Quay
    URL: https://quay.example/harbour
  - id: b
    number: 2
    title: Treaty
    DOI: 10.1000/182
  - id: c
    number: 3
    title: Nowhere
"""
TODAY = date(2026, 11, 29)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_many_lists_are_one_with_every_place_kept() -> None:
    for name in ("one", "two"):
        Path(name).mkdir()
        Path(name, "references.yaml").write_text(YAML)
    Path("urls.txt").write_text("# bare\n\nhttps://quay.example/harbour\nhttp://b.example:81/x\n")
    listed = read_lists(["*/references.yaml", "urls.txt", "urls.txt"])
    assert [one.url for one in listed] == [
        "https://quay.example/harbour",
        "https://doi.org/10.1000/182",
        "http://b.example:81/x",
    ]
    assert [str(place) for place in listed[0].places] == [
        "one/references.yaml:2",
        "two/references.yaml:2",
        "urls.txt:3",
    ]
    assert listed[0].reference is not None
    assert listed[2].host == "b.example:81"
    assert {path: len(cited) for path, cited in citations(listed).items()} == {
        "one/references.yaml": 2,
        "two/references.yaml": 2,
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("https://a.example/ x\n", "urls.txt:1: “https://a.example/ x” is not an address"),
        ("https://a.example/\nfile:///etc/passwd", "urls.txt:2: “file:///etc/passwd” is not"),
        ("https:///nowhere", "urls.txt:1: "),
    ],
)
def test_what_is_no_address_is_named_with_its_line(content: str, said: str) -> None:
    Path("urls.txt").write_text(content)
    with pytest.raises(InputError) as caught:
        read_lists(["urls.txt"])
    assert said in str(caught.value)


def test_a_pattern_without_files_is_said() -> None:
    with pytest.raises(InputError, match="no file is called like that"):
        read_lists(["articles/*/references.yaml"])


@given(st.lists(st.text(min_size=1), unique=True), st.integers(1, 9))
def test_every_host_is_in_exactly_one_part(hosts: list[str], parts: int) -> None:
    shards = [Shard(number, parts) for number in range(1, parts + 1)]
    assert all(sum(shard.has(host) for shard in shards) == 1 for host in hosts)


def test_the_order_of_a_list_does_not_name_another_list() -> None:
    Path("a.txt").write_text("https://a.example/\nhttps://b.example/\n")
    Path("b.txt").write_text("https://b.example/\nhttps://a.example/\n")
    assert fingerprint(read_lists(["a.txt"])) == fingerprint(read_lists(["b.txt"]))
    assert fingerprint(read_lists(["a.txt"])[:1]) != fingerprint(read_lists(["a.txt"]))


@given(
    st.lists(
        st.builds(
            KnownLink,
            st.text(min_size=1, alphabet=st.characters(codec="utf-8", categories=["L", "N", "P"])),
            st.dates(date(2000, 1, 1), date(2100, 1, 1)),
            st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"])),
        ),
        unique_by=lambda known: known.url,
    )
)
def test_a_baseline_is_read_as_written(
    tmp_path_factory: pytest.TempPathFactory, known: list[KnownLink]
) -> None:
    path = tmp_path_factory.mktemp("baseline") / "known.yaml"
    path.write_text(baseline_text(known), encoding="utf-8")
    assert read_baseline(path) == {one.url: one for one in known}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("links:\n  - url: https://a.example/\n", "known.yaml:2: an entry has “url” and “until”"),
        (
            "links:\n  - url: https://a.example/\n    until: soon\n",
            "known.yaml:2: “soon” is not a day as 2026-12-31",
        ),
        (
            "links:\n  - url: https://a.example/\n    until: 2026-01-01\n    why: x\n",
            "known.yaml:2: unknown key “why”",
        ),
        ("links: nothing\n", "it has no list “links”"),
        ("links: [a\n", "not valid YAML"),
    ],
)
def test_a_mistake_in_a_baseline_is_named_with_its_line(text: str, said: str) -> None:
    Path("known.yaml").write_text(text)
    with pytest.raises(InputError) as caught:
        read_baseline(Path("known.yaml"))
    assert said in str(caught.value)


def test_a_renewed_baseline_keeps_what_holds_and_drops_what_is_mended() -> None:
    holds = KnownLink("https://a.example/", date(2026, 12, 1), "known")
    over = KnownLink("https://b.example/", date(2026, 11, 28), "asked")
    mended = KnownLink("https://c.example/", date(2027, 1, 1))
    before = {one.url: one for one in (holds, over, mended)}
    until = date(2027, 2, 27)
    assert renewed([holds.url, over.url, "https://d.example/"], before, until, TODAY) == (
        holds,
        KnownLink(over.url, until, "asked"),
        KnownLink("https://d.example/", until),
    )
