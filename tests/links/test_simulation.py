"""Sixty nights of a web with a known truth: who is called dead, when, and how often it is told."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from audit.history import History, NoticeKind, open_history
from audit.links import Manners, Night, Outcome, fingerprint, outcome_of
from audit.sources import SourceReader
from tests.links.simulated import NIGHTS, Fate, SimulatedPages, SimulatedWeb, clock_of, nights

MOST_NIGHTS = 10


@dataclass
class Told:
    """What sixty nights told: by kind, the nights of each link."""

    nights: dict[NoticeKind, dict[str, list[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def add(self, night: int, outcome: Outcome) -> None:
        for news in outcome.news:
            self.nights[news.notice.kind][news.row.url].append(night)

    def late(self, web: SimulatedWeb, fate: Fate) -> bool:
        """Whether a death that lasts was told after more nights than allowed, or never. Nights on
        which the publisher, or our own network, was down are not counted."""
        if fate.returns - fate.dies < MOST_NIGHTS or fate.dies >= NIGHTS:
            return False
        when = self.nights[NoticeKind.DEAD].get(fate.url, [10_000])[0]
        seen = sum(not web.out(fate.host, night) for night in range(fate.dies, when))
        return seen > MOST_NIGHTS


def one_night(web: SimulatedWeb, history: History) -> Outcome:
    """Check all links of the web tonight and take note of what is told."""
    clock, listed = clock_of(web), web.listed
    run = history.runs.begin("links", fingerprint(listed), "", clock())
    reader = SourceReader(SimulatedPages(web), None)
    assert not Night(reader, history, run, Manners(0.0), clock).check(listed)
    history.runs.finish(run.id, {}, clock())
    today = datetime.fromtimestamp(clock(), UTC).date()
    outcome, notices = outcome_of(history, run, listed, {}, today)
    history.runs.told(run.id, notices)
    return outcome


@pytest.fixture(scope="module")
def web() -> SimulatedWeb:
    return SimulatedWeb(160)


@pytest.fixture(scope="module")
def told(web: SimulatedWeb, tmp_path_factory: pytest.TempPathFactory) -> Told:
    path = tmp_path_factory.mktemp("simulation") / "history.db"
    told = Told()
    with open_history(str(path)) as history:
        for night in nights(web):
            told.add(night, one_night(web, history))
    return told


def test_no_living_link_is_ever_called_dead(web: SimulatedWeb, told: Told) -> None:
    for url, when in told.nights[NoticeKind.DEAD].items():
        assert all(web.fates[url].dead(night) for night in when), (url, when, web.fates[url])


def test_every_death_is_told_within_ten_nights(web: SimulatedWeb, told: Told) -> None:
    assert [fate for fate in web.fates.values() if told.late(web, fate)] == []


def test_no_alarm_is_told_twice(told: Told) -> None:
    for kind in (NoticeKind.DEAD, NoticeKind.DRIFTED):
        assert all(len(when) == 1 for when in told.nights[kind].values())


def test_every_return_from_the_dead_is_told_once(web: SimulatedWeb, told: Told) -> None:
    came_back = {
        fate.url for fate in web.fates.values() if MOST_NIGHTS < fate.returns - fate.dies < NIGHTS
    }
    recovered = Counter({u: len(w) for u, w in told.nights[NoticeKind.RECOVERED].items()})
    assert recovered == Counter(came_back)


def test_the_web_had_all_that_it_should_have(web: SimulatedWeb) -> None:
    kinds = Counter(fate.death for fate in web.fates.values() if fate.dies < NIGHTS)
    assert all(kinds[kind] > 1 for kind in ("404", "410", "soft-404", "home", "parked", "no-host"))
    assert len(web.outages) > 2
    assert sum(fate.flaps > 0 for fate in web.fates.values()) > 3
