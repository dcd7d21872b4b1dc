"""What became of links over time: states in intervals, alarms, verified passages, runs, leases.

One store for a laptop (SQLite in the project's folder) and for many machines (any database that
SQLAlchemy reaches, PostgreSQL above all). Every method is one short transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from audit.history.alarm import AlarmRule, NoticeKind, Sign, Standing, sign_of
from audit.history.answers import Answer, Answers, Question, Queue
from audit.history.articles import Articles, ArticleState, Listed, Outcome, Result
from audit.history.captures import Captures
from audit.history.database import FILE_NAME, Database
from audit.history.leases import Leases
from audit.history.links import Links
from audit.history.passages import Passages
from audit.history.runs import Runs
from audit.history.values import (
    Busy,
    Check,
    Citation,
    Interval,
    Lease,
    Link,
    Notice,
    Run,
    VerifiedPassage,
    url_key,
)

__all__ = [
    "FILE_NAME",
    "AlarmRule",
    "Answer",
    "ArticleState",
    "Busy",
    "Check",
    "Citation",
    "History",
    "Interval",
    "Lease",
    "Link",
    "Listed",
    "Notice",
    "NoticeKind",
    "Outcome",
    "Question",
    "Queue",
    "Result",
    "Run",
    "Sign",
    "Standing",
    "VerifiedPassage",
    "open_history",
    "sign_of",
    "url_key",
]


@dataclass(frozen=True, slots=True)
class History:
    """An open store. Safe to share between threads."""

    runs: Runs
    links: Links
    passages: Passages
    captures: Captures
    leases: Leases
    answers: Answers
    articles: Articles


@contextmanager
def open_history(location: str, rule: AlarmRule | None = None) -> Iterator[History]:
    """The store at ``location``, a file or an SQLAlchemy address; made when it is not there.

    Raises ``InputError`` for what is no store or one of a newer program, ``StorageError`` when the
    disk or the database refuses.
    """
    database = Database(location)
    try:
        yield History(
            Runs(database),
            Links(database, rule or AlarmRule()),
            Passages(database),
            Captures(database),
            Leases(database),
            Answers(database),
            Articles(database),
        )
    finally:
        database.close()
