"""Host names to addresses, with a time limit that ``getaddrinfo`` itself does not have."""

import socket
import threading
import time
from dataclasses import dataclass, field

from audit.fetch.failures import DialError, Failure
from audit.vocabulary import SourceState

_REMEMBERED_SECONDS = 60.0
_NO_SUCH_HOST = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One numeric address that a name stands for, as ``socket.connect`` takes it."""

    family: int
    address: tuple[str, int]


@dataclass(slots=True)
class _Lookup:
    done: threading.Event = field(default_factory=threading.Event)
    endpoints: tuple[Endpoint, ...] = ()
    failure: Failure | None = None
    until: float = 0.0


class Resolver:
    """Looks names up in threads of their own and remembers good answers for a minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lookups: dict[tuple[str, int], _Lookup] = {}

    def resolve(self, host: str, port: int, seconds: float) -> tuple[Endpoint, ...]:
        """All addresses of ``host``. Raises ``DialError``, after at most ``seconds``."""
        lookup = self._lookup(host, port)
        if not lookup.done.wait(max(0.0, seconds)):
            detail = f"no answer about {host} within {seconds:.0f} s"
            raise DialError(Failure(SourceState.TIMEOUT, "name-timeout", detail, down=True))
        if lookup.failure is not None:
            raise DialError(lookup.failure)
        return lookup.endpoints

    def _lookup(self, host: str, port: int) -> _Lookup:
        with self._lock:
            known = self._lookups.get((host, port))
            if known and (not known.done.is_set() or known.until > time.monotonic()):
                return known
            lookup = self._lookups[(host, port)] = _Lookup()
        if _is_number(host):
            _run(lookup, host, port)
        else:
            name = f"lookup {host}"
            threading.Thread(target=_run, args=(lookup, host, port), name=name, daemon=True).start()
        return lookup


def _is_number(host: str) -> bool:
    """Whether ``getaddrinfo`` answers without asking a name server."""
    return ":" in host or host.replace(".", "").isdigit()


def _run(lookup: _Lookup, host: str, port: int) -> None:
    try:
        found = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
        addresses = dict.fromkeys((info[0], info[4]) for info in found)
        lookup.endpoints = tuple(
            Endpoint(family, address)  # type: ignore[arg-type]  # 4-tuples of IPv6 connect as well
            for family, address in addresses
        )
        lookup.until = time.monotonic() + _REMEMBERED_SECONDS
    except socket.gaierror as error:
        missing = error.errno in _NO_SUCH_HOST
        rule = "no-such-host" if missing else "name-lookup-failed"
        detail = f"{host}: {error.strerror}"
        lookup.failure = Failure(SourceState.UNREACHABLE, rule, detail, down=True)
    except (OSError, UnicodeError) as error:
        lookup.failure = Failure(SourceState.UNREACHABLE, "name-lookup-failed", str(error))
    finally:
        lookup.done.set()
