"""Without a network: noticed at once, said in one line, and held against nobody."""

import json
import os
import socket
from collections import Counter
from pathlib import Path

import pytest

from audit.cli import _run
from audit.vocabulary import Verdict

ROOT = Path(__file__).parent.parent
SILENT = {Verdict.UNVERIFIABLE, Verdict.UNCITED, Verdict.NOT_A_QUOTATION}


@pytest.fixture(autouse=True)
def _no_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy where nobody listens: every host fails to connect, and none is looked up."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
    monkeypatch.chdir(tmp_path)


def audited(capsys: pytest.CaptureFixture[str], *flags: str) -> tuple[int, str]:
    article, references = str(ROOT / "article.txt"), str(ROOT / "references.yaml")
    code = _run(["run", article, "-r", references, "-o", "out", *flags])
    return code, capsys.readouterr().out


def test_the_run_says_so_accuses_nobody_and_exits_3(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = audited(capsys)
    assert code == 3
    assert said.count("There is no network here") == 1
    report = json.loads(Path("out/report.json").read_text("utf-8"))
    assert report["offline"] is True
    verdicts = Counter(finding["verdict"] for finding in report["findings"])
    assert set(verdicts) <= SILENT
    assert sum(verdicts.values()) == 36
    assert verdicts["unverifiable"] >= 30
    totals = report["totals"]
    assert (totals["citations"], totals["unverifiable"]) == (32, 32)


def test_what_the_article_alone_shows_is_still_told(capsys: pytest.CaptureFixture[str]) -> None:
    _, said = audited(capsys)
    assert "The article alone shows" in said
    assert "three decades" in said


def test_nothing_but_the_reports_and_the_cache_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    audited(capsys, "--quiet")
    assert sorted(os.listdir(tmp_path)) == [".citation-audit", "out"]
    assert sorted(os.listdir(tmp_path / "out")) == ["evidence.wacz", "index.html", "report.json"]
    assert capsys.readouterr().out == ""


def test_no_source_is_called_dead(capsys: pytest.CaptureFixture[str]) -> None:
    audited(capsys, "--quiet")
    report = json.loads(Path("out/report.json").read_text("utf-8"))
    states = {source["state"] for source in report["sources"]}
    assert states == {"unreachable", "unresolved"}
