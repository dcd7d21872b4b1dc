"""The hook for commits, under the real pre-commit, from a repository on this machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ci.steps import ROOT

BIN = Path(sys.executable).parent
ARTICLE = """A short article

The valley voted for the dam in May.1 It was never built.{second}

References
1. The vote in the valley. The Ledger, May 2019.
"""
REFERENCES = """references:
  - id: vote
    number: 1
    title: The vote in the valley
    container-title: The Ledger
    issued: 2019-05
"""


def git(folder: Path, *arguments: str) -> str:
    quiet = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *quiet, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with an article that uses the hook of a repository with our manifest.

    The hook runs the command of this environment: installing it anew would need a network.
    """
    ours = tmp_path / "citation-audit"
    ours.mkdir()
    manifest = (ROOT / ".pre-commit-hooks.yaml").read_bytes()
    (ours / ".pre-commit-hooks.yaml").write_bytes(manifest)
    git(ours, "init", "-q")
    git(ours, "add", ".")
    git(ours, "commit", "-qm", "The hook")
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {ours}\n    rev: {git(ours, 'rev-parse', 'HEAD')}\n"
        "    hooks:\n      - id: citation-audit\n        language: system\n"
    )
    (mine / "references.yaml").write_text(REFERENCES)
    git(mine, "init", "-q")
    return mine


def hook(project: Path, article: str) -> tuple[int, str]:
    (project / "article.txt").write_text(article)
    git(project, "add", ".")
    environment = os.environ | {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(project.parent / "cache"),
    }
    done = subprocess.run(
        [str(BIN / "pre-commit"), "run", "--color=never"],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_sound_article_may_be_committed(project: Path) -> None:
    code, said = hook(project, ARTICLE.format(second=""))
    assert (code, "Passed" in said) == (0, True), said


def test_a_marker_without_reference_may_not(project: Path) -> None:
    code, said = hook(project, ARTICLE.format(second="2"))
    assert code == 1
    assert "article.txt:3: the marker 2 has no reference" in said


def test_it_does_not_run_when_other_files_are_committed(project: Path) -> None:
    hook(project, ARTICLE.format(second=""))
    git(project, "commit", "-qm", "The article")
    (project / "notes.md").write_text("Nothing of interest")
    git(project, "add", "notes.md")
    assert "Skipped" in hook(project, ARTICLE.format(second=""))[1]


def test_the_manifest_is_one() -> None:
    done = subprocess.run(
        [str(BIN / "pre-commit"), "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")],
        check=False,
    )
    assert done.returncode == 0
