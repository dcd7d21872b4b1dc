"""The shell of workflow steps, taken out of the YAML and run as a runner runs it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """How a step ended: its exit code, what it printed, the outputs it set."""

    code: int
    said: str
    outputs: dict[str, str]


def workflow(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    return loaded


def shell_of(steps: list[dict[str, Any]], name: str) -> str:
    """The script of the step of this name."""
    return next(str(step["run"]) for step in steps if step.get("name") == name)


def run_step(script: str, folder: Path, **variables: str) -> Ran:
    """Run a script in ``folder`` with bash -e -o pipefail, as GitHub does."""
    summary, outputs = folder / "step-summary.md", folder / "step-outputs"
    outputs.unlink(missing_ok=True)
    outputs.touch()
    environment = {
        **os.environ,
        "PATH": f"{folder / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "GITHUB_OUTPUT": str(outputs),
        "GITHUB_STEP_SUMMARY": str(summary),
        **variables,
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    pairs = (line.split("=", 1) for line in outputs.read_text().splitlines())
    return Ran(done.returncode, done.stdout + done.stderr, dict(pairs))
