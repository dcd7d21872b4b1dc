"""Pieces always add up to the text, and marks stand on the words they are about."""

from hypothesis import given
from hypothesis import strategies as st

from audit.model import Change, Passage
from audit.report.pieces import Mark, Piece, cut, passage_pieces, quotation_pieces
from audit.vocabulary import ChangeKind, Zone

OFFSETS = st.integers(-3, 40)
MARKS = st.lists(st.builds(Mark, OFFSETS, OFFSETS, st.sampled_from(["change", "marker"])))


def _said(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


@given(text=st.text(max_size=30), marks=MARKS)
def test_pieces_add_up_to_the_text(text: str, marks: list[Mark]) -> None:
    assert _said(cut(text, marks)) == text


@given(text=st.text(max_size=30), marks=MARKS, start=st.integers(0, 30), end=st.integers(0, 30))
def test_pieces_of_a_part_add_up_to_the_part(
    text: str, marks: list[Mark], start: int, end: int
) -> None:
    assert _said(cut(text, marks, start, end)) == text[start:end]


@given(text=st.text(max_size=30), spans=st.lists(st.tuples(OFFSETS, OFFSETS)), at=OFFSETS)
def test_passage_pieces_add_up_to_the_passage(
    text: str, spans: list[tuple[int, int]], at: int
) -> None:
    passage = Passage(7, 7 + len(text), text, Zone.MAIN, tuple(spans))
    change = Change(ChangeKind.WORD, "x", text[at : at + 3], 0, 1, 7 + at, 10 + at)
    assert _said(passage_pieces(passage, [change])) == text


def test_the_differing_words_are_marked_on_both_sides() -> None:
    change = Change(ChangeKind.NUMBER, "six", "sixteen", 4, 7, 104, 111)
    passage = Passage(100, 119, "for sixteen winters", Zone.MAIN, ((100, 119),))
    assert quotation_pieces("for six winters", [change]) == [
        Piece("for "),
        Piece("six", "change", "number"),
        Piece(" winters"),
    ]
    assert passage_pieces(passage, [change]) == [
        Piece("for ", "quoted"),
        Piece("sixteen", "change", "number"),
        Piece(" winters", "quoted"),
    ]


def test_words_between_the_spans_are_a_gap() -> None:
    passage = Passage(10, 23, "a but never b", Zone.MAIN, ((10, 11), (22, 23)))
    assert passage_pieces(passage, []) == [
        Piece("a", "quoted"),
        Piece(" but never ", "gap"),
        Piece("b", "quoted"),
    ]


def test_words_left_out_are_a_place_between_the_words_of_the_article() -> None:
    change = Change(ChangeKind.OMISSION, "", "not ", 3, 3, 103, 107)
    assert quotation_pieces("it is", [change]) == [
        Piece("it "),
        Piece("", "change", "left out"),
        Piece("is"),
    ]


def test_an_offset_that_does_not_point_at_its_words_is_not_marked() -> None:
    change = Change(ChangeKind.WORD, "red", "blue", 0, 3, 0, 4)
    passage = Passage(0, 5, "green", Zone.MAIN)
    assert quotation_pieces("a red one", [change]) == [Piece("a red one")]
    assert passage_pieces(passage, [change]) == [Piece("green", "quoted")]
