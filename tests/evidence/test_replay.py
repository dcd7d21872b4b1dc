"""The rehearsal recorded through the boxed web, and its report made again without any socket."""

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_socket import SocketBlockedError, disable_socket, enable_socket

from audit.cli.evidence import replay
from audit.decisions import accept, apply_decisions, parse_decisions
from audit.errors import ExitCode
from audit.evidence import (
    NOT_IN_EVIDENCE,
    EvidenceError,
    ReplayedPages,
    Retention,
    open_bundle,
    replayed_archive,
    save_bundle,
)
from audit.model import Capture
from audit.replaying import replayed_report
from audit.report import render_json, report_from_json
from audit.vocabulary import ArchiveOutcome, SourceState
from tests.evidence.rehearsal import Recorded, rehearse

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def recorded() -> Recorded:
    return rehearse()


@pytest.fixture
def offline(folder: Path) -> Iterator[Path]:
    """The folder, where no socket can be made any more."""
    disable_socket()
    yield folder
    enable_socket()


@pytest.fixture
def folder(recorded: Recorded, tmp_path: Path) -> Path:
    return written(recorded, tmp_path / "article")


def written(recorded: Recorded, folder: Path) -> Path:
    save_bundle(folder, recorded.bundle, Retention())
    (folder / "report.json").write_bytes(recorded.report)
    return folder


def ran(*arguments: str) -> Result:
    return CliRunner().invoke(replay, list(arguments), standalone_mode=False)


def test_the_report_comes_out_byte_for_byte_without_a_socket(offline: Path) -> None:
    with pytest.raises(SocketBlockedError):
        socket.socket()
    again = offline.parent / "again"
    result = ran(str(offline), "-o", str(again))
    assert result.exception is None
    assert result.return_value == ExitCode.CLEAN
    assert "the same report.json, byte for byte (36 quotations and 74 claims" in result.output
    assert (again / "report.json").read_bytes() == (offline / "report.json").read_bytes()
    assert "Rehearsal" in (again / "index.html").read_text("utf-8")
    assert ran(str(offline / "evidence.wacz")).return_value == ExitCode.CLEAN


def test_replaying_again_and_in_other_threads_changes_nothing(offline: Path) -> None:
    bundle = open_bundle(offline / "evidence.wacz")
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(render_json(replayed_report(bundle))))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [text.encode() for text in found] == [bundle.report] * 2


def test_a_second_run_out_of_the_cache_has_whole_evidence_too(tmp_path: Path) -> None:
    rehearse(cache=tmp_path / "cache")
    second = rehearse(cache=tmp_path / "cache")
    assert second.bundle.count(b'"rule":"kept-copy"') > 20
    result = ran(str(written(second, tmp_path / "article")))
    assert (result.exception, result.return_value) == (None, ExitCode.CLEAN)


def test_answers_too_large_to_be_kept_are_told(tmp_path: Path) -> None:
    recorded = rehearse(most_bytes=30_000)
    result = ran(str(written(recorded, tmp_path / "article")))
    assert result.return_value == ExitCode.FINDINGS
    assert "answers were too large to be kept" in result.output


def test_decisions_and_the_run_before_are_part_of_the_replay(
    recorded: Recorded, tmp_path: Path
) -> None:
    first = report_from_json(recorded.report.decode())
    kept = accept("", first, "q11", reason="It is the right one.", by="Ed", on=TODAY)
    changed = first.findings[0]
    before = render_json(
        replace(
            first,
            created="2026-11-01T12:00:00+00:00",
            findings=(replace(changed, verdict=first.findings[-1].verdict), *first.findings[1:]),
        )
    )
    reviewed = rehearse(decisions=kept.encode(), previous=before.encode(), today=TODAY.isoformat())
    report = json.loads(reviewed.report)
    (accepted,) = [finding for finding in report["findings"] if finding["id"] == "q11"]
    assert accepted["decision"]["by"] == "Ed"
    result = ran(str(written(reviewed, tmp_path / "article")))
    assert (result.exception, result.return_value) == (None, ExitCode.CLEAN)


def test_a_decision_made_after_the_run_is_told_from_a_changed_report(
    recorded: Recorded, folder: Path
) -> None:
    report = report_from_json(recorded.report.decode())
    kept = accept("", report, "q11", reason="It is the right one.", by="Ed", on=TODAY)
    decided = apply_decisions(report, parse_decisions(kept), TODAY)
    (folder / "report.json").write_text(render_json(decided), "utf-8")
    result = ran(str(folder))
    assert "differs only in what reviewers have decided since" in result.output
    assert result.return_value == ExitCode.CLEAN
    text = recorded.report.decode().replace('"altered"', '"verbatim"', 1)
    (folder / "report.json").write_text(text, "utf-8")
    result = ran(str(folder))
    assert "was changed after the run; the evidence leads to" in result.output
    assert result.return_value == ExitCode.FINDINGS
    (folder / "report.json").write_text("{}", "utf-8")
    assert ran(str(folder)).return_value == ExitCode.FINDINGS


def test_evidence_of_another_article_or_run_is_refused(recorded: Recorded, folder: Path) -> None:
    other = recorded.report.decode().replace('"path": "article.txt"', '"path": "other.txt"')
    (folder / "report.json").write_text(other, "utf-8")
    result = ran(str(folder))
    assert isinstance(result.exception, EvidenceError)
    assert "of article.txt, the report beside it of other.txt" in str(result.exception)
    words = recorded.report.decode().replace("Branson", "Brunson")
    (folder / "report.json").write_text(words, "utf-8")
    assert "of other words in article.txt" in str(ran(str(folder)).exception)
    later = recorded.report.decode().replace("2026-11-23T12", "2026-11-24T12")
    (folder / "report.json").write_text(later, "utf-8")
    assert "of the run of 2026-11-24T12" in str(ran(str(folder)).exception)


def test_no_evidence_is_one_sentence(tmp_path: Path) -> None:
    result = ran(str(tmp_path))
    assert isinstance(result.exception, EvidenceError)
    assert "there is no evidence here" in str(result.exception)
    assert result.exception.exit_code == ExitCode.USAGE


def test_what_was_not_asked_is_not_checked(offline: Path) -> None:
    bundle = open_bundle(offline / "evidence.wacz")
    pages = ReplayedPages(bundle, network_seen=True)
    fetched = pages.get("https://nobody.example/asked")
    assert (fetched.state, fetched.rule) == (SourceState.NOT_CHECKED, NOT_IN_EVIDENCE)
    known = next(entry.ask[1] for entry in bundle.entries if entry.ask[0] == "page")
    seen: list[str] = []
    found = pages.get_many([known, known], lambda one: seen.append(one.url), keep_bodies=False)
    assert (list(found), seen) == ([known], [known])
    assert found[known] == replace(pages.get(known), body=b"")
    archive = replayed_archive(bundle, bundle.run.archives)
    assert archive is not None
    assert archive.name == "web.archive.org"
    assert archive.named("https://nobody.example/", "2020") is None
    assert archive.search("https://nobody.example/", "2020").outcome is ArchiveOutcome.UNKNOWN
    capture = Capture("web.archive.org", "20200101000000", "https://nobody.example/", "")
    assert archive.replay(capture).rule == NOT_IN_EVIDENCE
    assert replayed_archive(bundle, ()) is None
