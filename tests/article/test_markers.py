"""Every style of citation marker, and the numbers that are none."""

import pytest

from tests.article.helpers import LIST, numbers, read, rules


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One [1]. Two [2, 3]. Three [1-3]. Four [1][2]. Five [1–2].",
         [(1,), (2, 3), (1, 2, 3), (1, 2), (1, 2)]),
        ("One (1). Two (2,3). It has (1) apples and (2) pears. In (1999) four.", [(1,), (2, 3)]),
        ("One.¹ Two.²,³ Three⁴ and 10 m² more.", [(1,), (2, 3), (4,)]),
        ("One.<sup>1</sup> Two<sup><a href=\"#r\">[2]</a></sup><sup>3</sup> and 5 km<sup>2</sup>.",
         [(1,), (2, 3)]),
        ("One.[^1] Two.[^2][^3] Three[^4].", [(1,), (2, 3), (4,)]),
        ("One\\[1\\] and two\\[2\\].", [(1,), (2,)]),
        ("One.1 Two?2 Three!”3 Four (five).4 Six.", [(1,), (2,), (3,), (4,)]),
        ("One.1,2 Two.3–4 Three.", [(1, 2), (3, 4)]),
        ("One.1 It spread to cannabis. 2,3 Sessions said so.4", [(1,), (2, 3), (4,)]),
        ("One.\xa01 Two.\xa02 Three.3", [(1,), (2,), (3,)]),
        ("The first,1 the second;2 the third.3", [(1,), (2,), (3,)]),
        ("He said “yes”1 and “no.”2 The end.", [(1,), (2,)]),
    ],
)  # fmt: skip
def test_styles(body: str, expected: list[tuple[int, ...]]) -> None:
    assert numbers(read(body)) == expected


@pytest.mark.parametrize(
    "false",
    [
        "The rate is 17.3, only 3 per 1,000,000 people.",
        "It rose by 4.2 percent, from 1.3 to 2.4 million.",
        "It happened in 2001. 3 men came, and 4 more.",
        "He paid $1.2 million, or €3.4, on May 2, 2003.",
        "See No.3 and v.2 and Fig.4 and p.3 for more.",
        "At 4.30 p.m. the 2,000 people left.",
        "They drove on Route 66.3 miles west.",
        "MP3 and G20 and COVID-19 and H1N1 and B2.",
        "1. a list\n2. of things\n3. in the body",
        "It cost 3.2.1 to make.",
        "They read Annex B.1 The second part was long.",
        "The score was 3-2, then 4–1.",
    ],
)
def test_numbers_that_are_no_markers(false: str) -> None:
    assert numbers(read(f"The first.1 {false} And the last.")) == [(1,)]


def test_a_weak_number_counts_only_where_the_sequence_has_a_place() -> None:
    assert numbers(read("One.1 Two came. 2 More came.3")) == [(1,), (2,), (3,)]
    assert numbers(read("One.1 Two.2 Three came. 2 More came.3")) == [(1,), (2,), (3,)]


def test_a_marker_that_the_list_does_not_have() -> None:
    article = read("One.1 Two.2 Three.3 Four.4 Five.5 Six.")
    missing = [r for r in article.remarks if r.rule == "marker-without-reference"]
    assert [(remark.level, remark.line) for remark in missing] == [("error", 3)]


def test_an_inserted_year_in_brackets_is_no_marker() -> None:
    assert numbers(read("One [1]. “In [1999] it fell” [2].")) == [(1,), (2,)]


def test_a_marker_after_a_space_belongs_to_the_sentence_before_it() -> None:
    article = read("One.1 It spread to cannabis. 2 Sessions said so.3")
    marker = article.markers[1]
    sentence = article.text[marker.sentence_start : marker.sentence_end]
    assert sentence == "It spread to cannabis. 2"


def test_another_style_is_reported() -> None:
    assert "marker-style" in rules(read("One [1]. Two [2]. Three.³"))


def test_order_repetition_and_unused_references() -> None:
    assert "reference-unused" in rules(read("One.1 Two.2 Three.3"))
    assert "marker-repeated" in rules(read("One [1]. Two [2]. Three [3]. Four [1]. Five [4]."))
    assert "marker-order" in rules(read("One [1]. Two [3]. Three [2]. Four [4]."))
    clean = rules(read("One [1]. Two [2]. Three [3]. Four [4]."))
    assert clean == []


def test_an_alphabetical_list_may_be_cited_in_any_order() -> None:
    article = read("One [3]. Two [1]. Three [4]. Four [2]. Five [1]. Six [3].")
    assert rules(article) == []


def test_list_numbering() -> None:
    listed = LIST.replace("4. “Fourth", "3. “Fourth")
    assert "list-duplicate-number" in rules(read("One [1]. Two [2]. Three [3].", listed))
    listed = LIST.replace("4. “Fourth", "6. “Fourth")
    assert "list-numbering" in rules(read("One [1]. Two [2]. Three [3]. Four [6].", listed))
    listed = LIST.replace("Fourth", "Second")
    assert "list-duplicate-work" in rules(read("One [1]. Two [2]. Three [3]. Four [4].", listed))
