"""``init`` and ``resolve`` on the command line: files, faults, exit codes."""

import json
import socket
from collections.abc import Sequence
from pathlib import Path

import pytest

from audit.cli import _run
from audit.cli.resolve import init, resolve, with_resolution
from audit.errors import AuditError, ExitCode, InputError, ReferencesError
from audit.references import parse_references
from audit.resolve import Resolution
from tests.resolve.answers import wikipedia
from tests.resolve.titles import ROOT
from tests.resolve.web import Reply, serving

ARTICLE = str(ROOT / "article.txt")
ONE = """\
# mine
references:
  - id: a
    number: 1
    title: "Harbour Lanterns Burn Longer Under Winter Rules"   # as printed
    container-title: Herald
    issued: 2018-03
    custom: {aliases: [herald.invalid]}
"""


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GUARDIAN_API_KEY", "NYT_API_KEY", "BRAVE_API_KEY", "OPENALEX_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def run_init(*arguments: str) -> int:
    code = init.main(list(arguments), standalone_mode=False)
    assert isinstance(code, int)
    return code


def run_resolve(*arguments: str) -> int:
    code = resolve.main(list(arguments), standalone_mode=False)
    assert isinstance(code, int)
    return code


def test_init_makes_a_file_and_never_writes_over_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_init(ARTICLE) == ExitCode.CLEAN
    made = Path("references.yaml").read_bytes()
    assert len(parse_references(made.decode())) == 32
    assert "32 references written" in capsys.readouterr().out
    with pytest.raises(InputError, match="not written over") as raised:
        run_init(ARTICLE)
    assert "--merge" in str(raised.value)
    assert Path("references.yaml").read_bytes() == made


def test_init_merges_into_a_file_of_any_style(capsys: pytest.CaptureFixture[str]) -> None:
    file = Path("own.yaml")
    file.write_bytes(b"\xef\xbb\xbf" + ONE.replace("\n", "\r\n").encode())
    before = file.read_bytes()
    assert run_init(ARTICLE, "-o", "own.yaml", "--merge") == ExitCode.CLEAN
    assert "31 references added, 1 kept" in capsys.readouterr().out
    after = file.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n")
    assert run_init(ARTICLE, "-o", "own.yaml", "--merge") == ExitCode.CLEAN
    assert "0 references added, 32 kept" in capsys.readouterr().out
    assert file.read_bytes() == after


NOTES = """He said “it is bad”.[^vox] They “left”.[^2] See [^c].

[^vox]: Roe, Jane. “A Title.” Vox, May 2016. https://vox.example/a
[^2]: Smith, J. Something that was said somewhere (2016).
[^c]: Only a comment.
"""
LINKS = "The [report](https://a.example/r) said “it is bad” and [so](https://b.example/s) on.\n"


def test_init_takes_notes_by_their_keys_and_says_what_it_could_not_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("notes.md").write_text(NOTES, encoding="utf-8")
    assert run_init("notes.md") == ExitCode.CLEAN
    made = parse_references(Path("references.yaml").read_text("utf-8"))
    first, second = sorted(made, key=lambda reference: reference.id)
    assert (first.id, first.number, first.title) == (
        "ref-02",
        2,
        "Something that was said somewhere",
    )
    assert (second.id, second.title, second.container_title) == ("vox", "A Title", "Vox")
    assert (second.issued, second.url) == ("2016-05", "https://vox.example/a")
    assert "notes.md:4: reference 2 has no sure publisher; fill it in" in capsys.readouterr().err
    assert run_init("notes.md", "--merge") == ExitCode.CLEAN
    assert "0 references added, 2 kept" in capsys.readouterr().out


def test_init_takes_links_without_taking_their_words_for_titles() -> None:
    Path("links.md").write_text(LINKS, encoding="utf-8")
    assert run_init("links.md") == ExitCode.CLEAN
    found = parse_references(Path("references.yaml").read_text("utf-8"))
    assert [(r.number, r.title, r.url) for r in found] == [
        (1, "", "https://a.example/r"), (2, "", "https://b.example/s"),
    ]  # fmt: skip


def test_init_of_an_article_that_cites_a_bibliography() -> None:
    Path("keys.md").write_text("He said “it is bad” [@smith04].\n", encoding="utf-8")
    with pytest.raises(InputError, match="cites a bibliography by its keys"):
        run_init("keys.md")


def test_init_needs_a_list() -> None:
    Path("note.txt").write_text("A note without any list.\n")
    with pytest.raises(InputError, match="no reference list"):
        run_init("note.txt")
    assert not Path("references.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["missing.yaml"], "does not exist"),
        (["one.yaml", "--only", "7"], "there is no reference 7"),
        (["one.yaml", "--service-base", "crossref"], "names no service"),
        (["one.yaml", "--service-base", "bing=https://x.example"], "names no service"),
        (["one.yaml", "--service-base", "crossref=x.example"], "is not an address"),
        (["bad.yaml"], "not valid YAML"),
        (["latin.yaml"], "not UTF-8"),
    ],
)
def test_faults_of_the_user_are_named(arguments: Sequence[str], why: str) -> None:
    Path("one.yaml").write_text(ONE)
    Path("bad.yaml").write_text("references: [")
    Path("latin.yaml").write_bytes(ONE.replace("mine", "für").encode("latin-1"))
    with pytest.raises(AuditError, match=why) as raised:
        run_resolve(*arguments)
    assert isinstance(raised.value, InputError | ReferencesError)
    assert raised.value.exit_code == ExitCode.USAGE


def test_services_that_are_down_leave_the_file_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each says so in one line, the others are asked all the same."""
    Path("one.yaml").write_text(ONE)
    monkeypatch.setenv("GUARDIAN_API_KEY", "a-secret-key")
    with serving(lambda query: Reply(wikipedia([]))) as server:
        pass
    names = ("crossref", "openalex", "wikipedia", "wayback", "gdelt", "searxng", "brave")
    bases = [part for name in names for part in ("--service-base", f"{name}={server.base}/{name}")]
    assert run_resolve("one.yaml", *bases) == ExitCode.INCOMPLETE
    out, err = capsys.readouterr()
    assert Path("one.yaml").read_text() == ONE
    lines = [line for line in err.splitlines() if line]
    assert sum("it did not answer (unreachable)" in line for line in lines) == 5
    assert "brave: not asked or no answer: BRAVE_API_KEY is not set" in lines
    assert "a-secret-key" not in out + err


def test_what_is_found_elsewhere_is_told_as_json_and_not_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("one.yaml").write_text(ONE)
    row = {
        "title": "Harbour lanterns burn longer under winter rules",
        "url": "https://elsewhere.invalid/2018/03/04/harbour",
        "date": "2018-03-04",
    }
    with serving(lambda query: Reply(wikipedia([row]))) as server:
        others = ("crossref", "openalex", "gdelt")
        bases = [f"{name}={server.base}/{name}" for name in others] + [f"wikipedia={server.base}"]
        given = [part for base in bases for part in ("--service-base", base)]
        code = run_resolve("one.yaml", "--format", "json", *given)
    assert code == ExitCode.FINDINGS
    (view,) = json.loads(capsys.readouterr().out)
    assert (view["number"], view["found"], view["asked"]) == (1, False, ["wikipedia"])
    (candidate,) = view["candidates"]
    assert candidate["url"] == row["url"]
    assert candidate["at_publisher"] is False
    assert Path("one.yaml").read_text() == ONE


def test_with_nothing_to_find_it_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    text = ONE + "    URL: https://www.vox.com/2015/2/24/8094759/alcohol-marijuana\n"
    Path("one.yaml").write_text(text)
    assert run_resolve("one.yaml") == ExitCode.CLEAN
    out = capsys.readouterr().out
    assert "the list says 2018-03, the address 2015-02-24" in out
    assert "1 had an address" in out
    assert Path("one.yaml").read_text() == text


def test_an_entry_that_cannot_be_edited_is_named_and_the_rest_written() -> None:
    """The block scalar at the file's end would gain a line end."""
    item = "  - id: {0}\n    number: {0}\n    title: |\n      A title"
    text = "\n".join(("references:", item.format(1), item.format(2)))
    first, second = parse_references(text)
    after = with_resolution(
        text, Resolution(first, url="https://x.invalid/1", how="seen"), Path("x.yaml")
    )
    assert 'URL: "https://x.invalid/1"' in after
    assert (
        with_resolution(after, Resolution(second, url="https://x.invalid/2"), Path("x.yaml"))
        == after
    )


def test_without_a_network_it_is_said_that_nobody_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
    monkeypatch.chdir(tmp_path)
    entry = "references:\n  - {id: a, number: 1, title: Ten years on the harbour quay}\n"
    Path("references.yaml").write_text(entry)
    assert _run(["resolve"]) == 3
    assert "no service answered" in capsys.readouterr().out
    assert Path("references.yaml").read_text() == entry
