"""Politeness towards one archive: paced requests, and stopping when told to.

The clock is shared by the whole process, for the archive counts requests per network, not per
client. Stopping is per run: the archive may well answer the next one.
"""

import threading
import time
from collections.abc import Callable

MOST_FAILURES_IN_A_ROW = 4
MOST_UNREACHABLE_IN_A_ROW = 2


BURST = 4  # 24 a minute and 4 at once stay under the Internet Archive's hard limit of 30 (2026)


class Pace:
    """A clock that lets ``per_minute`` requests begin, ``burst`` of them at once. Thread-safe.

    Nothing is reserved ahead: whoever gives up while waiting takes nobody's turn. This is the
    generic cell rate algorithm (ITU-T I.371).
    """

    def __init__(
        self,
        per_minute: float,
        clock: Callable[[], float] = time.monotonic,
        burst: int = BURST,
    ) -> None:
        self._gap = 60 / per_minute
        self._ahead = (burst - 1) * self._gap
        self._clock = clock
        self._due = clock()
        self._lock = threading.Lock()

    def take(self) -> float:
        """Take a turn and return 0, or take none and return the seconds until one may be free."""
        with self._lock:
            now = self._clock()
            due = max(now, self._due)
            early = due - now - self._ahead
            if early > 1e-9:
                return early
            self._due = due + self._gap
            return 0.0


_shared: dict[tuple[str, str, float], Pace] = {}
_shared_lock = threading.Lock()


def shared_pace(archive: str, purpose: str, per_minute: float, burst: int = BURST) -> Pace:
    """The process's one clock for requests of one ``purpose`` to one ``archive``."""
    with _shared_lock:
        pace = Pace(per_minute, burst=burst)
        return _shared.setdefault((archive, purpose, per_minute), pace)


class Stop:
    """Whether this run has given up on an archive, and why. Thread-safe."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._failures = 0
        self._unreachable = 0
        self._reason = ""

    @property
    def reason(self) -> str:
        """Why the archive is not asked any more, ``""`` while it is."""
        return self._reason if self._stopped.is_set() else ""

    def stop(self, reason: str) -> None:
        """Ask no more; those waiting for their turn are let go at once. The first reason stays."""
        with self._lock:
            if not self._stopped.is_set():
                self._reason = reason
                self._stopped.set()

    def wait(self, seconds: float) -> None:
        """Sleep, but not longer than the archive is still being asked."""
        if seconds > 0:
            self._stopped.wait(seconds)

    def answered(self) -> None:
        """The archive gave an answer: earlier failures no longer count."""
        with self._lock:
            self._failures = self._unreachable = 0

    def failed(self, reason: str, *, unreachable: bool) -> None:
        """The archive did not answer; give up after a few of these in a row."""
        with self._lock:
            self._failures += 1
            self._unreachable = self._unreachable + 1 if unreachable else 0
            enough = (
                self._failures >= MOST_FAILURES_IN_A_ROW
                or self._unreachable >= MOST_UNREACHABLE_IN_A_ROW
            )
        if enough:
            self.stop(reason)
