"""Leases on hosts: whoever works through a host's addresses does so alone, in all processes.

A lease ends by itself when its owner dies. ``due``, the time before which nobody may ask the host,
outlives the processes. Machines that share a store must agree on the time.
"""

import sqlalchemy as sa

from audit.history.database import Database
from audit.history.schema import HOST
from audit.history.values import Busy, Lease

_LONGEST_NAME = 255


class Leases:
    """The hosts of a store. ``now`` is the time in seconds since 1970."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, host: str, owner: str, seconds: float, now: float) -> Lease | Busy:
        """Take the host for ``seconds``, unless another owner has it or it is not due yet."""
        name = host[:_LONGEST_NAME]
        with self._database.write() as connection:
            query = sa.select(HOST).where(HOST.c.host == name).with_for_update()
            row = connection.execute(query).mappings().first()
            if row is None:
                values = {"owner": owner, "until": now + seconds, "due": 0.0}
                connection.execute(sa.insert(HOST).values(host=name, **values))
                return Lease(host, owner, now + seconds)
            if row["owner"] not in ("", owner) and row["until"] > now:
                return Busy(host, row["until"] - now)
            if row["due"] > now:
                return Busy(host, row["due"] - now)
            taken = {"owner": owner, "until": now + seconds}
            connection.execute(sa.update(HOST).where(HOST.c.host == name).values(**taken))
            return Lease(host, owner, now + seconds)

    def renew(self, lease: Lease, until: float) -> bool:
        """Keep the host until then; ``False`` when it was lost to somebody else."""
        with self._database.write() as connection:
            return renew(connection, lease, until)

    def release(self, lease: Lease, due: float) -> None:
        """Give the host back; nobody asks it before ``due``."""
        with self._database.write() as connection:
            mine = sa.update(HOST).where(
                HOST.c.host == lease.host[:_LONGEST_NAME], HOST.c.owner == lease.owner
            )
            connection.execute(mine.values(owner="", until=0.0, due=due))


def renew(connection: sa.Connection, lease: Lease, until: float) -> bool:
    """Prolong a lease within a transaction; ``False`` when somebody else has the host."""
    mine = sa.update(HOST).where(
        HOST.c.host == lease.host[:_LONGEST_NAME], HOST.c.owner == lease.owner
    )
    return bool(connection.execute(mine.values(until=until)).rowcount)
