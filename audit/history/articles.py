"""The articles of a run over many: where each stands, and what came of it.

An article is ``todo`` until somebody takes it, ``taken`` while it is judged, ``waiting`` while
questions of it are open, and in the end ``done`` or ``failed``. What was taken by a process that
died is ``todo`` again when the run is resumed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from audit.history.answers import Question, insert_new, want
from audit.history.database import Database
from audit.history.schema import ARTICLE, WANT
from audit.history.values import url_key

_PART = 500


class ArticleState(StrEnum):
    """Where an article stands in its run."""

    TODO = "todo"
    TAKEN = "taken"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Listed:
    """An article to be judged. ``references_path`` is empty when it has only its own list.

    ``place`` is where its report goes, ``section`` the folder it belongs to.
    """

    path: str
    references_path: str
    section: str
    place: str

    @property
    def key(self) -> str:
        """Names the article in the store: another place for its report makes it another one."""
        return url_key(f"{self.place}\n{self.path}")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an article. ``summary`` is JSON, ``findings`` the rows of the tables, packed;
    ``inputs`` names all that the report was made of."""

    inputs: str
    summary: str
    findings: bytes
    errors: int
    rotten: int
    warnings: int
    unverified: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """An article of a run as it stands. ``fault`` says why it could not be read."""

    path: str
    section: str
    state: ArticleState
    fault: str
    result: Result


class Articles:
    """The articles of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enlist(self, run: str, listed: Iterable[Listed]) -> None:
        """Make the articles part of a run; those that are part of it already stay as they are."""
        for part in _parts(listed):
            rows = {
                one.key: {
                    "key": one.key,
                    "run": "",
                    "state": ArticleState.TODO.value,
                    "path": one.path,
                    "references_path": one.references_path,
                    "section": one.section,
                    "place": one.place,
                }
                for one in part
            }
            with self._database.write() as connection:
                insert_new(connection, ARTICLE, [_BLANK | row for row in rows.values()])
                known = connection.execute(_STANDING, {"keys": list(rows)}).all()
                fresh = [rows[row.key] for row in known if row.run != run]
                if fresh:
                    connection.execute(
                        _ENLIST, [row | {"of": row["key"], "in": run} for row in fresh]
                    )
                    mine = sa.delete(WANT).where(WANT.c.article.in_([row["key"] for row in fresh]))
                    connection.execute(mine)

    def recover(self, run: str) -> None:
        """What somebody took who is no more is to be done again."""
        with self._database.write() as connection:
            taken = sa.update(ARTICLE).where(
                ARTICLE.c.run == run, ARTICLE.c.state == ArticleState.TAKEN
            )
            connection.execute(taken.values(state=ArticleState.TODO.value))

    def take(self, run: str, most: int) -> tuple[tuple[str, Listed], ...]:
        """At most ``most`` articles to be judged, with their keys; nobody else gets them."""
        query = (
            sa.select(ARTICLE)
            .where(ARTICLE.c.run == run, ARTICLE.c.state == ArticleState.TODO)
            .order_by(ARTICLE.c.key)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        with self._database.write() as connection:
            rows = connection.execute(query).all()
            if rows:
                keys = [{"of": row.key} for row in rows]
                connection.execute(_TAKE, keys)
        return tuple(
            (row.key, Listed(row.path, row.references_path, row.section, row.place)) for row in rows
        )

    def wait(self, key: str, run: str, questions: Collection[Question], since: float) -> None:
        """Let an article wait for answers; it is to be done again at once if all are there."""
        with self._database.write() as connection:
            missing = want(connection, key, questions, since)
            state = ArticleState.WAITING if missing else ArticleState.TODO
            connection.execute(_STATE, {"of": key, "in": run, "to": state.value, "why": ""})

    def wake(self, run: str, *, all_of_them: bool = False) -> int:
        """Have those judged that wait for nothing any more, or all that wait; how many."""
        waiting = sa.update(ARTICLE).where(
            ARTICLE.c.run == run, ARTICLE.c.state == ArticleState.WAITING
        )
        if not all_of_them:
            wants = sa.select(WANT.c.article).where(WANT.c.article == ARTICLE.c.key)
            waiting = waiting.where(~wants.exists())
        with self._database.write() as connection:
            if all_of_them:
                mine = sa.select(ARTICLE.c.key).where(
                    ARTICLE.c.run == run, ARTICLE.c.state == ArticleState.WAITING
                )
                connection.execute(sa.delete(WANT).where(WANT.c.article.in_(mine)))
            return connection.execute(waiting.values(state=ArticleState.TODO.value)).rowcount

    def finish(self, key: str, run: str, result: Result) -> None:
        """Keep what came of an article."""
        values = {"of": key, "in": run, "to": ArticleState.DONE.value, "why": ""}
        with self._database.write() as connection:
            connection.execute(_STATE, values)
            connection.execute(_RESULT, _columns(result) | {"of": key})

    def fail(self, key: str, run: str, fault: str) -> None:
        """An article that cannot be read, and why."""
        values = {"of": key, "in": run, "to": ArticleState.FAILED.value, "why": fault}
        with self._database.write() as connection:
            connection.execute(_STATE, values)

    def earlier_result(self, key: str) -> Result | None:
        """What came of an article the last time, ``None`` when it is new."""
        with self._database.read() as connection:
            row = connection.execute(sa.select(ARTICLE).where(ARTICLE.c.key == key)).first()
        return _result(row) if row is not None and row.inputs else None

    def counts(self, run: str) -> Mapping[ArticleState, int]:
        """How many articles of a run are in each state."""
        query = (
            sa.select(ARTICLE.c.state, sa.func.count())
            .where(ARTICLE.c.run == run)
            .group_by(ARTICLE.c.state)
        )
        with self._database.read() as connection:
            found = {ArticleState(state): int(n) for state, n in connection.execute(query)}
        return {state: found.get(state, 0) for state in ArticleState}

    def worst_first(self, run: str, section: str | None = None) -> Iterator[Outcome]:
        """All articles of a run (or of a section of it) that came to an end, those with most to
        mend first."""
        order = (ARTICLE.c.errors, ARTICLE.c.rotten, ARTICLE.c.warnings, ARTICLE.c.unverified)
        query = (
            sa.select(ARTICLE)
            .where(ARTICLE.c.run == run, ARTICLE.c.state.in_(_ENDED))
            .order_by(*(column.desc() for column in order), ARTICLE.c.path, ARTICLE.c.key)
        )
        if section is not None:
            query = query.where(ARTICLE.c.section == section)
        with self._database.read() as connection:
            rows = connection.execution_options(yield_per=_PART).execute(query)
            yield from map(_outcome, rows)


def _parts(listed: Iterable[Listed]) -> Iterator[list[Listed]]:
    part: list[Listed] = []
    for one in listed:
        part.append(one)
        if len(part) == _PART:
            yield part
            part = []
    if part:
        yield part


def _columns(result: Result) -> dict[str, object]:
    return {name: getattr(result, name) for name in Result.__slots__}


def _result(row: sa.Row[tuple[object, ...]]) -> Result:
    values = row._mapping
    return Result(**{name: values[name] for name in Result.__slots__})


def _outcome(row: sa.Row[tuple[object, ...]]) -> Outcome:
    values = row._mapping
    return Outcome(
        values["path"],
        values["section"],
        ArticleState(values["state"]),
        values["fault"],
        _result(row),
    )


_ENDED = (ArticleState.DONE, ArticleState.FAILED)
_BLANK: dict[str, object] = {
    **dict.fromkeys(("inputs", "summary", "fault"), ""),
    "findings": b"",
    **dict.fromkeys(("errors", "rotten", "warnings", "unverified"), 0),
}
_KEYS: sa.BindParameter[str] = sa.bindparam("keys", expanding=True)
_OF: sa.BindParameter[str] = sa.bindparam("of")
_STANDING = (
    sa.select(ARTICLE.c.key, ARTICLE.c.run)
    .where(ARTICLE.c.key.in_(_KEYS))
    .order_by(ARTICLE.c.key)
    .with_for_update()
)
_ENLIST = (
    sa.update(ARTICLE)
    .where(ARTICLE.c.key == _OF)
    .values(
        run=sa.bindparam("in"),
        state=ArticleState.TODO.value,
        references_path=sa.bindparam("references_path"),
        section=sa.bindparam("section"),
        fault="",
    )
)
_TAKE = sa.update(ARTICLE).where(ARTICLE.c.key == _OF).values(state=ArticleState.TAKEN.value)
_STATE = (
    sa.update(ARTICLE)
    .where(ARTICLE.c.key == _OF, ARTICLE.c.run == sa.bindparam("in"))
    .values(state=sa.bindparam("to"), fault=sa.bindparam("why"))
)
_RESULT = (
    sa.update(ARTICLE)
    .where(ARTICLE.c.key == _OF)
    .values({name: sa.bindparam(name) for name in Result.__slots__})
)
