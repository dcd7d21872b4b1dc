"""The nightly workflow's shell, night after night: one issue, opened once, updated, closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ci.steps import Ran, run_step, shell_of, workflow
from tests.hostile import HostileWeb

STEPS = workflow(".github/workflows/links.yml")["jobs"]["links"]["steps"]
NAMES = workflow(".github/workflows/links.yml")["env"]
GH = """#!/usr/bin/env bash
# Stands for GitHub's command: one repository whose only issue is open or not.
echo "$*" >> gh.log
case "$1 $2" in
  "issue list") if [ -f open ]; then echo 7; fi ;;
  "issue create") touch open; cp links.md body.md ;;
  "issue edit") cp links.md body.md ;;
  "issue close") rm open ;;
esac
"""


@pytest.fixture(scope="module")
def web() -> Iterator[HostileWeb]:
    with HostileWeb() as running:
        yield running


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository in which one failure is enough to call a link dead."""
    (tmp_path / "pyproject.toml").write_text("[tool.citation-audit]\ndead-checks = 1\n")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "gh").write_text(GH)
    (tmp_path / "bin" / "gh").chmod(0o755)
    return tmp_path


def check(project: Path, web: HostileWeb, *paths: str) -> Ran:
    """One night's check of these pages, with the workflow's own settings."""
    items = "".join(
        f"  - {{id: r{n}, number: {n}, title: Page {n}, URL: '{web.url(path)}'}}\n"
        for n, path in enumerate(paths, 1)
    )
    (project / "references.yaml").write_text(f"references:\n{items}")
    names = {name: str(NAMES[name]) for name in ("REFERENCES", "BASELINE")}
    here = {"CITATION_AUDIT_LINKS_ALLOW_PRIVATE": "1", "CITATION_AUDIT_LINKS_NO_ARCHIVE": "1"}
    ran = run_step(shell_of(STEPS, "Check"), project, **names, **here)
    assert ran.code == 0, ran.said
    return ran


def issue(project: Path) -> list[str]:
    """What the issue step asks of GitHub, reading aside."""
    log = project / "gh.log"
    log.unlink(missing_ok=True)
    names = {name: str(NAMES[name]) for name in ("ISSUE_TITLE", "ISSUE_LABEL")}
    ran = run_step(shell_of(STEPS, "One issue"), project, **names, GH_TOKEN="", GH_REPO="o/r")
    assert ran.code == 0, ran.said
    asked = [" ".join(line.split()[:3]) for line in log.read_text().splitlines()]
    return [line for line in asked if not line.startswith("issue list")]


def test_five_nights_make_one_issue(project: Path, web: HostileWeb) -> None:
    assert check(project, web, "/news/reform").outputs == {"code": "0"}
    assert issue(project) == []

    assert check(project, web, "/news/reform", "/f/410").outputs == {"code": "1"}
    assert issue(project) == ["label create citation-audit", "issue create --title"]
    assert "/f/410" in (project / "body.md").read_text()
    assert "/f/410" in (project / "step-summary.md").read_text()

    assert check(project, web, "/news/reform", "/f/410").outputs == {"code": "0"}
    assert issue(project) == ["issue edit 7"]
    assert "/f/410" in (project / "body.md").read_text()

    ran = check(project, web, "/news/reform", "/f/410", "/gone/reform")
    assert ran.outputs == {"code": "1"}
    assert issue(project) == ["issue edit 7"]
    assert "/gone/reform" in (project / "body.md").read_text()

    assert check(project, web, "/news/reform").outputs == {"code": "0"}
    assert issue(project) == ["issue close 7"]


def test_what_the_baseline_knows_fails_no_night(project: Path, web: HostileWeb) -> None:
    (project / "known-links.yaml").write_text(
        f"links:\n  - url: {web.url('/f/410')}\n    until: 2999-01-01\n"
    )
    assert check(project, web, "/f/410").outputs == {"code": "0"}


def test_bad_input_fails_the_night_at_once(project: Path) -> None:
    names = {"REFERENCES": "missing.yaml", "BASELINE": "none.yaml"}
    ran = run_step(shell_of(STEPS, "Check"), project, **names)
    assert (ran.code, ran.outputs) == (2, {"code": "2"})
