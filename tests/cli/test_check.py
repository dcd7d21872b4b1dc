"""``check``: what a commit hook may refuse, without a network."""

import json
from pathlib import Path

import pytest

from audit.cli import _run

ARTICLE = """A short article

The valley voted for the dam in May.1 It was never built.3

References
1. The vote in the valley. The Ledger, May 2019.
2. The dam that was not. The Ledger, June 2020.
3. After the vote. The Ledger, July 2020.
"""
LISTED = (
    (1, "The vote in the valley"),
    (2, "The dam that was not"),
    (3, "After the vote"),
)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(article: str, listed: tuple[tuple[int, str], ...] = LISTED) -> None:
    Path("article.txt").write_text(article)
    items = "".join(f"  - {{id: r{n}, number: {n}, title: {title}}}\n" for n, title in listed)
    Path("references.yaml").write_text(f"references:\n{items}")


def test_a_reference_that_nothing_cites_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    write(ARTICLE)
    assert _run(["check", "article.txt"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("warning article.txt:7:1  reference 2 is never cited")
    assert said.endswith("[reference-unused]\n")
    assert _run(["check", "article.txt", "--fail-on", "error"]) == 0


def test_a_sound_article_is_passed_in_silence(capsys: pytest.CaptureFixture[str]) -> None:
    write(ARTICLE.replace("May.1 ", "May.1,2 "))
    assert _run(["check", "article.txt"]) == 0
    assert capsys.readouterr().out == ""


def test_lists_that_differ_are_told_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    write(ARTICLE.replace("May.1 ", "May.1,2 "), LISTED[:2])
    assert _run(["check", "article.txt", "--format", "json"]) == 1
    (remark,) = json.loads(capsys.readouterr().out)
    assert (remark["rule"], remark["level"]) == ("not-in-references-file", "error")


@pytest.mark.parametrize(
    ("article", "listed", "said"),
    [
        (ARTICLE.replace("built.3", "built.4"), LISTED, "article.txt:3: the marker 4 has no"),
        (ARTICLE, ((1, "[x"),), "references.yaml:2: "),
    ],
)
def test_what_stops_a_run_stops_a_commit(
    article: str,
    listed: tuple[tuple[int, str], ...],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(article, listed)
    assert _run(["check", "article.txt"]) == 2
    assert said in capsys.readouterr().err
