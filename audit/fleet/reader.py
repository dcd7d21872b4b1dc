"""The reader of sources over the store: it never waits, it notes what it would have to ask for."""

from collections.abc import Iterable
from dataclasses import replace

from audit.archive import Archives, archives_of
from audit.archive.pace import Stop
from audit.fetch.redirects import AddressError
from audit.fleet.pages import (
    POSTPONED,
    NotHeldError,
    StoredAnswers,
    StoredArchive,
    StoredArchiveClient,
    StoredPages,
    page_question,
)
from audit.fleet.plan import Plan, archive_queues
from audit.fleet.texts import Texts
from audit.history import Question
from audit.model import Reference, Source
from audit.resolve import Lead, leads
from audit.source_values import unasked
from audit.sources import SourceReader
from audit.vocabulary import SourceRole

_AT_ONCE = 1e9  # a minute: the pace of an archive is kept where it is really asked


class FleetReader(SourceReader):
    """Reads sources from the store. One for an article: ``answers`` tells what it still wants."""

    def __init__(self, plan: Plan, answers: StoredAnswers, texts: Texts) -> None:
        self.answers = answers
        archive = _archives(plan, answers)
        self._read: dict[Reference, Source] = {}
        super().__init__(StoredPages(answers), archive, extract=texts.extract)

    def read(self, reference: Reference) -> Source:
        """As of ``SourceReader``; ``not-checked`` while an answer is missing."""
        if reference not in self._read:
            try:
                self._read[reference] = super().read(reference)
            except NotHeldError as fault:
                return _open(reference, reference.url or str(fault))
        return self._read[reference]

    def read_earlier(self, source: Source, reference: Reference) -> Source | None:
        """As of ``SourceReader``; ``not-checked`` when the archive was not asked yet."""
        before = len(self.answers.wanted)
        try:
            capture = super().read_earlier(source, reference)
        except NotHeldError:
            return None
        if capture is None and len(self.answers.wanted) > before:
            url = source.url
            detail = "the capture of the access date is still to be asked for"
            return replace(_open(reference, url), number=source.number, detail=detail)
        return capture


def first_questions(references: Iterable[Reference]) -> list[Question]:
    """What is asked for every reference, whatever comes of it: its first address."""
    found = []
    for reference in references:
        for lead in leads(reference)[:1]:
            try:
                found.append(page_question(lead.url))
            except AddressError:
                continue
    return found


def _open(reference: Reference, url: str) -> Source:
    lead = Lead(url, SourceRole.CITED)
    return unasked(reference, lead, POSTPONED, "its address was not asked yet")


def _archives(plan: Plan, answers: StoredAnswers) -> Archives | None:
    """The archives of the run over the store, ``None`` when it asks none."""
    queues = archive_queues(plan)
    if not queues:
        return None
    client = StoredArchiveClient(answers, queues)
    wayback = replace(
        plan.archive,
        queries_per_minute=_AT_ONCE,
        replays_per_minute=_AT_ONCE,
        cache_directory=None,
    )
    mementos = [
        replace(
            memento,
            queries_per_minute=_AT_ONCE,
            replays_per_minute=_AT_ONCE,
            cache_directory=None,
        )
        for memento in plan.mementos
    ]
    members = archives_of(client, wayback, mementos, Stop()).members
    return Archives([StoredArchive(member, answers) for member in members])
