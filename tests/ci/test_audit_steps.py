"""The shell of the audit workflow and of the action, run against sources on this machine."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ci.steps import Ran, run_step, shell_of, workflow
from tests.hostile import HostileWeb

HERE = {"CITATION_AUDIT_RUN_ALLOW_PRIVATE": "1", "CITATION_AUDIT_RUN_NO_ARCHIVE": "1"}
FILES = {"ARTICLE": "article.txt", "REFERENCES": "references.yaml", "FAIL_ON": "error"}
SAID = "agree on almost nothing except the number that started the argument"


@pytest.fixture(scope="module")
def web() -> Iterator[HostileWeb]:
    with HostileWeb() as running:
        yield running


def write_article(folder: Path, web: HostileWeb, words: str, path: str = "/news/reform") -> None:
    title = "Ten years on, a port city counts the cost of its drug reform"
    (folder / "article.txt").write_text(
        f"An article\n\nAfter ten years they “{words}.”1\n\nReferences\n1. {title}. The Ledger.\n"
    )
    (folder / "references.yaml").write_text(
        f"references:\n  - id: one\n    number: 1\n    title: {json.dumps(title)}\n"
        f"    URL: {web.url(path)}\n"
    )


def audit_steps(kind: str) -> list[dict[str, Any]]:
    if kind == "action":
        return list(workflow("action.yml")["runs"]["steps"])
    return list(workflow(".github/workflows/audit.yml")["jobs"]["audit"]["steps"])


def audited(kind: str, folder: Path) -> Ran:
    script = shell_of(audit_steps(kind), "Audit")
    extra = {"OUTPUT": "reports/audit", "RUNNER_TEMP": os.devnull} if kind == "action" else {}
    return run_step(script, folder, **FILES, **HERE, **extra)


def test_a_finding_is_annotated_summed_up_and_kept_for_the_last_step(
    tmp_path: Path, web: HostileWeb
) -> None:
    write_article(tmp_path, web, SAID.replace("almost nothing", "nearly everything"))
    ran = audited("workflow", tmp_path)
    assert (ran.code, ran.outputs) == (0, {"code": "1"}), ran.said
    assert "::error file=article.txt,line=3" in ran.said
    assert "altered" in (tmp_path / "step-summary.md").read_text()
    assert json.loads((tmp_path / "audit.sarif").read_text())["version"] == "2.1.0"
    last = shell_of(audit_steps("workflow"), "Result")
    assert run_step(last, tmp_path, CODE=ran.outputs["code"]).code == 1


def test_a_clean_article_passes(tmp_path: Path, web: HostileWeb) -> None:
    write_article(tmp_path, web, SAID)
    ran = audited("workflow", tmp_path)
    assert (ran.code, ran.outputs) == (0, {"code": "0"}), ran.said
    assert run_step(shell_of(audit_steps("workflow"), "Result"), tmp_path, CODE="0").code == 0


@pytest.mark.parametrize("kind", ["workflow", "action"])
def test_bad_input_fails_at_once_and_there_is_no_report_to_upload(
    tmp_path: Path, web: HostileWeb, kind: str
) -> None:
    write_article(tmp_path, web, SAID)
    (tmp_path / "references.yaml").write_text("references: [")
    ran = audited(kind, tmp_path)
    assert ran.code == 2
    assert "references.yaml:1" in ran.said
    assert "sarif" not in ran.outputs
    assert not (tmp_path / "step-summary.md").exists()


def test_the_action_fails_by_its_exit_code_after_its_outputs(
    tmp_path: Path, web: HostileWeb
) -> None:
    write_article(tmp_path, web, SAID.replace("almost nothing", "nearly everything"))
    ran = audited("action", tmp_path)
    sarif = "reports/audit/audit.sarif"
    assert (ran.code, ran.outputs) == (1, {"exit-code": "1", "sarif": sarif}), ran.said
    assert json.loads((tmp_path / sarif).read_text())["version"] == "2.1.0"


def test_gitlab_s_job_leaves_both_of_its_reports(tmp_path: Path, web: HostileWeb) -> None:
    write_article(tmp_path, web, SAID.replace("almost nothing", "nearly everything"))
    job = workflow("examples/gitlab-ci.yml")["audit"]
    ran = run_step("\n".join(job["script"]), tmp_path, **FILES, **HERE)
    assert ran.code == 1, ran.said
    assert json.loads((tmp_path / "gl-code-quality-report.json").read_text())
    assert "<testsuites" in (tmp_path / "junit.xml").read_text()
