"""Clocks of the services: requests to one of them are evenly spaced, in the whole process."""

import threading
import time
from collections.abc import Callable


class Spacing:
    """Lets a request begin ``60 / per_minute`` seconds after the last one, never two at once."""

    def __init__(self, per_minute: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._gap = 60 / per_minute
        self._clock = clock
        self._next = clock()
        self._lock = threading.Lock()

    def take(self) -> float:
        """Take a turn and return 0, or take none and return the seconds until one is free."""
        with self._lock:
            now = self._clock()
            if now < self._next:
                return self._next - now
            self._next = now + self._gap
            return 0.0


_shared: dict[tuple[str, float], Spacing] = {}
_shared_lock = threading.Lock()


def shared_spacing(base: str, per_minute: float) -> Spacing:
    """The process's one clock for the service at ``base``."""
    with _shared_lock:
        return _shared.setdefault((base, per_minute), Spacing(per_minute))
