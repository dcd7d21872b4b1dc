"""What changed since the last run, and the list of all reports."""

from dataclasses import replace

from bs4 import BeautifulSoup

from audit.model import Report
from audit.report import changed_since
from audit.report.index_page import render_index, summarise
from audit.vocabulary import Level, SourceState, Verdict
from tests.report.cases import HOSTILE
from tests.report.sample import reviewed_report, sample_report


def _renumbered(report: Report) -> Report:
    """The same findings under other ids, on other lines, as after an edit above them."""
    findings = tuple(
        replace(f, id=f"x{f.id}", quotation=replace(f.quotation, line=f.quotation.line + 3))
        for f in report.findings
    )
    return replace(report, findings=findings, created="2026-11-01T00:00:00+00:00")


def test_moved_lines_and_other_numbers_change_nothing() -> None:
    since = changed_since(sample_report(), _renumbered(sample_report())).since
    assert since is not None
    assert since.created == "2026-11-01T00:00:00+00:00"
    assert (since.changed, since.sources, since.gone) == ((), (), ())


def test_another_verdict_a_new_quotation_and_one_that_is_gone_are_told() -> None:
    report = sample_report()
    first, second, *rest = report.findings
    gone = replace(second, quotation=replace(second.quotation, text="taken out"))
    before = replace(report, findings=(replace(first, verdict=Verdict.VERBATIM), gone, *rest))
    since = changed_since(report, before).since
    assert since is not None
    assert since.changed == (("q01", "verbatim"), ("q02", ""))
    assert since.gone == ("taken out",)


def test_a_source_in_another_state_is_told_with_the_state_it_had() -> None:
    report = sample_report()
    dead = replace(report.sources[0], state=SourceState.DEAD)
    before = replace(report, sources=(dead, *report.sources[2:]))
    since = changed_since(report, replace(before, references=report.references)).since
    assert since is not None
    assert since.sources == ((1, "dead"), (2, ""))


def test_a_run_without_network_and_a_rehearsal_are_no_measure() -> None:
    report = sample_report()
    assert changed_since(report, sample_report(offline=True)).since is None
    assert changed_since(report, sample_report(rehearsal=True)).since is None
    assert changed_since(sample_report(offline=True), report).since is None


def _fixed(report: Report) -> Report:
    findings = tuple(
        replace(f, level=Level.NOTE) if f.level is Level.ERROR else f for f in report.findings
    )
    article = replace(report.article, path="fixed.txt", title="Fixed")
    return replace(report, findings=findings, article=article)


def test_the_list_of_reports_has_the_worst_first_and_rehearsals_last() -> None:
    reports = {
        "r": sample_report(rehearsal=True),
        "fixed": _fixed(sample_report()),
        "a b?": sample_report(),
    }
    summaries = [summarise(report, folder) for folder, report in reports.items()]
    page = BeautifulSoup(render_index(summaries), "lxml")
    links = [str(a["href"]) for a in page.select("tbody a")]
    assert links == ["a%20b%3F/index.html", "fixed/index.html", "r/index.html"]
    heading = page.find("h1")
    assert heading
    assert heading.get_text() == "4 to fix in 1 of 2 articles"


def test_the_list_says_what_was_accepted_what_changed_and_what_cannot_be_read() -> None:
    html = render_index([summarise(reviewed_report(), "x")], [f"y: {HOSTILE}"])
    page = BeautifulSoup(html, "lxml")
    assert "1 accepted" in page.get_text()
    assert "2 changed since the run before" in page.get_text()
    assert "<script>alert(1)</script>" in page.get_text()
    assert not page.select("script")
    assert "No report was found here." in render_index([])
    assert "No article has been checked yet" in render_index([])
