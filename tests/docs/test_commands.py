"""Every command of README and docs/ is run, page by page, in a folder of its own.

The folder is what a reader has after cloning; the network is the web in a box, reached as any
network behind a proxy is. So the pages' commands run as they stand.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.demo import BoxedWeb
from audit.vocabulary import Verdict
from tests.cli.tree import NAMES, group
from tests.docs.blocks import PAGES, Block, blocks_of, commands
from tools.tables import ROOT

CLONED = (
    "article.txt",
    "references.yaml",
    "Makefile",
    "pyproject.toml",
    "constraints.txt",
    ".github",
    ".pre-commit-hooks.yaml",
    "examples",
)
RUN = [page for page in PAGES if any(not block.not_run for block in blocks_of(page))]
PARSED = [block for page in PAGES for block in blocks_of(page)]
_EXAMPLE = re.compile(r"^\| `([a-z-]+)` \| [^“\n]*“(.+?)”", re.MULTILINE)


@pytest.fixture(scope="module")
def web() -> Iterator[BoxedWeb]:
    with BoxedWeb() as running:
        yield running


def clone(folder: Path) -> Path:
    """What a reader has after cloning and the first make: the files, and .venv with the program."""
    folder.mkdir()
    for name in CLONED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    shutil.copy(Path(__file__).parent / "my-article.txt", folder)
    (folder / "reports").mkdir()
    environment = folder / ".venv"
    environment.mkdir()
    (environment / "bin").symlink_to(Path(sys.executable).parent)
    for mark in (".installed", ".installed-dev"):
        (environment / mark).touch()
    return folder


def run_block(block: Block, folder: Path, web: BoxedWeb) -> None:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HTTP_PROXY": web.proxy_url,
        "HTTPS_PROXY": web.proxy_url,
        "REQUESTS_CA_BUNDLE": str(web.ca_bundle),
        "HOME": str(folder),
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block.shell],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=1200,
    )
    assert done.returncode == block.exits, f"{block}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_the_page_s_commands_run_as_they_stand(page: Path, tmp_path: Path, web: BoxedWeb) -> None:
    folder = clone(tmp_path / "clone")
    for block in blocks_of(page):
        if not block.not_run:
            run_block(block, folder, web)
    if page.name == "README.md":
        _examples_are_the_rehearsal_s(page, folder)


def _examples_are_the_rehearsal_s(page: Path, folder: Path) -> None:
    """The verdicts' examples are what the rehearsal, which the page had run, really found."""
    path = folder / "reports" / "article-rehearsal" / "report.json"
    found = {
        (finding["verdict"], finding["quotation"]["text"])
        for finding in json.loads(path.read_bytes())["findings"]
    }
    shown = _EXAMPLE.findall(page.read_text(encoding="utf-8"))
    assert {verdict for verdict, _ in shown} == {verdict for verdict, _ in found}
    missing = [
        (verdict, quote)
        for verdict, quote in shown
        if not any(v == verdict and quote in whole for v, whole in found)
    ]
    assert missing == []


@pytest.mark.parametrize("block", PARSED, ids=str)
def test_every_command_and_flag_exists(block: Block) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    for line in commands(block.shell):
        words = shlex.split(line, comments=True)
        tool = words[0].rpartition("/")[2]
        if tool == "make":
            assert {word for word in words[1:] if "=" not in word} <= set(targets), line
        elif tool == "citation-audit":
            ends = [at for at, word in enumerate(words) if word in (">", "|", "<", "||", ";")]
            words = words[1 : min(ends, default=len(words))]
            assert words[0] in NAMES, line
            group().load(words[0]).make_context(words[0], words[1:]).close()


def test_the_table_of_verdicts_in_the_readme_has_all_of_them() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {verdict for verdict in Verdict if f"| `{verdict}` |" not in text} == set()
