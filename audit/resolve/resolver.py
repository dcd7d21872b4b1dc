"""One reference: ask the services in order, read the pages they name, decide."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from audit.model import Address, Reference, Remark, Source
from audit.publishers import hosts_of, is_host_of
from audit.resolve.accept import (
    Decision,
    Judged,
    ReadPage,
    Standing,
    decide,
    judge,
    not_the_publishers,
    page_dates,
)
from audit.resolve.addresses import host_of, same_page_key, slug_of
from audit.resolve.candidate import Candidate, Service
from audit.resolve.remarks import address_remarks, page_remarks
from audit.resolve.reprints import is_reprint
from audit.resolve.rules import SAME_TITLE
from audit.resolve.titles import score_slug

ReadSource = Callable[[Reference], Source]
_GIVEN = "references-file"
_MOST_LISTED = 3
_MOST_REPRINTS = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """A candidate for the editor, with the reason why it was not accepted alone."""

    candidate: Candidate
    score: float
    why: str
    at_publisher: bool


@dataclass(frozen=True, slots=True)
class Resolution:
    """What came of one reference.

    ``url`` is the accepted address with its evidence in ``how``, or empty with the reason in
    ``why``. ``asked`` are the services that answered, ``unavailable`` those that could not, each
    with its reason.
    """

    reference: Reference
    url: str = ""
    how: str = ""
    why: str = ""
    listed: tuple[Listed, ...] = ()
    copies: tuple[Address, ...] = ()
    remarks: tuple[Remark, ...] = ()
    asked: tuple[str, ...] = ()
    unavailable: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Search:
    """What is known of one reference while it is being resolved."""

    reference: Reference
    candidates: list[Candidate] = field(default_factory=list)
    read: dict[str, Judged] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    unavailable: list[tuple[str, str]] = field(default_factory=list)

    def add(self, found: Sequence[Candidate]) -> None:
        """Remember candidates; of one address the first stays."""
        known = {same_page_key(candidate.url) for candidate in self.candidates}
        for candidate in found:
            if same_page_key(candidate.url) not in known:
                known.add(same_page_key(candidate.url))
                self.candidates.append(candidate)

    @property
    def unread(self) -> list[Candidate]:
        """Candidates whose pages were not read, the publisher's first, then by score."""
        hosts = hosts_of(self.reference)
        left = [one for one in self.candidates if same_page_key(one.url) not in self.read]
        return sorted(left, key=lambda one: (not _at_home(one.url, hosts), -one.score))

    @property
    def pages(self) -> list[Judged]:
        """Pages read, each once however many addresses lead to it."""
        return list({same_page_key(one.page.url): one for one in self.read.values()}.values())

    @property
    def decision(self) -> Decision:
        """The rule's word on what is known so far."""
        return decide(self.reference, self.pages, self.unread)


class Resolver:
    """Resolves references. Thread-safe as far as ``services`` and ``read`` are.

    ``read`` reads the source at a reference's URL, live or from an archive.
    """

    def __init__(
        self, services: Sequence[Service], read: ReadSource, *, most_pages: int = 6
    ) -> None:
        self._services, self._read, self._most_pages = services, read, most_pages
        self._interrupted = threading.Event()

    def interrupt(self) -> None:
        """Let everything under way end soon; what it comes to is of no use any more."""
        self._interrupted.set()
        for service in self._services:
            service.interrupt()

    def resolve(self, reference: Reference) -> Resolution:
        """Find the address of ``reference``; one with a URL or DOI of the editor's stays as is."""
        remarks = address_remarks(reference)
        if reference.url or reference.doi:
            return Resolution(reference, why="it has an address", remarks=remarks)
        search = _Search(reference)
        search.add([_given(reference, address) for address in reference.candidates])
        self._read_pages(search)
        for service in self._services:
            if self._interrupted.is_set() or self._settled(search):
                break
            answer = service.search(reference)
            if answer.unavailable:
                search.unavailable.append((service.name, answer.unavailable))
            elif not answer.skipped:
                search.asked.append(service.name)
            search.add(answer.candidates)
            self._read_pages(search)
        return self._resolution(search, remarks)

    def _settled(self, search: _Search) -> bool:
        """Whether to ask no further: a page fits, and its month is exactly the cited one.

        A month beside it may mean that a later service knows a page of the same title and of the
        right month.
        """
        accepted = search.decision.accepted
        return accepted is not None and accepted.months == 0

    def _read_pages(self, search: _Search) -> None:
        """Read the publisher's pages among the candidates, the likeliest first."""
        hosts = hosts_of(search.reference)
        for candidate in search.unread:
            full = len(search.read) >= self._most_pages or self._interrupted.is_set()
            if full or not _at_home(candidate.url, hosts):
                return
            self._read_one(search, candidate)

    def _read_one(self, search: _Search, candidate: Candidate) -> None:
        alone = _alone(search.reference, candidate.url)
        page = _page(candidate, self._read(alone))
        search.read[same_page_key(candidate.url)] = judge(page, search.reference)

    def _resolution(self, search: _Search, remarks: tuple[Remark, ...]) -> Resolution:
        decision = search.decision
        accepted = decision.accepted
        if accepted is not None:
            for candidate in search.unread[:_MOST_REPRINTS]:
                if candidate.score >= SAME_TITLE:
                    self._read_one(search, candidate)
            said = (*remarks, *page_remarks(search.reference, accepted))
            remarks = tuple({remark.rule: remark for remark in said}.values())
        listed = _listed(search, accepted)
        heard = bool(search.asked or listed or accepted)
        return Resolution(
            reference=search.reference,
            url=accepted.page.candidate.url if accepted else "",
            how=_evidence(accepted) if accepted else "",
            why=decision.why if heard else "no service answered",
            listed=listed,
            copies=_copies(search, accepted),
            remarks=remarks,
            asked=tuple(search.asked),
            unavailable=tuple(search.unavailable),
        )


def _at_home(url: str, hosts: Sequence[str]) -> bool:
    return is_host_of(host_of(url), hosts) or host_of(url) == "doi.org"


def _given(reference: Reference, address: Address) -> Candidate:
    score = score_slug(reference.title, slug_of(address.url))
    return Candidate(address.url, "", "", "", _GIVEN, score, "listed in the references file")


def _alone(reference: Reference, url: str) -> Reference:
    """``reference`` as if the editor had given ``url`` and nothing else."""
    return replace(reference, url=url, doi="", candidates=(), copies=(), partial_addresses=())


def _page(candidate: Candidate, source: Source) -> ReadPage:
    if source.text is None:
        return ReadPage(candidate, source.found_at or candidate.url, str(source.state))
    return ReadPage(
        candidate,
        source.capture.original if source.capture else source.found_at,
        str(source.state),
        source.text.metadata,
        source.text.text,
        source.complete,
        source.capture.url if source.capture else "",
    )


def _evidence(one: Judged) -> str:
    """One clause for ``url-known-by``: who named it and what the page showed."""
    where = f"read in the capture {one.page.archived}" if one.page.archived else "read live"
    dates = " and ".join(page_dates(one.page))
    return (
        f"resolve ({one.page.candidate.service}): {one.page.candidate.evidence}; {where}: titled "
        f"“{one.title.title}” (score {one.title.score:.0f}), dated {dates}"
    )


def _listed(search: _Search, accepted: Judged | None) -> tuple[Listed, ...]:
    """What is left for the editor when nothing was accepted, best first."""
    if accepted is not None:
        return ()
    hosts = hosts_of(search.reference)
    nearest_first = sorted(search.pages, key=lambda one: abs(one.months or 0))
    rows = [
        Listed(
            one.page.candidate,
            one.title.score or one.page.candidate.score,
            one.why,
            _at_home(one.page.url, hosts) or _at_home(one.page.candidate.url, hosts),
        )
        for one in nearest_first
        if one.standing is not Standing.REFUSED
    ]
    rows = [row if row.why else _tied(row) for row in rows]
    rows += [
        Listed(one, one.score, not_the_publishers(one.url), False)
        if not _at_home(one.url, hosts)
        else Listed(one, one.score, "its page was not read", True)
        for one in search.unread
    ]
    rows.sort(key=lambda row: (not row.at_publisher, -row.score))
    return tuple(rows[: 2 * _MOST_LISTED])


def _tied(row: Listed) -> Listed:
    return Listed(row.candidate, row.score, "another page fits equally well", row.at_publisher)


def _copies(search: _Search, accepted: Judged | None) -> tuple[Address, ...]:
    """Pages elsewhere with the accepted page's text."""
    if accepted is None or accepted.page.text is None:
        return ()
    return tuple(
        Address(one.page.candidate.url, f"reprint: the same text; {one.page.candidate.evidence}")
        for one in sorted(search.pages, key=lambda one: abs(one.months or 0))
        if one.standing is Standing.ELSEWHERE
        and one.page.text is not None
        and is_reprint(accepted.page.text, one.page.text)
    )
