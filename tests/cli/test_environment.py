"""Every option has a variable of the environment; misspelt words are told; shells complete."""

import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import click
import pytest
from click.core import ParameterSource

from audit.cli import _run, colour
from audit.cli.lazy import SuggestingChoice, variable
from tests.cli.tree import NAMES, group

OPTIONS = [
    (name, option)
    for name in NAMES
    for option in group().load(name).params
    if isinstance(option, click.Option)
]
CHOICES = [(name, option) for name, option in OPTIONS if isinstance(option.type, click.Choice)]


def sample(option: click.Option) -> tuple[str, object]:
    """Words for the variable, and the value that the command should get from them."""
    if option.is_flag:
        return "1", True if option.is_bool_flag else option.flag_value
    one: tuple[str, object] = ("word", "word")
    if isinstance(option.type, click.Choice):
        one = (option.type.choices[-1], option.type.choices[-1])
    elif isinstance(option.type, click.types.IntParamType):
        one = ("3", 3)
    elif isinstance(option.type, click.types.FloatParamType):
        one = ("2.5", 2.5)
    elif isinstance(option.type, click.Path):
        one = ("some.file", Path("some.file"))
    elif isinstance(option.type, click.DateTime):
        one = ("2026-12-31", datetime(2026, 12, 31))
    return (f"{one[0]} {one[0]}", (one[1], one[1])) if option.multiple else one


def needed(command: click.Command) -> list[str]:
    """The least arguments that the command can do with."""
    words = []
    for one in command.params:
        if one.required and isinstance(one, click.Argument):
            words.append(one.type.choices[0] if isinstance(one.type, click.Choice) else "x")
    return words


@pytest.mark.parametrize(
    ("name", "option"), OPTIONS, ids=[variable(option, name) for name, option in OPTIONS]
)
def test_every_option_can_be_set_in_the_environment(
    name: str, option: click.Option, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = group().load(name)
    for other in command.params:
        if other.required and isinstance(other, click.Option):
            monkeypatch.setenv(variable(other, name), "given")
    words, value = sample(option)
    monkeypatch.setenv(variable(option, name), words)
    with command.make_context(name, needed(command)) as context:
        assert option.name
        assert context.get_parameter_source(option.name) is ParameterSource.ENVIRONMENT
        assert not option.expose_value or context.params[option.name] == value


def test_variables_are_named_after_options_and_each_is_one_option_s() -> None:
    names = [variable(option, name) for name, option in OPTIONS]
    assert len(names) == len(set(names))
    assert "CITATION_AUDIT_RUN_FAIL_ON" in names
    assert "CITATION_AUDIT_RUN_FORMAT" in names


def test_the_command_line_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITATION_AUDIT_RUN_FAIL_ON", "error")
    with group().load("run").make_context("run", ["x", "--fail-on", "note"]) as context:
        assert context.params["fail_on"] == "note"


@pytest.mark.parametrize(("name", "option"), CHOICES)
def test_every_choice_suggests_what_was_meant(name: str, option: click.Option) -> None:
    assert isinstance(option.type, SuggestingChoice)
    word = option.type.choices[0]
    with pytest.raises(click.BadParameter, match=f"Did you mean '{word}'"):
        option.type.convert(f"{word}x", option, None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["runn"], "Did you mean 'run'?"),
        (["run", "x", "--fial-on", "error"], "Did you mean '--fail-on'?"),
        (["run", "x", "--format", "jsno"], "Did you mean 'json'?"),
    ],
)
def test_a_misspelt_word_is_told_in_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(arguments) == 2
    heard = capsys.readouterr().err
    assert said in heard
    assert "env var" not in heard
    assert heard.count("\n") == 1


def test_a_bad_variable_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CITATION_AUDIT_RUN_FAIL_ON", "maybe")
    assert _run(["run", "x"]) == 2
    assert "CITATION_AUDIT_RUN_FAIL_ON" in capsys.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_name_the_command(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "citation-audit" in script
    assert "_CITATION_AUDIT_COMPLETE" in script
    if found := shutil.which(shell):
        done = subprocess.run([found, "-n"], input=script, text=True, capture_output=True)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["citation-audit", "rep"], {"report", "replay"}),
        (["citation-audit", "run", "--fa"], {"--fail-on"}),
        (["citation-audit", "run", "--fail-on", "n"], {"note", "never"}),
    ],
)
def test_completion_offers_commands_options_and_choices(
    words: list[str], offered: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_CITATION_AUDIT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", " ".join(words))
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    done = subprocess.run(
        [sys.executable, "-m", "audit"], capture_output=True, text=True, check=True
    )
    assert {line.partition(",")[2] for line in done.stdout.splitlines()} == offered


@pytest.mark.parametrize(
    ("environment", "terminal", "wanted"),
    [
        ({}, False, False),
        ({}, True, True),
        ({"NO_COLOR": "1"}, True, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"NO_COLOR": "", "FORCE_COLOR": ""}, True, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_colours_follow_the_terminal_and_the_environment(
    environment: dict[str, str], terminal: bool, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
    assert colour.wanted(sys.stdout) is wanted


def test_quiet_leaves_only_the_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>The quay is closed to every vehicle tonight.</p>")
    assert _run(["quote", str(page), "closed to every vehicle", "-q"]) == 0
    assert _run(["quote", str(page), "open to every vehicle", "-q"]) == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")
