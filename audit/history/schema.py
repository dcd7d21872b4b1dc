"""The tables, and how a store of an earlier version becomes one of this version.

Text is kept in columns without a length; keys are hashes, for an address may be longer than what a
database indexes. Only what every database knows is used.
"""

from collections.abc import Callable

import sqlalchemy as sa


class PlainText(sa.TypeDecorator[str]):
    """Text that any database takes: without NUL and lone surrogates, which pages may contain."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Replace what cannot be stored."""
        if value is None or value.isascii():
            return value.replace("\x00", "\ufffd") if value else value
        return value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


def _key(name: str, *, primary: bool = False, indexed: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(32), primary_key=primary, index=indexed, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, PlainText, nullable=False, default="")


def _time(name: str, *, nullable: bool = False) -> sa.Column[float]:
    return sa.Column(name, sa.Double, nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, default=0)


def _interval_columns() -> tuple[sa.Column[str], ...]:
    status: sa.Column[int] = sa.Column("status", sa.Integer, nullable=True)
    columns = (_text("state"), _text("rule"), status, _text("final_url"), _text("evidence"))
    return (*columns, _time("last_seen"), _number("checks"))  # type: ignore[return-value]  # columns of several types


metadata = sa.MetaData()

STORE = sa.Table("store", metadata, sa.Column("version", sa.Integer, primary_key=True))

RUN = sa.Table(
    "run",
    metadata,
    _key("id", primary=True),
    _text("kind"),
    _text("fingerprint"),
    _text("shard"),
    _time("started"),
    _time("finished", nullable=True),
)

RUN_STATE = sa.Table(
    "run_state",
    metadata,
    _key("run", primary=True),
    sa.Column("state", sa.String(32), primary_key=True),
    _number("links"),
)

# What a run that has not ended has checked: the key of idempotency, and where to resume.
CHECKED = sa.Table("checked", metadata, _key("run", primary=True), _key("link", primary=True))

# A link with its present interval; the earlier ones are in INTERVAL.
LINK = sa.Table(
    "link",
    metadata,
    _key("key", primary=True),
    _text("url"),
    _text("host"),
    _time("first_seen"),
    *_interval_columns(),
    _text("judged"),  # of the last check that read a page, with the state and rule it came to
    _text("judged_state"),
    _text("judged_rule"),
    _text("standing"),
    _number("failures"),
    _time("counted_at"),
)

INTERVAL = sa.Table(
    "interval",
    metadata,
    _key("link", primary=True),
    sa.Column("first_seen", sa.Double, primary_key=True),
    *_interval_columns(),
)

PASSAGE = sa.Table(
    "passage",
    metadata,
    _key("key", primary=True),
    _key("link", indexed=True),
    _key("article_key", indexed=True),
    _text("url"),
    _text("article"),
    _text("finding"),
    _text("quotation"),
    _text("passage"),
    _number("characters"),
    _time("verified_at"),
    _number("missed"),
    _time("counted_at"),
    sa.Column("drifted", sa.Boolean, nullable=False, default=False),
)

NOTICE = sa.Table(
    "notice",
    metadata,
    _key("id", primary=True),
    _key("link", indexed=True),
    _text("url"),
    _text("kind"),
    _time("raised_at"),
    _text("article"),
    _text("finding"),
    _text("detail"),
    _text("told_in"),  # the run that told it; empty until then
)

HOST = sa.Table(
    "host",
    metadata,
    sa.Column("host", sa.String(255), primary_key=True),
    _text("owner"),
    _time("until"),
    _time("due"),
)

CITATION = sa.Table(
    "citation",
    metadata,
    _key("article_key", primary=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    _key("link", indexed=True),
    _text("article"),
    _text("url"),
    _text("publisher"),
)

CAPTURE = sa.Table(
    "capture",
    metadata,
    _key("link", primary=True),
    _text("outcome"),
    _time("asked_at"),
)

# What a run over many articles asks of the network, and the latest answer (``line``: a line of the
# evidence's journal, empty while there is none; its body is kept elsewhere by its SHA-256).
QUESTION = sa.Table(
    "question",
    metadata,
    _key("key", primary=True),
    _text("url"),
    sa.Column("host", sa.String(255), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("follow", sa.Boolean, nullable=False),
    sa.Column("open", sa.Boolean, nullable=False),
    _time("wanted_at"),
    _time("not_before"),
    _text("carried"),  # a visit that goes on at another host than it began at
    _text("line"),
    _text("body"),
    sa.Column("spoke", sa.Boolean, nullable=False, default=False),
    _time("answered_at"),
    _time("due"),
)
sa.Index(
    "question_open",
    QUESTION.c.host,
    QUESTION.c.wanted_at,
    sqlite_where=QUESTION.c.open,
    postgresql_where=QUESTION.c.open,
)
sa.Index("question_answered", QUESTION.c.answered_at)

# Which articles wait for which open questions.
WANT = sa.Table(
    "want",
    metadata,
    _key("article", primary=True),
    _key("question", primary=True, indexed=True),
)

ARTICLE = sa.Table(
    "article",
    metadata,
    _key("key", primary=True),
    _key("run"),
    sa.Column("state", sa.String(16), nullable=False),
    _text("path"),
    _text("references_path"),
    _text("place"),
    _text("section"),
    _text("inputs"),  # what the report was made of, hashed
    _text("summary"),
    sa.Column("findings", sa.LargeBinary, nullable=False),
    _text("fault"),
    _number("errors"),
    _number("rotten"),
    _number("warnings"),
    _number("unverified"),
)
sa.Index("article_of_run", ARTICLE.c.run, ARTICLE.c.state)

Step = Callable[[sa.Connection], None]


def _many_articles(connection: sa.Connection) -> None:
    """Version 2 keeps what runs over many articles need."""
    metadata.create_all(connection, tables=[QUESTION, WANT, ARTICLE])


# The step at index n leads from version n + 1 to version n + 2. A new store is made as the tables
# stand above, at the newest version.
STEPS: tuple[Step, ...] = (_many_articles,)
