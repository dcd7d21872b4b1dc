"""The order of a run over many articles: which host is asked next, which articles are judged.

Nothing is decided here that is not in the store: a run whose coordinator dies is taken up by
another one. Memory does not grow with the number of articles; only hosts in work and batches under
way are held.
"""

import queue
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field, replace
from typing import Protocol

from audit.errors import AuditError
from audit.fleet.hosts import HostReport, work_host
from audit.fleet.judging import Judged, judge_batch
from audit.fleet.pages import Postponed
from audit.fleet.plan import Plan, archive_queues
from audit.history import ArticleState, History

_POLL_SECONDS = 0.25
_WATCH_SECONDS = 1.0
_WAKE_SHARE = 10  # looking for articles that wait for nothing takes a tenth of the time at most
_ALL = 1_000_000_000


class SchedulerGoneError(AuditError):
    """The engine cannot be reached any more; the store has all that was done."""

    slug = "scheduler-gone"


class Engine(Protocol):
    """What runs tasks somewhere and gives futures: a Dask cluster as an executor, or anything."""

    def submit(self, task: Callable[..., object], /, *arguments: object) -> "Future[object]":
        """Begin a task."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """How much at a time, and how much at all. ``hours`` 0 is no limit; ``archive_budget`` is the
    most that is asked of all archives together; ``fetch`` false judges from the store alone."""

    hosts: int = 46
    batches: int = 4
    batch: int = 8
    hours: float = 0.0
    archive_budget: int = 10_000
    fetch: bool = True


@dataclass(slots=True)
class Standing:
    """Where a run is, for those who watch and for the summary at its end."""

    articles: dict[ArticleState, int] = field(default_factory=dict)
    answered: int = 0
    handed_over: int = 0
    waiting_hosts: int = 0
    waiting_questions: int = 0
    hosts_in_work: dict[str, int] = field(default_factory=dict)
    archive_asked: int = 0
    unchanged: int = 0
    faults: list[str] = field(default_factory=list)
    stopped: dict[str, str] = field(default_factory=dict)
    host_seconds: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answered / self.seconds if self.seconds else 0.0

    def slowest(self, most: int = 5) -> list[tuple[str, float]]:
        """The hosts that took the longest, with their seconds."""
        return sorted(self.host_seconds.items(), key=lambda item: -item[1])[:most]


Watch = Callable[[Standing], None]
_MOST_FAULTS_SHOWN = 20
_MOST_HOSTS_TIMED = 1_000


class Coordinator:
    """Carries out one run on an engine."""

    def __init__(
        self,
        engine: Engine,
        history: History,
        plan: Plan,
        limits: Limits,
        watch: Watch = lambda standing: None,
    ) -> None:
        self._engine, self._history, self._plan, self._limits = engine, history, plan, limits
        self._watch = watch
        self._ended: queue.SimpleQueue[tuple[str, Future[object]]] = queue.SimpleQueue()
        self._batches = 0
        self._busy: dict[str, float] = {}
        self._archives = {one.host for one in archive_queues(plan)}
        self._postponed: Postponed | None = None
        self._next_wake = self._next_watch = 0.0
        self._began = time.monotonic()
        self.standing = Standing()
        asked = sum(history.answers.asked_since(h, plan.started) for h in self._archives)
        self.standing.archive_asked = asked

    def run(self) -> Standing:
        """Until every article is done or failed. Raises ``SchedulerGoneError`` and what tasks
        raise; all that was done by then is kept."""
        self._history.articles.recover(self._plan.run)
        if not self._limits.fetch:
            self._postpone("nothing is fetched in this run")
        while True:
            self._wake()
            judging = self._judge_more()
            asking = self._ask_more() if self._postponed is None else False
            self._show()
            if self._batches or self.standing.hosts_in_work:
                self._settle_some()
            elif not (judging or asking or self._wake(at_once=True) or self._wait_for_busy()):
                if self._postponed is not None:
                    break
                self._postpone("this run did not come to it")
        self._show(at_once=True)
        return self.standing

    # ------------------------------------------------------------------------------ articles

    def _wake(self, *, at_once: bool = False) -> int:
        now = time.monotonic()
        if now < self._next_wake and not at_once:
            return 0
        final = self._postponed is not None
        woken = self._history.articles.wake(self._plan.run, all_of_them=final)
        took = time.monotonic() - now
        self._next_wake = time.monotonic() + max(_POLL_SECONDS, took * _WAKE_SHARE)
        return woken

    def _judge_more(self) -> bool:
        began = False
        while self._batches < self._limits.batches:
            batch = self._history.articles.take(self._plan.run, self._limits.batch)
            if not batch:
                break
            began = True
            self._batches += 1
            self._submit("", judge_batch, self._plan, batch, self._postponed)
        return began

    def _postpone(self, otherwise: str) -> None:
        """Ask nothing more: judge all that still waits by what there is, and say so."""
        self._postponed = Postponed(tuple(sorted(self.standing.stopped.items())), otherwise)
        self._next_wake = 0.0
        self._wake()

    # --------------------------------------------------------------------------------- hosts

    def _ask_more(self) -> bool:
        """Begin a task for every host that may be asked now; whether any was begun."""
        if self._limits.hours and time.time() > self._plan.started + self._limits.hours * 3600:
            self._postpone(f"the {self._limits.hours:g} hours of this run were over")
            return False
        free = self._limits.hosts - len(self.standing.hosts_in_work)
        if free <= 0:
            return False
        now = time.time()
        self._busy = {host: at for host, at in self._busy.items() if at > now}
        besides = {*self.standing.hosts_in_work, *self._busy, *self.standing.stopped}
        began = False
        for one in self._history.answers.queues(self._plan.started, free, besides):
            most = self._allowance(one.host)
            if one.first > now:
                self._busy[one.host] = one.first
            elif most <= 0:
                said = f"the {self._limits.archive_budget} archive requests of this run are spent"
                self.standing.stopped[one.host] = said
            else:
                began = True
                self.standing.hosts_in_work[one.host] = one.waiting
                self._submit(one.host, work_host, self._plan, one.host, most)
        return began

    def _allowance(self, host: str) -> int:
        if host not in self._archives:
            return _ALL
        return self._limits.archive_budget - self.standing.archive_asked

    def _wait_for_busy(self) -> bool:
        """Whether there are hosts to wait for; waits a little."""
        if not self._busy or self._postponed is not None:
            return False
        time.sleep(min(_WATCH_SECONDS, max(0.0, min(self._busy.values()) - time.time())))
        return True

    # --------------------------------------------------------------------------------- tasks

    def _submit(self, host: str, task: Callable[..., object], *arguments: object) -> None:
        future = self._engine.submit(task, *arguments)
        future.add_done_callback(lambda done: self._ended.put((host, done)))

    def _settle_some(self) -> None:
        """Wait for a task to end, and take all that have ended by then."""
        try:
            ended = [self._ended.get(timeout=_WATCH_SECONDS)]
        except queue.Empty:
            return
        while not self._ended.empty():
            ended.append(self._ended.get())
        for _, future in ended:
            try:
                result = future.result()
            except CancelledError as fault:
                raise SchedulerGoneError(
                    "the scheduler is gone; what was done is kept",
                    hint="the same command with --resume goes on",
                ) from fault
            if isinstance(result, HostReport):
                self._note_host(result)
            elif isinstance(result, Judged):
                self._note_batch(result)

    def _note_batch(self, judged: Judged) -> None:
        self._batches -= 1
        self.standing.unchanged += judged.unchanged
        room = _MOST_FAULTS_SHOWN - len(self.standing.faults)
        self.standing.faults += judged.faults[: max(0, room)]

    def _note_host(self, report: HostReport) -> None:
        standing = self.standing
        standing.hosts_in_work.pop(report.host, None)
        standing.answered += report.answered
        standing.handed_over += report.handed_over
        if report.archive:
            standing.archive_asked += report.answered
        if report.stopped:
            standing.stopped[report.host] = report.stopped
        if report.busy:
            self._busy[report.host] = time.time() + report.busy
        seconds = standing.host_seconds.get(report.host, 0.0) + report.seconds
        standing.host_seconds[report.host] = seconds
        if len(standing.host_seconds) > 2 * _MOST_HOSTS_TIMED:
            standing.host_seconds = dict(standing.slowest(_MOST_HOSTS_TIMED))

    def _show(self, *, at_once: bool = False) -> None:
        now = time.monotonic()
        if now < self._next_watch and not at_once:
            return
        standing = self.standing
        standing.articles = dict(self._history.articles.counts(self._plan.run))
        standing.waiting_questions = self._history.answers.totals(self._plan.started)[1]
        standing.seconds = now - self._began
        self._watch(replace(standing))
        took = time.monotonic() - now
        self._next_watch = time.monotonic() + max(_WATCH_SECONDS, took * _WAKE_SHARE)
