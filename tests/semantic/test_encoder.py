"""The forward pass beside numbers that others have published, and by hand."""

import math
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.semantic import model, needs_model, shared

pytestmark = needs_model

# What sentence-transformers prints for this model and these texts (its README and quick start).
LOVELY, SUNNY, STADIUM = (
    "The weather is lovely today.",
    "It's so sunny outside!",
    "He drove to the stadium.",
)
PUBLISHED = {(LOVELY, SUNNY): 0.6660, (LOVELY, STADIUM): 0.1046, (SUNNY, STADIUM): 0.1411}


@pytest.mark.parametrize(("pair", "cosine"), PUBLISHED.items())
def test_the_published_cosines_come_out(pair: tuple[str, str], cosine: float) -> None:
    from audit.semantic.likeness import EncodedLikeness

    likeness = model().likeness
    assert isinstance(likeness, EncodedLikeness)
    first, second = likeness.encoder.encode(pair)
    assert float(first @ second) == pytest.approx(cosine, abs=5e-5)
    assert likeness(pair[0], pair) == [1.0, round(cosine, 3)]


def test_a_text_is_read_alike_alone_and_beside_longer_ones() -> None:
    alone = model().likeness(LOVELY, [SUNNY])
    crowded = model().likeness(LOVELY, [STADIUM * 20, SUNNY, "x", LOVELY, "", SUNNY])
    assert crowded[1] == crowded[5] == alone[0]
    assert crowded[3] == 1.0


def test_what_was_read_before_gives_the_same_again() -> None:
    likeness = model().likeness
    first = likeness(LOVELY, [SUNNY, STADIUM])
    assert likeness(SUNNY, [STADIUM, LOVELY]) == [0.141, 0.666]
    assert likeness(LOVELY, [SUNNY, STADIUM]) == first
    assert likeness(LOVELY, []) == []


def test_words_beyond_the_limit_are_not_read() -> None:
    long = "weather " * 200
    assert model().likeness(long, [long + "stadium " * 50]) == [1.0]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text(st.characters(), max_size=80), max_size=4), st.text(max_size=80))
def test_any_text_has_a_likeness(texts: list[str], claim: str) -> None:
    alike = shared().likeness(claim, texts)
    assert len(alike) == len(texts)
    assert all(0.0 <= value <= 1.0 and not math.isnan(value) for value in alike)


def test_the_error_function_is_that_of_the_standard_library() -> None:
    import numpy as np

    from audit.semantic.encoder import erf

    values = np.linspace(-5, 5, 4001).astype(np.float32)
    worst = max(
        abs(float(a) - math.erf(float(b))) for a, b in zip(erf(values), values, strict=True)
    )
    assert worst < 1e-6


def test_tensors_are_read_by_their_table() -> None:
    from audit.semantic.weights import tensors_of

    table = (
        b'{"__metadata__": {"format": "pt"},'
        b' "a": {"dtype": "F32", "shape": [2, 1], "data_offsets": [0, 8]},'
        b' "n": {"dtype": "I64", "shape": [1], "data_offsets": [8, 16]}}'
    )
    data = struct.pack("<Q", len(table)) + table + struct.pack("<ffq", 0.5, -2.0, 7)
    found = tensors_of(data)
    assert {name: tensor.tolist() for name, tensor in found.items()} == {"a": [[0.5], [-2.0]]}
