"""Help: it fits, shows examples that work, comes at once, and the page in docs is made from it."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from audit.cli.options import REPORT_FORMATS
from audit.report import FORMATS
from tests.cli.tree import NAMES, group
from tools.commands_page import PAGE, commands_page

HEAVY = ("requests", "bs4", "lxml", "pydantic", "rapidfuzz", "jinja2", "yaml", "pypdfium2")


def examples(name: str) -> list[str]:
    text = group().load(name).help or ""
    return [line.strip() for line in text.partition("Examples:\n")[2].splitlines() if line.strip()]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [80, 100])
def test_help_fits_the_terminal(name: str, width: int) -> None:
    command = group().load(name)
    context = click.Context(
        command, info_name=f"citation-audit {name}", terminal_width=width, max_content_width=width
    )
    lines = command.get_help(context).splitlines()
    assert [line for line in lines if len(line) > width] == []


def test_the_list_of_commands_fits_and_has_all_of_them() -> None:
    context = click.Context(group(), info_name="citation-audit", terminal_width=80)
    said = group().get_help(context)
    assert max(map(len, said.splitlines())) <= 80
    assert re.findall(r"^  ([a-z]+) +[A-Z]", said, re.MULTILINE) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_examples_that_it_takes(name: str) -> None:
    shown = examples(name)
    assert shown
    for line in shown:
        line = line.replace('eval "$(', "").replace(')"', "")
        words = shlex.split(line, comments=True)
        words = words[words.index("citation-audit") + 1 :]
        ends = [at for at, word in enumerate(words) if word in (">", "|", "<")]
        words = words[: min(ends, default=len(words))]
        assert words[0] == name
        group().load(name).make_context(name, words[1:]).close()


@pytest.mark.parametrize("name", NAMES)
def test_every_option_says_what_it_does(name: str) -> None:
    silent = [
        option.name
        for option in group().load(name).params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []


def test_formats_in_the_help_are_those_there_are() -> None:
    assert sorted(FORMATS) == list(REPORT_FORMATS)


def test_the_page_of_commands_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == commands_page(), "run make docs"


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["schema", "report"], ["completion", "zsh"], ["runn"]]
)
def test_what_needs_little_imports_little(arguments: list[str], tmp_path: Path) -> None:
    code = (
        "import sys\nfrom audit.cli import _run\n"
        f"try:\n    _run({arguments!r})\nexcept SystemExit:\n    pass\n"
        f"sys.stderr.write(' '.join(sorted(set({HEAVY!r}) & set(sys.modules))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert not set(done.stderr.split()) & set(HEAVY)


def test_deciding_needs_no_network_client(tmp_path: Path) -> None:
    code = "import sys, audit.cli.review; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert not {"requests", "bs4", "lxml", "rapidfuzz", "pypdfium2"} & set(done.stdout.split())


@pytest.mark.parametrize("start", [["-m", "audit"], ["-c", "from audit.start import main; main()"]])
def test_both_ways_to_start_answer(start: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, *start, "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("citation-audit, version ")
