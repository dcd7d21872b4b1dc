"""The terminal summary: answer first, short, wrapped, and free of anything that steers."""

import re
from dataclasses import replace

from audit.model import Report
from audit.report import render_terminal
from audit.vocabulary import Level, Verdict
from tests.report.sample import many_findings, sample_report

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def _lines(report: Report, width: int = 100) -> list[str]:
    return render_terminal(report, width=width, report_path="reports/x/index.html").split("\n")


def test_the_answer_comes_before_any_finding() -> None:
    lines = _lines(sample_report())
    answer = "4 to fix, 4 to look at, 2 could not be checked, 4 to note, 3 fine (17 quotations)"
    assert lines[0] == "The Lighthouse Question"
    assert lines[3] == answer
    assert lines.index("To fix (4)") < lines.index("To look at (4)")
    assert lines[-3] == "16 citations = 13 checked + 2 unverifiable + 1 skipped."
    assert lines[-2:] == ["Report: reports/x/index.html", ""]


def test_a_finding_to_fix_says_where_what_why_and_what_to_write() -> None:
    text = render_terminal(sample_report(), width=100)
    assert (
        "  ✗ line 5, q01, altered: “was kept alight for six winters without relief”\n"
        "    the passage is there, but a number and a word differ\n"
        "  → Quote the source’s words: “was kept burning for sixteen winters without any relief”.\n"
    ) in text


def test_what_could_not_be_checked_is_grouped_by_why() -> None:
    text = render_terminal(many_findings(34), width=100)
    assert "Could not be checked (4)" in text
    assert "  ? 2: dead, the address no longer exists (line 9)" in text
    assert "  ? 2: blocked, the site refuses programs (line 15)" in text


def test_every_reference_is_counted_under_its_state() -> None:
    [states] = re.findall(r"32 references: (.+?)\.\n", render_terminal(sample_report()), re.S)
    numbers: list[int] = []
    for first, last in re.findall(r"(\d+)(?:–(\d+))?(?=[^\[]*\])", states):
        numbers += range(int(first), int(last or first) + 1)
    assert sorted(numbers) == list(range(1, 33))


def test_no_escape_sequence_without_color() -> None:
    text = render_terminal(sample_report(rehearsal=True, offline=True))
    assert not [c for c in text if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160)]


def test_with_color_only_our_own_sequences_and_the_same_words() -> None:
    coloured = render_terminal(sample_report(), color=True)
    assert "\x1b[31m✗\x1b[0m" in coloured
    assert ANSI.sub("", coloured) == render_terminal(sample_report())


def test_long_lists_are_cut_and_say_so() -> None:
    lines = _lines(many_findings(400))
    assert len(lines) < 72
    assert "  and 86 more in the report" in lines


def test_rehearsal_and_missing_network_are_said_at_the_top() -> None:
    lines = _lines(sample_report(rehearsal=True, offline=True))
    assert lines[0] == "REHEARSAL: the sources of this report are invented."
    assert lines[3] == "There is no network here: no site answered."


def test_wide_characters_count_as_two_cells() -> None:
    report = sample_report()
    wide = replace(report, article=replace(report.article, title="漢字" * 40))
    first = _lines(wide, 40)[:4]
    assert first == ["漢字" * 10] * 4


def test_an_article_without_quotations_still_has_its_answer() -> None:
    report = replace(
        sample_report(), findings=(), totals=replace(sample_report().totals, quotations=0)
    )
    assert "No quotation was found in the article (0 quotations)" in _lines(report)


def test_a_quotation_without_any_source_gives_its_own_reason() -> None:
    report = sample_report()
    orphan = replace(
        report.findings[13],
        verdict=Verdict.UNVERIFIABLE,
        level=Level.UNVERIFIED,
        reason="reference 99 is not in the list",
    )
    text = render_terminal(replace(report, findings=(orphan,)))
    assert "? 1: reference 99 is not in the list (line 17)" in text
