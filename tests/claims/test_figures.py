"""Figures: every way of writing one is read, and is where it says it is."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.claims.agree import compare
from audit.claims.figures import find_figures
from audit.claims.numerals import SCALES, Tokens, read_number
from audit.claims.values import Bound, Figure, FigureKind
from audit.vocabulary import Fact

P, M, R, C = FigureKind.PERCENT, FigureKind.MONEY, FigureKind.RATIO, FigureKind.COUNT
D, T, X = FigureKind.DATE, FigureKind.DURATION, FigureKind.COMPARISON


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("75 percent", 75, "%", P),
        ("75 per cent", 75, "%", P),
        ("75%", 75, "%", P),
        ("75 pct", 75, "%", P),
        ("three quarters of them", 75, "%", P),
        ("three-quarters", 75, "%", P),
        ("three in four", 75, "%", P),
        ("three out of every four", 75, "%", P),
        ("3/4 of them", 75, "%", P),
        ("1 in 10", 10, "%", P),
        ("one in ten", 10, "%", P),
        ("a one-in-ten chance", 10, "%", P),
        ("1-in-5", 20, "%", P),
        ("one in every hundred", 1, "%", P),
        ("45pc", 45, "%", P),
        ("9 of 40 samples", 22.5, "%", P),
        ("a tenth of it", 10, "%", P),
        ("by a tenth", 10, "%", P),
        ("half of them", 50, "%", P),
        ("5 percentage points", 5, "points", P),
        ("seventy-five percent", 75, "%", P),
        ("$1 trillion", 1e12, "USD", M),
        ("$1tn", 1e12, "USD", M),
        ("US$1,000bn", 1e12, "USD", M),
        ("a trillion dollars", 1e12, "USD", M),
        ("a trillion-dollar failure", 1e12, "USD", M),
        ("trillions of dollars", 1e12, "USD", M),
        ("one trillion U.S. dollars", 1e12, "USD", M),
        ("€3.5m", 3.5e6, "EUR", M),
        ("£20k", 20e3, "GBP", M),
        ("fifty cents", 0.5, "USD", M),
        ("₹2 crore", 2e7, "INR", M),
        ("5 lakh", 5e5, "", C),
        ("17.3 per million", 17.3, "per million", R),
        ("1.73 per 100,000", 17.3, "per million", R),
        ("1.73 overdose deaths per 100,000", 17.3, "per million", R),
        ("3 per 1,000,000 people", 3, "per million", R),
        ("six for every hundred thousand", 60, "per million", R),
        ("five times more", 5, "times", X),
        ("fivefold", 5, "times", X),
        ("a 5-fold rise", 5, "times", X),
        ("twice as many", 2, "times", X),
        ("3x", 3, "times", X),
        ("four decades", 40, "years", T),
        ("four-decades long", 40, "years", T),
        ("40 years", 40, "years", T),
        ("a 15-year experiment", 15, "years", T),
        ("half a century", 50, "years", T),
        ("a half-century", 50, "years", T),
        ("a quarter century", 25, "years", T),
        ("a quarter of a century", 25, "years", T),
        ("eighteen months", 18, "months", T),
        ("two weeks", 14, "days", T),
        ("every 10 minutes", 10, "minutes", T),
        ("in 2014", 2014, "year", D),
        ("the 1990s", 1990, "decade", D),
        ("the ’90s", 1990, "decade", D),
        ("the nineties", 1990, "decade", D),
        ("the mid-sixties", 1960, "decade", D),
        ("1,400 people", 1400, "", C),
        ("two hundred and six thousand", 206_000, "", C),
        ("two and a half million", 2.5e6, "", C),
        ("half a million", 5e5, "", C),
        ("three point one four", 3.14, "", C),
        ("tens of thousands", 1e4, "", C),
        ("64,000", 64_000, "", C),
        ("3½ miles", 3.5, "", C),
        ("a dozen", 12, "", C),
        ("a half-million people", 5e5, "", C),
        ("100m people", 1e8, "", C),
        ("10 000 people", 1e4, "", C),
        ("10\u202f500 people", 10_500, "", C),
        ("€10\u00a0000", 1e4, "EUR", M),
        ("mid-2010", 2010, "year", D),
    ],
)
def test_one_figure(text: str, value: float, unit: str, kind: FigureKind) -> None:
    figures = find_figures(text)
    assert len(figures) == 1
    assert figures[0].value == pytest.approx(value)
    assert (figures[0].unit, figures[0].kind) == (unit, kind)


@pytest.mark.parametrize(
    "text",
    [
        "the 128th Legislature",
        "at 5:30",
        "at 5 p.m.",
        "an MP3 player",
        "vol.7",
        "scientific.5 However",
        "as shown [12]",
        "June 12",
        "12 June",
        "one of us",
        "a third time",
        "against COVID-19",
        "an F-16 jet",
        "the second quarter",
        "may be",
    ],
)
def test_no_figure(text: str) -> None:
    assert find_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("over 60 percent", Bound.OVER),
        ("more than five times", Bound.OVER),
        ("at least 22 states", Bound.OVER),
        ("60+ people", Bound.OVER),
        ("20 or more", Bound.OVER),
        ("up to 30 days", Bound.UNDER),
        ("fewer than 30 people", Bound.UNDER),
        ("almost 1 in 10", Bound.ABOUT),
        ("about a third of them", Bound.ABOUT),
        ("40 or so", Bound.ABOUT),
        ("millions of people", Bound.SEVERAL),
        ("a record high of 60 percent", Bound.EXACT),
    ],
)
def test_bounds(text: str, bound: Bound) -> None:
    assert [figure.bound for figure in find_figures(text)] == [bound]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("between 5 and 10 percent", [(5, "%"), (10, "%")]),
        ("5-10 percent", [(5, "%"), (10, "%")]),
        ("three to four decades", [(30, "years"), (40, "years")]),
        ("from $3 to $4 billion", [(3e9, "USD"), (4e9, "USD")]),
        ("2 to 3 million people", [(2e6, ""), (3e6, "")]),
        ("$900 to $1,100", [(900, "USD"), (1100, "USD")]),
        ("in 2018-19", [(2018, "year"), (2019, "year")]),
        ("from 2007 to 2011", [(2007, "year"), (2011, "year")]),
        ("from 1,400 in 2000 to 400", [(1400, ""), (2000, "year"), (400, "")]),
        ("June 12, 2011", [(2011, "year")]),
    ],
)
def test_several_figures(text: str, values: list[tuple[float, str]]) -> None:
    assert [(figure.value, figure.unit) for figure in find_figures(text)] == values


@pytest.mark.parametrize(
    ("first", "second", "fact"),
    [
        ("75 percent", "three quarters", Fact.IN_SOURCE),
        ("1 in 10", "10%", Fact.IN_SOURCE),
        ("$1 trillion", "$1tn", Fact.IN_SOURCE),
        ("a trillion dollars", "$1,000 billion", Fact.IN_SOURCE),
        ("1.73 per 100,000", "17.3 per million", Fact.IN_SOURCE),
        ("1 percent", "10,000 per million", Fact.IN_SOURCE),
        ("four decades", "40 years", Fact.IN_SOURCE),
        ("over 60 percent", "63 percent", Fact.ROUNDED),
        ("about 60", "57", Fact.ROUNDED),
        ("17 per million", "17.3 per million", Fact.ROUNDED),
        ("trillions of dollars", "$3 trillion", Fact.ROUNDED),
        ("millions of dollars", "$5 million", Fact.ROUNDED),
        ("trillions of dollars", "$1 trillion", Fact.DIFFERS),
        ("94 percent", "71 percent", Fact.DIFFERS),
        ("three decades", "40 years", Fact.DIFFERS),
        ("in 2014", "in 2013", Fact.DIFFERS),
        ("over 60 percent", "90 percent", Fact.DIFFERS),
    ],
)
def test_comparing(first: str, second: str, fact: Fact) -> None:
    one, other = find_figures(first)[0], find_figures(second)[0]
    assert compare(one, other) is fact
    assert compare(other, one) is fact


def test_other_units_are_not_compared() -> None:
    assert compare(find_figures("5 years")[0], find_figures("5 percent")[0]) is None


@given(st.text())
def test_any_text_is_read_and_offsets_are_true(text: str) -> None:
    check_offsets(text, find_figures(text))


_ROW = (
    "5 10 1,000 2014 .5 75% $ £ percent per cent in of a an half third million trillions twenty "
    "two - – and point every times decades 's s x / : [ ] 9/11 ½ US$ one million. dozen tenth by"
)
_PIECES = st.sampled_from(_ROW.split())


@given(st.lists(_PIECES, max_size=14), st.sampled_from(["", " ", "\n", "-"]))
def test_any_row_of_number_words_is_read(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    check_offsets(text, find_figures(text))


def check_offsets(text: str, figures: tuple[Figure, ...]) -> None:
    end = 0
    for figure in figures:
        assert end <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end] == figure.text
        assert figure.value >= 0
        assert figure.value < float("inf")
        end = figure.end


@given(st.integers(1, 99))
def test_percentages_have_many_spellings(value: int) -> None:
    forms = [f"{value}%", f"{value} percent", f"{value} per cent", f"{spell(value)} percent"]
    forms += [f"{value} in 100", f"{value * 10_000:,} per million"]
    first = find_figures(forms[0])[0]
    for form in forms[1:]:
        assert compare(first, find_figures(f"it was {form} then")[0]) is Fact.IN_SOURCE


@given(st.integers(1, 999), st.sampled_from(sorted(SCALES)))
def test_numbers_in_words_are_numbers_in_digits(value: int, scale: str) -> None:
    number = read_number(Tokens(f"{spell(value)} {scale}"), 0)
    assert number is not None
    assert number.value == value * SCALES[scale]


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def spell(value: int) -> str:
    """An integer below a thousand in words."""
    ones, tens = _ONES.split(), _TENS.split()
    if value >= 100:
        rest = f" and {spell(value % 100)}" if value % 100 else ""
        return f"{ones[value // 100]} hundred{rest}"
    if value >= 20:
        return tens[value // 10 - 2] + (f"-{ones[value % 10]}" if value % 10 else "")
    return ones[value]


@pytest.mark.parametrize(
    "piece", ["9", "million ", "twenty-", "hundred and ", "1,234,", "5 to ", "$", "half a ", "a "]
)
def test_the_time_grows_with_the_text(piece: str) -> None:
    def seconds(text: str, work: Callable[[str], object]) -> float:
        begin = time.process_time()
        work(text)
        return time.process_time() - begin

    assert seconds(piece * (100_000 // len(piece)), find_figures) < 4.0


def test_years_before_christ_are_no_years_after_a_source() -> None:
    for text in ("In 2000 BC it began.", "By 1500 B.C. it ended.", "Since 1600 BCE."):
        assert all(figure.unit != "year" for figure in find_figures(text)), text


@pytest.mark.parametrize(
    "text",
    ["a woman in her 40s", "men in their late 30s", "he was in his twenties", "in whose ’50s"],
)
def test_decades_of_a_life_are_no_dates(text: str) -> None:
    assert find_figures(text) == ()


def test_a_number_that_ends_a_name_is_not_missed() -> None:
    assert [f.firm for f in find_figures("He flew the Boeing 737 on Route 66.")] == [False, False]
    assert [f.firm for f in find_figures("It rained. About 737 left, and 66 stayed.")] == [
        True,
        True,
    ]


def test_a_range_of_money_has_one_currency_and_scale() -> None:
    for text in ("$3-4 billion", "$3–$4 billion", "$3 to $4 billion"):
        found = [(f.value, f.unit) for f in find_figures(f"It cost {text} in all.")]
        assert found == [(3e9, "USD"), (4e9, "USD")], text


# What a figure may be said as; the first is how the others are compared.
SAID = (
    ("75 percent", ("75%", "three quarters", "three-quarters of them", "seventy-five per cent")),
    (
        "10 percent",
        ("1 in 10", "one in ten", "one-in-ten", "a tenth of them", "1 in every 10"),
    ),
    ("$1 trillion", ("$1tn", "US$1,000bn", "one trillion dollars", "a trillion dollars")),
    ("40 years", ("four decades", "four-decades", "forty years", "40-year")),
    ("five times", ("fivefold", "5x", "5-fold", "more than five times")),
    (
        "17.3 per million",
        ("1.73 per 100,000", "17.3 deaths per 1,000,000"),
    ),
    ("25 years", ("a quarter century", "a quarter of a century", "twenty-five years")),
    ("the 1990s", ("the nineties", "the ’90s")),
)


@given(
    st.sampled_from([(one, other) for one, others in SAID for other in others]),
    st.sampled_from(["It was {}.", "By {}, they say, it was.", "({})", "“{},” he said; no more."]),
    st.sampled_from(["It was {} then.", "{} it was", "Nobody knew of {}, or so."]),
)
def test_one_figure_in_any_words_and_place_is_one_figure(
    said: tuple[str, str], here: str, there: str
) -> None:
    for first, second in (said, said[::-1]):
        (ours,) = find_figures(here.format(first))
        (theirs,) = find_figures(there.format(second))
        assert compare(ours, theirs) is Fact.IN_SOURCE
