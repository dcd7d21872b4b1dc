"""``run`` with models: what the report shows of them, and that a replay needs neither network nor
server to make the same report again."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from audit.cli import _run
from audit.report import report_schema
from audit.semantic.weights import WEIGHTS_SHA256
from tests.advice.endpoint import LoopbackModel, answer, honest, model_server, part, speaking
from tests.claims.pairs import sources
from tests.fetch.web import Route, serve
from tests.fetch.web import page as page_route
from tests.semantic import needs_model

KEY = "sk-not-for-anybody"
TITLE = "Marlowe harbour counts its grain"
ARTICLE = f"""Grain and ships

The harbour of Marlowe handled 71 percent of the island's grain.1

It employs 940 people.1

References

1. “{TITLE}.” Harbour News (May 2013).
"""
RUN = ("run", "article.txt", "--allow-private", "--no-archive", "--fail-on", "never", "-q")


@contextmanager
def surroundings(folder: Path, route: Route, *, semantic: bool = False) -> Iterator[LoopbackModel]:
    """An article, its source on a server, and a model; ``folder`` has the settings for them."""
    paragraphs = sources()["harbour"].source.text.replace("\n", "</p><p>")
    html = (
        f"<!doctype html><html lang=en><title>{TITLE}</title>"
        f"<article><h1>{TITLE}</h1><p>{paragraphs}</p></article></html>"
    )
    site = serve({"/grain": page_route(html.encode())})
    references = (
        f"references:\n  - id: grain\n    number: 1\n    title: {TITLE}\n"
        f"    container-title: Harbour News\n    issued: 2013-05\n    URL: {site.base}/grain\n"
    )
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "references.yaml").write_text(references, encoding="utf-8")
    with model_server(route) as server:
        settings = (
            f"[tool.citation-audit]\nsemantic = {str(semantic).lower()}\n"
            f'judge-base = "{server.base}"\njudge-model = "tiny"\n'
        )
        (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
        try:
            yield server
        finally:
            site.close()


def report(folder: Path) -> dict[str, object]:
    """report.json of the run, as its schema says."""
    read: dict[str, object] = json.loads((folder / "reports/article/report.json").read_bytes())
    Draft202012Validator(report_schema()).validate(read)
    return read


def advices(folder: Path) -> list[dict[str, object]]:
    """The advice on each claim, in the order of the article."""
    claims = report(folder)["claims"]
    assert isinstance(claims, list)
    return [check["advice"] for claim in claims for check in claim["checks"]]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITATION_AUDIT_JUDGE_KEY", KEY)


def test_nothing_is_asked_unless_asked_for(tmp_path: Path) -> None:
    with surroundings(tmp_path, speaking(honest)) as server:
        assert _run([*RUN]) == 0
        assert server.seen == []
    assert advices(tmp_path) == [None, None]
    assert report(tmp_path)["meaning"] == {"model": "", "sha256": ""}
    page = (tmp_path / "reports/article/index.html").read_text(encoding="utf-8")
    assert "The passages were chosen by their words alone." in page
    assert "A model’s advice" not in page


def test_advice_is_in_the_report_and_replayed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with surroundings(tmp_path, speaking(honest)) as server:
        assert _run([*RUN, "--judge"]) == 0
        assert len(server.seen) == 2
    first, second = advices(tmp_path)
    assert first["outcome"] == "words-for-every-part", first
    assert second["outcome"] == "words-for-no-part"
    assert "940" in str(second["parts"])
    page = (tmp_path / "reports/article/index.html").read_text(encoding="utf-8")
    assert "<b>A model’s advice</b> (tiny): it points to words of the source for every" in page
    assert "“940” does not occur in the source" in page
    for kept in tmp_path.rglob("*"):
        if kept.is_file():
            assert KEY.encode() not in kept.read_bytes(), kept
    assert _run(["replay", "reports/article"]) == 0, "both servers are gone by now"
    assert "the same report.json, byte for byte" in capsys.readouterr().out


def test_advice_changes_no_verdict(tmp_path: Path) -> None:
    lie = answer("every-part", part("It employs 940 people.", "stated", "230 people"))
    told = []
    for arguments in (RUN, (*RUN, "--judge")):
        with surroundings(tmp_path, speaking(lambda *_: lie)):
            assert _run([*arguments]) == 0
        claims = report(tmp_path)["claims"]
        assert isinstance(claims, list)
        told.append([(claim["verdict"], claim["level"], claim["reason"]) for claim in claims])
    assert told[0] == told[1]
    assert told[0][1][0] == "flagged"


def test_a_model_that_is_not_there_is_said_in_the_report_and_replayed(tmp_path: Path) -> None:
    with surroundings(tmp_path, speaking(honest)) as server:
        server.site.close()
        assert _run([*RUN, "--judge"]) == 0
    assert [str(advice["outcome"]) for advice in advices(tmp_path)] == ["no-advice"] * 2
    page = (tmp_path / "reports/article/index.html").read_text(encoding="utf-8")
    assert "none was given (the endpoint gave no whole answer" in page
    assert _run(["replay", "reports/article"]) == 0


def test_settings_without_a_model_stop_before_anything_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with surroundings(tmp_path, speaking(honest)):
        (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
        assert _run([*RUN, "--judge"]) == 2
    assert "set judge-base and judge-model" in capsys.readouterr().err
    assert not (tmp_path / "reports").exists()


@needs_model
def test_the_model_of_meaning_is_named_and_replayed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with surroundings(tmp_path, speaking(honest), semantic=True):
        assert _run([*RUN]) == 0
    assert report(tmp_path)["meaning"] == {"model": "all-MiniLM-L6-v2", "sha256": WEIGHTS_SHA256}
    page = (tmp_path / "reports/article/index.html").read_text(encoding="utf-8")
    assert (
        "The model all-MiniLM-L6-v2 helped to choose the passages (weights SHA-256 "
        f"{WEIGHTS_SHA256})" in page
    )
    assert _run(["replay", "reports/article"]) == 0
    assert "the same report.json, byte for byte" in capsys.readouterr().out


@needs_model
def test_a_replay_without_that_model_says_so(tmp_path: Path) -> None:
    with surroundings(tmp_path, speaking(honest), semantic=True):
        assert _run([*RUN]) == 0
    script = (
        "import sys; sys.modules['tokenizers'] = None\n"
        "from audit.cli import main; main(['replay', 'reports/article'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=dict(os.environ)
    )
    assert done.returncode == 1, done.stderr
    assert (
        "all-MiniLM-L6-v2 helped to choose its passages and is not here (tokenizers" in done.stdout
    )
    assert "every verdict is the same" in done.stdout
