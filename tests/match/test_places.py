"""Where an altered quotation is laid, and what its marked omissions make of the source."""

import pytest

from audit.match import match_quotation
from audit.vocabulary import ChangeKind, Verdict
from tests.match.sources import index

EELS = (
    "The pass was dry. The café opposite was full of anglers. We assumed the tags had failed. That"
    " is not how we work. If you are not sure, you must ask. You must be sure. Ask me to move"
    " it, I would say probably not; ask me to leave it, I would say yes. It rose"
    " by 35–40 percent at 14 °C, and Søren Ravn wrote it down. The"
    " trial is believed to have cost the county £2.3m and growth was between 5% but less than 9%."
    " They are sure."
)


@pytest.mark.parametrize(
    ("quote", "kind"),
    [
        ("We assumed the tags had failed not.", ChangeKind.NEGATION),
        ("It rose by 35–45 percent", ChangeKind.NUMBER),
        ("It rose by 35–40 percent at 14 °F", ChangeKind.UNIT),
    ],
)
def test_the_change_made_is_the_change_named(quote: str, kind: ChangeKind) -> None:
    match = match_quotation(quote, index(EELS))
    assert match.verdict is Verdict.ALTERED
    assert match.changes[0].kind is kind


@pytest.mark.parametrize(
    "quote",
    [
        "It rose by 35 to 40 percent",
        "at 14 degrees C, and Soren Ravn wrote it down",
        "rose by 35–40 per cent at 14 degrees Celsius",
    ],
)
def test_another_style_book_is_no_alteration(quote: str) -> None:
    match = match_quotation(quote, index(EELS))
    assert match.verdict is Verdict.RESTYLED, match.reason


@pytest.mark.parametrize(
    ("quote", "warning"),
    [
        ("The pass was […] full of anglers", "makes one sentence of two"),
        ("Ask me to move it, I would say … yes", "hides “not”"),
        ("Ask me to move it … I would say yes", "over a negation"),
        ("That is not how we work … you must ask", "hides a condition"),
        ("The trial … have cost the county £2.3m", "hides “believed to”"),
        ("between 5% … 9%", "hides “less than”"),
        ("It [only] rose by 35–40 percent", "puts “only”"),
        ("They are[n’t] sure", "puts “nt”"),
    ],
)
def test_an_omission_that_makes_another_sentence_is_shown(quote: str, warning: str) -> None:
    match = match_quotation(quote, index(EELS))
    assert match.verdict is Verdict.ABRIDGED, match.reason
    assert any(warning in edit.warning for edit in match.edits)


def test_an_omission_that_leaves_the_speech_is_shown() -> None:
    source = index("He told me, “Nobody will read past page 300,” and wept at page 712.")
    match = match_quotation("Nobody will read … page 712", source)
    assert match.verdict is Verdict.ABRIDGED
    tag = index("“Nobody will read it,” he said, “past page 300 or so.”")
    assert match_quotation("Nobody will … past page 300", tag).verdict is Verdict.EDITED
