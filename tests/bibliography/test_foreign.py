"""Files as Zotero, EndNote, databases and people write them; what cannot be kept is told."""

from pathlib import Path

import pytest

from audit.bibliography import Item, read_bibliography, read_references
from audit.cli import _run
from audit.errors import ReferencesError

ZOTERO_BIB = r"""
@string{apr = "April"}
@comment{made by a reference manager}
@online{glenza2016,
  title = {Decriminalize All Drugs, {{UN}} Told},
  author = {Glenza, Jessica and van der Berg, Jan and {World Health Organization}},
  date = {2016-04-21},
  url = {https://example.org/a\_b%20c?x=1&y=2},
  urldate = {2017-09-20},
  organization = {The Guardian},
  file = {/home/me/a.pdf},
}
@article{muller99,
  author = "M{\"u}ller, Karl", title = {Na\"{\i}ve \& Sentimental -- A Study},
  journal = {J. Odd Res.}, year = 1999, month = apr, number = {4}, volume = 12, pages = {1--9},
  doi = {10.1000/182}
}
@misc{page, title = {A page}, howpublished = {\url{https://example.org/page}}, year = {2001}}
"""

RIS = """Record #1 of 2
Provider: Somebody

TY  - NEWS
TI  - Decriminalize all drugs,
      world leaders tell UN
AU  - Glenza, Jessica
AU  - World Health Organization
T2  - The Guardian
IS  - 9
SP  -
DA  - 2016/04/21/
Y2  - 2017/09/20/
UR  - https://example.org/a;b=1
KW  - drugs
ER  -

2.
TY  - ELEC
T1  - A page
PY  - 2001
ER  -
"""

CSL_JSON = """[
  {"id": "http://zotero.org/users/1/items/AB", "type": "webpage", "title": "A page",
   "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}],
   "issued": {"date-parts": [["2016", 4, 21]]}, "accessed": {"date-parts": [[2017, 9]]},
   "URL": "https://example.org/", "citekey": "page", "number": "NCJ 7"},
  {"id": "b", "type": "book", "title": "A book", "issued": {"literal": "forthcoming"}}
]"""


def read(text: str, form: str) -> tuple[list[Item], tuple[str, ...]]:
    found = read_bibliography(text.encode(), "file", form)
    return list(found.items), found.notes


def test_a_bib_file_of_zotero() -> None:
    (page, study, other), notes = read(ZOTERO_BIB, "bibtex")
    assert page == {
        "id": "glenza2016",
        "type": "webpage",
        "author": [
            {"family": "Glenza", "given": "Jessica"},
            {"family": "van der Berg", "given": "Jan"},
            {"literal": "World Health Organization"},
        ],
        "title": "Decriminalize All Drugs, UN Told",
        "URL": "https://example.org/a_b%20c?x=1&y=2",
        "container-title": "The Guardian",
        "issued": "2016-04-21",
        "accessed": "2017-09-20",
        "number": "1",
    }
    assert study["author"] == [{"family": "Müller", "given": "Karl"}]
    assert study["title"] == "Naïve & Sentimental – A Study"
    assert (study["issued"], study["issue"], study["volume"]) == ("1999-04", "4", "12")
    assert (study["container-title"], study["DOI"]) == ("J. Odd Res.", "10.1000/182")
    assert (other["type"], other["URL"]) == ("webpage", "https://example.org/page")
    assert notes == ("file:4: left out: file", "numbered 1 to 3 in the file's order")


def test_a_ris_file_of_a_database() -> None:
    (news, page), notes = read(RIS, "ris")
    assert news["title"] == "Decriminalize all drugs, world leaders tell UN"
    assert news["author"] == [
        {"family": "Glenza", "given": "Jessica"},
        {"literal": "World Health Organization"},
    ]
    assert (news["issued"], news["accessed"]) == ("2016-04-21", "2017-09-20")
    assert (news["URL"], news["issue"]) == ("https://example.org/a;b=1", "9")
    assert (page["id"], page["title"], page["issued"]) == ("ref-2", "A page", "2001")
    assert notes == ("file:4: left out: KW", "numbered 1 to 2 in the file's order")


def test_a_json_file_of_zotero() -> None:
    references = read_references(CSL_JSON.encode(), "library.json")
    assert [(one.number, one.line, one.issued) for one in references] == [
        (1, 2, "2016-04-21"),
        (2, 6, ""),
    ]
    assert references[0].authors == ("Jan van der Berg",)
    assert references[0].accessed == "2017-09"
    notes = read(CSL_JSON, "csl-json")[1]
    assert notes == (
        "file:2: left out: citekey",
        "file:6: left out: issued ({'literal': 'forthcoming'})",
        "numbered 1 to 2 in the file's order; its own numbers are left out: NCJ 7",
    )


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("3. “A page.” Time, 2016. https://x.example/\n4. “Other.” (2001).\n", ["A page", "Other"]),
        ("“A page.” Time, 2016.\nhttps://x.example/\n\n“Other.” (2001).\n", ["A page", "Other"]),
        ("“A page.” Time, 2016.\n“Other.” (2001).\n“Third.” (2002).", ["A page", "Other", "Third"]),
        ("References\n\n1. “A page.” (2016).\n", ["A page"]),
    ],
)
def test_a_list_that_somebody_pasted(text: str, titles: list[str]) -> None:
    found = read_bibliography(text.encode(), "list.txt", "text")
    assert [item["title"] for item in found.items] == titles
    for item, line in zip(found.items, found.lines, strict=True):
        assert str(item["title"]) in text.split("\n")[line - 1]
    assert str(found.items[0]["number"]) == ("3" if text.startswith("3") else "1")


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("a.bib", "\n@book{a,\n title = {A\n", 2, "not valid BibTeX"),
        ("a.bib", "@book{a, title={A}}\n@book{a, title={B}}\n", 2, "the key “a” stands twice"),
        ("a.bib", "@book{a, title={A}, x-citation-audit = {no}}\n", 1, "remove the field"),
        ("a.bib", "\n@book{a, year={2001}}\n", 2, "the entry has no “title”"),
        ("a.bib", "no entries\n", 1, "there is no work in it"),
        ("a.ris", "\nTY  - BOOK\nTI  - A\n", 2, "has no end"),
        ("a.ris", "TY  - BOOK\nTI  - A\nTY  - BOOK\nER  -\n", 1, "has no end"),
        ("a.json", '[\n {"id": "a"\n "type"}]', 3, "not valid JSON"),
        ("a.json", '{"id": "a"}', 1, "is a list of works"),
        ("a.json", '[\n{"id": "a", "title": "A", "URL": "ftp:/x"}]', 2, "begins with http://"),
        ("a.txt", "\n\n", 1, "no list of works"),
    ],
)
def test_a_broken_file_is_one_sentence_with_its_line(
    name: str, text: str, line: int, said: str
) -> None:
    with pytest.raises(ReferencesError, match=said) as caught:
        read_references(text.encode(), name)
    assert (caught.value.line, caught.value.path) == (line, name)


def test_convert_writes_a_file_and_tells_what_it_could_not_keep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("library.bib").write_text(ZOTERO_BIB)
    assert _run(["convert", "library.bib", "-o", "references.yaml"]) == 0
    said = capsys.readouterr()
    assert said.out == "references.yaml: 3 references written\n"
    assert "library.bib:4: left out: file\n" in said.err
    first = Path("references.yaml").read_bytes()
    assert read_references(first, "references.yaml")[1].title == "Naïve & Sentimental – A Study"
    assert _run(["convert", "library.bib", "-o", "references.yaml"]) == 2
    assert "is not written over" in capsys.readouterr().err
    assert _run(["convert", "references.yaml", "--to", "ris"]) == 0
    assert capsys.readouterr().out.startswith("TY  - ELEC\n")
    assert _run(["convert", "references.yaml", "-o", "again.json"]) == 0
    assert _run(["convert", "again.json", "-o", "references.yaml", "--force"]) == 0
    assert Path("references.yaml").read_bytes() == first


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["convert", "list"], "name it with --from"),
        (["convert", "library.bib", "-o", "out.docx"], "name it with --to"),
        (["resolve", "library.bib"], "citation-audit convert library.bib -o references.yaml"),
        (["archive", "library.bib"], "only CSL-YAML is edited in place"),
    ],
)
def test_what_cannot_be_done_says_how_to_mend_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("library.bib").write_text(ZOTERO_BIB)
    Path("list").write_text("1. “A page.” (2016).\n")
    assert _run(arguments) == 2
    heard = capsys.readouterr().err
    assert said in heard
    assert heard.count("\n") == 1
