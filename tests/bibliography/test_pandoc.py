"""pandoc itself reads our references.yaml as it stands, and the files that we write."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from audit.bibliography import WRITERS, read_bibliography

ROOT = Path(__file__).parents[2]
PANDOC = shutil.which("pandoc")
needs_pandoc = pytest.mark.skipif(PANDOC is None, reason="pandoc is not installed")


def pandoc(*arguments: str, given: str = "") -> str:
    assert PANDOC
    done = subprocess.run(
        [PANDOC, *arguments], input=given, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@needs_pandoc
def test_pandoc_makes_the_bibliography_from_our_references_file() -> None:
    article = "It is said [@ref-01], it is argued [@ref-02; @ref-25].\n\n# References\n"
    made = pandoc(
        "--citeproc",
        "--bibliography",
        str(ROOT / "references.yaml"),
        *("--from", "markdown", "--to", "plain", "--columns", "1000"),
        given=article,
    )
    text = made.replace("_", "")
    assert "It is said (Glenza 2016), it is argued (Shultz and Volcker 2011;" in text
    assert "Glenza, Jessica. 2016. “Decriminalize All Drugs, Business and World Leaders" in text
    assert "“A Real Debate about Drug Policy.” Wall Street Journal, June 2011." in text
    assert "https://archive.publicintegrity.org/2016/09/18/20200/" in text
    assert "expect-text" not in text


@needs_pandoc
def test_pandoc_finds_every_reference() -> None:
    made = json.loads(pandoc("-f", "csljson", "-t", "csljson", given=written("csl-json")))
    assert [one["id"] for one in made] == [item["id"] for item in ours()]


@needs_pandoc
def test_pandoc_reads_the_bibtex_that_we_write() -> None:
    made = {one["id"]: one for one in json.loads(bibtex_through_pandoc(written("bibtex")))}
    for item in ours():
        theirs = made[item["id"]]
        assert plain(theirs["title"]) == item["title"]
        assert theirs.get("URL", "") == item.get("URL", "")
        parts = theirs["issued"]["date-parts"][0]
        assert "-".join(f"{part:02d}" for part in parts) == item["issued"]


def bibtex_through_pandoc(text: str) -> str:
    return pandoc("-f", "biblatex", "-t", "csljson", given=text)


def ours() -> list[dict[str, object]]:
    data = (ROOT / "references.yaml").read_bytes()
    return [dict(item) for item in read_bibliography(data, "references.yaml", "csl-yaml").items]


def written(form: str) -> str:
    data = (ROOT / "references.yaml").read_bytes()
    return WRITERS[form](read_bibliography(data, "references.yaml", "csl-yaml").items).text


def plain(text: str) -> str:
    for mark in ('<span class="nocase">', "</span>", "<i>", "</i>"):
        text = text.replace(mark, "")
    return text
