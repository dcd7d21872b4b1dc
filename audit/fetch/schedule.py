"""Whose turn it is: hosts are asked in parallel, each host slowly and by few at a time.

Workers never sleep for a host: what has to wait (a retry, a redirect to a busy host) lies in that
host's queue. Times are ``time.monotonic`` seconds.
"""

import heapq
import math
import threading
import time
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Job = TypeVar("Job")
_FIRST = -1.0  # "due before everything else": a visit under way goes on


@dataclass(slots=True)
class _Host(Generic[Job]):
    name: str
    active: int = 0
    next_at: float = 0.0
    callers: int = 0
    listed: bool = False
    jobs: list[tuple[float, int, Job]] = field(default_factory=list)


class HostSchedule(Generic[Job]):
    """Slots of hosts, shared by single callers (``enter``) and by workers (``take``).

    ``delay`` is the least time between two starts at a host, ``connections`` how many may be
    there at a time. ``leave`` ends what ``enter`` or ``take`` began.
    """

    def __init__(self, delay: float, connections: int) -> None:
        self._delay, self._connections = delay, connections
        self._lock = threading.Lock()
        self._work = threading.Condition(self._lock)
        self._freed = threading.Condition(self._lock)
        self._hosts: dict[str, _Host[Job]] = {}
        self._timed: list[tuple[float, int, _Host[Job]]] = []
        self._ready: list[tuple[int, int, _Host[Job]]] = []
        self._count = 0
        self._open = 0
        self._watched_until = math.inf
        self._stopped = False

    def enter(self, name: str) -> bool:
        """Wait for a slot of the host; ``False`` when the schedule was stopped instead."""
        with self._lock:
            host = self._host(name)
            host.callers += 1
            try:
                while not self._stopped:
                    free = host.active < self._connections
                    if free and host.next_at <= time.monotonic():
                        self._start(host)
                        return True
                    self._freed.wait(host.next_at - time.monotonic() if free else None)
                return False
            finally:
                host.callers -= 1
                self._list(host)

    def put(self, name: str, job: Job, *, seconds: float = 0.0, new: bool = True) -> None:
        """Queue a job, due in ``seconds``. ``new=False``: it was taken before, is not settled,
        and comes before the others."""
        with self._lock:
            host = self._host(name)
            self._count += 1
            at = time.monotonic() + seconds if seconds else 0.0 if new else _FIRST
            heapq.heappush(host.jobs, (at, self._count, job))
            self._open += new
            self._list(host)

    def take(self) -> tuple[str, Job] | None:
        """The next job whose host is free, longest queue first; ``None`` when all is settled."""
        with self._lock:
            while self._open and not self._stopped:
                self._sort_due()
                while self._ready:
                    host = heapq.heappop(self._ready)[2]
                    host.listed = False
                    if self._may_start(host):
                        job = heapq.heappop(host.jobs)[2]
                        self._start(host)
                        self._list(host)
                        self._work.notify()
                        return host.name, job
                    self._list(host)
                self._wait()
            self._work.notify_all()
            return None

    def settle(self) -> None:
        """One job that was put as new is finished for good."""
        with self._lock:
            self._open -= 1
            if not self._open:
                self._work.notify_all()

    def leave(self, name: str, *, pause: float = 0.0) -> None:
        """Free the slot; the host is left alone for ``pause`` seconds (by everybody)."""
        with self._lock:
            host = self._host(name)
            host.active -= 1
            if pause:
                host.next_at = max(host.next_at, time.monotonic() + pause)
            self._list(host)
            if host.callers:
                self._freed.notify_all()

    def drain(self, name: str) -> list[Job]:
        """Take all waiting jobs of a host out of its queue (they stay unsettled)."""
        with self._lock:
            host = self._host(name)
            jobs = [job for _, _, job in sorted(host.jobs, key=lambda entry: entry[1])]
            host.jobs.clear()
            return jobs

    def drain_all(self) -> list[Job]:
        """Take all waiting jobs out of all queues (they stay unsettled)."""
        return [job for name in list(self._hosts) for job in self.drain(name)]

    def stop(self) -> None:
        """Let nobody begin anything any more."""
        with self._lock:
            self._stopped = True
            self._work.notify_all()
            self._freed.notify_all()

    def _host(self, name: str) -> _Host[Job]:
        return self._hosts.setdefault(name, _Host(name))

    def _start(self, host: _Host[Job]) -> None:
        host.active += 1
        host.next_at = time.monotonic() + self._delay

    def _due(self, host: _Host[Job]) -> float:
        return max(host.next_at, host.jobs[0][0])

    def _may_start(self, host: _Host[Job]) -> bool:
        if not host.jobs or host.callers or host.active >= self._connections:
            return False
        return self._due(host) <= time.monotonic()

    def _list(self, host: _Host[Job]) -> None:
        """Make sure that a host with something to do, and nothing to wait for but time, is known
        to the workers."""
        if host.listed or not host.jobs or host.callers or host.active >= self._connections:
            return
        self._count += 1
        heapq.heappush(self._timed, (self._due(host), self._count, host))
        host.listed = True
        self._work.notify()

    def _sort_due(self) -> None:
        now = time.monotonic()
        while self._timed and self._timed[0][0] <= now:
            _, number, host = heapq.heappop(self._timed)
            heapq.heappush(self._ready, (-len(host.jobs), number, host))

    def _wait(self) -> None:
        """Wait for work. Only one worker watches the clock; the others sleep until called."""
        until = self._timed[0][0] if self._timed else math.inf
        if until >= self._watched_until:
            self._work.wait()
            return
        self._watched_until = until
        try:
            self._work.wait(max(0.0, until - time.monotonic()))
        finally:
            if self._watched_until == until:
                self._watched_until = math.inf
