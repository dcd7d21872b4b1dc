"""``claim --judge`` as a script and as a person meets it."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from audit.advice import PROMPT_SHA256
from audit.cli import main
from audit.cli.claim import claim
from audit.report.claims_view import claim_schema
from tests.advice.endpoint import answer, honest, model_server, part, speaking
from tests.claims.pairs import sources

SENTENCE = "Marlowe handled 71% of the island's grain."


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text(sources()["harbour"].source.text, encoding="utf-8")
    settle(tmp_path, "")


def settle(folder: Path, base: str) -> None:
    settings = f'semantic = false\njudge-base = "{base}"\njudge-model = "tiny"\n'
    (folder / "pyproject.toml").write_text(f"[tool.citation-audit]\n{settings}", encoding="utf-8")


def run(*arguments: str) -> int:
    code = claim.main(["page.txt", *arguments], prog_name="claim", standalone_mode=False)
    assert isinstance(code, int)
    return code


def test_it_is_off_unless_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with model_server(speaking(honest)) as server:
        settle(tmp_path, server.base)
        assert run(SENTENCE, "--format", "json") == 0
        assert server.seen == []
    assert json.loads(capsys.readouterr().out)["advice"] is None


def test_advice_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with model_server(speaking(honest)) as server:
        settle(tmp_path, server.base)
        assert run(SENTENCE, "--format", "json", "--judge") == 0
    view = json.loads(capsys.readouterr().out)
    Draft202012Validator(claim_schema()).validate(view)
    assert view["advice"]["outcome"] == "words-for-every-part"
    assert view["advice"]["prompt_sha256"] == PROMPT_SHA256
    assert view["flags"] == [] or view["flags"][0]["code"] == "close-wording"


def test_advice_changes_no_flag_and_no_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = "Marlowe handled 94 percent of the island's grain."
    with model_server(speaking(honest)) as server:
        settle(tmp_path, server.base)
        assert run(wrong, "--format", "json") == 1
        without = json.loads(capsys.readouterr().out)
        assert run(wrong, "--format", "json", "--judge") == 1
        advised = json.loads(capsys.readouterr().out)
    assert advised.pop("advice")["outcome"] == "words-for-no-part"
    assert without.pop("advice") is None
    assert advised == without


def test_it_speaks_to_people_and_never_gives_a_verdict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = answer("every-part", part(SENTENCE, "stated", "no such words\x1b[31m here"))
    with model_server(speaking(lambda *_: words)) as server:
        settle(tmp_path, server.base)
        assert run(SENTENCE, "--judge") == 0
    said = capsys.readouterr().out
    assert "advice:   it points to no words of the source for the claim" in said
    assert "the source does not have the words “no such words" in said
    assert "the model says “words-for-every-part”" in said
    assert f"from:   tiny, prompt {PROMPT_SHA256[:16]}…. A model’s advice" in said
    assert "\x1b" not in said
    assert not set(said.lower().replace(".", " ").split()) & {"supported", "true", "false"}


def test_without_an_endpoint_it_says_what_to_set(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["claim", "page.txt", SENTENCE, "--judge"])
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert said == (
        "citation-audit: no model to ask for advice "
        "(set judge-base and judge-model under [tool.citation-audit])\n"
    )
