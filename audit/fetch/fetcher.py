"""The fetcher as the rest of the program sees it: one address, many addresses, interrupt."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import TracebackType

from audit.fetch.carrying import Elsewhere, Errand, elsewhere, go_on
from audit.fetch.client import Client, Later, interrupted
from audit.fetch.contract import Witness
from audit.fetch.schedule import HostSchedule
from audit.fetch.settings import FetchSettings
from audit.fetch.transport import Transport
from audit.fetch.visit import Visit, Wish
from audit.model import Fetched

_JOIN_SECONDS = 2.0


class Fetcher:
    """Fetches addresses politely and within bounds. Thread-safe; a context manager.

    Whatever happens to an address is a ``Fetched`` value. Turns, pauses and failures of a host are
    shared by all calls. A ``witness`` sees every response as it came. Raises ``SettingsError`` for
    unusable certificates and ``StorageError`` when the cache directory cannot be made.
    """

    def __init__(
        self, settings: FetchSettings | None = None, witness: Witness | None = None
    ) -> None:
        self.settings = settings or FetchSettings()
        self._transport = Transport(self.settings, witness)
        self._client = Client(self.settings, self._transport)
        self._schedule: HostSchedule[Visit] = HostSchedule(
            self.settings.per_host_delay_seconds, self.settings.per_host_connections
        )
        self._interrupted = threading.Event()
        self._one_run = threading.Lock()

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def network_seen(self) -> bool:
        """Whether any server has answered anything yet."""
        return self._transport.network_seen

    def get(
        self,
        url: str,
        *,
        accept: str = "",
        headers: Mapping[str, str] | None = None,
        follow_redirects: bool = True,
        total_seconds: float | None = None,
        conditional: bool = True,
    ) -> Fetched:
        """Fetch one address, waiting for its host's turn and for retries.

        ``headers`` are sent to the address's own origin; only those that choose a representation
        (``Accept-*``, ``Prefer`` ...) go along to another. ``total_seconds`` replaces the setting.
        ``conditional=False`` asks anew whatever the cache holds.
        """
        wanted = dict(headers or {}) | ({"Accept": accept} if accept else {})
        wish = Wish(
            url=url,
            headers=wanted,
            follow_redirects=follow_redirects,
            total_seconds=total_seconds or self.settings.total_seconds,
            conditional=conditional,
        )
        return self._carry_out(wish)

    def post(
        self,
        url: str,
        data: Mapping[str, str] | bytes,
        *,
        headers: Mapping[str, str] | None = None,
        total_seconds: float | None = None,
    ) -> Fetched:
        """Send a form, or bytes whose media type the ``headers`` name, and fetch the answer.

        It is sent once, whatever comes of it; redirects are followed with GET (RFC 9110 15.4).
        """
        seconds = total_seconds or self.settings.total_seconds
        return self._carry_out(Wish(url, dict(headers or {}), total_seconds=seconds, data=data))

    def get_many(
        self,
        urls: Iterable[str],
        on_done: Callable[[Fetched], None] | None = None,
        *,
        keep_bodies: bool = True,
    ) -> dict[str, Fetched]:
        """Fetch many addresses, hosts in parallel, each host politely; results by ``url``.

        ``on_done`` is called as each is finished, in worker threads and possibly in several at a
        time; what it raises ends the run and is raised here. ``keep_bodies=False`` leaves the
        bodies out of the result (``on_done`` still sees them). After ``interrupt`` the rest is
        ``not-checked``. One call at a time; a second one waits.
        """
        with self._one_run:
            run = _Run(self._client, self._schedule, self.settings, on_done, keep_bodies)
            try:
                return run.fetch(list(dict.fromkeys(urls)))
            except KeyboardInterrupt:
                self.interrupt()
                run.join(_JOIN_SECONDS)
                raise

    def get_at(
        self,
        host: str,
        errands: Iterable[Errand],
        on_done: Callable[[Fetched], None],
        on_leave: Callable[[Elsewhere], None],
    ) -> None:
        """Fetch addresses of one host and ask no other host.

        A visit that a redirect (or a retry) leads to another host ends in ``on_leave``, every other
        one in ``on_done``; otherwise as ``get_many``.
        """
        with self._one_run:
            run = _Run(self._client, self._schedule, self.settings, on_done, keep_bodies=False)
            run.stay_at(host, on_leave)
            run.carry_out(errands)

    def interrupt(self) -> None:
        """Stop at once and for good: what is under way ends as ``not-checked``."""
        self._interrupted.set()
        self._schedule.stop()
        self._transport.interrupt()

    def close(self) -> None:
        """Close connections and threads."""
        self.interrupt()
        self._transport.close()

    def _carry_out(self, wish: Wish) -> Fetched:
        visit = self._client.begin(wish)
        if isinstance(visit, Fetched):
            return visit
        while True:
            known = self._client.known_down(visit)
            if known is not None:
                return known
            host = visit.host
            if not self._schedule.enter(host):
                return interrupted(visit)
            pause = 0.0
            try:
                outcome = self._client.step(visit)
                pause = outcome.pause if isinstance(outcome, Later) else 0.0
            finally:
                self._schedule.leave(host, pause=pause)
            if isinstance(outcome, Fetched):
                return outcome
            self._interrupted.wait(outcome.seconds)


class _Run:
    """One ``get_many``: its workers and its results."""

    def __init__(
        self,
        client: Client,
        schedule: HostSchedule[Visit],
        settings: FetchSettings,
        on_done: Callable[[Fetched], None] | None,
        keep_bodies: bool,
    ) -> None:
        self._client, self._schedule, self._settings = client, schedule, settings
        self._on_done, self._keep_bodies = on_done, keep_bodies
        self._results: dict[str, Fetched] = {}
        self._threads: list[threading.Thread] = []
        self._error: BaseException | None = None
        self._host = ""
        self._on_leave: Callable[[Elsewhere], None] = lambda left: None

    def stay_at(self, host: str, on_leave: Callable[[Elsewhere], None]) -> None:
        """Ask ``host`` alone; visits that lead away are given to ``on_leave``."""
        self._host, self._on_leave = host, on_leave

    def fetch(self, urls: list[str]) -> dict[str, Fetched]:
        """Carry all visits out; returns results in the order of ``urls``."""
        for visit in self.carry_out(map(Errand, urls)):
            if visit.wish.url not in self._results:
                self._results[visit.wish.url] = interrupted(visit)
        return {url: self._results[url] for url in urls}

    def carry_out(self, errands: Iterable[Errand]) -> list[Visit]:
        """Begin a visit for every errand and see all of them to their end; gives the visits."""
        visits = []
        for errand in errands:
            visit = self._begin(errand)
            if visit is not None and not self._left(visit, errand.seconds):
                visits.append(visit)
                self._schedule.put(visit.host, visit, seconds=errand.seconds)
        for number in range(min(self._settings.workers, len(visits))):
            thread = threading.Thread(target=self._work, name=f"fetch-{number}", daemon=True)
            self._threads.append(thread)
            thread.start()
        self.join(None)
        if self._error is not None:
            raise self._error
        self._schedule.drain_all()
        return visits

    def join(self, seconds: float | None) -> None:
        """Wait for the workers, ``seconds`` for each at most."""
        for thread in self._threads:
            thread.join(seconds)

    def _begin(self, errand: Errand) -> Visit | None:
        """The visit of an errand, ``None`` when there is a result without one."""
        wish = Wish(errand.url, {}, total_seconds=self._settings.total_seconds)
        begun = self._client.begin(wish)
        if isinstance(begun, Fetched):
            self._record(begun)
            return None
        if errand.carried:
            go_on(begun, errand.carried)
        return begun

    def _left(self, visit: Visit, seconds: float) -> bool:
        """Whether the visit leads away from the one host that may be asked, and was given away."""
        if not self._host or visit.host == self._host:
            return False
        self._on_leave(elsewhere(visit, seconds))
        return True

    def _work(self) -> None:
        while taken := self._schedule.take():
            try:
                self._advance(*taken)
            except BaseException as error:
                self._abandon(error)

    def _advance(self, host: str, visit: Visit) -> None:
        """One turn of a visit: to its end, or back into a queue."""
        pause = 0.0
        outcome: Fetched | Later | None = None
        try:
            outcome = self._client.step(visit)
            pause = outcome.pause if isinstance(outcome, Later) else 0.0
        finally:
            self._schedule.leave(host, pause=pause)
            if not isinstance(outcome, Later):
                self._schedule.settle()
        if isinstance(outcome, Later):
            if self._left(visit, outcome.seconds):
                self._schedule.settle()
            else:
                self._schedule.put(visit.host, visit, seconds=outcome.seconds, new=False)
            return
        if self._client.known_down(visit) is not None:
            self._give_up(host)
        self._record(outcome)

    def _give_up(self, host: str) -> None:
        """The host cannot be reached: spare it, and us, the rest of its queue."""
        for visit in self._schedule.drain(host):
            known = self._client.known_down(visit)
            if known is None:
                self._schedule.put(host, visit, new=False)
            else:
                self._schedule.settle()
                self._record(known)

    def _record(self, fetched: Fetched) -> None:
        kept = fetched if self._keep_bodies else replace(fetched, body=b"")
        self._results[fetched.url] = kept
        if self._on_done is not None and self._error is None:
            self._on_done(fetched)

    def _abandon(self, error: BaseException) -> None:
        """A fault in ``on_done`` or in ourselves: begin nothing more, say so at the end."""
        self._error = self._error or error
        for _ in self._schedule.drain_all():
            self._schedule.settle()
