"""When is a link dead, when has a page lost its passage: the rule alone, on its own clock."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.history.alarm import (
    DAY,
    HOUR,
    Alarm,
    AlarmRule,
    NoticeKind,
    Presence,
    Sign,
    Standing,
    alarm_news,
    next_alarm,
    next_presence,
    presence_news,
    sign_of,
)
from audit.vocabulary import SourceState

RULE = AlarmRule()
D, L, N = Sign.DEATH, Sign.LIFE, Sign.NONE


def _nights(signs: list[Sign], start: float = 1_000_000.0) -> list[NoticeKind | None]:
    alarm, news = Alarm(), list[NoticeKind | None]()
    for night, sign in enumerate(signs):
        after = next_alarm(alarm, sign, start + night * DAY, RULE)
        news.append(alarm_news(alarm, after))
        alarm = after
    return news


def test_a_dead_link_is_told_on_the_seventh_night_and_never_again() -> None:
    news = _nights([D] * 30)
    assert news[0] is NoticeKind.FAILING
    assert news.index(NoticeKind.DEAD) == 6
    assert news.count(NoticeKind.DEAD) == 1
    assert set(news[7:]) == {None}


def test_one_sign_of_life_begins_the_count_again() -> None:
    assert NoticeKind.DEAD not in _nights([D, D, D, D, D, D, L] * 5)


def test_a_site_that_is_down_or_turns_us_away_kills_nothing() -> None:
    assert set(_nights([N] * 60)) == {None}


def test_nights_without_an_answer_neither_count_nor_reset() -> None:
    news = _nights([D, N, N, D, N, N, D])
    assert news[6] is NoticeKind.DEAD


def test_recovery_is_told_after_a_death_only() -> None:
    news = _nights([D, L, *[D] * 7, N, L, L])
    assert news[1] is None
    assert [n for n in news if n] == [
        NoticeKind.FAILING,
        NoticeKind.FAILING,
        NoticeKind.DEAD,
        NoticeKind.RECOVERED,
    ]


def test_many_checks_in_one_night_count_once() -> None:
    alarm = Alarm()
    for minute in range(600):
        alarm = next_alarm(alarm, D, 1_000_000.0 + 60 * minute, RULE)
    assert alarm == Alarm(Standing.FAILING, 1, 1_000_000.0)


@given(st.lists(st.tuples(st.sampled_from(Sign), st.floats(0, 5 * DAY)), max_size=60))
def test_no_link_dies_without_three_failures_days_apart(steps: list[tuple[Sign, float]]) -> None:
    """Whatever the rhythm: between a death and the last sign of life lie three spaced failures."""
    at, alarm, failures = 1_000_000.0, Alarm(), list[float]()
    for sign, pause in steps:
        at += pause
        failures = [] if sign is L else failures + [at] * (sign is D)
        alarm = next_alarm(alarm, sign, at, RULE)
        if alarm.standing is Standing.DEAD:
            assert len(failures) >= RULE.dead_checks
            assert failures[-1] - failures[0] >= 2 * (3 * DAY - 6 * HOUR) - 1e-3 or not failures
        if sign is L:
            assert alarm.standing is Standing.OK


@pytest.mark.parametrize("state", SourceState)
def test_only_what_a_site_says_of_the_page_is_a_sign_of_death(state: SourceState) -> None:
    assert (sign_of(state) is D) == state.rotten
    if state.readable:
        assert sign_of(state) is not D


def test_a_passage_has_drifted_when_two_nights_lack_it() -> None:
    presence, news = Presence(), list[NoticeKind | None]()
    for night, there in enumerate([True, False, True, False, False, False, True, True]):
        after = next_presence(presence, there, 1_000_000.0 + night * DAY, RULE)
        news.append(presence_news(presence, after))
        presence = after
    assert news == [None] * 4 + [NoticeKind.DRIFTED, None, NoticeKind.RESTORED, None]


def test_two_readings_in_one_night_are_one() -> None:
    presence = Presence()
    for minute in range(120):
        presence = next_presence(presence, False, 1_000_000.0 + 60 * minute, RULE)
    assert not presence.drifted


def test_the_rule_can_be_set() -> None:
    strict = AlarmRule(dead_checks=2, dead_days_apart=1, slack_hours=0)
    alarms = itertools.accumulate(
        range(3), lambda a, n: next_alarm(a, D, n * DAY, strict), initial=Alarm()
    )
    assert [alarm.standing for alarm in alarms][1:] == ["failing", "dead", "dead"]
