"""Leases on hosts: whoever works through a host's addresses does so alone, in all processes.

A lease ends by itself when its owner dies. ``due``, the time before which nobody may ask the host,
outlives the processes. Machines that share a store must agree on the time.
"""

from collections.abc import Iterable

import sqlalchemy as sa

from audit.history.database import Database
from audit.history.schema import HOST
from audit.history.values import Busy, Lease

_LONGEST_NAME = 255
_MOST_HOSTS = 400  # in one transaction


class Leases:
    """The hosts of a store. ``now`` is the time in seconds since 1970."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, host: str, owner: str, seconds: float, now: float) -> Lease | Busy:
        """Take the host for ``seconds``, unless another owner has it or it is not due yet."""
        [answer] = self.claim_all([host], owner, seconds, now)
        return answer

    def claim_all(
        self, hosts: Iterable[str], owner: str, seconds: float, now: float
    ) -> tuple[Lease | Busy, ...]:
        """Take as many of the hosts as are free, in their order."""
        names = list(dict.fromkeys(hosts))
        answers: list[Lease | Busy] = []
        for first in range(0, len(names), _MOST_HOSTS):
            part = names[first : first + _MOST_HOSTS]
            with self._database.write() as connection:
                answers += _claim_part(connection, part, owner, seconds, now)
        return tuple(answers)

    def renew_all(self, owner: str, until: float) -> int:
        """Keep all hosts that ``owner`` has until then; how many these are."""
        with self._database.write() as connection:
            mine = sa.update(HOST).where(HOST.c.owner == owner)
            return connection.execute(mine.values(until=until)).rowcount

    def end(self, owner: str, due: float) -> None:
        """Free all hosts of an owner that is known to be dead; nobody asks them before ``due``."""
        with self._database.write() as connection:
            theirs = sa.update(HOST).where(HOST.c.owner == owner)
            connection.execute(theirs.values(owner="", until=0.0, due=due))

    def renew(self, lease: Lease, until: float) -> bool:
        """Keep the host until then; ``False`` when it was lost to somebody else."""
        with self._database.write() as connection:
            return renew(connection, lease, until)

    def release(self, lease: Lease, due: float) -> None:
        """Give the host back; nobody asks it before ``due``."""
        self.release_all([(lease, due)])

    def release_all(self, dues: Iterable[tuple[Lease, float]]) -> None:
        """Give several hosts back, each with the time before which nobody asks it."""
        rows = [
            {"of": lease.host[:_LONGEST_NAME], "by": lease.owner, "from": due}
            for lease, due in dues
        ]
        mine = sa.update(HOST).where(
            HOST.c.host == sa.bindparam("of"), HOST.c.owner == sa.bindparam("by")
        )
        with self._database.write() as connection:
            connection.execute(mine.values(owner="", until=0.0, due=sa.bindparam("from")), rows)


def _claim_part(
    connection: sa.Connection, hosts: list[str], owner: str, seconds: float, now: float
) -> list[Lease | Busy]:
    names = [host[:_LONGEST_NAME] for host in hosts]
    query = sa.select(HOST).where(HOST.c.host.in_(names)).order_by(HOST.c.host)
    rows = connection.execute(query.with_for_update()).mappings()
    known = {row["host"]: row for row in rows}
    answers = [
        _answer(host, known.get(name), owner, seconds, now)
        for host, name in zip(hosts, names, strict=True)
    ]
    taken = {"owner": owner, "until": now + seconds}
    mine = [lease.host[:_LONGEST_NAME] for lease in answers if isinstance(lease, Lease)]
    old = [name for name in mine if name in known]
    new = dict.fromkeys(name for name in mine if name not in known)
    connection.execute(sa.update(HOST).where(HOST.c.host.in_(old)).values(**taken))
    if new:
        connection.execute(sa.insert(HOST), [{"host": name, "due": 0.0} | taken for name in new])
    return answers


def _answer(
    host: str, row: sa.RowMapping | None, owner: str, seconds: float, now: float
) -> Lease | Busy:
    if row is not None and row["owner"] not in ("", owner) and row["until"] > now:
        return Busy(host, row["until"] - now, row["owner"])
    if row is not None and row["due"] > now:
        return Busy(host, row["due"] - now)
    return Lease(host, owner, now + seconds)


def renew(connection: sa.Connection, lease: Lease, until: float) -> bool:
    """Prolong a lease within a transaction; ``False`` when somebody else has the host."""
    values = {"of": lease.host[:_LONGEST_NAME], "by": lease.owner, "then": until}
    return bool(connection.execute(_RENEW, values).rowcount)


# Made once: it is carried out for every answer.
_RENEW = (
    sa.update(HOST)
    .where(HOST.c.host == sa.bindparam("of"), HOST.c.owner == sa.bindparam("by"))
    .values(until=sa.bindparam("then"))
)
