"""The model is used only when all of it is there and is the published one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from audit.cli.claim import claim
from audit.cli.semantic import semantic
from audit.semantic import NoModel, load_model
from audit.semantic.installed import model_folder
from audit.semantic.weights import WEIGHTS_SHA256
from tests.claims.pairs import sources
from tests.semantic import needs_model

# Says the thing without the words: the page has them only otherwise.
PARAPHRASE = "Vessel arrivals at the quay multiplied within a few summers."


@needs_model
def test_other_weights_are_not_used(tmp_path: Path) -> None:
    genuine = model_folder()
    assert genuine is not None
    changed = bytearray((genuine / "model.safetensors").read_bytes())
    changed[-1] ^= 1
    (tmp_path / "model.safetensors").write_bytes(changed)
    (tmp_path / "tokenizer.json").write_bytes((genuine / "tokenizer.json").read_bytes())
    found = load_model(tmp_path)
    assert isinstance(found, NoModel)
    assert found.reason.startswith("it is not the published model, so it is not used: model.safe")


@needs_model
def test_another_tokenizer_is_not_used(tmp_path: Path) -> None:
    genuine = model_folder()
    assert genuine is not None
    (tmp_path / "model.safetensors").symlink_to(genuine / "model.safetensors")
    (tmp_path / "tokenizer.json").write_text("{}")
    found = load_model(tmp_path)
    assert isinstance(found, NoModel)
    assert "tokenizer.json has the SHA-256 44136fa355b3678a…" in found.reason


@needs_model
def test_files_that_are_not_there_are_one_clause(tmp_path: Path) -> None:
    found = load_model(tmp_path)
    assert found == NoModel("the model’s files cannot be read: No such file or directory")


def test_what_is_missing_is_named() -> None:
    script = (
        "import sys; sys.modules['tokenizers'] = None\n"
        "from audit.semantic import load_model; print(load_model().reason)"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    assert said.startswith("tokenizers")
    assert said.endswith("not installed; citation-audit semantic --install gets what is missing\n")


@needs_model
def test_the_command_says_that_it_is_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert semantic.main([], prog_name="semantic", standalone_mode=False) == 0
    assert capsys.readouterr().out == f"on: all-MiniLM-L6-v2, weights SHA-256 {WEIGHTS_SHA256}\n"


def view(capsys: pytest.CaptureFixture[str], folder: Path, *, on: bool) -> dict[str, object]:
    """What ``claim`` prints as JSON for the paraphrase, with the model on or off."""
    text = sources()["harbour"].source.text
    (folder / "page.txt").write_text(text, encoding="utf-8")
    settings = f"[tool.citation-audit]\nsemantic = {str(on).lower()}\n"
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    arguments = ["page.txt", PARAPHRASE, "--format", "json"]
    claim.main(arguments, prog_name="claim", standalone_mode=False)
    read: dict[str, object] = json.loads(capsys.readouterr().out)
    return read


def places(view: dict[str, object]) -> list[str]:
    passages = view["passages"]
    assert isinstance(passages, list)
    return [passage["text"] for passage in passages]


@needs_model
def test_it_finds_a_passage_in_other_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    without, helped = (view(capsys, tmp_path, on=on) for on in (False, True))
    assert without["meaning"] == {"model": "", "sha256": ""}
    assert helped["meaning"] == {"model": "all-MiniLM-L6-v2", "sha256": WEIGHTS_SHA256}
    wanted = "the number of ships that call has risen"
    assert not any(wanted in text for text in places(without))
    assert wanted in places(helped)[0]
