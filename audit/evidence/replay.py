"""The same questions answered from evidence alone; there is no socket behind this."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from audit.advice import Question
from audit.archive import Archive, Archives, CaptureSearch
from audit.evidence.journal import (
    Ask,
    Entry,
    advice_ask,
    capture_ask,
    named_ask,
    page_ask,
    search_ask,
)
from audit.evidence.payloads import BodyPlace
from audit.model import Capture, Fetched
from audit.vocabulary import ArchiveOutcome, SourceState

NOT_IN_EVIDENCE = "not-in-evidence"
_UNASKED = "the run that made the evidence did not ask for it"
_LOST = "the answer was not kept whole: the evidence had reached its size limit"


class Shelf(Protocol):
    """Where evidence lies: answers by question, bodies by place."""

    def entry(self, ask: Ask) -> Entry | None:
        """The answer that was told, if the question was asked."""
        ...

    def body(self, place: BodyPlace) -> bytes:
        """The body at ``place``; raises ``EvidenceError`` when it is not what was kept."""
        ...


class ReplayedPages:
    """A client for pages that were fetched by an earlier run (``PageClient``)."""

    def __init__(self, shelf: Shelf, *, network_seen: bool) -> None:
        """``network_seen``: whether anything had answered then."""
        self._shelf, self._network_seen = shelf, network_seen

    @property
    def network_seen(self) -> bool:
        """Whether any server had answered anything in the run."""
        return self._network_seen

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
        """What came back then; ``not-checked`` for what was not asked."""
        wanted = dict(headers or {}) | ({"Accept": accept} if accept else {})
        ask = page_ask(url, wanted, follow=follow_redirects, conditional=conditional)
        return _fetched(self._shelf, ask, url)

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


class ReplayedArchive:
    """An archive as it answered an earlier run (``Archive``)."""

    def __init__(self, shelf: Shelf, name: str) -> None:
        self._shelf, self._name = shelf, name

    @property
    def name(self) -> str:
        """The archive's name then."""
        return self._name

    def named(self, url: str, accessed: str) -> Capture | None:
        """The capture that a link named."""
        entry = self._shelf.entry(named_ask(self._name, url, accessed))
        return entry.told if entry and isinstance(entry.told, Capture) else None

    def search(self, url: str, accessed: str) -> CaptureSearch:
        """The captures that were found; ``unknown`` for an address that was not searched for."""
        entry = self._shelf.entry(search_ask(self._name, url, accessed))
        if entry is None or not isinstance(entry.told, CaptureSearch):
            return CaptureSearch(ArchiveOutcome.UNKNOWN, detail=_UNASKED)
        return entry.told

    def replay(self, capture: Capture) -> Fetched:
        """The bytes of ``capture`` as they were read."""
        return _fetched(self._shelf, capture_ask(self._name, capture), capture.original)


class ReplayedAdviser:
    """A model as it answered an earlier run (``Adviser``)."""

    def __init__(self, shelf: Shelf, model: str) -> None:
        self._shelf, self._model = shelf, model

    @property
    def model(self) -> str:
        """The model's name then."""
        return self._model

    def ask(self, question: Question) -> Fetched:
        """What it answered; ``not-checked`` for what it was not asked."""
        return _fetched(self._shelf, advice_ask(question), "")


def replayed_archive(shelf: Shelf, names: tuple[str, ...]) -> Archive | None:
    """The archives of a run by their names, ``None`` when it had none."""
    members = [ReplayedArchive(shelf, name) for name in names]
    if len(members) > 1:
        return Archives(members)
    return members[0] if members else None


def _fetched(shelf: Shelf, ask: Ask, url: str) -> Fetched:
    entry = shelf.entry(ask)
    if entry is None or not isinstance(entry.told, Fetched):
        return Fetched(url, url, SourceState.NOT_CHECKED, NOT_IN_EVIDENCE, _UNASKED)
    if entry.lost:
        return Fetched(url, url, SourceState.NOT_CHECKED, NOT_IN_EVIDENCE, _LOST)
    if entry.place is None:
        return entry.told
    return replace(entry.told, body=shelf.body(entry.place))
