"""Pages and archives as the store has them: what it does not hold yet is noted as wanted.

Judging is the same program as for one article; only its client for pages is another one. It never
opens a socket.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from audit.archive import Archive, CaptureSearch
from audit.evidence.journal import read
from audit.fetch.redirects import AddressError, clean_address
from audit.fetch.visit import host_of
from audit.fleet.bodies import Bodies
from audit.fleet.bounded import Bounded
from audit.fleet.plan import ArchiveQueue
from audit.history import Answer, History, Question
from audit.model import Capture, Fetched
from audit.vocabulary import ArchiveOutcome, SourceState

POSTPONED = "postponed"
_DAMAGED = "the body that was kept of it is gone or damaged; a later run asks again"
_MOST_BODY_BYTES = 30_000_000  # in the memory of one worker


class NotHeldError(Exception):
    """The store has no answer yet; the question was noted."""


@dataclass(frozen=True, slots=True)
class Postponed:
    """Why questions have no answer at the end of a run: by host, and in general."""

    by_host: tuple[tuple[str, str], ...] = ()
    otherwise: str = "this run did not come to it"

    def reason(self, host: str) -> str:
        """The reason for a question of ``host``, as a clause."""
        return f"postponed to a later run: {dict(self.by_host).get(host, self.otherwise)}"


class HeldAnswers:
    """The answers that a run may use, with their bodies. Thread-safe, shared by a worker."""

    def __init__(self, history: History, bodies: Bodies, since: float) -> None:
        self._answers, self._bodies, self._since = history.answers, bodies, since
        self._recent: Bounded[bytes] = Bounded(_MOST_BODY_BYTES, len)
        self._network_seen = False

    @property
    def network_seen(self) -> bool:
        """Whether any server has answered anything in this run."""
        self._network_seen = self._network_seen or self._answers.network_seen(self._since)
        return self._network_seen

    def find(self, keys: Iterable[str]) -> dict[str, Answer]:
        """The answers to the questions of those keys, as far as there are any."""
        return self._answers.held(keys, self._since)

    def fetched(self, answer: Answer) -> Fetched:
        """What came back, with its body."""
        told = read(answer.line)[0].told
        if not isinstance(told, Fetched):
            raise TypeError("an answer of another kind")
        if not answer.body:
            return told
        body = self._recent.get(answer.body, lambda: self._bodies.get(answer.body) or b"")
        if body:
            return replace(told, body=body)
        return Fetched(told.url, told.url, SourceState.NOT_CHECKED, "evidence-lost", _DAMAGED)


class StoredAnswers:
    """What one article asks, answered from the store.

    ``wanted`` are the questions without an answer. With ``postponed`` these are answered as not
    checked, for that reason; without, ``NotHeldError`` is raised. ``used`` are the answers that
    were given, each with a hash of what it says.
    """

    def __init__(self, held: HeldAnswers, postponed: Postponed | None) -> None:
        self._held, self.postponed = held, postponed
        self._known: dict[str, Answer] = {}
        self.wanted: dict[str, Question] = {}
        self.used: dict[str, str] = {}

    @property
    def network_seen(self) -> bool:
        """Whether any server has answered anything in this run."""
        return self._held.network_seen

    def prepare(self, questions: Iterable[Question]) -> None:
        """Look up many questions at one go."""
        self._known.update(self._held.find(question.key for question in questions))

    def ask(self, question: Question) -> Fetched:
        """The answer to a question. Raises ``NotHeldError``."""
        key = question.key
        answer = self._known.get(key) or self._held.find([key]).get(key)
        if answer is None:
            self.wanted[key] = question
            if self.postponed is None:
                raise NotHeldError(question.url)
            reason = self.postponed.reason(question.host)
            url = question.url
            return Fetched(url, url, SourceState.NOT_CHECKED, POSTPONED, reason)
        self._known[key] = answer
        fetched = self._held.fetched(answer)
        self.used[key] = essence(fetched, answer.body)
        return fetched


class StoredPages:
    """A client for pages over the store (``PageClient``)."""

    def __init__(self, answers: StoredAnswers) -> None:
        self._answers = answers

    @property
    def network_seen(self) -> bool:
        """Whether any server has answered anything in this run."""
        return self._answers.network_seen

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
        """The page as a worker fetched it; nothing but its address is looked at."""
        try:
            question = page_question(url)
        except AddressError as fault:
            return Fetched(url, url, SourceState.NOT_CHECKED, fault.rule, str(fault))
        return replace(self._answers.ask(question), url=url)

    def get_many(
        self,
        urls: Iterable[str],
        on_done: Callable[[Fetched], None] | None = None,
        *,
        keep_bodies: bool = True,
    ) -> dict[str, Fetched]:
        """As ``get``, one after the other."""
        results = {}
        for url in dict.fromkeys(urls):
            fetched = self.get(url)
            results[url] = fetched if keep_bodies else replace(fetched, body=b"")
            if on_done is not None:
                on_done(fetched)
        return results

    def interrupt(self) -> None:
        """Nothing is ever under way."""


class StoredArchiveClient:
    """A client for archives over the store (``audit.archive.contract.Client``)."""

    def __init__(self, answers: StoredAnswers, queues: tuple[ArchiveQueue, ...]) -> None:
        self._answers, self._queues = answers, queues

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        follow_redirects: bool = True,
        total_seconds: float | None = None,
    ) -> Fetched:
        """The archive's answer. Raises ``NotHeldError`` for one that is not held, always."""
        question = Question(url, self._host(url), kind="archive", follow=follow_redirects)
        fetched = self._answers.ask(question)
        if fetched.rule == POSTPONED:
            raise NotHeldError(fetched.detail)
        return fetched

    def _host(self, url: str) -> str:
        for queue in self._queues:
            if any(base and url.startswith(base) for base in queue.bases):
                return queue.host
        return host_of(url)


class StoredArchive:
    """An archive whose answers come from the store; those not held are ``postponed``.

    Without ``postponed`` in the answers the exception goes on to the reader, which waits.
    """

    def __init__(self, archive: Archive, answers: StoredAnswers) -> None:
        self._archive, self._answers = archive, answers

    @property
    def name(self) -> str:
        """The archive's own name."""
        return self._archive.name

    def named(self, url: str, accessed: str) -> Capture | None:
        """The capture that a link names; nothing is asked for that."""
        return self._archive.named(url, accessed)

    def search(self, url: str, accessed: str) -> CaptureSearch:
        """As of the archive; ``postponed`` when it was not asked yet."""
        try:
            return self._archive.search(url, accessed)
        except NotHeldError as fault:
            if self._answers.postponed is None:
                raise
            return CaptureSearch(ArchiveOutcome.POSTPONED, detail=str(fault))

    def replay(self, capture: Capture) -> Fetched:
        """As of the archive; ``not-checked`` when it was not asked yet."""
        try:
            return self._archive.replay(capture)
        except NotHeldError as fault:
            if self._answers.postponed is None:
                raise
            url = capture.original
            return Fetched(url, url, SourceState.NOT_CHECKED, POSTPONED, str(fault))


def page_question(url: str) -> Question:
    """The question for a page: one for all spellings that ask the same. Raises ``AddressError``."""
    address = clean_address(url)
    return Question(address, host_of(address))


def essence(fetched: Fetched, body: str) -> str:
    """A hash of what an answer says, without when and how fast it came."""
    parts = (fetched.state, fetched.rule, str(fetched.status), fetched.final_url, body)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
