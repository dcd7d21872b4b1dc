"""Quotations of real articles beside what their sources printed."""

import pytest

from audit.match import match_quotation
from audit.vocabulary import ChangeKind, EditKind, Verdict
from tests.match.sources import index

V = Verdict


@pytest.mark.parametrize(
    ("quote", "printed", "verdict"),
    [
        (
            "was fatally flawed from the beginning,",
            "“The process was fatally flawed from the beginning,” said Richard Branson.",
            V.VERBATIM,
        ),
        (
            "strategies grounded in science, health, security, and human rights.",
            "Replace policies with strategies grounded in science, health, security and human "
            "rights – and adopt appropriate criteria for their evaluation.",
            V.EDITED,
        ),
        (
            "making drugs more available will make it harder to keep our communities healthy "
            "and safe.",
            "Drug addiction can be treated. Making drugs more available – as this report suggests "
            "– will make it harder to keep our communities healthy and safe.",
            V.ABRIDGED,
        ),
        (
            "a complete reversal of the repressive [drug] policies imposed by most governments.",
            "it urges a complete reversal of the repressive policies imposed by most governments.",
            V.EDITED,
        ),
        (
            "When it comes to illegal drug use, white America does the crime, black America gets "
            "the [jail] time.",
            "When It Comes To Illegal Drug Use, White America Does The Crime, Black America Gets "
            "The Time",
            V.EDITED,
        ),
        (
            "disastrous consequences of the War on Drugs,",
            "10 Disastrous Consequences of the Drug War",
            V.ALTERED,
        ),
        (
            "and now hardly anyone dies from overdosing,",
            "Portugal decriminalised drugs 14 years ago – and now hardly anyone dies from "
            "overdosing",
            V.VERBATIM,
        ),
        (
            "wants to bring back the War on Drugs,",
            "How Jeff Sessions wants to bring back the war on drugs",
            V.EDITED,
        ),
        (
            "US policy […] is on a path toward liberalization – if not outright legalization.",
            "U.S. policy toward marijuana, at least, is on a path toward liberalization—if not "
            "outright legalization.",
            V.EDITED,
        ),
        ("trillion dollar failure", "War on drugs a trillion-dollar failure", V.VERBATIM),
        (
            "particularly cannabis",
            "Encourage experimentation with models of regulation of drugs (especially cannabis)",
            V.ABSENT,
        ),
    ],
)
def test_verdict(quote: str, printed: str, verdict: Verdict) -> None:
    match = match_quotation(quote, index(printed))
    assert match.verdict is verdict, match.reason


def test_the_omitted_aside_is_printed_and_its_mark_proposed() -> None:
    match = match_quotation(
        "making drugs more available will make it harder",
        index("Making drugs more available – as this report suggests – will make it harder."),
    )
    assert [(c.kind, c.source) for c in match.changes] == [
        (ChangeKind.OMISSION, "as this report suggests")
    ]
    assert match.replacement == "making drugs more available […] will make it harder"


def test_what_an_ellipsis_hides_is_listed() -> None:
    match = match_quotation(
        "US policy […] is on a path",
        index("U.S. policy toward marijuana, at least, is on a path toward liberalization."),
    )
    hidden = [edit.hidden for edit in match.edits if edit.kind is EditKind.ELLIPSIS]
    assert hidden == ["toward marijuana, at least"]


def test_an_altered_quotation_proposes_the_words_of_the_source() -> None:
    match = match_quotation(
        "police recorded 45,348 arrests for possession",
        index("In that year police re\u00adcorded 43,548 arrests for possession."),
    )
    assert match.verdict is Verdict.ALTERED
    assert match.replacement == "police recorded 43,548 arrests for possession"
    assert match.replacement in match.proposal
