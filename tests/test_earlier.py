"""Pages that changed after they were cited: judged by the capture of the access date."""

from dataclasses import replace

from audit.earlier import doubtful_sources, judge_with_captures
from audit.judge import Shelf, judge_quotations
from audit.model import Capture, Finding, Source
from audit.vocabulary import SourceState, Verdict
from tests.test_judge import HAS_IT, OTHER, article, quotation, source

SECOND = "Passengers waited under the old clock while two deckhands argued about the tide"


def captured(text: str) -> Source:
    capture = Capture("web.archive.org", "20170921000000", "https://s1.example/", "https://w/", 0)
    return replace(source(1, text), state=SourceState.CHANGED, capture=capture, detail="read then")


def judged(live: str, then: str) -> tuple[Shelf, tuple[Finding, ...]]:
    read = article(quotation(1), replace(quotation(1, text=SECOND), id="q02"))
    shelf = Shelf.of([source(1, live)])
    findings = judge_quotations(read, shelf)
    assert doubtful_sources(findings, shelf) == (1,)
    return judge_with_captures(read, shelf, findings, {1: captured(then)})


def test_words_that_only_the_capture_has_are_found_and_the_source_has_changed() -> None:
    shelf, (first, second) = judged(OTHER, f"{OTHER} {HAS_IT}")
    assert (first.verdict, second.verdict) == (Verdict.VERBATIM, Verdict.VERBATIM)
    assert shelf.state(1) is SourceState.CHANGED


def test_words_that_only_the_live_page_has_stay_found_and_it_is_said() -> None:
    shelf, (first, second) = judged(OTHER, f"{HAS_IT} The lamps were lit at six as on all days.")
    assert (first.verdict, second.verdict) == (Verdict.VERBATIM, Verdict.VERBATIM)
    assert "Only the live page has it" in second.reason
    assert shelf.state(1) is SourceState.CHANGED


def test_words_that_neither_has_are_absent_and_both_are_named() -> None:
    shelf, (first, second) = judged(OTHER, OTHER)
    assert (first.verdict, second.verdict) == (Verdict.ABSENT, Verdict.VERBATIM)
    assert "Nor has the capture of the access date" in first.reason
    assert shelf.state(1) is SourceState.LIVE
