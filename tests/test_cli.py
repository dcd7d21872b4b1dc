"""The command line as a user meets it: exit codes, one sentence for every fault, nothing lost."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from audit.cli import _run
from audit.report import quote_schema
from tests.hostile import HostileWeb

ROOT = Path(__file__).parent.parent
OPENING = "agree on almost nothing except the number"


@pytest.fixture(scope="module")
def web() -> Iterator[HostileWeb]:
    with HostileWeb() as running:
        yield running


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def quoted(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    code = _run(["quote", *arguments, "--format", "json", "--allow-private", "--no-archive"])
    return code, json.loads(capsys.readouterr().out)


def test_quote_tells_what_a_page_has(web: HostileWeb, capsys: pytest.CaptureFixture[str]) -> None:
    code, view = quoted(capsys, web.url("/news/reform"), OPENING)
    jsonschema.Draft202012Validator(quote_schema()).validate(view)
    assert (code, view["verdict"], view["level"]) == (0, "verbatim", "ok")
    assert isinstance(view["passages"], list)
    assert "#:~:text=" in view["passages"][0]["link"]
    assert view["passages"][0]["zone"] == "main"


def test_quote_names_the_change(web: HostileWeb, capsys: pytest.CaptureFixture[str]) -> None:
    changed = "police recorded 43,549 arrests for possession"
    code, view = quoted(capsys, web.url("/news/reform"), changed)
    assert (code, view["verdict"]) == (1, "altered")
    assert isinstance(view["changes"], list)
    assert len(view["changes"]) == 1
    change = view["changes"][0]
    assert (change["kind"], change["quoted"], change["source"]) == ("number", "43,549", "43,548")


def test_quote_reads_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "page.html").write_text("<p>The quay is closed to every vehicle tonight.</p>")
    code, view = quoted(capsys, "page.html", "closed to every vehicle tonight")
    assert (code, view["verdict"]) == (0, "verbatim")


def test_quote_of_an_unreadable_source_exits_3(
    web: HostileWeb, capsys: pytest.CaptureFixture[str]
) -> None:
    code, view = quoted(capsys, web.url("/f/410"), OPENING)
    assert (code, view["verdict"]) == (3, "unverifiable")
    assert isinstance(view["source"], dict)
    assert view["source"]["state"] == "dead"


def test_quote_speaks_to_people_too(web: HostileWeb, capsys: pytest.CaptureFixture[str]) -> None:
    changed = "police recorded 43,549 arrests for possession"
    assert _run(["quote", web.url("/news/reform"), changed, "--allow-private"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("altered (to fix): ")
    assert "43,548" in said


def test_text_shows_zones(web: HostileWeb, capsys: pytest.CaptureFixture[str]) -> None:
    url = web.url("/news/reform")
    assert _run(["text", url, "--format", "json", "--allow-private", "--no-archive"]) == 0
    view = json.loads(capsys.readouterr().out)
    zones = {block["zone"] for block in view["blocks"]}
    assert {"main", "comments", "navigation", "related", "hidden", "caption"} <= zones
    for block in view["blocks"]:
        assert view["text"][block["start"] : block["end"]] == block["text"]
    assert _run(["text", url, "--allow-private"]) == 0
    assert "[comments]" in capsys.readouterr().out


def test_verbose_tells_what_became_of_each_address(
    web: HostileWeb, capsys: pytest.CaptureFixture[str]
) -> None:
    gone, there = web.url("/f/410"), web.url("/news/reform")
    assert _run(["quote", gone, "some words", "--allow-private", "--no-archive", "-v"]) == 3
    assert f"1 cited {gone}: dead" in capsys.readouterr().err
    assert _run(["quote", there, OPENING, "--allow-private", "--no-archive"]) == 0
    assert capsys.readouterr().err == ""


def test_links_gives_one_row_for_each_address(
    web: HostileWeb, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    urls = [web.url(path) for path in ("/news/reform", "/f/410", "/f/403", "/f/soft404")]
    (tmp_path / "urls.txt").write_text("# nightly\n" + "\n".join(urls) + "\n")
    assert _run(["links", "urls.txt", "--format", "json", "--allow-private", "--no-archive"]) == 0
    view = json.loads(capsys.readouterr().out)
    rows = view["links"]
    assert [row["url"] for row in rows] == urls
    assert [row["state"] for row in rows] == ["live", "dead", "blocked", "soft-404"]
    assert [row["standing"] for row in rows] == ["ok", "failing", "ok", "failing"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "missing.txt"], "missing.txt: the article does not exist"),
        (["run", "article.txt"], "references.yaml: the references file does not exist"),
        (["run", "."], "a folder, not the article"),
        (["run", "binary.txt", "-r", "good.yaml"], "binary.txt: "),
        (["run", "plain.txt", "-r", "good.yaml"], "plain.txt: "),
        (["run", "marker.txt", "-r", "good.yaml"], "marker.txt:2: the marker 2 has no reference"),
        (["run", "nolist.txt", "-r", "good.yaml"], "nolist.txt: "),
        (
            ["run", "article.txt", "-r", "other.yaml"],
            "article.txt:5: the references file is of ano",
        ),
        (["run", "article.txt", "-r", "good.yaml", "-o", "taken"], "taken: this folder holds the"),
        (["run", "article.txt", "-r", "half.yaml"], "half.yaml:4: "),
        (["run", "article.txt", "-r", "twice.yaml"], "stands at lines 2, 5"),
        (["run", "article.txt", "-r", "key.yaml"], "unknown key “titel”"),
        (["parse", "empty.txt"], "empty.txt: "),
        (["quote", "missing.html", "words"], "missing.html: the source does not exist"),
        (["links", "article.txt"], "article.txt:1: “It ended.1” is not an address"),
        (["quote"], "Missing argument"),
        (["audit"], "No such command"),
        (["run", "article.txt", "--fail-on", "maybe"], "--fail-on"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    good = "references:\n  - id: a\n    number: 1\n    title: A\n"
    (tmp_path / "good.yaml").write_text(good)
    (tmp_path / "other.yaml").write_text(good.replace("title: A", "title: Tides of Harbour"))
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "report.json").write_text('{"article": {"path": "another.txt"}}')
    (tmp_path / "half.yaml").write_text(good.replace("A\n", "'A\n"))
    (tmp_path / "twice.yaml").write_text(good + good.removeprefix("references:\n"))
    (tmp_path / "key.yaml").write_text(good.replace("title", "titel"))
    (tmp_path / "article.txt").write_text("It ended.1\n\nReferences\n\n1. “A.” (2016).\n")
    (tmp_path / "marker.txt").write_text(
        "It began.1\nIt ended there, says the harbour.2 It went on.1\n\n"
        "References\n\n1. “A.” (2016).\n"
    )
    (tmp_path / "nolist.txt").write_text("It ended there.[1] It went on.[2]\n")
    (tmp_path / "plain.txt").write_text("No marker and no list here.\n")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    before = sorted(os.listdir(tmp_path))
    assert _run(arguments) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.count("\n") == 1
    assert "Traceback" not in captured.err
    assert captured.out == ""
    assert sorted(os.listdir(tmp_path)) == before


def test_the_installed_command_answers() -> None:
    command = [sys.executable, "-c", "from audit.cli import main; main()", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0
    for name in ("run", "demo", "parse", "quote", "text", "links", "schema"):
        assert f"  {name} " in done.stdout
