"""Whether links have captures in a web archive: asked seldom, told once."""

from collections.abc import Collection

import sqlalchemy as sa

from audit.history.alarm import DAY, NoticeKind
from audit.history.database import Database
from audit.history.links import notice_row
from audit.history.schema import CAPTURE, NOTICE
from audit.history.values import url_key
from audit.vocabulary import ArchiveOutcome

# A capture does not go away again; one that is missing may be made by anybody.
FOUND_DAYS = 365.0
MISSING_DAYS = 30.0
_CERTAIN = frozenset({ArchiveOutcome.FOUND, ArchiveOutcome.NO_CAPTURES, ArchiveOutcome.ONLY_ERRORS})


class Captures:
    """What the archive said of links."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, urls: Collection[str], most: int, now: float) -> tuple[str, ...]:
        """At most ``most`` of the addresses that the archive is to be asked about, never asked ones
        first."""
        asked: dict[str, float] = {}
        with self._database.read() as connection:
            for row in connection.execute(sa.select(CAPTURE)).mappings():
                found = row["outcome"] == ArchiveOutcome.FOUND
                lasts = (FOUND_DAYS if found else MISSING_DAYS) * DAY
                asked[row["link"]] = row["asked_at"] + lasts
        waiting = [(asked.get(url_key(url), 0.0), url) for url in urls]
        return tuple(url for at, url in sorted(waiting) if at <= now)[:most]

    def record(self, url: str, outcome: ArchiveOutcome, now: float) -> None:
        """Keep what the archive said; a missing capture is noticed when it is first missed."""
        if outcome not in _CERTAIN:
            return
        key = url_key(url)
        with self._database.write() as connection:
            before = connection.execute(sa.select(CAPTURE.c.outcome).where(CAPTURE.c.link == key))
            known = before.scalar_one_or_none()
            connection.execute(sa.delete(CAPTURE).where(CAPTURE.c.link == key))
            row = {"link": key, "outcome": outcome.value, "asked_at": now}
            connection.execute(sa.insert(CAPTURE).values(**row))
            if outcome is not ArchiveOutcome.FOUND and known is None:
                notice = notice_row(NoticeKind.NO_CAPTURE, url, now)
                connection.execute(sa.insert(NOTICE).values(**notice))
