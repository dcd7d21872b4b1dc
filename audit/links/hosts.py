"""The hosts that this process works through: leased from the store, kept while it lives."""

import os
import socket
import threading
from collections.abc import Callable, Collection, Mapping
from functools import cache
from secrets import token_hex
from types import TracebackType

from audit.history import Busy, Lease
from audit.history.leases import Leases

LEASE_SECONDS = 90.0  # after a kill, this long nobody on another machine asks the host


def new_owner() -> str:
    """A name for this process that no other has: machine, process, and something unique."""
    return f"{_machine()}/{os.getpid()}/{token_hex(4)}"


def is_dead(owner: str) -> bool:
    """Whether the process of that name ran on this machine and is no more."""
    machine, _, process = owner.rpartition("/")[0].rpartition("/")
    if machine != _machine() or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


@cache
def _machine() -> str:
    """This machine, and on it the space in which its process numbers are counted."""
    try:
        space = os.readlink("/proc/self/ns/pid")
    except OSError:
        space = ""
    return f"{socket.gethostname()}/{space}"


class LeasedHosts:
    """Leases of one process, renewed by a thread of its own and given back at the end.

    ``clock`` gives the time in seconds since 1970.
    """

    def __init__(self, leases: Leases, clock: Callable[[], float], owner: str = "") -> None:
        self._leases, self._clock, self._owner = leases, clock, owner or new_owner()
        self._held: dict[str, Lease] = {}
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="leases", daemon=True)

    def __enter__(self) -> "LeasedHosts":
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
        self.release(dict.fromkeys(self._held, 0.0))

    def claim(self, hosts: Collection[str]) -> tuple[list[str], list[Busy]]:
        """The hosts that are ours now, and those that are to be asked for again."""
        answers = self._claim(hosts)
        dead = {a.owner for a in answers if isinstance(a, Busy) and a.owner and is_dead(a.owner)}
        for owner in dead:
            self._leases.end(owner, self._clock())
        if dead:
            answers = self._claim(hosts)
        mine = [answer for answer in answers if isinstance(answer, Lease)]
        with self._lock:
            self._held.update((lease.host, lease) for lease in mine)
        return [lease.host for lease in mine], [a for a in answers if isinstance(a, Busy)]

    def _claim(self, hosts: Collection[str]) -> tuple[Lease | Busy, ...]:
        return self._leases.claim_all(hosts, self._owner, LEASE_SECONDS, self._clock())

    def release(self, pauses: Mapping[str, float]) -> None:
        """Give hosts back; nobody asks a host for so many seconds."""
        with self._lock:
            leases = {host: self._held.pop(host, None) for host in pauses}
        now = self._clock()
        dues = [(lease, now + pauses[host]) for host, lease in leases.items() if lease]
        if dues:
            self._leases.release_all(dues)

    def _keep(self) -> None:
        while not self._ended.wait(LEASE_SECONDS / 3):
            self._leases.renew_all(self._owner, self._clock() + LEASE_SECONDS)
