"""decisions.yaml: a decision holds for the words it was made on; the file stays the editor's."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.decisions import DecisionsError, accept, apply_decisions, parse_decisions, reopen
from audit.model import Finding, Report
from audit.vocabulary import Level, Verdict
from tests.report.sample import sample_report

DAY = date(2026, 11, 23)


def _accept(
    text: str, name: str = "q01", reason: str = "as agreed", until: date | None = None
) -> str:
    return accept(text, sample_report(), name, reason=reason, by="Ann", on=DAY, until=until)


def _applied(text: str, report: Report, today: date = DAY) -> Report:
    return apply_decisions(report, parse_decisions(text), today)


def _first(report: Report, **changes: object) -> Report:
    first = replace(report.findings[0], **changes)  # type: ignore[arg-type]  # the fields' own types
    return replace(report, findings=(first, *report.findings[1:]))


def _finding(report: Report, name: str = "q01") -> Finding:
    return next(finding for finding in report.findings if finding.id == name)


def test_an_accepted_finding_speaks_as_a_note_and_tells_who_when_and_why() -> None:
    finding = _finding(_applied(_accept("", until=date(2026, 12, 1)), sample_report()))
    assert (finding.level, finding.verdict, finding.accepted) == (
        Level.NOTE,
        Verdict.ALTERED,
        True,
    )
    decision = finding.decision
    assert decision is not None
    assert (decision.by, decision.on, decision.reason) == ("Ann", "2026-11-23", "as agreed")
    assert (decision.until, decision.level, decision.void) == ("2026-12-01", Level.ERROR, "")


def test_only_that_finding_is_accepted() -> None:
    before, after = sample_report(), _applied(_accept(""), sample_report())
    assert after.findings[1:] == before.findings[1:]
    assert after.remarks == before.remarks


def test_it_is_found_again_under_another_name_on_another_line() -> None:
    report = sample_report()
    moved = replace(report.findings[0].quotation, line=90, start=9_000, end=9_046)
    moved_report = _first(report, id="q55", quotation=moved)
    assert _finding(_applied(_accept(""), moved_report), "q55").accepted


def test_it_opens_again_when_the_day_has_passed() -> None:
    text = _accept("", until=date(2026, 12, 1))
    assert _finding(_applied(text, sample_report(), date(2026, 12, 1))).accepted
    finding = _finding(_applied(text, sample_report(), date(2026, 12, 2)))
    assert not finding.accepted
    assert finding.level is Level.ERROR
    assert finding.decision is not None
    assert finding.decision.void == "it was to hold until 1 December 2026"


def test_it_opens_again_when_the_passage_changes() -> None:
    report = sample_report()
    match = report.findings[0].match
    assert match is not None
    passage = replace(match.passages[0], text="was kept burning for sixty winters")
    changed = _first(report, match=replace(match, passages=(passage,)))
    finding = _finding(_applied(_accept(""), changed))
    assert (finding.level, finding.accepted) == (Level.ERROR, False)
    assert finding.decision is not None
    assert "passage has changed" in finding.decision.void


def test_it_opens_again_when_the_verdict_changes() -> None:
    worse = _first(sample_report(), verdict=Verdict.OUT_OF_CONTEXT, level=Level.WARNING)
    finding = _finding(_applied(_accept(""), worse))
    assert (finding.level, finding.accepted) == (Level.WARNING, False)
    assert finding.decision is not None
    assert finding.decision.void == "the verdict was altered then"


def test_it_is_a_remark_when_the_quotation_changed() -> None:
    report = sample_report()
    other = replace(report.findings[0].quotation, text="was kept alight for sixty winters")
    after = _applied(_accept(""), _first(report, quotation=other))
    assert _finding(after).decision is None
    [remark] = [r for r in after.remarks if r.rule == "decision-without-finding"]
    assert (remark.path, remark.line, remark.level) == ("decisions.yaml", 4, Level.NOTE)
    assert "was kept alight for six winters" in remark.message


def test_applying_twice_is_applying_once_and_without_decisions_none_is_left() -> None:
    text = _accept("")
    once = _applied(text, sample_report())
    assert _applied(text, once) == once
    assert _applied("", once) == sample_report()


def test_equal_words_twice_are_decided_one_by_one() -> None:
    report = sample_report()
    first = report.findings[0]
    again = replace(first, id="q99", quotation=replace(first.quotation, id="q99", start=5_000))
    twice = replace(report, findings=(*report.findings, again))
    text = accept("", twice, "q99", reason="the second only", by="Ann", on=DAY)
    after = _applied(text, twice)
    assert (_finding(after).accepted, _finding(after, "q99").accepted) == (False, True)


def test_decisions_on_other_articles_in_the_folder_are_left_alone() -> None:
    report = sample_report()
    other = replace(report, article=replace(report.article, path="articles/other.txt"))
    text = _accept("")
    after = _applied(text, other)
    assert after == other
    assert accept(text, other, "q01", reason="here too", by="Ann", on=DAY).count("- article") == 2
    with pytest.raises(DecisionsError, match="no decision on q01"):
        reopen(text, other, "q01")


def test_reopening_takes_out_what_accepting_put_in() -> None:
    kept = "# Ours\n" + _accept("") + "  # below\n"
    more = _accept(kept, "q02")
    assert reopen(more, sample_report(), "q02") == kept
    only = reopen(_accept(""), sample_report(), "q01")
    assert parse_decisions(only) == ()
    assert parse_decisions(_accept(only, "q02"))[0].finding == "q02"


def test_a_second_decision_takes_the_place_of_the_first() -> None:
    text = _accept(_accept(_accept(""), "q02"), reason="on second thoughts")
    recorded = parse_decisions(text)
    assert [(r.finding, r.reason) for r in recorded] == [
        ("q02", "as agreed"),
        ("q01", "on second thoughts"),
    ]


@settings(max_examples=50)
@given(reason=st.text(min_size=1).filter(str.strip), by=st.text(min_size=1).filter(str.strip))
def test_any_reason_and_name_come_back_on_one_line(reason: str, by: str) -> None:
    text = accept("", sample_report(), "q01", reason=reason, by=by, on=DAY)
    [recorded] = parse_decisions(text)
    assert recorded.reason
    assert len(text.splitlines()) == 12
    assert _finding(_applied(text, sample_report())).accepted
    assert reopen(text, sample_report(), "q01").splitlines() == text.splitlines()[:3]


@pytest.mark.parametrize(
    ("name", "reason", "until", "said"),
    [
        ("q77", "so", None, "the report has no finding q77 (its findings are named like q01"),
        ("q03", "so", None, "q03 is verbatim: there is nothing to accept"),
        ("q01", " ", None, "a decision needs a reason"),
        ("q01", "so", date(2026, 11, 22), "2026-11-22 has passed"),
    ],
)
def test_what_cannot_be_accepted_is_said(
    name: str, reason: str, until: date | None, said: str
) -> None:
    with pytest.raises(DecisionsError) as fault:
        accept("", sample_report(), name, reason=reason, by="Ann", on=DAY, until=until)
    assert said in str(fault.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("decisions: 5\n", "d.yaml:1: “decisions” should hold a list"),
        ("- a\n", "d.yaml:1: the file's one key is “decisions:”"),
        ("decisions:\n  - a\n", "d.yaml:2: a decision is keys with values"),
        ("decisions:\n  - 'a\n", "d.yaml:2: not valid YAML"),
        ("decisions:\n  - raeson: x\n", "d.yaml:2: “raeson” cannot be used"),
        ("decisions:\n  - reason: x\n", "d.yaml:2: the decision has no “verdict”"),
    ],
)
def test_a_fault_in_the_file_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(DecisionsError) as fault:
        parse_decisions(text, "d.yaml")
    assert said in str(fault.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("on: 2026-11-23", "on: 23 November", "10: “on: 23 November” is not a day"),
        ("on: 2026-11-23", "on: 2026-11-23\n    until: 2026-13-01", "11: “until: 2026-13-01”"),
        ('verdict: "altered"', "verdict: fine", "7: no verdict is called “fine”"),
    ],
)
def test_days_and_verdicts_are_checked(old: str, new: str, said: str) -> None:
    text = _accept("")
    assert old in text
    with pytest.raises(DecisionsError) as fault:
        parse_decisions(text.replace(old, new))
    assert said in str(fault.value)
