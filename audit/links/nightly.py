"""One night: every address of the lists asked once, by whichever process has its host."""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from audit.history import Check, History, Run
from audit.links.hosts import LeasedHosts
from audit.links.judging import PageJudge, confirm_dead_host
from audit.links.lists import Listed
from audit.links.writer import CheckWriter
from audit.model import Fetched
from audit.sources import SourceReader

_log = logging.getLogger(__name__)

_POLL_SECONDS = 2.0
_NO_HOST = "no-such-host"
_LONGEST_PAUSE = 3_600.0


@dataclass(frozen=True, slots=True)
class Manners:
    """How long a host is left alone between two processes, and how long we wait for one that
    another process has. Seconds."""

    host_pause: float = 0.2
    patience: float = 1_800.0


@dataclass(slots=True)
class _Host:
    """A host in work: its addresses that are not kept yet, and the pause that it asked for."""

    left: set[str]
    pause: float


@dataclass(slots=True)
class _Batch:
    """The addresses that are asked at one go, and what waits for a network to be seen."""

    listed: dict[str, Listed]
    hosts: dict[str, _Host]
    doubtful: list[Check] = field(default_factory=list)


class Night:
    """Checks the links of a run. ``clock`` gives the time in seconds since 1970."""

    def __init__(
        self,
        reader: SourceReader,
        history: History,
        run: Run,
        manners: Manners,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._reader, self._history, self._run = reader, history, run
        self._manners, self._clock = manners, clock

    def check(self, listed: Sequence[Listed]) -> tuple[Listed, ...]:
        """Check all that the run has not checked yet.

        Returns what was left because another process kept its host for too long.
        """
        waiting: dict[str, list[Listed]] = {}
        for one in listed:
            waiting.setdefault(one.host, []).append(one)
        until = self._clock() + self._manners.patience
        with LeasedHosts(self._history.leases, self._clock) as hosts:
            while waiting:
                mine, busy = hosts.claim(waiting)
                if mine:
                    self._work([one for host in mine for one in waiting[host]], hosts)
                    until = self._clock() + self._manners.patience
                waiting = {answer.host: waiting[answer.host] for answer in busy}
                waiting = self._still_open(waiting)
                if waiting and self._clock() > until:
                    break
                if waiting:
                    time.sleep(min(_POLL_SECONDS, *(answer.seconds for answer in busy)))
        return tuple(one for group in waiting.values() for one in group)

    def _still_open(self, waiting: dict[str, list[Listed]]) -> dict[str, list[Listed]]:
        """The hosts that have anything left which their present owner has not checked."""
        return {host: left for host, group in waiting.items() if (left := self._unchecked(group))}

    def _unchecked(self, listed: Iterable[Listed]) -> list[Listed]:
        by_url = {one.url: one for one in listed}
        urls = self._history.links.unchecked(self._run.id, tuple(by_url), self._run.started)
        return [by_url[url] for url in urls]

    def _work(self, listed: list[Listed], leased: LeasedHosts) -> None:
        """Ask for all of ``listed``, whose hosts are ours; each is given back when all its checks
        are kept."""
        todo = self._unchecked(listed)
        batch = _Batch({one.url: one for one in todo}, {})
        for one in todo:
            host = batch.hosts.setdefault(one.host, _Host(set(), self._manners.host_pause))
            host.left.add(one.url)
        leased.release({one.host: 0.0 for one in listed if one.host not in batch.hosts})

        def kept(checks: Sequence[Check]) -> None:
            leased.release(_finished(batch, checks))

        with CheckWriter(self._history, self._run.id, kept) as writer:
            self._ask(batch, writer)
            seen = self._reader.network_seen
            for check in batch.doubtful:
                writer.write(confirm_dead_host(check) if seen else check)

    def _ask(self, batch: _Batch, writer: CheckWriter) -> None:
        known = self._history.links.known(batch.listed)
        judge = PageJudge(self._reader, known, self._history.passages.of(batch.listed))

        def done(fetched: Fetched) -> None:
            if fetched.rule == "interrupted":
                return
            one = batch.listed[fetched.url]
            host = batch.hosts[one.host]
            host.pause = max(host.pause, min(fetched.retry_after or 0.0, _LONGEST_PAUSE))
            check = judge.check(fetched, one, self._clock())
            _log.info("%s: %s (%s)", check.url, check.state, check.rule)
            if check.rule != _NO_HOST:
                writer.write(check)
            elif self._reader.network_seen:
                writer.write(confirm_dead_host(check))
            else:
                batch.doubtful.append(check)  # the missing host may be our own missing network

        self._reader.fetch_pages(batch.listed, done)


def _finished(batch: _Batch, checks: Iterable[Check]) -> dict[str, float]:
    """The hosts that have nothing left now that ``checks`` are kept, with their pauses."""
    finished = {}
    for check in checks:
        host = batch.hosts[check.host]
        host.left.discard(check.url)
        if not host.left:
            finished[check.host] = host.pause
    return finished
