"""A whole rehearsal with the references in BibTeX, and its replay from the evidence."""

import json
from pathlib import Path

import pytest

from audit.bibliography import WRITERS, read_bibliography
from audit.cli import _run

ROOT = Path(__file__).parents[2]


def test_an_article_is_audited_with_the_references_of_a_bib_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ours = read_bibliography((ROOT / "references.yaml").read_bytes(), "references.yaml", "csl-yaml")
    Path("library.bib").write_text(WRITERS["bibtex"](ours.items).text, encoding="utf-8")
    Path("article.txt").write_bytes((ROOT / "article.txt").read_bytes())
    assert _run(["demo", "-r", "library.bib", "-o", "out", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [one["number"] for one in report["references"]] == list(range(1, 33))
    assert report["references"][0]["aliases"] == ["Guardian", "theguardian.com"]
    assert _run(["replay", "out"]) == 0
    assert "the same report.json, byte for byte" in capsys.readouterr().out
