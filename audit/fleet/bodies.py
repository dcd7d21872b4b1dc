"""Content by its SHA-256: the bodies that the verdicts rest on, in a folder or an object store.

Writing the same content twice changes nothing. Content that does not hash to its name any more is
as good as none.
"""

import gzip
import hashlib
import os
import tempfile
import zlib
from pathlib import Path
from typing import Protocol

from audit.errors import InputError, StorageError

_LEVEL = 1  # a third of the time of the usual level, for a tenth more bytes (HTML, measured)


class Place(Protocol):
    """Where named bytes are kept."""

    def read(self, name: str) -> bytes | None:
        """The bytes of a name, ``None`` when there are none."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Keep bytes under a name, whole or not at all. Raises ``StorageError``."""
        ...

    def has(self, name: str) -> bool:
        """Whether there is anything under a name."""
        ...


class Bodies:
    """The bodies at a location: a folder, or any address that fsspec knows."""

    def __init__(self, location: str) -> None:
        """Raises ``InputError`` for an address that cannot be used."""
        self._place = _place(location)

    def put(self, body: bytes) -> str:
        """Keep a body; its SHA-256. Raises ``StorageError``."""
        digest = hashlib.sha256(body).hexdigest()
        name = f"bodies/{digest[:2]}/{digest}.gz"
        if not self._place.has(name):
            self._place.write(name, gzip.compress(body, _LEVEL, mtime=0))
        return digest

    def get(self, digest: str) -> bytes | None:
        """The body, ``None`` when it is gone or damaged."""
        body = self._read(f"bodies/{digest[:2]}/{digest}.gz")
        return body if body is not None and hashlib.sha256(body).hexdigest() == digest else None

    def put_made(self, key: str, data: bytes) -> None:
        """Keep what was made of bodies, under the hash of all it was made of."""
        self._place.write(f"texts/{key[:2]}/{key}.gz", gzip.compress(data, _LEVEL, mtime=0))

    def get_made(self, key: str) -> bytes | None:
        """What was made before, ``None`` when nothing was."""
        return self._read(f"texts/{key[:2]}/{key}.gz")

    def _read(self, name: str) -> bytes | None:
        packed = self._place.read(name)
        try:
            return gzip.decompress(packed) if packed is not None else None
        except (OSError, EOFError, zlib.error):
            return None


class _Folder:
    """A folder of this machine, or one that several machines share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        try:
            return (self._folder / name).read_bytes()
        except OSError:
            return None

    def has(self, name: str) -> bool:
        return (self._folder / name).exists()

    def write(self, name: str, data: bytes) -> None:
        """Without waiting for the disk: after a power cut a damaged body is asked for again."""
        path, temporary = self._folder / name, ""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            os.replace(temporary, path)
        except OSError as fault:
            if temporary:
                Path(temporary).unlink(missing_ok=True)
            reason = fault.strerror or str(fault)
            what = f"the evidence cannot be written: {reason}"
            raise StorageError(what, path=str(self._folder)) from fault


class _Remote:
    """An object store through fsspec; what it raises is as varied as its backends."""

    def __init__(self, location: str) -> None:
        try:
            from fsspec.core import url_to_fs

            self._files, self._root = url_to_fs(location)
        except (ImportError, ValueError, OSError) as fault:
            hint = "a folder, or an address whose fsspec backend is installed, as s3://bucket/audit"
            raise InputError(f"cannot be used: {fault}", path=location, hint=hint) from fault
        self._location = location

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    def read(self, name: str) -> bytes | None:
        try:
            return bytes(self._files.cat_file(self._path(name)))
        except FileNotFoundError:
            return None
        except Exception as fault:
            raise StorageError(f"cannot be read: {fault}", path=self._location) from fault

    def has(self, name: str) -> bool:
        try:
            return bool(self._files.exists(self._path(name)))
        except Exception as fault:
            raise StorageError(f"cannot be read: {fault}", path=self._location) from fault

    def write(self, name: str, data: bytes) -> None:
        try:
            self._files.pipe_file(self._path(name), data)
        except Exception as fault:
            raise StorageError(f"cannot be written: {fault}", path=self._location) from fault


def _place(location: str) -> Place:
    return _Remote(location) if "://" in location else _Folder(Path(location))
