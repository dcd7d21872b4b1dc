"""What all searching services share: skip, ask page by page, read rows, say what went wrong."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import ClassVar

from audit.fetch import Fetcher
from audit.model import Reference
from audit.resolve.addresses import is_web_address, tidy
from audit.resolve.asking import ServiceClient
from audit.resolve.candidate import Candidate, ServiceAnswer
from audit.resolve.printable import printable
from audit.resolve.rules import SAME_TITLE, WORTH_A_LOOK
from audit.resolve.settings import ResolveSettings
from audit.resolve.spacing import shared_spacing
from audit.resolve.titles import score_title

# Two pages and, at worst, one request repeated by the network code: three at most go out.
MOST_PAGES = 2
_MOST_CANDIDATES = 10
_LONGEST_ERROR = 120
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_YEARS_BEFORE = 2  # the month cited may be that of an update

Row = Mapping[str, object]


class JsonService(ABC):
    """A service that answers a search with a JSON list, perhaps in pages.

    A subclass says what to ask and how a row becomes candidates. ``rows_at`` is the path to the
    list; an answer without it is a changed service and is reported, not taken for an empty one.
    """

    name: ClassVar[str]
    base: ClassVar[str]
    path: ClassVar[str]
    per_minute: ClassVar[float]
    rows_at: ClassVar[tuple[str, ...]]
    key_variable: ClassVar[str] = ""
    key_required: ClassVar[bool] = False
    registered: ClassVar[bool] = False

    def __init__(self, fetcher: Fetcher, settings: ResolveSettings) -> None:
        self.settings = settings
        self.key = settings.keys.get(self.key_variable, "") if self.key_variable else ""
        self._base = settings.bases.get(self.name, self.base)
        self._client = ServiceClient(
            self.name,
            self._base,
            fetcher,
            turns=shared_spacing(self._base, self.per_minute / settings.pace)
            if settings.pace
            else None,
            key_variable=self.key_variable if self.key else "",
            total_seconds=settings.total_seconds,
            cache_directory=settings.cache_directory,
        )

    def search(self, reference: Reference) -> ServiceAnswer:
        """Candidates for ``reference``, best first."""
        skipped = self.skips(reference)
        if skipped:
            return ServiceAnswer(skipped=skipped)
        if not self._base:
            return ServiceAnswer(
                unavailable=f"no instance is named (--service-base {self.name}=URL)"
            )
        if self.key_required and not self.key:
            return ServiceAnswer(unavailable=f"{self.key_variable} is not set")
        found: list[Candidate] = []
        for page in range(MOST_PAGES):
            reply = self._client.ask(
                self.path,
                self.public(reference, page),
                secret=self.secret(),
                headers=self.headers(),
            )
            rows = self._rows(reply.data) if not reply.failure else None
            if rows is None:
                why = reply.failure or self._unknown(reply.data)
                return ServiceAnswer(_best(found), unavailable=why)
            self._client.keep(reply)
            found += [one for row in rows for one in self.read(reference, row)]
            good = any(candidate.score >= SAME_TITLE for candidate in found)
            if good or not self.has_more(reply.data, page, len(rows)):
                break
        return ServiceAnswer(_best(found))

    def interrupt(self) -> None:
        """Ask no more."""
        self._client.interrupt()

    def skips(self, reference: Reference) -> str:
        """Why this service cannot know ``reference``, ``""`` when it may."""
        return ""

    @abstractmethod
    def public(self, reference: Reference, page: int) -> dict[str, str]:
        """The parameters of a query for ``page`` (0 first), the key not among them."""

    def secret(self) -> dict[str, str]:
        """The parameters that carry a key."""
        return {}

    def headers(self) -> dict[str, str]:
        """The headers that carry a key."""
        return {}

    @abstractmethod
    def read(self, reference: Reference, row: Row) -> Iterable[Candidate]:
        """The candidates in one row; none when it is of another work."""

    def has_more(self, data: object, page: int, count: int) -> bool:
        """Whether to ask once more after ``page``, which gave ``data`` with ``count`` rows."""
        return False

    def empty(self, data: object) -> bool:
        """Whether an answer without a list is how this service says that it found nothing."""
        return False

    def candidate(
        self, reference: Reference, url: str, title: str, date: str, publisher: str, evidence: str
    ) -> Iterable[Candidate]:
        """A candidate of a row, unless its address is none or its title is far from the cited."""
        title, evidence = printable(title), printable(evidence)
        score = score_title(reference.title, title).score
        if is_web_address(url) and score >= WORTH_A_LOOK:
            date, publisher = printable(date)[:10], printable(publisher)
            yield Candidate(
                tidy(url), title, date, publisher, self.name, score, evidence, self.registered
            )

    def _unknown(self, data: object) -> str:
        """Why an answer without its list is none: an error that it names, or a change."""
        said = text_at(data, "error", "info") or text_at(data, "error") or text_at(data, "message")
        if said:
            said = said.replace(self.key, "…") if self.key else said
            return f"it answered with an error: {printable(said)[:_LONGEST_ERROR]}"
        return f"its answer has no “{'.'.join(self.rows_at)}”; it may have changed"

    def _rows(self, data: object) -> list[Row] | None:
        if self.empty(data):
            return []
        for step in self.rows_at:
            if not isinstance(data, Mapping) or step not in data:
                return None
            data = data[step]
        if data is None:
            return []
        return [row for row in data if isinstance(row, Mapping)] if isinstance(data, list) else None


def text_at(row: object, *steps: str) -> str:
    """The text at a path in an answer; ``""`` when it is missing or no text. Lists give their
    first."""
    for step in steps:
        row = row.get(step) if isinstance(row, Mapping) else None
        if isinstance(row, list):
            row = row[0] if row else None
    return " ".join(row.split()) if isinstance(row, str) else ""


def number_at(row: object, *steps: str) -> int:
    """The whole number at a path in an answer, 0 when there is none."""
    for step in steps:
        row = row.get(step) if isinstance(row, Mapping) else None
    return row if isinstance(row, int) else 0


def plain_words(title: str) -> str:
    """The words of a title without any sign that a query language might understand."""
    return " ".join(_WORD.findall(title))


def phrase(title: str) -> str:
    """A title as it may stand inside the quotation marks of a query."""
    return " ".join(title.translate(str.maketrans('"“”„«»\\', " " * 7)).split())


def window(reference: Reference) -> tuple[str, str]:
    """First and last day (ISO) on which the cited page may have come out; empty when unknown.

    From two years before the cited month, which may be that of an update, to a month after it.
    """
    issued = reference.issued
    if not issued:
        return "", ""
    year, month = int(issued[:4]), int(issued[5:7] or 12)
    last_year, last_month = (year + 1, 1) if month == 12 else (year, month + 1)
    first_month = int(issued[5:7] or 1)
    return f"{year - _YEARS_BEFORE}-{first_month:02d}-01", f"{last_year}-{last_month:02d}-28"


def _best(found: list[Candidate]) -> tuple[Candidate, ...]:
    """The best of each address, best first."""
    ordered = sorted(found, key=lambda candidate: -candidate.score)
    once = {candidate.url: candidate for candidate in reversed(ordered)}
    kept = sorted(once.values(), key=lambda candidate: -candidate.score)
    return tuple(kept[:_MOST_CANDIDATES])
