"""The flags on invented claims that were labelled by hand."""

import pytest

from audit.claims import check
from audit.claims.rules import RATES
from audit.vocabulary import FlagCode, Level
from tests.claims.pairs import Pair, pairs, sources

_MISSING = {
    FlagCode.FIGURE_NOT_IN_SOURCE,
    FlagCode.FIGURE_DIFFERS,
    FlagCode.NAME_NOT_IN_SOURCE,
    FlagCode.NO_MATCHING_PASSAGE,
}


def found(pair: Pair) -> set[str]:
    return {flag.code.value for flag in check(pair.claim, sources()[pair.source]).flags}


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: pair.claim[:50])
def test_each_pair_gets_the_flags_it_was_labelled_with(pair: Pair) -> None:
    optional = {"close-wording"} if pair.sound else set()
    assert found(pair) - optional == pair.flags - optional
    assert pair.flags <= found(pair)


def test_the_set_is_large_and_has_no_false_alarm() -> None:
    assert len(pairs()) >= 60
    sound = [pair for pair in pairs() if pair.sound]
    alarms = [pair for pair in sound if found(pair) & {code.value for code in _MISSING}]
    assert len(alarms) <= 0.03 * len(sound)


def test_the_sentence_a_reader_needs_is_among_the_nearest_three() -> None:
    labelled = [pair for pair in pairs() if pair.gold]
    seen = [
        any(pair.gold in passage.text for passage in check(pair.claim, source).passages)
        for pair in labelled
        for source in (sources()[pair.source],)
    ]
    assert sum(seen) >= 0.95 * len(labelled)


def test_no_flag_is_an_error_or_calls_a_claim_true() -> None:
    for pair in pairs():
        for flag in check(pair.claim, sources()[pair.source]).flags:
            assert flag.level in (Level.WARNING, Level.NOTE)
            said = f"{flag.text} {flag.detail} {flag.rate}".lower()
            assert not {"supported", "true", "false"} & set(said.replace(".", " ").split())
            assert flag.searched
            assert flag.rate.startswith("right in ")


def test_another_value_beside_the_topic_is_shown() -> None:
    claim = "The harbour of Marlowe handled 94 percent of the island's grain."
    flag = check(claim, sources()["harbour"]).flags[0]
    assert flag.code is FlagCode.FIGURE_DIFFERS
    assert flag.about == "94 percent"
    assert "71 percent" in flag.text
    assert flag.detail == "the source says 71 percent"


def test_every_flag_has_its_rate_in_the_table() -> None:
    assert set(RATES) == set(FlagCode)
