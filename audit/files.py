"""Reading what the user names and writing what we make, so that nothing is ever half there."""

import os
import tempfile
from pathlib import Path

from audit.errors import InputError, StorageError

MOST_INPUT_BYTES = 50_000_000


def read_input(path: Path, what: str, *, hint: str = "") -> bytes:
    """The bytes of a file the user named. ``what`` names it in the one sentence of a fault."""
    try:
        if path.is_dir():
            raise InputError(f"this is a folder, not {what}", path=str(path), hint=hint)
        if path.stat().st_size > MOST_INPUT_BYTES:
            raise InputError(f"{what} is larger than 50 MB", path=str(path))
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise InputError(f"{what} does not exist", path=str(path), hint=hint) from fault
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise InputError(f"{what} cannot be read: {reason}", path=str(path)) from fault


def write_whole(path: Path, content: str | bytes) -> None:
    """Write ``content`` under a temporary name, then rename: the file is old or new, never half.

    Raises ``StorageError`` when the disk refuses; the old file is then untouched.
    """
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as fault:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        reason = fault.strerror or str(fault)
        raise StorageError(f"cannot be written: {reason}", path=str(path)) from fault


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
