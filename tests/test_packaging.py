"""The wheel works without a checkout; what it brings may be given on; versions are pinned."""

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from audit import __version__

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# LGPL: used as a library that anybody may replace, only by the extra `fleet`.
REPLACEABLE = {"psycopg", "psycopg-binary"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources without any download."""
    copy = tmp_path_factory.mktemp("sources")
    shutil.copytree(ROOT / "audit", copy / "audit", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    run(sys.executable, "-m", "pip", "wheel", *OFFLINE, "--wheel-dir", "dist", ".", folder=copy)
    (built,) = (copy / "dist").glob("*.whl")
    return built


OFFLINE = ("--quiet", "--no-deps", "--no-index", "--no-build-isolation")


def run(*command: str, folder: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel; its dependencies are those of the tests' own."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, symlinks=True)
    python = home / "bin" / "python"
    (site,) = home.glob("lib/python*/site-packages")
    ours = Path(click.__file__).parents[1]
    (site / "dependencies.pth").write_text(f"{ours}\n")
    install = (sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet")
    run(*install, "--no-deps", "--no-index", "--force-reinstall", str(wheel), folder=home)
    return home / "bin"


def test_the_wheel_has_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        packed = {name for name in opened.namelist() if name.startswith("audit/")}
    files = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "audit").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == files
    assert "audit/py.typed" in packed


def test_the_installed_command_rehearses_in_an_empty_folder(
    installed: Path, tmp_path: Path
) -> None:
    command = str(installed / "citation-audit")
    assert run(command, "--version", folder=tmp_path) == f"citation-audit, version {__version__}\n"
    where = run(str(installed / "python"), "-c", "import audit; print(audit)", folder=tmp_path)
    assert str(installed.parent) in where
    assert "report.json" not in run(command, "schema", "references", folder=tmp_path)
    assert "32" in run(command, "demo", "--output", "out", folder=tmp_path)
    assert (tmp_path / "out" / "index.html").stat().st_size > 100_000
    made = run(str(installed / "python"), "-m", "audit", "replay", "out", folder=tmp_path)
    assert "byte for byte" in made


def closure(*extras: str) -> Iterator[importlib.metadata.Distribution]:
    """Every installed distribution that the package brings with ``extras``."""
    waiting, seen = [Requirement(f"citation-audit[{','.join(extras)}]")], set()
    while waiting:
        wanted = waiting.pop()
        try:
            found = importlib.metadata.distribution(wanted.name)
        except importlib.metadata.PackageNotFoundError:
            continue
        key = (canonicalize_name(wanted.name), frozenset(wanted.extras))
        if key in seen:
            continue
        seen.add(key)
        yield found
        for line in found.requires or ():
            needed = Requirement(line)
            contexts = [{"extra": extra} for extra in (*wanted.extras, "")]
            if needed.marker is None or any(map(needed.marker.evaluate, contexts)):
                waiting.append(needed)


def licence(distribution: importlib.metadata.Distribution) -> str:
    data = distribution.metadata
    classifiers = [c for c in data.get_all("Classifier", []) if c.startswith("License")]
    expressions = data.get_all("License-Expression", [])
    texts = [text[:200] for text in data.get_all("License", [])]
    return " | ".join([*expressions, *classifiers, *texts])


def test_nothing_that_is_installed_is_under_a_licence_that_spreads() -> None:
    found = {
        canonicalize_name(one.name): licence(one) for one in closure("demo", "semantic", "fleet")
    }
    assert {"requests", "lxml", "trustme", "bibtexparser"} <= set(found)
    assert [name for name, said in found.items() if not said] == []
    spreading = re.compile(r"\bA?GPL|(?<!Lesser )General Public|Affero", re.IGNORECASE)
    assert {name for name, said in found.items() if spreading.search(said)} <= REPLACEABLE
    lesser = {name for name, said in found.items() if re.search(r"LGPL|Lesser General", said)}
    assert lesser <= REPLACEABLE


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


def test_every_dependency_is_pinned_to_a_version_that_fits() -> None:
    lists = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    wanted = [Requirement(line) for lines in lists for line in lines]
    own = {"citation-audit", "setuptools"}  # pip freeze leaves setuptools out
    missing = [one.name for one in wanted if canonicalize_name(one.name) not in pins().keys() | own]
    assert missing == []
    unfit = [
        one.name
        for one in wanted
        if one.name not in own and not one.specifier.contains(pins()[canonicalize_name(one.name)])
    ]
    assert unfit == []


def test_the_supported_pythons_are_said() -> None:
    said = [c.rpartition(" ")[2] for c in PROJECT["classifiers"] if "Python :: 3." in c]
    assert said == ["3.11", "3.12", "3.13"]
    assert PROJECT["requires-python"] == ">=3.11"
