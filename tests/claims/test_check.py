"""The gate, what is searched, the passages, the strict reading, a model of meaning, bad input."""

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.claims import ClaimSource, check, check_claim, strictly
from audit.claims.rules import GATE_WORDS
from audit.model import ClaimCheck, PageMetadata, Reference, SourceText
from audit.vocabulary import Fact, FlagCode, Gate, Level, Zone
from tests.claims.pairs import page, sources

CLAIM = "The harbour of Marlowe handled 94 percent of the island's grain, said Bo Karlsson."


def codes(checked: ClaimCheck) -> list[str]:
    return [flag.code.value for flag in checked.flags]


def harbour() -> SourceText:
    return sources()["harbour"].source


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        ("The harbour handled its grain. " * 10, Gate.TOO_SHORT),
        ("Гавань приняла зерно острова в прошлом году и выросла. " * 30, Gate.OTHER_SCRIPT),
        ("Der Hafen hat im letzten Jahr sein Getreide verladen. " * 30, Gate.OTHER_LANGUAGE),
        ("The harbour of the island was closed for most of the year. " * 30, Gate.OPEN),
        ("", Gate.TOO_SHORT),
    ],
)
def test_the_gate(text: str, gate: Gate) -> None:
    checked = check_claim(CLAIM, page(text))
    assert checked.gate.gate is gate
    if gate is not Gate.OPEN:
        assert codes(checked) == ["source-not-usable"]
        assert checked.flags[0].level is Level.NOTE
        assert all(
            fact.fact in (Fact.UNVERIFIABLE, Fact.IN_SOURCE, Fact.ROUNDED) for fact in checked.facts
        )


def test_a_truncated_source_or_another_work_is_never_held_against_a_claim() -> None:
    cut = check_claim(CLAIM, harbour(), complete=False)
    assert (cut.gate.gate, codes(cut)) == (Gate.INCOMPLETE, ["source-not-usable"])
    assert "71 percent" in cut.passages[0].text
    other = check_claim(CLAIM, harbour(), right_work=False)
    assert (other.gate.gate, codes(other)) == (Gate.WRONG_WORK, ["source-not-usable"])


def test_facts_are_named_one_by_one() -> None:
    claim = "In 2006 Ann Lindqvist counted 412 ships, about 230 people and 94 percent of the grain."
    checked = check_claim(claim, harbour())
    facts = {fact.text: fact.fact for fact in checked.facts}
    assert facts["2006"] is facts["412"] is facts["230"] is facts["Ann Lindqvist"] is Fact.IN_SOURCE
    assert facts["94 percent"] in (Fact.DIFFERS, Fact.NOT_IN_SOURCE)
    for fact in checked.facts:
        assert claim[fact.start : fact.end] == fact.text
    assert [fact.start for fact in checked.facts] == sorted(fact.start for fact in checked.facts)


def test_title_dates_and_reference_are_searched_too() -> None:
    claim = "In 2013 the grain of Marlowe was counted for the Gazette of the port authority."
    bare = replace(harbour(), metadata=PageMetadata())
    assert codes(check_claim(claim, bare)) == ["figure-not-in-source", "name-not-in-source"]
    dated = replace(harbour(), metadata=PageMetadata(published="2013-05-14T08:00:00Z"))
    assert codes(check_claim(claim, dated)) == ["name-not-in-source"]
    reference = Reference(1, "a", "Grain", "The Gazette", "2013-05", "")
    assert codes(check_claim(claim, bare, reference=reference)) == []


def test_last_year_is_the_year_before_the_page_came_out() -> None:
    claim = "In 2012 the harbour of Marlowe handled 71 percent of the grain."
    bare = replace(harbour(), metadata=PageMetadata())
    assert codes(check_claim(claim, harbour())) == ["close-wording"]
    assert codes(check_claim(claim, bare)) == ["figure-not-in-source"]
    assert codes(check_claim(claim.replace("2012", "2011"), harbour())) == ["figure-not-in-source"]


def test_passages_are_exact_and_not_from_the_margins() -> None:
    text = harbour().text
    blocks = (*harbour().blocks[:-1], replace(harbour().blocks[-1], zone=Zone.NAVIGATION))
    margin = SourceText(text, blocks)
    claim = "A second channel to the south would take eighteen months to dig."
    checked = check_claim(claim, margin)
    for passage in checked.passages:
        assert text[passage.start : passage.end] == passage.text
        assert text[: passage.start].endswith(passage.before)
        assert text[passage.end :].startswith(passage.after)
        assert passage.zone is Zone.MAIN
    assert "figure-not-in-source" not in codes(checked)


def test_a_strict_build_fails_on_nothing_alike_but_not_on_one_figure() -> None:
    single = check_claim("Marlowe handled 94 percent of the island's grain.", harbour())
    assert [flag.level for flag in strictly(single.flags)] == [Level.WARNING]
    astray = "Astronomers measured faint radio bursts repeating beyond distant galaxies."
    nothing = check_claim(astray, harbour())
    assert codes(nothing) == ["no-matching-passage"]
    assert [flag.level for flag in strictly(nothing.flags)] == [Level.ERROR]
    assert [flag.level for flag in strictly(check_claim(CLAIM, harbour()).flags)] == [
        Level.ERROR
    ] * 2


def test_two_kinds_of_missing_facts_are_an_error_under_strict() -> None:
    claim = "Bo Karlsson of the Harbour Trust counted 2,345 sacks of Marlowe's grain and wheat."
    flags = check_claim(claim, harbour()).flags
    assert {flag.code for flag in flags} >= {
        FlagCode.FIGURE_NOT_IN_SOURCE,
        FlagCode.NAME_NOT_IN_SOURCE,
    }
    assert Level.ERROR in {flag.level for flag in strictly(flags)}


def test_a_model_of_meaning_can_find_what_words_do_not() -> None:
    wanted = "He asked the European Maritime Agency to look into the dues."

    def alike(claim: str, sentences: Sequence[str]) -> list[float]:
        return [0.9 if wanted in sentence else 0.1 for sentence in sentences]

    claim = "Complaints over mooring charges reached continental regulators through trawler crews."
    assert codes(check_claim(claim, harbour())) == ["no-matching-passage"]
    helped = check_claim(claim, harbour(), likeness=alike)
    assert codes(helped) == []
    assert wanted in helped.passages[0].text
    blind = check_claim(claim, harbour(), likeness=lambda _, found: [0.1] * len(found))
    assert codes(blind) == ["no-matching-passage"]


def test_a_short_claim_is_not_called_unlike_everything() -> None:
    assert codes(check_claim("Nobody sang.", harbour())) == []


def test_an_empty_source_has_no_passages() -> None:
    checked = check_claim(CLAIM, SourceText("", ()))
    assert checked.passages == ()
    assert checked.overlap == 0.0


@given(st.text(max_size=300), st.text(max_size=600))
def test_no_text_breaks_it(claim: str, text: str) -> None:
    checked = check_claim(claim, page(text))
    assert 0.0 <= checked.overlap <= 1.0
    for passage in checked.passages:
        assert text[passage.start : passage.end] == passage.text


@given(st.text(max_size=200))
def test_no_claim_breaks_a_good_source(claim: str) -> None:
    checked = check(claim, sources()["bees"])
    assert checked.gate.open
    assert all(flag.level in (Level.NOTE, Level.WARNING) for flag in checked.flags)


def test_a_claim_that_is_the_source_has_no_warning() -> None:
    for name in ("harbour", "bees", "buses"):
        source = sources()[name]
        for sentence in source.sentences:
            words = source.source.text[sentence.start : sentence.end]
            levels = {flag.level for flag in check(words, source).flags}
            assert Level.WARNING not in levels


@pytest.mark.parametrize(
    "piece",
    [
        "Aa Bb of the ",
        "million ",
        "12,345,",
        "a.b.",
        "“",
        "[12] ",
        "U.S. ",
        "in 1 in ",
        "  ",
        "x" * 50,
    ],
)
def test_bad_input_takes_no_more_than_a_moment(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    begin = time.process_time()
    checked = check_claim(text[:5_000], page(text + " the of and " * GATE_WORDS))
    assert time.process_time() - begin < 8.0
    assert all(fact.end <= 5_000 for fact in checked.facts)


def test_one_index_serves_many_claims() -> None:
    source = ClaimSource(harbour())
    assert check(CLAIM, source) == check(CLAIM, source) == check_claim(CLAIM, harbour())


def test_a_book_is_not_read_by_the_model() -> None:
    text = "\n".join(f"The harbour handled {n} tons of grain on the day." for n in range(601))

    def never(claim: str, sentences: Sequence[str]) -> Sequence[float]:
        raise AssertionError(f"{len(sentences)} sentences were asked for")

    checked = check_claim("Astronomers measured faint radio bursts.", page(text), likeness=never)
    assert codes(checked) == ["no-matching-passage"]
