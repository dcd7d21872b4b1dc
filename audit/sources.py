"""One reference to its source: every address worth trying, live first, then from an archive.

The first page that passes the gates and is the cited work ends the search; what failed before is
kept as attempts. Nothing here raises for what the outside world does.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from audit.archive import Archive, is_untrusted_archive, read_capture
from audit.extract import extract
from audit.extract.gates import PageJudgement, judge_page, sibling_url, wants_sibling
from audit.extract.pages import join_pages
from audit.fetch.contract import PageClient
from audit.model import Attempt, EvidenceRecord, Fetched, Reference, Source, SourceText
from audit.resolve import Lead, leads
from audit.source_values import (
    Reading,
    archived,
    attempt_of,
    beside,
    changed,
    confirm_work,
    evidence_of,
    live_source,
    says_something,
    search_attempt,
    unasked,
    unresolved,
)
from audit.vocabulary import ArchiveOutcome, SourceRole, SourceState

_log = logging.getLogger(__name__)

NextPage = tuple[SourceText, tuple[EvidenceRecord, ...]]
MOST_PAGES = 10  # of one article, joined by rel=next

UNTRUSTED = (
    "archive.today and its other names: stored pages there were altered, so none is evidence"
)

# What the transport may say of a body that is still to be judged by its text.
PAGES = frozenset({SourceState.LIVE, SourceState.MOVED, SourceState.BLOCKED})

# States that are replaced by a whole capture when there is one: the live page lacks (some) text.
WORTH_A_CAPTURE = frozenset(SourceState) - {
    SourceState.LIVE,
    SourceState.MOVED,
    SourceState.UNRESOLVED,
    SourceState.NOT_CHECKED,
    SourceState.NO_TEXT,
}


Extract = Callable[[bytes, str, str, str], SourceText]


class SourceReader:
    """Finds and reads the source of a reference. Safe to share between threads."""

    def __init__(
        self,
        fetcher: PageClient,
        archive: Archive | None,
        interrupts: Sequence[Callable[[], None]] = (),
        extract: Extract = extract,
    ) -> None:
        """``extract`` reads the text of a body, as ``audit.extract.extract`` does."""
        self._extract = extract
        self._fetcher = fetcher
        self._archive = archive
        self._interrupts = interrupts or (fetcher.interrupt,)
        self._siblings: dict[tuple[str, ...], Fetched] = {}

    def read(self, reference: Reference) -> Source:
        """Try the reference's addresses in order and return the best source there is."""
        attempts: list[Attempt] = []
        best: Source | None = None
        for lead in leads(reference):
            source = self._read_lead(reference, lead, attempts)
            if lead.role is SourceRole.COPY:
                best = beside(best or unresolved(reference, attempts), source)
            elif source.complete or (best is None and says_something(source)):
                best = source
            if best is not None and (best.complete or best.role is SourceRole.COPY):
                break
        for attempt in attempts:
            _log.info("%s", _told(reference, attempt))
        return replace(best or unresolved(reference, attempts), attempts=tuple(attempts))

    def read_earlier(self, source: Source, reference: Reference) -> Source | None:
        """The capture of the access date, for a source whose page may have changed since.

        ``None`` when the source was not read live, was never accessed or has no usable capture.
        """
        live = source.state in (SourceState.LIVE, SourceState.MOVED) and source.text is not None
        if self._archive is None or not live or not reference.accessed:
            return None
        if source.role not in (SourceRole.CITED, SourceRole.CANDIDATE):
            return None
        lead = Lead(source.url, source.role)
        capture = self._read_capture(reference, lead, source, [])
        return changed(source, capture) if capture.capture is not None else None

    @property
    def client(self) -> PageClient:
        """What fetches the pages, for an article that lies on the web itself."""
        return self._fetcher

    @property
    def network_seen(self) -> bool:
        """Whether anything outside answered at all."""
        return self._fetcher.network_seen

    def interrupt(self) -> None:
        """Let every request under way end now; what was fetched is kept."""
        for interrupt in self._interrupts:
            interrupt()

    def fetch_pages(self, urls: Iterable[str], on_done: Callable[[Fetched], None]) -> None:
        """Fetch many addresses at once, each host politely. ``on_done`` is called as each is there,
        in several threads; the bodies are dropped after it, so that thousands fit into memory.
        """
        self._fetcher.get_many(urls, on_done, keep_bodies=False)

    def judge(self, fetched: Fetched, reference: Reference | None, *, joined: bool) -> Reading:
        """Read and judge a page by itself, or (``joined``) with the pages that follow it."""
        reading = self._judge(fetched, reference, single=not joined)
        if reference is not None:
            reading = confirm_work(reading, reference, Lead(fetched.url, SourceRole.CITED))
        return reading

    def captures(self, url: str) -> ArchiveOutcome:
        """Whether the archive has ``url``; ``unknown`` when it cannot be asked."""
        if self._archive is None:
            return ArchiveOutcome.UNKNOWN
        return self._archive.search(url, "").outcome

    def read_page(self, url: str, reference: Reference | None = None) -> Reading:
        """Fetch, read and judge one live page, its further pages joined."""
        return self._judge(self._fetcher.get(url), reference)

    def _read_lead(self, reference: Reference, lead: Lead, attempts: list[Attempt]) -> Source:
        if is_untrusted_archive(lead.url):
            return unasked(reference, lead, "untrusted-archive", UNTRUSTED)
        if self._archive is not None and self._archive.named(lead.url, "") is not None:
            named = unasked(reference, lead, "archive-link", "")
            return self._read_capture(reference, lead, named, attempts)
        work = reference if lead.role is not SourceRole.COPY else None
        reading = self.read_page(lead.url, work)
        reading = confirm_work(reading, reference, lead)
        attempts.append(attempt_of(lead.url, lead.role, reading))
        live = live_source(reference, lead, reading)
        if reading.judgement.state not in WORTH_A_CAPTURE or lead.role is SourceRole.COPY:
            return live
        return self._read_capture(reference, lead, live, attempts)

    def _read_capture(
        self, reference: Reference, lead: Lead, live: Source, attempts: list[Attempt]
    ) -> Source:
        """The source as an archive has it; ``live`` when the archive has nothing better."""
        if self._archive is None:
            return live
        readings: list[Reading] = []

        def judge(fetched: Fetched) -> PageJudgement:
            reading = self._judge(fetched, reference, captured=True, single=True)
            readings.append(confirm_work(reading, reference, lead))
            return readings[-1].judgement

        fetched, capture, search = read_capture(
            self._archive,
            lead.url,
            reference.accessed,
            judge,
            named=reference.archive_url,
        )
        attempts += search.attempts or (search_attempt(lead, search),)
        if fetched is None or capture is None:
            return replace(live, archive_outcome=search.outcome)
        reading = next(reading for reading in readings if reading.fetched is fetched)
        return archived(live, reading, capture)

    def _judge(
        self,
        fetched: Fetched,
        reference: Reference | None,
        *,
        captured: bool = False,
        single: bool = False,
    ) -> Reading:
        """``single``: the pages that follow are not wanted. A capture has no sibling to ask for."""
        work = reference if reference and reference.title else None
        first = self._text_of(fetched)
        following, missing = ([], "") if single else self._next_pages(first)
        texts = [text for text, _ in following]
        text = join_pages(first, texts) if texts else first
        sibling = None
        if not captured and wants_sibling(fetched, text, work):
            sibling = self._sibling(fetched.url)
        judgement = judge_page(fetched, text, work, sibling)
        if missing and judgement.state.whole:
            judgement = PageJudgement(SourceState.TRUNCATED, "pages-missing", missing)
        evidence = evidence_of(fetched) + tuple(record for _, r in following for record in r)
        return Reading(fetched, text, judgement, 1 + len(following), evidence)

    def _text_of(self, fetched: Fetched) -> SourceText:
        return self._extract(fetched.body, fetched.media_type, fetched.charset, fetched.final_url)

    def _sibling(self, url: str) -> Fetched:
        """What a made-up address beside ``url`` answers.

        A site that refuses one made-up address of a kind refuses all of that kind, so it is asked
        once; a site that answers pages to anything is asked in every folder.
        """
        made_up = sibling_url(url)
        folder, _, name = made_up.rpartition("/")
        kind = (urlsplit(made_up).netloc, name.rpartition(".")[2] if "." in name else "")
        known = self._siblings.get(kind)
        if known is not None and known.status in (404, 410):
            return known
        if (*kind, folder) not in self._siblings:
            answer = self._fetcher.get(made_up)
            self._siblings[kind] = self._siblings[(*kind, folder)] = answer
        return self._siblings[(*kind, folder)]

    def _next_pages(self, first: SourceText) -> tuple[list[NextPage], str]:
        """The pages that follow ``first``, and what is missing of them, or ``""``."""
        pages: list[NextPage] = []
        seen: set[str] = set()
        missing = ""
        following = first.metadata.next_url
        while following and following not in seen and not missing:
            seen.add(following)
            if len(pages) == MOST_PAGES:
                missing = f"it goes on after {MOST_PAGES + 1} pages"
                break
            fetched = self._fetcher.get(following)
            if fetched.state.whole:
                text = self._text_of(fetched)
                pages.append((text, evidence_of(fetched)))
                following = text.metadata.next_url
            else:
                missing = f"page {len(pages) + 2} is {fetched.state}: {following}"
        return pages, missing


def _told(reference: Reference, attempt: Attempt) -> str:
    """One attempt as one line for somebody who wants to watch."""
    why = attempt.detail or attempt.rule
    return f"{reference.number} {attempt.role} {attempt.url}: {attempt.state} ({why})"
