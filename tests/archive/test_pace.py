"""Politeness: spacing on a clock of our own, and stopping."""

import itertools
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.archive.pace import MOST_FAILURES_IN_A_ROW, Pace, Stop, shared_pace


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_requests_are_spaced_evenly() -> None:
    clock = Clock()
    pace = Pace(24, clock)
    assert [pace.reserve() for _ in range(3)] == [0, 2.5, 5]
    clock.now += 60
    assert [pace.reserve() for _ in range(2)] == [0, 2.5]


@given(st.lists(st.floats(0, 10), max_size=60), st.sampled_from([6.0, 24.0, 300.0]))
def test_no_minute_has_more_requests_than_allowed(pauses: list[float], per_minute: float) -> None:
    clock = Clock()
    pace = Pace(per_minute, clock)
    moments = []
    for pause in pauses:
        clock.now += pause
        moments.append(clock.now + pace.reserve())
    for one, other in itertools.pairwise(moments):
        assert other - one >= 60 / per_minute - 1e-9


def test_the_clock_of_an_archive_is_the_process_s() -> None:
    assert shared_pace("http://a.test", "index", 24) is shared_pace("http://a.test", "index", 24)
    assert shared_pace("http://a.test", "index", 24) is not shared_pace(
        "http://b.test", "index", 24
    )


def test_stopping_lets_those_go_who_wait() -> None:
    stop = Stop()
    began = time.monotonic()
    waiting = threading.Thread(target=stop.wait, args=(30,))
    waiting.start()
    stop.stop("told to")
    stop.stop("a second reason")
    waiting.join(10)
    assert not waiting.is_alive()
    assert time.monotonic() - began < 10
    assert stop.reason == "told to"


@pytest.mark.parametrize(("unreachable", "most"), [(False, MOST_FAILURES_IN_A_ROW), (True, 2)])
def test_a_few_failures_in_a_row_are_enough(unreachable: bool, most: int) -> None:
    stop = Stop()
    for _ in range(most - 1):
        stop.failed("down", unreachable=unreachable)
    stop.answered()
    for _ in range(most - 1):
        stop.failed("down", unreachable=unreachable)
    reasons = [stop.reason]
    stop.failed("down", unreachable=unreachable)
    assert [*reasons, stop.reason] == ["", "down"]
