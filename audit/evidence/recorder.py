"""Keeping what a run is told: responses as they came, and the answer to every question.

A question is asked once in a run. Whoever asks it again gets the same answer, out of the evidence,
so that a report does not depend on which thread was first, and can be made again.
"""

import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import TypeVar

from audit.advice import Adviser, Question
from audit.archive import Archive, Archives, CaptureSearch
from audit.evidence.journal import (
    Ask,
    Entry,
    Told,
    advice_ask,
    capture_ask,
    named_ask,
    page_ask,
    search_ask,
)
from audit.evidence.payloads import BodyPlace, sha256
from audit.evidence.records import SECRET_RESPONSE, Kept
from audit.evidence.spool import Spool
from audit.fetch.contract import PageClient, Received
from audit.model import Capture, Fetched

Value = TypeVar("Value", bound=Told)


class _Latest(threading.local):
    """The body that this thread received last, and where it is."""

    body = b""
    place: BodyPlace | None = None


class Recorder:
    """The evidence of one run; a ``Witness`` for fetchers. Thread-safe.

    ``close`` lets go of the space that it takes on disk.
    """

    def __init__(self, most_bytes: int) -> None:
        """``most_bytes`` bounds the WARC file, see ``Spool``."""
        self._spool = Spool(most_bytes)
        self._lock = threading.Lock()
        self._latest = _Latest()
        self._asked: dict[Ask, Future[tuple[Entry, Told]]] = {}
        self._pages: list[PageClient] = []
        self.archives: tuple[str, ...] = ()

    def __enter__(self) -> "Recorder":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget all that was not packed."""
        self._spool.close()

    @property
    def network_seen(self) -> bool:
        """Whether any server answered a question for a page."""
        return any(client.network_seen for client in self._pages)

    @property
    def records(self) -> tuple[Kept, ...]:
        """The records of the WARC file, in its order."""
        return self._spool.records

    def warc(self) -> bytes:
        """The WARC file. Raises ``StorageError`` when the disk refused any of it."""
        return self._spool.content()

    def entries(self) -> tuple[Entry, ...]:
        """The journal: every question that has an answer."""
        with self._lock:
            answered = [future for future in self._asked.values() if future.done()]
        return tuple(future.result()[0] for future in answered if future.exception() is None)

    def pages(self, client: PageClient) -> "RecordedPages":
        """``client``, recorded; a fetcher should have this recorder as its witness."""
        self._pages.append(client)
        return RecordedPages(self, client)

    def archive(self, archive: Archive) -> Archive:
        """``archive``, recorded; of several each for itself."""
        members = archive.members if isinstance(archive, Archives) else (archive,)
        self.archives = tuple(member.name for member in members)
        recorded = [RecordedArchive(self, member) for member in members]
        return Archives(recorded) if isinstance(archive, Archives) else recorded[0]

    def adviser(self, adviser: Adviser) -> "RecordedAdviser":
        """``adviser``, recorded; its requests, which may carry a key, are not kept."""
        return RecordedAdviser(self, adviser)

    def received(self, response: Received) -> None:
        """Keep one response (``Witness``)."""
        self._latest.place = self._spool.add_response(response)
        self._latest.body = response.body

    def once(self, ask: Ask, answer: Callable[[], Value]) -> Value:
        """The answer to ``ask``: found out now, or as it was told before."""
        with self._lock:
            future = self._asked.get(ask)
            first = future is None
            if future is None:
                future = self._asked[ask] = Future()
        if not first:
            return self._again(*future.result(), answer)
        try:
            told = answer()
            entry, told = self._kept(ask, told)
        except BaseException as fault:
            future.set_exception(fault)
            raise
        # A body is left in memory only where it is nowhere else.
        future.set_result((entry, told if entry.lost else entry.told))
        return told

    def note(self, ask: Ask, fetched: Fetched) -> Fetched:
        """Keep an answer that came without being asked for through ``once``."""
        return self.once(ask, lambda: fetched)

    def _again(self, entry: Entry, told: Told, answer: Callable[[], Value]) -> Value:
        """The answer as it was told; found out again where the disk has lost its body."""
        if not isinstance(told, Fetched) or entry.place is None:
            return told  # type: ignore[return-value]  # the same question has the same kind
        body = self._spool.body(entry.place)
        if body is None:
            return self._kept(entry.ask, answer())[1]
        return replace(told, body=body)  # type: ignore[return-value]  # as above

    def _kept(self, ask: Ask, told: Value) -> tuple[Entry, Value]:
        """The journal's entry, and the answer as the run and its replay both see it."""
        if not isinstance(told, Fetched):
            return Entry(ask, told), told
        headers = tuple(pair for pair in told.headers if pair[0] not in SECRET_RESPONSE)
        cleaned = replace(told, headers=headers)
        place = self._place(ask, cleaned) if cleaned.body else None
        lost = place is None and bool(cleaned.body)
        hash_ = sha256(cleaned.body) if place else ""
        return Entry(ask, replace(cleaned, body=b""), place, lost, hash_), cleaned

    def _place(self, ask: Ask, fetched: Fetched) -> BodyPlace | None:
        """Where the body is; one that did not come over the wire in this run is recorded now."""
        if self._latest.body is fetched.body:
            return self._latest.place
        if ask[0] == "page" and fetched.status is not None:
            return self._spool.add_kept_copy(
                fetched.final_url,
                fetched.fetched_at,
                fetched.status,
                fetched.headers,
                fetched.body,
                fetched.media_type,
            )
        return self._spool.add_body(fetched.final_url, fetched.body, fetched.media_type)


class RecordedPages:
    """A client for pages whose answers are kept (``PageClient``)."""

    def __init__(self, recorder: Recorder, client: PageClient) -> None:
        self._recorder, self._client = recorder, client

    @property
    def network_seen(self) -> bool:
        """As of the client."""
        return self._client.network_seen

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
        """As of the client, but asked once in a run."""
        wanted = dict(headers or {}) | ({"Accept": accept} if accept else {})
        return self._recorder.once(
            page_ask(url, wanted, follow=follow_redirects, conditional=conditional),
            lambda: self._client.get(
                url,
                headers=wanted,
                follow_redirects=follow_redirects,
                total_seconds=total_seconds,
                conditional=conditional,
            ),
        )

    def get_many(
        self,
        urls: Iterable[str],
        on_done: Callable[[Fetched], None] | None = None,
        *,
        keep_bodies: bool = True,
    ) -> dict[str, Fetched]:
        """As of the client; of an address that was asked for before, the answer of then."""
        results: dict[str, Fetched] = {}

        def done(fetched: Fetched) -> None:
            ask = page_ask(fetched.url, {}, follow=True, conditional=True)
            noted = self._recorder.note(ask, fetched)
            results[fetched.url] = noted if keep_bodies else replace(noted, body=b"")
            if on_done is not None:
                on_done(noted)

        found = self._client.get_many(urls, done, keep_bodies=False)
        return {url: results.get(url, fetched) for url, fetched in found.items()}

    def interrupt(self) -> None:
        """As of the client."""
        self._client.interrupt()


class RecordedArchive:
    """An archive whose answers are kept (``Archive``)."""

    def __init__(self, recorder: Recorder, archive: Archive) -> None:
        self._recorder, self._archive = recorder, archive

    @property
    def name(self) -> str:
        """As of the archive."""
        return self._archive.name

    def named(self, url: str, accessed: str) -> Capture | None:
        """As of the archive."""
        ask = named_ask(self.name, url, accessed)
        return self._recorder.once(ask, lambda: self._archive.named(url, accessed))

    def search(self, url: str, accessed: str) -> CaptureSearch:
        """As of the archive, but asked once in a run."""
        ask = search_ask(self.name, url, accessed)
        return self._recorder.once(ask, lambda: self._archive.search(url, accessed))

    def replay(self, capture: Capture) -> Fetched:
        """As of the archive, but asked once in a run."""
        ask = capture_ask(self.name, capture)
        return self._recorder.once(ask, lambda: self._archive.replay(capture))


class RecordedAdviser:
    """An adviser whose answers are kept (``Adviser``)."""

    def __init__(self, recorder: Recorder, adviser: Adviser) -> None:
        self._recorder, self._adviser = recorder, adviser

    @property
    def model(self) -> str:
        """As of the adviser."""
        return self._adviser.model

    def ask(self, question: Question) -> Fetched:
        """As of the adviser, but asked once in a run."""
        return self._recorder.once(advice_ask(question), lambda: self._adviser.ask(question))
