"""What a night of link checking costs by itself, and sixty nights of a web with a known truth.

No network: answers come from the simulated web of the tests, everything behind them is the program.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audit.history import History, NoticeKind, open_history
from tests.links.simulated import NIGHTS, SimulatedWeb, nights
from tests.links.test_simulation import MOST_NIGHTS, Told, one_night

LINKS, SIMULATED = 10_000, 1_000
_MOST_SECONDS = 10.0  # CPU, so that a busy machine does not decide


def run() -> bool:
    """Print both; whether a night over 10,000 known links takes less than 10 s of CPU, no living
    link was called dead, and no death was told late or twice."""
    seconds = _own_work()
    print(f"  {LINKS} links in the store: a night's own work takes {seconds:.1f} s of CPU")
    false, late, repeated, deaths = _simulation()
    print(
        f"  {SIMULATED} links, {NIGHTS} nights: {deaths} deaths told, {false} of them false, "
        f"{late} later than {MOST_NIGHTS} nights, {repeated} repeated"
    )
    return seconds < _MOST_SECONDS and not (false or late or repeated)


def _own_work() -> float:
    web = SimulatedWeb(LINKS)
    with _new_history() as history:
        web.night = 0
        one_night(web, history)
        web.night, began = 1, time.process_time()
        one_night(web, history)
        return time.process_time() - began


def _simulation() -> tuple[int, int, int, int]:
    """False alarms, late ones, repeated ones, and all deaths told."""
    web, told = SimulatedWeb(SIMULATED), Told()
    with _new_history() as history:
        for night in nights(web):
            told.add(night, one_night(web, history))
    dead = told.nights[NoticeKind.DEAD]
    false = sum(not web.fates[url].dead(night) for url, when in dead.items() for night in when)
    repeated = sum(len(when) > 1 for when in dead.values())
    late = sum(told.late(web, fate) for fate in web.fates.values())
    return false, late, repeated, sum(map(len, dead.values()))


@contextmanager
def _new_history() -> Iterator[History]:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_history(str(Path(folder) / "history.db")) as history,
    ):
        yield history
