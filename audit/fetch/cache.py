"""Responses kept on disk between runs: one file each, written whole or not at all."""

import hashlib
import json
import os
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from audit.errors import StorageError
from audit.fetch.redirects import PERMANENT
from audit.model import Fetched, Hop
from audit.vocabulary import SourceState

_VERSION = 1
_RESUME_SECONDS = 600.0  # a run taken up again does not ask twice where nothing can be compared
_KEPT_STATUS = frozenset({200, 203})
_KEPT_STATES = frozenset({SourceState.LIVE, SourceState.MOVED})


@dataclass(frozen=True, slots=True)
class Entry:
    """A response as kept; ``saved`` is when it was last confirmed (seconds since 1970)."""

    fetched: Fetched
    saved: float

    @property
    def conditions(self) -> dict[str, str]:
        """Header fields of a conditional request (RFC 9110 13.1), empty without validators."""
        headers = dict(self.fetched.headers)
        named = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
        return {name: headers[source] for name, source in named if headers.get(source)}

    @property
    def direct(self) -> bool:
        """Whether only permanent redirects lead to the response."""
        return all(hop.status in PERMANENT for hop in self.fetched.hops if hop.location)

    def is_fresh(self, now: float, cap: float) -> bool:
        """Whether the response may be used without asking (RFC 9111 4.2), ``cap`` seconds long
        at most."""
        return 0 <= now - self.saved < min(cap, _lifetime(self.fetched, self.conditions))


class Cache:
    """Good responses by key. Thread-safe; several processes may share the directory."""

    def __init__(self, directory: Path, most_bytes: int) -> None:
        """Raises ``StorageError`` when the directory cannot be made."""
        self._directory, self._most_bytes = directory, most_bytes
        self._lock = threading.Lock()
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            what = f"the cache cannot be made: {error.strerror}"
            raise StorageError(what, path=str(directory)) from error
        self._bytes = sum(size for _, size, _ in self._files())

    @staticmethod
    def key(url: str, headers: Mapping[str, str]) -> str:
        """Responses differ by address and by the header fields that the caller sends."""
        parts = [url, *(f"{name.lower()}: {headers[name]}" for name in sorted(headers))]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def load(self, key: str) -> Entry | None:
        """The entry of a key; ``None`` when there is none or it is damaged."""
        try:
            head, _, body = self._path(key).read_bytes().partition(b"\n")
            return _entry(json.loads(head), body, key)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def store(self, key: str, fetched: Fetched) -> None:
        """Keep a response if it is one to keep: read whole, a success, not ``no-store``."""
        directives = _directives(fetched)
        if fetched.state not in _KEPT_STATES or fetched.status not in _KEPT_STATUS:
            return
        if not fetched.body or "no-store" in directives or dict(fetched.headers).get("vary") == "*":
            return
        head = json.dumps(_record(key, fetched)).encode()
        if len(fetched.body) <= self._most_bytes:
            self._write(self._path(key), head + b"\n" + fetched.body)

    def _path(self, key: str) -> Path:
        return self._directory / key[:2] / key

    def _write(self, path: Path, content: bytes) -> None:
        """Write to another name and rename; a full disk costs the entry, not the run."""
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            number, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(content)
                os.replace(name, path)
            except OSError:
                os.unlink(name)
                raise
            with self._lock:
                self._bytes += len(content)
                if self._bytes > self._most_bytes:
                    self._prune()

    def _files(self) -> list[tuple[float, int, Path]]:
        found = []
        for path in self._directory.glob("??/*"):
            with suppress(OSError):
                status = path.stat()
                found.append((status.st_mtime, status.st_size, path))
        return found

    def _prune(self) -> None:
        """Remove the oldest entries until four fifths of the room are left in use."""
        files = sorted(self._files())
        self._bytes = sum(size for _, size, _ in files)
        for _, size, path in files:
            if self._bytes <= self._most_bytes * 0.8:
                break
            with suppress(OSError):
                path.unlink()
                self._bytes -= size


def confirmed(entry: Entry, headers: Mapping[str, str]) -> Fetched:
    """The kept response after a 304, its header fields brought up to date (RFC 9111 3.2)."""
    fields = dict(entry.fetched.headers)
    skipped = ("content-length", "content-encoding", "content-type", "transfer-encoding")
    fields.update({name: value for name, value in headers.items() if name not in skipped})
    return replace(entry.fetched, headers=tuple(fields.items()))


def _directives(fetched: Fetched) -> dict[str, str]:
    """Cache-Control as a mapping of lower-case names."""
    parts = dict(fetched.headers).get("cache-control", "").lower().split(",")
    pairs = (part.strip().partition("=") for part in parts)
    return {name.strip(): value.strip().strip('"') for name, _, value in pairs}


def _lifetime(fetched: Fetched, conditions: Mapping[str, str]) -> float:
    """Seconds that the server promises, from when the response was confirmed."""
    headers, directives = dict(fetched.headers), _directives(fetched)
    age = headers.get("age", "")
    spent = float(age) if age.isdecimal() else 0.0
    if "no-cache" in directives:
        return 0.0
    if "max-age" in directives:
        seconds = directives["max-age"]
        return float(seconds) - spent if seconds.isdecimal() else 0.0
    if "expires" in headers:
        return _seconds_between(headers.get("date", ""), headers["expires"]) - spent
    return 0.0 if conditions else _RESUME_SECONDS


def _seconds_between(begin: str, end: str) -> float:
    try:
        first = parsedate_to_datetime(begin).timestamp() if begin else time.time()
        return parsedate_to_datetime(end).timestamp() - first
    except (ValueError, OverflowError):
        return 0.0  # "Expires: 0" means already stale


def _record(key: str, fetched: Fetched) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "key": key,
        "sha256": hashlib.sha256(fetched.body).hexdigest(),
        "saved": time.time(),
        "url": fetched.url,
        "final_url": fetched.final_url,
        "state": fetched.state.value,
        "rule": fetched.rule,
        "detail": fetched.detail,
        "status": fetched.status,
        "media_type": fetched.media_type,
        "charset": fetched.charset,
        "headers": fetched.headers,
        "hops": [(hop.url, hop.status, hop.location) for hop in fetched.hops],
        "fetched_at": fetched.fetched_at,
    }


def _entry(record: Mapping[str, Any], body: bytes, key: str) -> Entry | None:
    whole = hashlib.sha256(body).hexdigest() == record["sha256"]
    if not whole or record["version"] != _VERSION or record["key"] != key:
        return None
    fetched = Fetched(
        url=record["url"],
        final_url=record["final_url"],
        state=SourceState(record["state"]),
        rule=record["rule"],
        detail=record["detail"],
        status=record["status"],
        media_type=record["media_type"],
        charset=record["charset"],
        headers=tuple((name, value) for name, value in record["headers"]),
        body=body,
        hops=tuple(Hop(url, status, location) for url, status, location in record["hops"]),
        fetched_at=record["fetched_at"],
    )
    return Entry(fetched, float(record["saved"]))
