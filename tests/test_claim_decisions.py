"""Decisions on claims: tied to the claim's words, its flags and the source's passages."""

from dataclasses import replace
from datetime import date

import pytest

from audit.cli.outcomes import exit_code
from audit.decisions import DecisionsError, accept, apply_decisions, parse_decisions, reopen
from audit.errors import ExitCode
from audit.model import ClaimFinding, Report
from audit.vocabulary import ClaimVerdict, Level
from tests.report.claimed import claimed_report

DAY = date(2026, 11, 23)


def accepted(name: str = "c01", report: Report | None = None) -> Report:
    """``report`` (or the sample) under a decision that was made on the sample."""
    text = accept("", claimed_report(), name, reason="read on paper", by="Ann", on=DAY)
    return apply_decisions(report or claimed_report(), parse_decisions(text), DAY)


def first(report: Report, **changes: object) -> Report:
    claim = replace(report.claims[0], **changes)  # type: ignore[arg-type]  # the fields' own types
    return replace(report, claims=(claim, *report.claims[1:]))


def test_the_file_tells_the_claim_and_its_flags() -> None:
    text = accept("", claimed_report(), "c01", reason="read on paper", by="Ann", on=DAY)
    assert "claim: " in text
    assert "claim-hash: " in text
    assert 'verdict: "figure-differs, name-not-in-source"' in text
    assert reopen(text, claimed_report(), "c01").count("claim-hash") == 0


@pytest.mark.parametrize("name", ["c01", "c03", "c05"])
def test_flagged_read_and_unread_claims_can_be_accepted(name: str) -> None:
    report = accepted(name)
    held = [claim for claim in report.claims if claim.accepted]
    assert [claim.id for claim in held] == [name]
    assert held[0].level is Level.NOTE
    assert report.findings == claimed_report().findings
    assert report.remarks == claimed_report().remarks


def test_another_name_and_line_change_nothing() -> None:
    moved = replace(claimed_report().claims[0].claim, line=90, start=9_000, end=9_100)
    assert accepted(report=first(claimed_report(), id="c77", claim=moved)).claims[0].accepted


def void(finding: ClaimFinding) -> str:
    assert not finding.accepted
    return finding.decision.void if finding.decision else ""


def test_it_opens_again_with_other_flags_or_another_passage() -> None:
    report = claimed_report()
    check = report.claims[0].checks[0]
    fewer = first(report, checks=(replace(check, flags=check.flags[:1]),))
    assert "verdict was figure-differs, name-not-in-source" in void(
        accepted(report=fewer).claims[0]
    )
    read = first(report, verdict=ClaimVerdict.NEEDS_REVIEW)
    assert "the verdict was" in void(accepted(report=read).claims[0])
    other = replace(check.passages[0], text="The lamp was dark.")
    page = first(report, checks=(replace(check, passages=(other, *check.passages[1:])),))
    assert "passage has changed" in void(accepted(report=page).claims[0])


def test_it_is_a_remark_when_the_sentence_was_rewritten() -> None:
    report = claimed_report()
    rewritten = first(report, claim=replace(report.claims[0].claim, text="Another sentence."))
    found = accepted(report=rewritten)
    assert not any(claim.decision for claim in found.claims)
    assert [remark.rule for remark in found.remarks][-1:] == ["decision-without-finding"]


def test_an_unknown_flag_in_the_file_is_refused() -> None:
    text = accept("", claimed_report(), "c02", reason="read", by="Ann", on=DAY)
    with pytest.raises(DecisionsError, match="no verdict is called"):
        parse_decisions(text.replace("no-matching-passage", "no-matching-passages"))


def test_a_flag_fails_a_run_unless_it_is_accepted() -> None:
    quiet = replace(claimed_report(), findings=(), sources=(), remarks=())
    one = replace(quiet, claims=quiet.claims[:1])
    assert exit_code(one, "warning", 100) is ExitCode.FINDINGS
    assert exit_code(one, "error", 100) is ExitCode.CLEAN
    assert exit_code(accepted(report=one), "warning", 100) is ExitCode.CLEAN
    unread = replace(quiet, claims=quiet.claims[-1:])
    assert exit_code(unread, "note", 100) is ExitCode.CLEAN
