"""Checks of many threads on their way into the store, a tenth of a second together."""

import threading
from collections.abc import Callable, Sequence
from types import TracebackType

from audit.history import Check, History

GATHER_SECONDS = 0.1  # a transaction costs as much as ten checks in it; a kill loses no more


class CheckWriter:
    """Writes checks in a thread of its own. A context manager: at its end all are in the store.

    ``kept`` is called in that thread with the checks that a transaction has kept. What goes wrong
    there is raised by the next ``write``, or at the end.
    """

    def __init__(self, history: History, run: str, kept: Callable[[Sequence[Check]], None]) -> None:
        self._history, self._run, self._kept = history, run, kept
        self._pending: list[Check] = []
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="checks", daemon=True)

    def __enter__(self) -> "CheckWriter":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()
        if error is None:
            self._raise()

    def write(self, check: Check) -> None:
        """Have a check kept soon."""
        self._raise()
        with self._lock:
            self._pending.append(check)

    def _work(self) -> None:
        ended = False
        while not ended:
            ended = self._ended.wait(GATHER_SECONDS)
            with self._lock:
                checks, self._pending = self._pending, []
            try:
                if checks:
                    self._history.links.record(self._run, checks)
                    self._kept(checks)
            except BaseException as fault:
                self._fault = fault
                return

    def _raise(self) -> None:
        if self._fault is not None:
            raise self._fault
