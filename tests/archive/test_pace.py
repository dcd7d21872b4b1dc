"""Politeness: spacing on a clock of our own, and stopping."""

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.archive.pace import BURST, MOST_FAILURES_IN_A_ROW, Pace, Stop, shared_pace


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_few_may_go_at_once_and_then_one_at_a_time() -> None:
    clock = Clock()
    pace = Pace(24, clock)
    assert [pace.take() for _ in range(BURST)] == [0] * BURST
    assert pace.take() == pytest.approx(2.5)
    assert pace.take() == pytest.approx(2.5), "waiting reserves nothing"
    clock.now += 2.5
    assert pace.take() == 0
    assert pace.take() == pytest.approx(2.5)


@given(st.lists(st.floats(0, 10), max_size=60), st.sampled_from([6.0, 24.0, 300.0]))
def test_no_minute_has_more_requests_than_allowed(pauses: list[float], per_minute: float) -> None:
    clock = Clock()
    pace = Pace(per_minute, clock)
    moments = []
    for pause in pauses:
        clock.now += pause
        while seconds := pace.take():
            clock.now += seconds
        moments.append(clock.now)
    for moment in moments:
        within = [other for other in moments if moment <= other < moment + 60]
        assert len(within) <= per_minute + BURST


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
