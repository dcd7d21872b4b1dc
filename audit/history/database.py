"""The database behind the history: one address, two kinds of transaction, faults in one sentence.

SQLite and PostgreSQL differ in ``_prepare`` and ``_claim_schema`` only.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import OperationalError as RefusedError

from audit.errors import InputError, StorageError
from audit.history.schema import STEPS, STORE, Step, metadata

FILE_NAME = "history.db"
_BUSY_SECONDS = 60
_WRITING = "citation_audit_writing"
_SCHEMA_LOCK = 0x63697465  # any number that no other program locks in the same database


class Database:
    """A store's database, opened and brought to this program's version.

    ``location`` is a file (SQLite) or any SQLAlchemy address. Raises ``InputError`` for what is no
    store, one of a newer version or an address that cannot be used, ``StorageError`` when the disk
    or the server refuses. Safe to share between threads; several processes may use one database.
    """

    def __init__(self, location: str, steps: Sequence[Step] = STEPS) -> None:
        url = _url(location)
        self.name = url.render_as_string(hide_password=True) if "://" in location else location
        self._is_file = url.get_backend_name() == "sqlite"
        self._engine = self._open(url)
        self._writer = self._engine.execution_options(**{_WRITING: True})
        try:
            self._migrate(steps)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A transaction that keeps nobody waiting; it ends with the block. For short queries."""
        with self._told(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction that is kept whole when the block ends, and not at all when it raises."""
        with self._told(), self._writer.begin() as connection:
            yield connection

    def _open(self, url: URL) -> sa.Engine:
        arguments = {"timeout": _BUSY_SECONDS} if self._is_file else {}
        try:
            if self._is_file and url.database:
                Path(url.database).parent.mkdir(parents=True, exist_ok=True)
            engine = sa.create_engine(
                url, connect_args=arguments, pool_size=4, max_overflow=8, pool_timeout=_BUSY_SECONDS
            )
        except (NoSuchModuleError, ImportError, ArgumentError, TypeError) as fault:
            what = f"this kind of store cannot be opened: {fault}"
            hint = "a file, or postgresql+psycopg://… with the fleet extra installed"
            raise InputError(what, path=self.name, hint=hint) from fault
        except OSError as fault:
            raise StorageError(f"cannot be made: {fault.strerror}", path=self.name) from fault
        if self._is_file:
            _prepare(engine)
        return engine

    def _migrate(self, steps: Sequence[Step]) -> None:
        """Make the tables, or bring them to the newest version, in one transaction."""
        newest = len(steps) + 1
        with self.read() as connection:
            if self._version(connection) == newest:
                return
        with self.write() as connection:
            if not self._is_file:
                _claim_schema(connection)
            version = self._version(connection)
            if version > newest:
                raise InputError(
                    f"this store is of version {version}, this program knows {newest}",
                    path=self.name,
                    hint="update citation-audit, or name another store with --store",
                )
            if not version:
                metadata.create_all(connection)
            for step in steps[version - 1 :] if version else ():
                step(connection)
            connection.execute(sa.delete(STORE))
            connection.execute(sa.insert(STORE).values(version=newest))

    def _version(self, connection: sa.Connection) -> int:
        """0 for an empty database. Raises ``InputError`` for a database of something else."""
        tables = set(sa.inspect(connection).get_table_names())
        if STORE.name in tables:
            return int(connection.execute(sa.select(STORE.c.version)).scalar_one_or_none() or 0)
        if tables and (self._is_file or tables & metadata.tables.keys()):
            raise self._no_store("a database of something else")
        return 0

    def _no_store(self, what: str) -> InputError:
        hint = "name another with --store, or move it away"
        return InputError(f"this is no history: {what}", path=self.name, hint=hint)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Faults of the database as ours."""
        try:
            yield
        except DBAPIError as fault:
            said = str(fault.orig).strip().splitlines()[0] if str(fault.orig) else str(fault)
            if "not a database" in said or "malformed" in said:
                raise self._no_store(said) from fault
            if isinstance(fault, RefusedError) or self._is_file:
                raise StorageError(f"the store refused: {said}", path=self.name) from fault
            raise


def _url(location: str) -> URL:
    if "://" not in location:
        return URL.create("sqlite", database=location)
    try:
        return sa.make_url(location)
    except ArgumentError as fault:
        raise InputError(
            "this is no address of a store", path=location, hint="as sqlite:///history.db"
        ) from fault


def _prepare(engine: sa.Engine) -> None:
    """SQLite: write-ahead log; writers take their lock at once, readers never take one.

    A transaction that begins by reading and wants to write later may meet another that did the
    same; both would fail at once instead of waiting.
    """

    @sa.event.listens_for(engine, "connect")
    def _(raw: sa.engine.interfaces.DBAPIConnection, _record: object) -> None:
        raw.isolation_level = None
        cursor = raw.cursor()
        for pragma in (
            "journal_mode=wal",
            "synchronous=normal",
            f"busy_timeout={_BUSY_SECONDS}000",
        ):
            cursor.execute(f"pragma {pragma}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _(connection: sa.Connection) -> None:
        writing = connection.get_execution_options().get(_WRITING)
        connection.exec_driver_sql("begin immediate" if writing else "begin")


def _claim_schema(connection: sa.Connection) -> None:
    """Databases with a server: let one process at a time make or change tables."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_SCHEMA_LOCK)))
