"""``citation-audit archive``: live pages saved, captures shown and recorded, over loopback."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from audit.cli.archive import archive
from audit.demo.archive import ArchivedPage
from audit.errors import ExitCode, InputError
from audit.references import parse_references
from tests.archive.servers import (
    INDEX,
    SAVE,
    STATUS,
    LoopbackArchive,
    always,
    in_turn,
    says,
)

SECRET = "SECRETxyz"
TITLE = "Ten years on, the harbour reform is judged by those who live beside it"
WORDS = "<p>The quay was closed to every vehicle, and the market moved up the hill that year.</p>"
PAGE = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>".encode()
PAGE += (WORDS * 12 + "</article></body></html>").encode()
SITE = "/news/"
MISSING = always(404, b"<h1>Not Found</h1>")
Run = Callable[..., int]


@pytest.fixture
def url(server: LoopbackArchive) -> str:
    server.behaviours[SITE] = always(200, PAGE)
    return f"{server.base}/news/reform"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> Path:
    """A references file with one reference, in a folder with settings fit for loopback."""
    monkeypatch.chdir(tmp_path)
    settings = 'per-host-delay-seconds = 0\narchive-queries-per-minute = 60000\ncache = ""\n'
    (tmp_path / "pyproject.toml").write_text(f"[tool.citation-audit]\n{settings}")
    path = tmp_path / "references.yaml"
    path.write_text(
        f'references:\n  - id: one\n    number: 7\n    title: "{TITLE}"\n'
        f"    accessed: 2017-09-20\n    URL: {url}\n"
    )
    monkeypatch.setenv("IA_ACCESS_KEY", "ACCESSxyz")
    monkeypatch.setenv("IA_SECRET_KEY", SECRET)
    return path


@pytest.fixture
def run(file: Path, server: LoopbackArchive) -> Run:
    def command(*arguments: str) -> int:
        base = ["--archive-base", server.base, "--allow-private"]
        return int(archive.main([str(file), *base, *arguments], standalone_mode=False))

    return command


def taken(url: str, *timestamps: str) -> dict[str, list[ArchivedPage]]:
    return {url: [ArchivedPage(timestamp, PAGE) for timestamp in timestamps]}


def view(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 1
    row: dict[str, object] = rows[0]
    return row


def test_a_live_page_without_captures_is_saved_and_the_new_one_recorded(
    run: Run, file: Path, url: str, server: LoopbackArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    server.behaviours[SAVE] = says({"job_id": "spn2-12ab"}, Retry_After="0")
    done = {"status": "success", "timestamp": "20261123101112", "original_url": url}
    pending = says({"status": "pending"}, Retry_After="0")
    server.behaviours[STATUS] = in_turn(pending, says(done))
    assert run("--write") == ExitCode.CLEAN
    said = capsys.readouterr()
    made = f"{server.base}/web/20261123101112/{url}"
    assert f"saved: {made}" in said.out
    assert f'data-versionurl="{made}" data-versiondate="2017-09-20"' in said.out
    assert f"|archive-url={made} |archive-date=2026-11-23 |url-status=live" in said.out
    assert SECRET not in said.out + said.err
    reference = parse_references(file.read_text())[0]
    assert (reference.archive_url, reference.archive_date, reference.url_status) == (
        made,
        "2026-11-23",
        "live",
    )
    assert server.forms[0]["url"] == url


def test_the_capture_nearest_the_access_date_is_recorded_whatever_is_saved_now(
    run: Run, file: Path, url: str, server: LoopbackArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    server.captures = taken(url, "20160102030405", "20170918030405", "20190102030405")
    server.behaviours[SAVE] = says({"job_id": None, "message": "The same snapshot"})
    assert run("--write", "--format", "json") == ExitCode.CLEAN
    row = view(capsys)
    assert isinstance(row["capture"], dict)
    assert (row["capture"]["timestamp"], row["capture"]["distance_days"]) == ("20170918030405", -2)
    assert isinstance(row["saving"], dict)
    assert row["saving"]["outcome"] == "recent"
    assert parse_references(file.read_text())[0].archive_date == "2017-09-18"


@pytest.mark.parametrize(("days", "saves"), [(0, 0), (29, 0), (32, 1)])
def test_a_page_is_saved_when_its_newest_capture_is_a_month_old(
    run: Run,
    url: str,
    server: LoopbackArchive,
    capsys: pytest.CaptureFixture[str],
    days: int,
    saves: int,
) -> None:
    newest = (datetime.now(UTC) - timedelta(days=days)).strftime("%Y%m%d%H%M%S")
    server.captures = taken(url, "20170918030405", newest)
    server.behaviours[SAVE] = says({"job_id": None, "message": "The same snapshot"})
    assert run() == ExitCode.CLEAN
    assert server.count(SAVE) == saves
    assert "20170918030405" in capsys.readouterr().out


def test_a_dead_page_is_not_saved_and_is_recorded_as_dead(
    run: Run, file: Path, url: str, server: LoopbackArchive
) -> None:
    server.behaviours[SITE] = MISSING
    server.captures = taken(url, "20170918030405")
    assert run("--write") == ExitCode.CLEAN
    assert not server.count(SAVE)
    assert parse_references(file.read_text())[0].url_status == "dead"


def test_a_dead_page_that_was_never_captured_is_a_finding(
    run: Run, file: Path, server: LoopbackArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    server.behaviours[SITE] = MISSING
    before = file.read_text()
    assert run("--write") == ExitCode.FINDINGS
    assert "no capture: the archive has no capture" in capsys.readouterr().out
    assert file.read_text() == before


def test_an_archive_that_does_not_answer_leaves_it_incomplete(
    run: Run, server: LoopbackArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    server.behaviours[SITE] = MISSING
    server.behaviours[INDEX] = always(503, b"busy")
    server.behaviours["/wayback/"] = always(503, b"busy")
    assert run() == ExitCode.INCOMPLETE
    assert "503" in capsys.readouterr().out


def test_submitted_is_not_called_saved(
    run: Run, server: LoopbackArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    server.behaviours[SAVE] = says({"job_id": "spn2-12ab"}, Retry_After="0")
    server.behaviours[STATUS] = always(502, b"Bad Gateway", ("Retry-After", "0"))
    assert run() == ExitCode.INCOMPLETE
    assert "submitted, not known to be archived" in capsys.readouterr().out


def test_without_keys_one_sentence_says_so_and_captures_are_still_shown(
    run: Run,
    url: str,
    server: LoopbackArchive,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("IA_SECRET_KEY")
    server.captures = taken(url, "20170918030405")
    assert run() == ExitCode.INCOMPLETE
    said = capsys.readouterr()
    assert said.err.count("IA_ACCESS_KEY and IA_SECRET_KEY are not set") == 1
    assert "20170918030405" in said.out
    assert not server.count(SAVE)


def test_a_dry_run_saves_and_writes_nothing(
    run: Run, file: Path, url: str, server: LoopbackArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    server.captures = taken(url, "20170918030405")
    before = file.read_text()
    assert run("--dry-run", "--write") == ExitCode.CLEAN
    said = capsys.readouterr().out
    assert f"would be saved: {url}" in said
    assert "+      archive-date: 2017-09-18" in said
    assert file.read_text() == before
    assert not server.count(SAVE)


def test_nothing_is_asked_to_be_saved_where_only_looking_is_wanted(
    run: Run, url: str, server: LoopbackArchive
) -> None:
    server.captures = taken(url, "20170918030405")
    assert run("--no-save") == ExitCode.CLEAN
    assert not server.count(SAVE)


def test_an_editor_s_capture_is_shown_and_kept(
    run: Run, file: Path, url: str, server: LoopbackArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    server.captures = taken(url, "20120102030405", "20170918030405")
    own = f"{server.base}/web/20120102030405/{url}"
    file.write_text(file.read_text() + f"    custom:\n      archive-url: {own}\n")
    assert run("--no-save", "--write", "--format", "json") == ExitCode.CLEAN
    row = view(capsys)
    assert row["by_editor"] is True
    assert row["remark"] == ""
    reference = parse_references(file.read_text())[0]
    assert (reference.archive_url, reference.archive_date) == (own, "2012-01-02")


def test_an_editor_s_capture_that_is_not_the_work_is_pointed_out_not_replaced(
    run: Run, file: Path, url: str, server: LoopbackArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = ArchivedPage("20120102030405", b"<title>Page not found</title><h1>Page not found</h1>")
    server.captures = {url: [gone, *taken(url, "20170918030405")[url]]}
    own = f"{server.base}/web/20120102030405/{url}"
    file.write_text(file.read_text() + f"    custom:\n      archive-url: {own}\n")
    assert run("--no-save", "--write") == ExitCode.CLEAN
    assert "look at it: its archive-url could not be read" in capsys.readouterr().out
    reference = parse_references(file.read_text())[0]
    assert (reference.archive_url, reference.archive_date) == (own, "")


def test_an_address_that_is_a_capture_is_not_read_as_a_live_page(
    run: Run, file: Path, url: str, server: LoopbackArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    capture = f"{server.base}/web/20170918030405/{url}"
    file.write_text(file.read_text().replace(f"URL: {url}", f"URL: {capture}"))
    before = file.read_text()
    assert run("--write") == ExitCode.CLEAN
    assert "its address is a capture" in capsys.readouterr().out
    assert file.read_text() == before
    assert not server.asked


def test_a_reference_without_any_address_is_incomplete(
    run: Run, file: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(file.read_text().replace(f"    URL: {url}\n", ""))
    assert run("--write") == ExitCode.INCOMPLETE
    assert "no address is known" in capsys.readouterr().out


def test_a_dead_candidate_is_cited_by_a_capture_that_is_surely_the_work(
    run: Run, file: Path, url: str, server: LoopbackArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    server.behaviours[SITE] = MISSING
    candidates = f"    custom:\n      candidates:\n        - {{ url: {url}, how: guessed }}\n"
    file.write_text(file.read_text().replace(f"    URL: {url}\n", candidates))
    other = PAGE.replace(TITLE.encode(), b"Where to eat beside the water this summer")
    server.captures = {url: [ArchivedPage("20170918030405", other)]}
    assert run("--write") == ExitCode.FINDINGS
    capsys.readouterr()
    server.captures = taken(url, "20170918030405")
    assert run("--write", "--format", "json") == ExitCode.CLEAN
    assert view(capsys)["url"] == url
    reference = parse_references(file.read_text())[0]
    assert reference.archive_url == f"{server.base}/web/20170918030405/{url}"
    assert reference.url_status == "", "it is no status of an address that is not given"


def test_a_status_that_is_no_longer_true_is_pointed_out(
    run: Run, file: Path, url: str, server: LoopbackArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    server.captures = taken(url, "20170918030405")
    plain = file.read_text()
    file.write_text(plain + "    custom: { url-status: dead }\n")
    run("--no-save")
    assert "its url-status is dead, and the address is live now" in capsys.readouterr().out
    server.behaviours[SITE] = MISSING
    file.write_text(plain + "    custom: { url-status: live }\n")
    run("--no-save", "--write")
    assert "its url-status is live, and the address is dead now" in capsys.readouterr().out
    reference = parse_references(file.read_text())[0]
    assert (reference.url_status, reference.archive_date) == ("live", "2017-09-18")


def test_a_link_into_archive_today_is_not_used(
    run: Run, file: Path, url: str, server: LoopbackArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    server.captures = taken(url, "20170918030405")
    file.write_text(file.read_text() + "    custom: { archive-url: 'https://archive.ph/AbC' }\n")
    assert run("--no-save") == ExitCode.CLEAN
    said = capsys.readouterr().out
    assert "its archive-url is in archive.today" in said
    assert f"{server.base}/web/20170918030405/" in said


def test_a_number_that_is_not_there_is_a_fault(run: Run) -> None:
    assert run("--only", "7", "--no-save") == ExitCode.FINDINGS
    with pytest.raises(InputError, match="no reference 8"):
        run("--only", "8")
