"""Index answers kept on disk, so that an address is not asked for again the same day."""

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import astuple, dataclass
from pathlib import Path

from audit.archive.cdx import Row
from audit.vocabulary import ArchiveOutcome

KEEP_FOUND_SECONDS = 24 * 3600
# A miss may be a capture made an hour ago: the index lags behind the crawlers.
KEEP_MISS_SECONDS = 3600
_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class KnownCaptures:
    """What the index knows of one address: anything but ``unknown`` is worth keeping."""

    outcome: ArchiveOutcome
    rows: tuple[Row, ...] = ()
    detail: str = ""


class AnswerCache:
    """A directory of answers, one file each. ``None`` as directory keeps nothing.

    A file that cannot be read is as good as none, and a disk that refuses costs only time.
    """

    def __init__(self, directory: Path | None, clock: Callable[[], float] = time.time) -> None:
        self._directory = directory
        self._clock = clock

    def get(self, archive: str, url: str) -> KnownCaptures | None:
        """The kept answer of ``archive`` for ``url`` while it is fresh."""
        path = self._path(archive, url)
        if path is None:
            return None
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept["schema"] != _SCHEMA or kept["archive"] != archive or kept["url"] != url:
                return None
            outcome = ArchiveOutcome(kept["outcome"])
            age = self._clock() - float(kept["asked_at"])
            rows = tuple(Row(*map(str, row)) for row in kept["rows"])
            known = KnownCaptures(outcome, rows, str(kept["detail"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        lifetime = KEEP_FOUND_SECONDS if rows else KEEP_MISS_SECONDS
        return known if 0 <= age < lifetime else None

    def put(self, archive: str, url: str, known: KnownCaptures) -> None:
        """Keep an answer; one that is ``unknown`` is never kept."""
        path = self._path(archive, url)
        if path is None or known.outcome is ArchiveOutcome.UNKNOWN:
            return
        text = json.dumps(
            {
                "schema": _SCHEMA,
                "archive": archive,
                "url": url,
                "asked_at": self._clock(),
                "outcome": known.outcome,
                "detail": known.detail,
                "rows": [astuple(row) for row in known.rows],
            }
        )
        try:
            _write_whole(path, text)
        except OSError:
            return

    def _path(self, archive: str, url: str) -> Path | None:
        if self._directory is None:
            return None
        name = hashlib.sha256(f"{archive}\n{url}".encode("utf-8", "surrogatepass")).hexdigest()
        return self._directory / f"{name}.json"


def _write_whole(path: Path, text: str) -> None:
    """Write ``text`` so that a reader sees the old file or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
