"""Which source counts for a quotation, and what may be said when it was not wholly read."""

from dataclasses import replace

from audit.extract import extract
from audit.judge import Shelf, citation_outcomes, judge_quotations, totals
from audit.model import Article, Finding, Marker, Quotation, Source
from audit.vocabulary import (
    AttributionRule,
    Level,
    QuotationKind,
    SourceRole,
    SourceState,
    Verdict,
)

QUOTE = "the harbour council voted to keep every clinic open until the spring"
HAS_IT = f"On Monday {QUOTE}, whatever the treasurer said about the cost of the lamps."
OTHER = (
    "The ferry to the outer islands was late again on Tuesday. Passengers waited under the old "
    "clock while two deckhands argued about the tide, the timetable and the price of herring."
)


def quotation(
    *numbers: int,
    rule: AttributionRule = AttributionRule.OWN_MARKER,
    kind: QuotationKind = QuotationKind.QUOTATION,
    text: str = QUOTE,
) -> Quotation:
    return Quotation(
        id="q01",
        text=text,
        start=10,
        end=10 + len(text),
        line=1,
        column=11,
        paragraph=1,
        kind=kind,
        kind_reason="a phrase in quotation marks" if kind is QuotationKind.QUOTATION else "a term",
        speaker="",
        references=numbers,
        rule=rule,
        why="marker of its own sentence",
        sentence_start=0,
        sentence_end=10 + len(text),
    )


def article(*quotations: Quotation) -> Article:
    text = f"It said “ {QUOTE}”.1"
    marker = Marker((1,), "1", len(text) - 1, len(text), 1, len(text), 1, 0, len(text))
    return Article("a.txt", text, "", len(text), "References", (marker,), quotations, (), (), ())


def source(
    number: int,
    text: str = "",
    state: SourceState = SourceState.LIVE,
    role: SourceRole = SourceRole.CITED,
) -> Source:
    complete = bool(text) and state.whole and role is not SourceRole.COPY
    read = extract(text.encode(), "text/plain") if text else None
    url = f"https://s{number}.example/"
    return Source(number, state, role, url, url, "test", "", complete, read)


def judged(quoted: Quotation, *sources: Source) -> Finding:
    (finding,) = judge_quotations(article(quoted), Shelf.of(sources))
    return finding


def test_words_in_the_cited_source_are_verbatim() -> None:
    finding = judged(quotation(1), source(1, HAS_IT), source(2, OTHER))
    assert (finding.verdict, finding.level, finding.source) == (Verdict.VERBATIM, Level.OK, 1)


def test_of_several_cited_sources_the_one_that_has_it_speaks() -> None:
    finding = judged(quotation(1, 2), source(1, OTHER), source(2, HAS_IT))
    assert (finding.verdict, finding.source) == (Verdict.VERBATIM, 2)


def test_a_whole_source_without_the_words_makes_them_absent() -> None:
    finding = judged(quotation(1), source(1, OTHER))
    assert (finding.verdict, finding.level) == (Verdict.ABSENT, Level.ERROR)


def test_words_in_another_reference_are_elsewhere_and_it_is_named() -> None:
    finding = judged(quotation(1), source(1, OTHER), source(2, OTHER + " " + HAS_IT))
    assert (finding.verdict, finding.source) == (Verdict.ELSEWHERE, 2)
    assert "Cite reference 2 instead of reference 1" in finding.proposal


def test_a_source_that_was_not_read_accuses_nobody() -> None:
    for state in SourceState:
        if state.whole:
            continue
        finding = judged(quotation(1), source(1, "", state), source(2, OTHER))
        assert (finding.verdict, finding.level) == (Verdict.UNVERIFIABLE, Level.UNVERIFIED), state
        assert state in finding.reason


def test_a_part_of_a_source_can_prove_words_but_not_their_absence() -> None:
    walled = SourceState.PAYWALLED
    assert judged(quotation(1), source(1, HAS_IT, walled)).verdict is Verdict.VERBATIM
    missing = judged(quotation(1), source(1, OTHER, walled))
    assert missing.verdict is Verdict.UNVERIFIABLE
    assert "paywalled" in missing.reason


def test_words_that_stand_elsewhere_do_not_accuse_when_the_cited_source_is_unread() -> None:
    finding = judged(quotation(1), source(1, "", SourceState.BLOCKED), source(2, HAS_IT))
    assert finding.verdict is Verdict.UNVERIFIABLE
    assert "The same words stand in reference 2" in finding.reason


def test_one_unread_of_two_cited_sources_is_enough_not_to_accuse() -> None:
    finding = judged(quotation(1, 2), source(1, OTHER), source(2, "", SourceState.TIMEOUT))
    assert finding.verdict is Verdict.UNVERIFIABLE


def test_a_copy_proves_words_but_never_their_absence_or_an_error() -> None:
    in_copy = judged(quotation(1), source(1, HAS_IT, SourceState.DEAD, SourceRole.COPY))
    assert in_copy.verdict is Verdict.VERBATIM
    assert "copy" in in_copy.reason
    missing = judged(quotation(1), source(1, OTHER, SourceState.DEAD, SourceRole.COPY))
    assert missing.verdict is Verdict.UNVERIFIABLE
    differs = HAS_IT.replace("every clinic", "no clinic")
    altered = judged(quotation(1), source(1, differs, SourceState.DEAD, SourceRole.COPY))
    assert (altered.verdict, altered.level) == (Verdict.ALTERED, Level.WARNING)


def test_a_supposed_source_without_the_words_does_not_accuse() -> None:
    supposed = quotation(1, rule=AttributionRule.PARAGRAPH)
    finding = judged(supposed, source(1, OTHER), source(2, OTHER + " " + HAS_IT))
    assert (finding.verdict, finding.source) == (Verdict.VERBATIM, 2)
    assert "cites no source" in finding.reason
    unread = judged(supposed, source(1, OTHER), source(2, "", SourceState.DEAD))
    assert unread.verdict is Verdict.UNVERIFIABLE


def test_words_that_no_reference_has_are_absent_once_all_were_read() -> None:
    supposed = quotation(1, rule=AttributionRule.PARAGRAPH)
    assert judged(supposed, source(1, OTHER), source(2, OTHER)).verdict is Verdict.ABSENT


def test_a_quotation_without_source_is_listed_as_uncited() -> None:
    uncited = quotation(rule=AttributionRule.UNCITED)
    finding = judged(uncited, source(1, OTHER))
    assert (finding.verdict, finding.level) == (Verdict.UNCITED, Level.NOTE)


def test_titles_slogans_and_terms_are_listed_with_their_reason() -> None:
    finding = judged(quotation(1, kind=QuotationKind.TERM), source(1, OTHER))
    assert (finding.verdict, finding.reason) == (Verdict.NOT_A_QUOTATION, "a term")


def test_a_phrase_that_chance_puts_into_any_page_is_no_find_in_an_uncited_source() -> None:
    common = quotation(rule=AttributionRule.UNCITED, text="of the")
    finding = judged(common, source(1, OTHER + " of the sea"))
    assert finding.verdict is Verdict.UNCITED


def test_totals_reconcile() -> None:
    read = article(quotation(1))
    marker = replace(read.markers[0], numbers=(1, 2, 3), sentence_start=0)
    read = replace(read, markers=(marker,))
    shelf = Shelf.of([source(1, HAS_IT), source(2, OTHER), source(3, "", SourceState.DEAD)])
    outcomes = citation_outcomes(read, shelf, judge_quotations(read, shelf))
    assert [o.outcome for o in outcomes] == ["checked", "skipped", "unverifiable"]
    counted = totals(read, outcomes, (), references=3)
    assert counted.citations == counted.checked + counted.unverifiable + counted.skipped == 3
