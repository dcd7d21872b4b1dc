"""Asking one service: in turn, with a pause, from the kept answers first, and no more once refused.

A service's answer is JSON or it is none. Keys go out with the request and nowhere else: what is
kept on disk and what is printed is made from the address without them.
"""

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

from audit.archive.pace import Stop
from audit.errors import StorageError
from audit.fetch import Fetcher
from audit.files import write_whole
from audit.model import Fetched
from audit.resolve.printable import printable
from audit.vocabulary import SourceState

KEEP_SECONDS = 24 * 3600
_SCHEMA = 1
_GOOD = (SourceState.LIVE, SourceState.MOVED)
_NOT_REACHED = (SourceState.UNREACHABLE, SourceState.TLS_ERROR)


@dataclass(frozen=True, slots=True)
class Reply:
    """The JSON that came back, or in ``failure`` why none did, as a clause.

    ``address`` is what was asked, without the key, when the answer is new and may be kept.
    """

    data: object = None
    failure: str = ""
    address: str = ""


class Turns(Protocol):
    """A clock that says when the next request may begin."""

    def take(self) -> float:
        """Take a turn and return 0, or take none and return the seconds until one may be free."""
        ...


class ServiceClient:
    """The requests of one service in one run, each when ``turns`` allows it. Thread-safe."""

    def __init__(
        self,
        name: str,
        base: str,
        fetcher: Fetcher,
        *,
        turns: Turns | None,
        key_variable: str = "",
        total_seconds: float = 60.0,
        cache_directory: Path | None = None,
    ) -> None:
        self._name, self._base, self._fetcher = name, base.rstrip("/"), fetcher
        self._key_variable = key_variable
        self._total_seconds = total_seconds
        self._cache = cache_directory / name if cache_directory else None
        self._turns = turns
        self._stop = Stop()

    def interrupt(self) -> None:
        """Ask no more; whoever waits for a turn is let go."""
        self._stop.stop("interrupted")

    def ask(
        self,
        path: str,
        public: Mapping[str, str],
        *,
        secret: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """One GET of ``path`` with the parameters ``public`` and ``secret`` (and key headers)."""
        address = f"{self._base}{path}?{urlencode(public)}"
        kept = self._load(address)
        if kept is not None:
            return kept
        while not self._stop.reason and self._turns and (seconds := self._turns.take()):
            self._stop.wait(seconds)
        if self._stop.reason:
            return Reply(failure=self._stop.reason)
        url = address + (f"&{urlencode(secret)}" if secret else "")
        fetched = self._fetcher.get(
            url,
            accept="application/json",
            headers=headers,
            follow_redirects=not (secret or headers),
            total_seconds=self._total_seconds,
            conditional=False,
        )
        failure = self._judge(fetched)
        if failure:
            return Reply(failure=failure)
        try:
            data: object = json.loads(fetched.body.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            return Reply(failure=self._not_json(fetched.body))
        return Reply(data, address=address)

    def keep(self, reply: Reply) -> None:
        """Keep an answer that was understood; an error that came as a good answer is not kept."""
        path = self._path(reply.address) if reply.address else None
        if path is None:
            return
        kept = {"schema": _SCHEMA, "address": reply.address, "asked_at": time.time()}
        try:
            write_whole(path, json.dumps({**kept, "data": reply.data}, ensure_ascii=True))
        except (StorageError, RecursionError):
            return

    def _judge(self, fetched: Fetched) -> str:
        """Why the answer cannot be used, ``""`` when it can; learns whether to ask again."""
        status = fetched.status
        if status == 200 and fetched.state in _GOOD:
            self._stop.answered()
            return ""
        if status == 429:
            reason = "too many requests (HTTP 429); not asked again in this run"
            self._stop.stop(reason)
            return reason
        if status in (401, 403) or (status == 422 and b"TOKEN" in fetched.body.upper()):
            what = f"the key in {self._key_variable} was" if self._key_variable else "we were"
            reason = f"{what} refused (HTTP {status})"
            self._stop.stop(reason)
            return reason
        if status is not None and status < 500 and status != 200:
            return f"the query was refused (HTTP {status})"
        said = f"HTTP {status}" if status not in (None, 200) else str(fetched.state)
        reason = f"it did not answer ({said})"
        self._stop.failed(
            f"{reason}; not asked again in this run", unreachable=fetched.state in _NOT_REACHED
        )
        return reason

    def _not_json(self, body: bytes) -> str:
        text = printable(body[:400].decode("utf-8", "replace"))
        plain = text if "<" not in text and len(text) <= 120 else ""
        return "it answered with something that is not JSON" + (f": {plain}" if plain else "")

    def _path(self, address: str) -> Path | None:
        name = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
        return self._cache / f"{name}.json" if self._cache else None

    def _load(self, address: str) -> Reply | None:
        path = self._path(address)
        if path is None:
            return None
        try:
            kept = json.loads(path.read_text("utf-8"))
            fresh = 0 <= time.time() - float(kept["asked_at"]) < KEEP_SECONDS
            whole = kept["schema"] == _SCHEMA and kept["address"] == address
            return Reply(kept["data"]) if fresh and whole else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
