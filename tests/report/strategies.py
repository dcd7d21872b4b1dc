"""Reports that nobody would write by hand: any value of the model's own types."""

from typing import TypeVar

from hypothesis import strategies as st

from audit.model import (
    Article,
    Attempt,
    Capture,
    CitationOutcome,
    ClaimCheck,
    ClaimFinding,
    Finding,
    Flag,
    Marker,
    Match,
    Passage,
    Quotation,
    Reference,
    Remark,
    Repeat,
    Report,
    Source,
    SourceText,
    Totals,
)
from audit.vocabulary import SourceRole, SourceState, Verdict

T = TypeVar("T")


def few(kind: type[T], most: int = 2) -> st.SearchStrategy[tuple[T, ...]]:
    """A short tuple of any values of a type."""
    return st.lists(st.from_type(kind), max_size=most).map(tuple)


st.register_type_strategy(
    Match,
    st.builds(
        Match,
        verdict=st.sampled_from(Verdict),
        passages=...,
        changes=...,
        edits=...,
        score=st.floats(0, 100),
        chance=st.floats(0, 1),
    ),
)
st.register_type_strategy(
    Attempt,
    st.builds(
        Attempt,
        role=st.sampled_from(SourceRole),
        state=st.sampled_from(SourceState),
        seconds=st.floats(0, 1e6),
    ),
)

st.register_type_strategy(
    ClaimCheck,
    st.builds(ClaimCheck, flags=few(Flag, 1), passages=few(Passage, 1), overlap=st.floats(0, 1)),
)
st.register_type_strategy(ClaimFinding, st.builds(ClaimFinding, checks=few(ClaimCheck)))


def reports() -> st.SearchStrategy[Report]:
    """Any report whose ``schema`` is not empty, with a few of everything."""
    article = st.builds(
        Article,
        markers=few(Marker),
        quotations=few(Quotation, 1),
        entries=st.just(()),
        repeats=few(Repeat, 1),
        remarks=few(Remark, 1),
    )
    sources = st.builds(
        Source,
        text=st.none() | st.just(SourceText("a", ())),
        capture=st.none() | st.from_type(Capture),
        attempts=few(Attempt),
        remarks=few(Remark, 1),
    )
    return st.builds(
        Report,
        schema=st.just("s"),
        article=article,
        references=few(Reference),
        sources=st.lists(sources, max_size=2).map(tuple),
        findings=few(Finding),
        citations=few(CitationOutcome),
        remarks=few(Remark, 1),
        totals=st.from_type(Totals),
        offline=st.booleans(),
        rehearsal=st.booleans(),
        claims=few(ClaimFinding),
    )
