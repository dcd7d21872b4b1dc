"""What every task of a run has to know: one value that travels to the workers."""

from dataclasses import dataclass, field
from pathlib import Path

from audit import __version__
from audit.archive import ArchiveSettings, MementoSettings
from audit.fetch import FetchSettings
from audit.fetch.visit import host_of
from audit.history import AlarmRule


@dataclass(frozen=True, slots=True)
class Plan:
    """One run, as its workers see it. Times are seconds (since 1970 where they are moments).

    ``root`` is the folder that relative paths of articles and reports are meant from, ``output``
    that of the reports in it; workers on other machines must see them too. ``store`` and
    ``evidence`` are addresses that every worker reaches. ``fresh_days`` is how long the answer of a
    page that was read is good enough.
    """

    run: str
    started: float
    created: str
    root: Path
    output: str
    store: str
    evidence: str
    fetch: FetchSettings
    archive: ArchiveSettings
    mementos: tuple[MementoSettings, ...] = ()
    wide_hosts: tuple[tuple[str, int], ...] = ()
    fresh_days: float = 0.0
    alarm: AlarmRule = field(default_factory=AlarmRule)
    slice_seconds: float = 30.0
    archive_slice_seconds: float = 120.0
    lease_seconds: float = 0.0
    version: str = field(default=__version__)

    @property
    def lease(self) -> float:
        """How long a host belongs to a worker that says nothing: longer than one visit may take."""
        slowest = max(self.fetch.total_seconds, self.archive.total_seconds)
        return self.lease_seconds or slowest + self.fetch.retry_after_seconds + 30.0

    def queues_at(self, host: str) -> int:
        """How many addresses of a host may be asked at a time."""
        return dict(self.wide_hosts).get(host, 1)


@dataclass(frozen=True, slots=True)
class ArchiveQueue:
    """How one archive is asked: all that is asked of it waits for one ``host``."""

    host: str
    bases: tuple[str, ...]
    replay_prefix: str
    queries_per_minute: float
    replays_per_minute: float
    settings: ArchiveSettings | MementoSettings


def archive_queues(plan: Plan) -> tuple[ArchiveQueue, ...]:
    """One queue for each archive that the run may ask."""
    wayback = plan.archive
    queues = []
    if wayback.enabled:
        queues.append(
            ArchiveQueue(
                host_of(wayback.base_url),
                (wayback.base_url, wayback.availability_base),
                f"{wayback.base_url.rstrip('/')}/web/",
                wayback.queries_per_minute,
                wayback.replays_per_minute,
                wayback,
            )
        )
    queues += [
        ArchiveQueue(
            host_of(memento.timemap_prefix),
            (memento.timemap_prefix, memento.replay_prefix),
            memento.replay_prefix,
            memento.queries_per_minute,
            memento.replays_per_minute,
            memento,
        )
        for memento in plan.mementos
    ]
    return tuple(queues)
