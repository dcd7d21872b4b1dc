"""One task a host: ask its open questions politely, alone, and keep every answer as it comes."""

import contextlib
import os
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from secrets import token_hex

from audit.archive import archive_fetch_settings
from audit.archive.pace import BURST, Pace
from audit.archive.polite import STOPPED, PoliteClient
from audit.evidence.journal import Entry, page_ask, written
from audit.evidence.payloads import BodyPlace
from audit.evidence.records import SECRET_RESPONSE
from audit.fetch import Fetcher, FetchSettings
from audit.fetch.carrying import Elsewhere, Errand
from audit.fleet.plan import ArchiveQueue, Plan, archive_queues
from audit.fleet.workshop import Workshop, workshop
from audit.history import Answer, Busy, Lease, Question
from audit.model import Fetched
from audit.vocabulary import SourceState

DAY = 86_400.0
# How long answers of an archive are good enough. A capture does not change and hardly ever goes
# away; one that is missing may be made by anybody.
CAPTURE_DAYS, FOUND_DAYS, MISSING_DAYS = 365.0, 90.0, 30.0

_AT_ONCE = 20  # questions read from the store at a time
_MOST_SILENT = 3  # a server that accepts and says nothing costs that many timeouts, not thousands
_LONGEST_WAIT = 900.0  # seconds that a run waits for a host which asked for a pause
_INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class HostReport:
    """What became of one task. ``busy`` is how long to leave the host alone (seconds);
    ``stopped`` says why nothing more is asked of it in this run."""

    host: str
    answered: int = 0
    handed_over: int = 0
    seconds: float = 0.0
    busy: float = 0.0
    stopped: str = ""
    archive: bool = False


def work_host(plan: Plan, host: str, most: int) -> HostReport:
    """Ask up to ``most`` open questions of a host, for as long as the plan's slice lasts.

    Does nothing while somebody else has the host. Raises ``StorageError`` when store or disk
    refuse; what was kept stays kept, what was not is asked again.
    """
    began = time.monotonic()
    shop = workshop(plan)
    owner = f"{socket.gethostname()}-{os.getpid()}-{token_hex(4)}"
    claimed = shop.history.leases.claim(host, owner, plan.lease, time.time())
    if isinstance(claimed, Busy):
        return HostReport(host, busy=claimed.seconds)
    queue = next((queue for queue in archive_queues(plan) if queue.host == host), None)
    visit = _HostVisit(shop, claimed, queue)
    try:
        visit.work(most)
    finally:
        shop.history.leases.release(claimed, time.time() + visit.pause)
    return HostReport(
        host,
        visit.answered,
        visit.handed_over,
        time.monotonic() - began,
        visit.pause if visit.pause > plan.fetch.per_host_delay_seconds else 0.0,
        visit.stopped,
        queue is not None,
    )


class _HostVisit:
    """A lease being used: asks, keeps the answers, stops when the lease is lost."""

    def __init__(self, shop: Workshop, lease: Lease, queue: ArchiveQueue | None) -> None:
        self._shop, self._plan, self._lease, self._queue = shop, shop.plan, lease, queue
        self._settings = _fetch_settings(shop.plan, lease.host)
        self._lock = threading.Lock()
        self._questions: dict[str, Question] = {}
        self._silent = 0
        self._over = threading.Event()
        self.answered = self.handed_over = 0
        self.pause = self._settings.per_host_delay_seconds
        self.stopped = ""

    def work(self, most: int) -> None:
        """Until the slice is over, the questions are, or the host wants to be left alone."""
        long = self._plan.archive_slice_seconds if self._queue else self._plan.slice_seconds
        until = time.monotonic() + long
        with self._asking() as (fetcher, archive):
            while time.monotonic() < until and not self._ended():
                left = min(_AT_ONCE, most - self.answered)
                host, since = self._lease.host, self._plan.started
                questions = self._shop.history.answers.next_at(host, since, max(0, left))
                if not questions:
                    return
                self._ask_pages(fetcher, [q for q in questions if q.kind == "page"])
                self._ask_archive(archive, [q for q in questions if q.kind == "archive"])

    def _ended(self) -> bool:
        """Nothing more is to be asked now: the lease is lost, or the host wants a pause."""
        return bool(self.stopped) or self._over.is_set()

    @contextlib.contextmanager
    def _asking(self) -> Iterator[tuple[Fetcher, "_ArchiveAsker | None"]]:
        with contextlib.ExitStack() as stack:
            fetcher = stack.enter_context(Fetcher(self._settings))
            if self._queue is None:
                yield fetcher, None
                return
            patient = archive_fetch_settings(self._plan.fetch, self._queue.settings)
            client = stack.enter_context(Fetcher(patient))
            # Another process may have asked a moment ago: nothing comes at once for a while.
            self.pause = max(self.pause, BURST * 60 / self._queue.queries_per_minute)
            yield fetcher, _ArchiveAsker(self._queue, client)

    def _ask_pages(self, fetcher: Fetcher, questions: Sequence[Question]) -> None:
        now = time.time()
        self._questions = {question.url: question for question in questions}
        errands = [Errand(q.url, q.carried, max(0.0, q.not_before - now)) for q in questions]

        def done(fetched: Fetched) -> None:
            self._keep_page(fetched, fetcher)
            if self._ended():
                fetcher.interrupt()

        if errands:
            fetcher.get_at(self._lease.host, errands, done, self._hand_over)

    def _keep_page(self, fetched: Fetched, fetcher: Fetcher) -> None:
        if fetched.rule == _INTERRUPTED or self._ended():
            return
        if not self._keep(self._questions[fetched.url], fetched, fetcher.network_seen):
            return
        with self._lock:
            silent = fetched.state is SourceState.TIMEOUT and fetched.status is None
            self._silent = self._silent + 1 if silent else 0
            if self._silent == _MOST_SILENT:
                self.stopped = f"{_MOST_SILENT} addresses of this host in a row did not answer"
        self._mind_pause(fetched)

    def _mind_pause(self, fetched: Fetched) -> None:
        """A host that asks for a pause gets it, in this run or, when it is long, in the next."""
        if fetched.state is not SourceState.RATE_LIMITED or not fetched.retry_after:
            return
        self.pause = max(self.pause, min(fetched.retry_after, DAY))
        self.stopped = ""
        if self.pause > _LONGEST_WAIT:
            self.stopped = f"this host asks for a pause of {self.pause:.0f} s"
        else:
            self._over.set()

    def _ask_archive(self, archive: "_ArchiveAsker | None", questions: Sequence[Question]) -> None:
        if archive is None or not questions:
            return
        with ThreadPoolExecutor(BURST) as pool:
            asked = [(q, pool.submit(archive.ask, q)) for q in questions]
            for question, future in asked:
                fetched = future.result()
                if fetched.rule == STOPPED:
                    self.stopped = fetched.detail
                elif fetched.rule != _INTERRUPTED and not self._over.is_set():
                    self._keep(question, fetched, fetched.status is not None)

    def _keep(self, question: Question, fetched: Fetched, spoke: bool) -> bool:
        """Body first, then the answer with the lease in one transaction."""
        body = self._shop.bodies.put(fetched.body) if fetched.body else ""
        now = time.time()
        changed = self._plan.fresh_days > 0 and self._changed(question, body)
        due = now + _good_for(question, fetched, self._plan, self._queue, changed=changed) * DAY
        answer = Answer(_line(question, fetched, body), body, now, due, spoke)
        until = now + self._plan.lease
        if not self._shop.history.answers.answer(question.key, answer, self._lease, until):
            self._over.set()
            return False
        with self._lock:
            self.answered += 1
        return True

    def _changed(self, question: Question, body: str) -> bool:
        before = self._shop.history.answers.earlier_body(question.key)
        return bool(before) and before != body

    def _hand_over(self, left: Elsewhere) -> None:
        """The visit goes on at another host: in that host's queue."""
        question = self._questions[left.url]
        now = time.time()
        there = replace(
            question, host=left.host, carried=left.carried, not_before=now + left.seconds
        )
        until = now + self._plan.lease
        answers = self._shop.history.answers
        if answers.hand_over(question.key, there, self._lease, until):
            with self._lock:
                self.handed_over += 1
        else:
            self._over.set()


class _ArchiveAsker:
    """Asks one archive within its limits."""

    def __init__(self, queue: ArchiveQueue, client: Fetcher) -> None:
        self._queue = queue
        self._polite = PoliteClient(client, queue.host, queue.settings.total_seconds)
        self._queries = Pace(queue.queries_per_minute)
        self._replays = Pace(queue.replays_per_minute)

    def ask(self, question: Question) -> Fetched:
        """The archive's answer; of rule ``archive-stopped`` when it is not asked any more."""
        replay = question.url.startswith(self._queue.replay_prefix)
        pace = self._replays if replay else self._queries
        return self._polite.ask(question.url, pace, follow_redirects=question.follow)


def _fetch_settings(plan: Plan, host: str) -> FetchSettings:
    """The run's settings for one host; a wide one has several queues, each as slow as usual."""
    wide = plan.queues_at(host)
    return replace(
        plan.fetch,
        workers=wide,
        per_host_connections=wide,
        per_host_delay_seconds=plan.fetch.per_host_delay_seconds / wide,
        cache_directory=None,
    )


def _good_for(
    question: Question, fetched: Fetched, plan: Plan, queue: ArchiveQueue | None, *, changed: bool
) -> float:
    """Days for which an answer need not be asked for again, 0 for this run alone."""
    if question.kind == "page":
        settled = fetched.state in (SourceState.LIVE, SourceState.MOVED)
        return (plan.fresh_days / 2 if changed else plan.fresh_days) if settled else 0.0
    if fetched.status is None or (fetched.status >= 400 and fetched.status != 404):
        return 0.0
    if queue is not None and question.url.startswith(queue.replay_prefix):
        return CAPTURE_DAYS
    return FOUND_DAYS if fetched.body.strip() else MISSING_DAYS


def _line(question: Question, fetched: Fetched, body: str) -> str:
    """The answer as a line of the evidence's journal, without secrets and without its body."""
    headers = tuple(pair for pair in fetched.headers if pair[0] not in SECRET_RESPONSE)
    ask = page_ask(question.url, {}, follow=question.follow, conditional=True)
    place = BodyPlace(body, "", len(fetched.body)) if body else None
    told = replace(fetched, headers=headers, body=b"")
    return written([Entry(ask, told, place)]).strip()
