"""What was asked of the network for many articles, and what came back: each question once.

A question that is wanted and has no answer of this run is ``open`` until somebody answers it. To
answer twice changes nothing but the answer.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from audit.history.database import Database
from audit.history.leases import renew
from audit.history.schema import QUESTION, WANT
from audit.history.values import Lease, url_key

_MOST_KEYS = 500  # in one IN (...), as SQLite allows
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Question:
    """One request that articles want made.

    ``host`` is whose turn has to be awaited, ``kind`` how to ask: ``page`` or ``archive``.
    ``carried`` is a visit that began at another host, as text; nobody asks before ``not_before``.
    """

    url: str
    host: str
    kind: str = "page"
    follow: bool = True
    not_before: float = 0.0
    carried: str = ""

    @property
    def key(self) -> str:
        """Names the question in the store."""
        return url_key("\n".join((self.kind, "follow" if self.follow else "stay", self.url)))


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a ``line`` of the evidence's journal, the SHA-256 of its body or ``""``.

    ``spoke``: a server answered at all. From ``due`` on it is to be asked again.
    """

    line: str
    body: str
    at: float
    due: float = 0.0
    spoke: bool = True


@dataclass(frozen=True, slots=True)
class Queue:
    """A host and how many open questions wait for it, the earliest of them from ``first`` on."""

    host: str
    waiting: int
    first: float = 0.0


class Answers:
    """The questions of a store. Times are seconds since 1970."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def held(self, keys: Iterable[str], since: float) -> dict[str, Answer]:
        """The answers that a run begun at ``since`` may use: given since, or not due yet then."""
        found: dict[str, Answer] = {}
        with self._database.read() as connection:
            for part in _parts(keys):
                rows = connection.execute(_HELD, {"keys": part, "since": since})
                found.update(
                    (row.key, Answer(row.line, row.body, row.answered_at, row.due, row.spoke))
                    for row in rows
                )
        return found

    def earlier_body(self, key: str) -> str:
        """The body of the latest answer, however old; ``""`` without one."""
        with self._database.read() as connection:
            return str(connection.execute(_BODY, {"of": key}).scalar_one_or_none() or "")

    def queues(self, since: float, most: int, besides: Collection[str] = ()) -> tuple[Queue, ...]:
        """The hosts with the most questions wanted after ``since``, longest queue first."""
        count = sa.func.count().label("waiting")
        query = (
            sa.select(QUESTION.c.host, count, sa.func.min(QUESTION.c.not_before).label("first"))
            .where(QUESTION.c.open, QUESTION.c.wanted_at >= since)
            .group_by(QUESTION.c.host)
            .order_by(count.desc(), QUESTION.c.host)
            .limit(most + len(besides))
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        queues = (Queue(row.host, row.waiting, row.first) for row in rows)
        return tuple(queue for queue in queues if queue.host not in besides)[:most]

    def next_at(self, host: str, since: float, most: int) -> tuple[Question, ...]:
        """Open questions of a host, those due first."""
        with self._database.read() as connection:
            values = {"of": host[:_LONGEST_NAME], "since": since, "most": most}
            return tuple(
                Question(row.url, row.host, row.kind, row.follow, row.not_before, row.carried)
                for row in connection.execute(_NEXT, values)
            )

    def answer(self, key: str, answer: Answer, lease: Lease, until: float) -> bool:
        """Keep an answer and prolong the lease of its host; ``False``, and nothing is kept, when
        the lease was lost to somebody else."""
        with self._database.write() as connection:
            if not renew(connection, lease, until):
                return False
            values = {
                "line": answer.line,
                "body": answer.body,
                "spoke": answer.spoke,
                "answered_at": answer.at,
                "due": answer.due,
            }
            connection.execute(_ANSWER, values | {"of": key})
            connection.execute(_WANTED_NO_MORE, {"of": key})
            return True

    def hand_over(self, key: str, to: Question, lease: Lease, until: float) -> bool:
        """Put a question into another host's queue, where its visit goes on; as ``answer``."""
        with self._database.write() as connection:
            if not renew(connection, lease, until):
                return False
            values = {
                "to": to.host[:_LONGEST_NAME],
                "with": to.carried,
                "then": to.not_before,
                "of": key,
            }
            connection.execute(_HAND_OVER, values)
            return True

    def asked_since(self, host: str, since: float) -> int:
        """How many questions of a host were answered after ``since``."""
        query = sa.select(sa.func.count()).where(
            QUESTION.c.answered_at >= since, QUESTION.c.host == host[:_LONGEST_NAME]
        )
        with self._database.read() as connection:
            return int(connection.execute(query).scalar_one())

    def totals(self, since: float) -> tuple[int, int]:
        """How many questions were answered after ``since``, and how many wait."""
        answered = sa.select(sa.func.count()).where(QUESTION.c.answered_at >= since)
        waiting = sa.select(sa.func.count()).where(QUESTION.c.open, QUESTION.c.wanted_at >= since)
        with self._database.read() as connection:
            return (
                int(connection.execute(answered).scalar_one()),
                int(connection.execute(waiting).scalar_one()),
            )

    def network_seen(self, since: float) -> bool:
        """Whether any server answered anything after ``since``."""
        query = sa.select(QUESTION.c.key).where(
            QUESTION.c.answered_at >= since, QUESTION.c.spoke.is_(sa.true())
        )
        with self._database.read() as connection:
            return connection.execute(query.limit(1)).first() is not None


def want(
    connection: sa.Connection, article: str, questions: Collection[Question], since: float
) -> int:
    """Within a transaction: let an article wait for those of ``questions`` that a run begun at
    ``since`` has no answer to; how many these are."""
    by_key = {question.key: question for question in sorted(questions, key=lambda q: q.key)}
    now = {"open": True, "wanted_at": since, "carried": "", "not_before": 0.0}
    rows = [
        {"key": key, "url": q.url, "host": q.host[:_LONGEST_NAME], "kind": q.kind}
        | {"follow": q.follow, "line": "", "body": "", "spoke": False}
        | {"answered_at": 0.0, "due": 0.0}
        | now
        for key, q in by_key.items()
    ]
    insert_new(connection, QUESTION, rows)
    missing: list[str] = []
    for part in _parts(by_key):
        # Locked, so that an answer that comes now finds the wants of this article.
        locked = connection.execute(_LOCKED, {"keys": part}).all()
        usable = (row.line and (row.answered_at >= since or row.due > since) for row in locked)
        lacking = [row for row, is_held in zip(locked, usable, strict=True) if not is_held]
        missing += [row.key for row in lacking]
        again = [
            {"of": row.key, "at": since, "home": by_key[row.key].host[:_LONGEST_NAME]}
            for row in lacking
            if not (row.open and row.wanted_at >= since)
        ]
        if again:
            connection.execute(_REOPEN, again)
    insert_new(connection, WANT, [{"article": article, "question": key} for key in missing])
    return len(missing)


def insert_new(connection: sa.Connection, table: sa.Table, rows: list[dict[str, object]]) -> None:
    """Insert the rows whose primary keys are not there yet, also while others insert them."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


def _parts(keys: Iterable[str]) -> Iterator[list[str]]:
    distinct = list(dict.fromkeys(keys))
    for first in range(0, len(distinct), _MOST_KEYS):
        yield distinct[first : first + _MOST_KEYS]


_KEYS: sa.BindParameter[str] = sa.bindparam("keys", expanding=True)
_SINCE: sa.BindParameter[float] = sa.bindparam("since")
_OF: sa.BindParameter[str] = sa.bindparam("of")
_HELD = sa.select(
    QUESTION.c.key,
    QUESTION.c.line,
    QUESTION.c.body,
    QUESTION.c.answered_at,
    QUESTION.c.due,
    QUESTION.c.spoke,
).where(
    QUESTION.c.key.in_(_KEYS),
    QUESTION.c.line != "",
    sa.or_(QUESTION.c.answered_at >= _SINCE, QUESTION.c.due > _SINCE),
)
_BODY = sa.select(QUESTION.c.body).where(QUESTION.c.key == _OF)
_NEXT = (
    sa.select(QUESTION)
    .where(QUESTION.c.host == _OF, QUESTION.c.open, QUESTION.c.wanted_at >= _SINCE)
    .order_by(QUESTION.c.not_before, QUESTION.c.key)
    .limit(sa.bindparam("most"))
)
_LOCKED = (
    sa.select(QUESTION).where(QUESTION.c.key.in_(_KEYS)).order_by(QUESTION.c.key).with_for_update()
)
_ANSWER = (
    sa.update(QUESTION)
    .where(QUESTION.c.key == _OF)
    .values(
        {name: sa.bindparam(name) for name in ("line", "body", "spoke", "answered_at", "due")}
        | {"open": False, "carried": "", "not_before": 0.0}
    )
)
_WANTED_NO_MORE = sa.delete(WANT).where(WANT.c.question == _OF)
_HAND_OVER = (
    sa.update(QUESTION)
    .where(QUESTION.c.key == _OF)
    .values(host=sa.bindparam("to"), carried=sa.bindparam("with"), not_before=sa.bindparam("then"))
)
_REOPEN = (
    sa.update(QUESTION)
    .where(QUESTION.c.key == _OF)
    .values(
        open=True,
        wanted_at=sa.bindparam("at"),
        host=sa.bindparam("home"),
        carried="",
        not_before=0.0,
    )
)
