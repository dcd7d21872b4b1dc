"""Runs: begun once, resumed after a kill, ended once; and what was told in which."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from secrets import token_hex

import sqlalchemy as sa

from audit.history.alarm import DAY, HOUR, NoticeKind
from audit.history.database import Database
from audit.history.schema import CHECKED, NOTICE, RUN, RUN_STATE
from audit.history.values import Notice, Run, url_key
from audit.vocabulary import SourceState

RESUME_SECONDS = 20 * HOUR  # the next night is a new run
_ABANDONED_SECONDS = 7 * DAY


class Runs:
    """The runs of a store and the notices that they tell."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(
        self,
        kind: str,
        fingerprint: str,
        shard: str,
        now: float,
        *,
        resume: float = RESUME_SECONDS,
    ) -> Run:
        """A new run over a list, or the one over the same list that was begun in the last
        ``resume`` seconds and not ended.

        Two processes that begin the same list at once get the same run and share its work.
        """
        with self._database.write() as connection:
            _forget_abandoned(connection, now - _ABANDONED_SECONDS)
            query = sa.select(RUN).where(
                RUN.c.kind == kind,
                RUN.c.fingerprint == fingerprint,
                RUN.c.shard == shard,
                RUN.c.finished.is_(None),
                RUN.c.started > now - resume,
                RUN.c.started <= now,
            )
            row = connection.execute(query.order_by(RUN.c.started.desc())).mappings().first()
            if row is not None:
                return Run(row["id"], kind, fingerprint, shard, row["started"], resumed=True)
            run = Run(token_hex(16), kind, fingerprint, shard, now)
            values = {"kind": kind, "fingerprint": fingerprint, "shard": shard, "started": now}
            connection.execute(sa.insert(RUN).values(id=run.id, **values))
            return run

    def finish(self, run: str, states: Mapping[SourceState, int], now: float) -> bool:
        """End a run; ``False`` when another process has ended it already."""
        with self._database.write() as connection:
            still_open = sa.update(RUN).where(RUN.c.id == run, RUN.c.finished.is_(None))
            if not connection.execute(still_open.values(finished=now)).rowcount:
                return False
            connection.execute(sa.delete(CHECKED).where(CHECKED.c.run == run))
            rows = [
                {"run": run, "state": state.value, "links": count}
                for state, count in states.items()
                if count
            ]
            if rows:
                connection.execute(sa.insert(RUN_STATE), rows)
            return True

    def ended(self, *, kind: str = "", most: int = 400) -> tuple[Run, ...]:
        """The latest runs that ended, oldest first."""
        query = sa.select(RUN).where(RUN.c.finished.is_not(None))
        if kind:
            query = query.where(RUN.c.kind == kind)
        query = query.order_by(RUN.c.started.desc(), RUN.c.id).limit(most)
        with self._database.read() as connection:
            runs = [_run(row) for row in connection.execute(query).mappings()]
            counts = sa.select(RUN_STATE).where(RUN_STATE.c.run.in_([run.id for run in runs]))
            states: dict[str, list[tuple[SourceState, int]]] = {}
            for row in connection.execute(counts.order_by(RUN_STATE.c.state)).mappings():
                states.setdefault(row["run"], []).append((SourceState(row["state"]), row["links"]))
        return tuple(replace(run, states=tuple(states.get(run.id, ()))) for run in reversed(runs))

    def notices(
        self, urls: Collection[str], kinds: Collection[NoticeKind] = ()
    ) -> tuple[Notice, ...]:
        """What is to be told of the addresses and was not told yet."""
        wanted = set(map(url_key, urls))
        query = sa.select(NOTICE).where(NOTICE.c.told_in == "")
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(NOTICE.c.url, NOTICE.c.raised_at, NOTICE.c.id))
            return tuple(_notice(row) for row in rows.mappings() if row["link"] in wanted)

    def told(self, run: str, notices: Iterable[Notice]) -> None:
        """The notices were told in ``run``: never again."""
        rows = [{"of": notice.id} for notice in notices]
        if rows:
            statement = sa.update(NOTICE).where(NOTICE.c.id == sa.bindparam("of"))
            with self._database.write() as connection:
                connection.execute(statement.values(told_in=run), rows)

    def told_of(self, url: str) -> tuple[Notice, ...]:
        """All that was ever noticed of an address, told or not, oldest first."""
        query = sa.select(NOTICE).where(NOTICE.c.link == url_key(url))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(NOTICE.c.raised_at, NOTICE.c.id))
            return tuple(_notice(row) for row in rows.mappings())


def _run(row: sa.RowMapping) -> Run:
    return Run(
        row["id"],
        row["kind"],
        row["fingerprint"],
        row["shard"],
        row["started"],
        row["finished"],
    )


def _notice(row: sa.RowMapping) -> Notice:
    return Notice(
        id=row["id"],
        url=row["url"],
        kind=NoticeKind(row["kind"]),
        raised_at=row["raised_at"],
        article=row["article"],
        finding=row["finding"],
        detail=row["detail"],
    )


def _forget_abandoned(connection: sa.Connection, before: float) -> None:
    """What runs that will never be resumed had checked need not be known any more."""
    old = sa.select(RUN.c.id).where(RUN.c.finished.is_(None), RUN.c.started < before)
    connection.execute(sa.delete(CHECKED).where(CHECKED.c.run.in_(old)))
