"""Bundles on disk: the newest beside its report, so many earlier ones for so long."""

import io
import json
import os
import re
import time
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from audit.errors import StorageError
from audit.evidence.layout import CIRCUMSTANCES, FILE_NAME
from audit.files import write_whole

_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Retention:
    """How long evidence stays. ``earlier`` bundles are kept besides the newest, each ``days`` long
    (0: for as long as there is room in that number)."""

    earlier: int = 3
    days: int = 0


def save_bundle(folder: Path, bundle: bytes, retention: Retention) -> Path:
    """Write the newest bundle of ``folder``; the one before becomes an earlier one.

    Raises ``StorageError`` when the disk refuses; every bundle is then as it was.
    """
    path = folder / FILE_NAME
    moved = _set_aside(path) if retention.earlier else None
    try:
        write_whole(path, bundle)
    except BaseException:
        if moved is not None:
            with suppress(OSError):
                os.replace(moved, path)
        raise
    _forget(folder, retention)
    return path


def earlier_bundles(folder: Path) -> tuple[Path, ...]:
    """The earlier bundles of a folder, the latest first."""
    stem, suffix = FILE_NAME.rsplit(".", 1)
    return tuple(sorted(folder.glob(f"{stem}-*.{suffix}"), reverse=True))


def _set_aside(path: Path) -> Path | None:
    """Give the present bundle the name of its hour."""
    if not path.is_file():
        return None
    moved = path.with_name(f"{path.stem}-{_hour(path)}{path.suffix}")
    try:
        os.replace(path, moved)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        what = f"the earlier evidence cannot be set aside: {reason}"
        raise StorageError(what, path=str(path)) from fault
    return moved


def _hour(path: Path) -> str:
    """When a bundle's run was made, else when its file was written."""
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            created = json.loads(archive.read(CIRCUMSTANCES))["created"]
        return re.sub(r"[^0-9TZ]", "", str(created).replace("+00:00", "Z")) or "undated"
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
        return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(path.stat().st_mtime))


def _forget(folder: Path, retention: Retention) -> None:
    """Remove what is beyond the retention; a file that cannot be removed stays."""
    oldest = time.time() - retention.days * _DAY if retention.days else 0.0
    for number, path in enumerate(earlier_bundles(folder)):
        with suppress(OSError):
            if number >= retention.earlier or path.stat().st_mtime < oldest:
                path.unlink()
