"""What services answer with: candidates, or why there are none."""

from dataclasses import dataclass
from typing import Protocol

from audit.model import Reference


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that a service holds for the work cited.

    ``title``, ``date`` (ISO 8601, as exact as known) and ``publisher`` are what the service says,
    ``score`` is how well its title fits the cited one (0..100), ``evidence`` is a clause for the
    editor. ``registered``: the service is the publisher's own or a registry, so its date counts
    where the page itself has none.
    """

    url: str
    title: str
    date: str
    publisher: str
    service: str
    score: float
    evidence: str
    registered: bool = False


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    """Candidates, best first; or why the service was of no use.

    ``unavailable`` is one clause on what has to be mended (a missing key, a service that is down),
    ``skipped`` why the service cannot know this work. Both are empty when it did answer.
    """

    candidates: tuple[Candidate, ...] = ()
    unavailable: str = ""
    skipped: str = ""


class Service(Protocol):
    """Something that may know the address of a work by its title, publisher and month."""

    @property
    def name(self) -> str:
        """The short name, as in ``--service-base NAME=URL`` and in evidence."""
        ...

    def search(self, reference: Reference) -> ServiceAnswer:
        """Candidates for ``reference``; never raises for what the outside world does."""
        ...

    def interrupt(self) -> None:
        """Ask no more, and let those who wait for their turn go at once."""
        ...
