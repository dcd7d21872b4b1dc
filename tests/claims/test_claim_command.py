"""``claim`` as a script and as a person meets it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from audit.cli.claim import claim
from audit.report.claims_view import CLAIM_SCHEMA, claim_schema
from audit.report.json_report import dump
from tests.claims.pairs import sources
from tests.hostile import HostileWeb


@pytest.fixture(scope="module")
def web() -> Iterator[HostileWeb]:
    with HostileWeb() as running:
        yield running


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paragraphs = sources()["harbour"].source.text.replace("\n", "</p><p>")
    page = f"<html lang=en><title>Grain</title><article><p>{paragraphs}</p></article></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    # By words alone, whether or not the model of meaning is installed here.
    settings = "[tool.citation-audit]\nsemantic = false\n"
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")


def run(*arguments: str) -> int:
    code = claim.main(list(arguments), prog_name="claim", standalone_mode=False)
    assert isinstance(code, int)
    return code


def viewed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object]]:
    code = run(*arguments, "--format", "json", "--allow-private", "--no-archive")
    view = json.loads(capsys.readouterr().out)
    Draft202012Validator(claim_schema()).validate(view)
    return code, view


def test_the_published_schema_is_the_one_the_code_follows() -> None:
    file = Path(__file__).parents[2] / "audit" / "report" / "claim.schema.json"
    assert file.read_text(encoding="utf-8") == dump(claim_schema())
    Draft202012Validator.check_schema(claim_schema())
    assert claim_schema()["$id"] == CLAIM_SCHEMA


def test_what_the_page_has_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    code, view = viewed(capsys, "page.html", "Marlowe handled 94 percent of the island's grain.")
    assert code == 1
    assert isinstance(view["flags"], list)
    assert isinstance(view["passages"], list)
    flag = view["flags"][0]
    assert (flag["code"], flag["about"], flag["level"]) == (
        "figure-differs",
        "94 percent",
        "warning",
    )
    assert "94%" in flag["searched"]
    assert "71 percent" in view["passages"][0]["text"]
    assert view["gate"] == {"open": True, "gate": "open", "reason": ""}


def test_nothing_to_remark_exits_0(capsys: pytest.CaptureFixture[str]) -> None:
    sentence = "Marlowe handled 71% of the island's grain."
    code, view = viewed(capsys, "page.html", sentence)
    assert code == 0
    assert isinstance(view["facts"], list)
    assert [fact["fact"] for fact in view["facts"]] == ["in-source"]


def test_an_unreadable_source_exits_3(web: HostileWeb, capsys: pytest.CaptureFixture[str]) -> None:
    code, view = viewed(capsys, web.url("/f/410"), "The tram fell by 94 percent.")
    assert code == 3
    assert isinstance(view["flags"], list)
    assert [flag["code"] for flag in view["flags"]] == ["source-not-usable"]
    assert isinstance(view["source"], dict)
    assert view["source"]["state"] == "dead"


def test_a_live_page(web: HostileWeb, capsys: pytest.CaptureFixture[str]) -> None:
    sentence = "Police recorded 43,548 arrests for possession."
    code, view = viewed(capsys, web.url("/news/reform"), sentence)
    assert code == 0
    assert isinstance(view["facts"], list)
    assert {fact["fact"] for fact in view["facts"]} == {"in-source"}


def test_strict_and_fail_on(capsys: pytest.CaptureFixture[str]) -> None:
    astray = "Astronomers measured faint radio bursts repeating beyond distant galaxies."
    assert run("page.html", astray, "--fail-on", "error") == 0
    assert run("page.html", astray, "--fail-on", "error", "--strict") == 1
    assert run("page.html", astray, "--fail-on", "never", "--strict") == 0
    capsys.readouterr()


def test_it_speaks_to_people_and_never_gives_a_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("page.html", "Marlowe handled 94 percent of the grain, said Bo Karlsson.") == 1
    said = capsys.readouterr().out
    assert "The source does not have “94 percent”" in said
    assert "right in 44 of 45 test cases" in said
    assert "nearest 1: The harbour of Marlowe handled 71 percent" in said
    words = set(said.lower().replace(".", " ").split())
    assert not words & {"supported", "true", "false"}


def test_control_characters_of_a_page_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    (tmp_path / "page.html").write_text(text.replace("grain", "grain\x1b[31m"), encoding="utf-8")
    run("page.html", "The harbour of Marlowe handled 94 percent of the island's grain.")
    assert "\x1b" not in capsys.readouterr().out
