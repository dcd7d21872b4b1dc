"""All findings of a run as CSV and as Parquet, written row by row: memory stays flat."""

import csv
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from audit.errors import StorageError
from audit.fleet.rows import ALL_COLUMNS
from audit.report.csv_report import spreadsheet_cell

if TYPE_CHECKING:
    import pyarrow

_ROWS_A_GROUP = 20_000
_NUMBERS = frozenset({"line", "column"})

AddRows = Callable[[list[list[str]]], None]


@contextmanager
def csv_table(path: Path) -> Iterator[AddRows]:
    """Rows of ``ALL_COLUMNS`` into a CSV file, which appears when all are written."""
    with _new_file(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(ALL_COLUMNS)
        yield lambda rows: writer.writerows(map(spreadsheet_cell, row) for row in rows)


@contextmanager
def parquet_table(path: Path) -> Iterator[AddRows | None]:
    """The same into a Parquet file; ``None`` where pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        yield None
        return
    with _new_file(path) as temporary:
        schema = _schema(pyarrow)
        rows: list[list[str]] = []
        with parquet.ParquetWriter(temporary, schema, compression="zstd") as writer:

            def flush() -> None:
                if rows:
                    writer.write_table(_table(pyarrow, schema, rows))
                    rows.clear()

            def add(more: list[list[str]]) -> None:
                rows.extend(more)
                if len(rows) >= _ROWS_A_GROUP:
                    flush()

            yield add
            flush()


def _schema(arrow: ModuleType) -> "pyarrow.Schema":
    kinds = {True: arrow.int32(), False: arrow.string()}
    names = [(name, name.replace(" ", "_").replace("'", "")) for name in ALL_COLUMNS]
    return arrow.schema([(safe, kinds[name in _NUMBERS]) for name, safe in names])


def _table(arrow: ModuleType, schema: "pyarrow.Schema", rows: list[list[str]]) -> "pyarrow.Table":
    columns = []
    for name, values in zip(ALL_COLUMNS, zip(*rows, strict=True), strict=True):
        texts = (value.encode("utf-8", "replace").decode() for value in values)
        if name in _NUMBERS:
            columns.append(arrow.array([int(value or 0) for value in values], arrow.int32()))
        else:
            columns.append(arrow.array(list(texts), arrow.string()))
    return arrow.Table.from_arrays(columns, schema=schema)


@contextmanager
def _new_file(path: Path) -> Iterator[Path]:
    """A temporary file that takes the place of ``path`` at the end. Raises ``StorageError``."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        os.close(handle)
        yield Path(temporary)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise StorageError(f"cannot be written: {reason}", path=str(path)) from fault
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
