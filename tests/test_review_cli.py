"""The commands on a finished report: rendering again, deciding, correcting, opening."""

import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import click
import pytest

from audit.cli.fix import fix
from audit.cli.review import (
    accept,
    open_command,
    read_report,
    reopen,
    report_command,
    with_review,
    write_index,
)
from audit.errors import ExitCode, InputError
from audit.model import Report
from audit.report import FORMATS, render_json
from audit.vocabulary import Level
from tests.report.lamp import ARTICLE, REFERENCES, lamp_report
from tests.report.sample import sample_report

COMMANDS = {
    str(command.name): command for command in (report_command, accept, reopen, fix, open_command)
}
ROOT = Path(__file__).parent.parent
OPEN = "from audit.cli.review import open_command; open_command.main()"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article, its references and its report, as a run leaves them."""
    monkeypatch.chdir(tmp_path)
    article = replace(lamp_report().article, path="article.txt")
    _keep(replace(lamp_report(), article=article), "article")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "references.yaml").write_text(REFERENCES, encoding="utf-8")


def _keep(report: Report, folder: str) -> Path:
    path = Path("reports") / folder / "report.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render_json(report), encoding="utf-8")
    return path


def _run(name: str, *arguments: str) -> int:
    return int(COMMANDS[name].main(list(arguments), standalone_mode=False) or 0)


def _kept() -> Report:
    return read_report(Path("reports/article/report.json"))


def _level(report: Report, name: str = "q01") -> Level:
    return next(finding.level for finding in report.findings if finding.id == name)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_report_renders_any_format_again(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = _keep(sample_report(), "sample")
    assert _run("report", str(path), "--format", name) == 0
    assert capsys.readouterr().out == FORMATS[name](read_report(path))
    assert _run("report", str(path), "--format", name, "--output", "made") == 0
    assert Path("made").read_bytes().decode() == FORMATS[name](sample_report())


@pytest.mark.parametrize(
    ("path", "said"),
    [("none.json", "none.json: the report does not exist"), ("article.txt", "this is not JSON")],
)
def test_a_report_that_is_none_is_bad_input(path: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as fault:
        _run("report", path)
    assert fault.value.exit_code is ExitCode.USAGE


def test_accept_is_seen_at_once_and_by_the_next_run_and_reopen_takes_it_back() -> None:
    fresh = _kept()
    assert _run("accept", "q01", "--reason", "so agreed", "--by", "Ann") == 0
    assert "so agreed" in Path("decisions.yaml").read_text(encoding="utf-8")
    assert _level(_kept()) is Level.NOTE
    page = Path("reports/article/index.html").read_text(encoding="utf-8")
    assert "Accepted by Ann on" in page
    assert "citation-audit reopen q01" in page
    assert _level(with_review(fresh, Path("reports/none"))) is Level.NOTE
    assert _run("reopen", "q01") == 0
    assert _level(_kept()) is Level.ERROR
    assert _level(with_review(fresh, Path("reports/none"))) is Level.ERROR


def test_a_decision_names_whoever_git_says_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.name")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "Git Person")
    monkeypatch.setenv("USER", "loginname")
    monkeypatch.setenv("LOGNAME", "loginname")
    _run("accept", "q01", "--reason", "so")
    assert 'by: "Git Person"' in Path("decisions.yaml").read_text(encoding="utf-8")
    monkeypatch.setenv("PATH", "")
    _run("accept", "q01", "--reason", "so")
    assert 'by: "loginname"' in Path("decisions.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("accept", "q77", "--reason", "x"), "the report has no finding q77"),
        (("accept", "q01", "--reason", "x", "--until", "2001-01-01"), "2001-01-01 has passed"),
        (("reopen", "q01"), "no decision on q01 is recorded"),
        (("accept", "q01", "--reason", "x", "--report", "no/report.json"), "does not exist"),
    ],
)
def test_what_cannot_be_decided_is_said_and_nothing_is_written(
    arguments: tuple[str, ...], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        _run(*arguments)
    assert not Path("decisions.yaml").exists()


def test_a_day_that_is_none_and_a_missing_reason_are_usage_errors() -> None:
    with pytest.raises(click.UsageError):
        _run("accept", "q01")
    with pytest.raises(click.UsageError):
        _run("accept", "q01", "--reason", "x", "--until", "soon")


def test_nothing_is_decided_or_corrected_from_a_rehearsal() -> None:
    path = str(_keep(replace(_kept(), rehearsal=True), "rehearsal"))
    for arguments in (("accept", "q01", "--reason", "x"), ("reopen", "q01"), ("fix", "--write")):
        with pytest.raises(InputError, match="of a rehearsal, whose sources are invented"):
            _run(*arguments, "--report", path)
    assert Path("article.txt").read_text(encoding="utf-8") == ARTICLE


def test_nothing_is_decided_in_another_folder_than_the_audits() -> None:
    Path("article.txt").unlink()
    with pytest.raises(InputError, match=r"its article, article\.txt, is not here"):
        _run("accept", "q01", "--reason", "x")
    assert not Path("decisions.yaml").exists()


def test_fix_shows_a_patch_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("fix") == 0
    out = capsys.readouterr().out
    assert out.startswith("--- a/article.txt\n")
    assert "q01 altered: the words of reference 4" in out
    assert "+++ b/references.yaml" in out
    assert "[3] dead: its capture of 2017-09-17" in out
    assert Path("article.txt").read_text(encoding="utf-8") == ARTICLE
    assert Path("references.yaml").read_text(encoding="utf-8") == REFERENCES


def test_fix_write_makes_the_same_edits_once(capsys: pytest.CaptureFixture[str]) -> None:
    _run("fix", "--diff")
    patch = capsys.readouterr().out
    assert _run("fix", "--write") == 0
    said = capsys.readouterr().out
    assert "article.txt: 3 corrected (q01" in said
    assert "references.yaml: 3 captures added" in said
    article = Path("article.txt").read_text(encoding="utf-8")
    added = [line[1:] for line in patch.splitlines() if line.startswith("+") and line[1:2] != "+"]
    both = article + Path("references.yaml").read_text(encoding="utf-8")
    assert all(line in both.splitlines() for line in added)
    with pytest.raises(InputError, match="the article has changed since the report"):
        _run("fix", "--write")
    assert Path("article.txt").read_text(encoding="utf-8") == article


def test_fix_says_what_is_left_to_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    report = _kept()
    match = replace(report.findings[0].match, replacement="")  # type: ignore[type-var]  # it has one
    first = replace(report.findings[0], match=match)
    _keep(replace(report, findings=(first,), sources=()), "article")
    assert _run("fix", "--write") == 0
    captured = capsys.readouterr()
    assert "article.txt:3: q01 is left, altered: no exact words are proposed" in captured.err
    assert captured.out == "nothing to correct that needs no person\n"


def test_a_new_report_is_compared_with_the_one_it_replaces() -> None:
    report = _kept()
    changed = replace(report.findings[1], verdict=report.findings[0].verdict)
    fresh = replace(report, findings=(report.findings[0], changed, *report.findings[2:]))
    since = with_review(fresh, Path("reports/article")).since
    assert since is not None
    assert since.changed == ((changed.id, "verbatim"),)
    Path("reports/article/report.json").write_text("{", encoding="utf-8")
    assert with_review(fresh, Path("reports/article")).since is None


def test_the_list_of_reports_has_those_that_can_be_read_and_names_the_others() -> None:
    _keep(sample_report(), "sample")
    broken = Path("reports/broken/report.json")
    broken.parent.mkdir()
    broken.write_text("{", encoding="utf-8")
    html = write_index(Path("reports")).read_text(encoding="utf-8")
    assert 'href="article/index.html"' in html
    assert 'href="sample/index.html"' in html
    assert "reports/broken/report.json:1: this is not JSON" in html


def _open(folder: Path, *arguments: str, browser: str = "") -> subprocess.CompletedProcess[str]:
    environment = {"PATH": "", "PYTHONPATH": str(ROOT), "BROWSER": browser}
    command = [sys.executable, "-c", OPEN, *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=folder, env=environment
    )


def test_open_hands_the_page_to_the_browser(tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!{sys.executable}\nimport sys\nopen("seen", "w").write(sys.argv[1])\n')
    os.chmod(browser, os.stat(browser).st_mode | stat.S_IXUSR)
    done = _open(tmp_path, browser=str(browser))
    assert done.stdout == "reports/index.html\n"
    assert (tmp_path / "seen").read_text() == (tmp_path / "reports/index.html").as_uri()


def test_open_prints_the_path_where_there_is_no_browser(tmp_path: Path) -> None:
    (tmp_path / "reports/article/index.html").write_text("x")
    done = _open(tmp_path, "article.txt")
    assert (done.returncode, done.stdout) == (0, "reports/article/index.html\n")
    assert "no browser was found here" in done.stderr
    with pytest.raises(InputError, match="there is no report of it yet"):
        _run("open", "other.txt")


def test_the_kept_report_stays_what_its_schema_says() -> None:
    _run("accept", "q01", "--reason", "x", "--by", "Ann")
    text = Path("reports/article/report.json").read_text(encoding="utf-8")
    assert json.loads(text)["findings"][0]["decision"]["by"] == "Ann"
    assert render_json(_kept()) == text
