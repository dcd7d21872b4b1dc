"""The user's own model, asked over HTTP: any server that speaks OpenAI's ``/chat/completions``.

Only that one address is asked, by a fetcher of its own that may reach private addresses: a model
mostly runs on the user's own machine. The key goes out in a header and nowhere else.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from audit.advice.answer import read_answer
from audit.advice.prompt import AnswerForm, Question, request_body
from audit.errors import SettingsError, StorageError
from audit.fetch import Fetcher, FetchSettings
from audit.fetch.guard import refusal_of_name
from audit.files import write_whole
from audit.model import Fetched
from audit.vocabulary import SourceState

_MOST_BYTES = 1_000_000  # of an answer: long thoughts included, a runaway model not
_BAD_REQUEST = 400
_FAILURES = 2  # in a row, without a server's word: it is not there
_SCHEMA = 1
_HIDDEN = b"[key]"


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """Where the model is and how long it may take. ``key`` may be empty; it is never shown.

    Raises ``SettingsError`` for an address that cannot be used.
    """

    base: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 120.0
    cache_directory: Path | None = None

    def __post_init__(self) -> None:
        if not self.base or not self.model:
            raise SettingsError(
                "no model to ask for advice",
                hint="set judge-base and judge-model under [tool.citation-audit]",
            )
        parts = urlsplit(self.base)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise SettingsError(
                "judge-base is not the address of an endpoint",
                hint="such as http://localhost:11434/v1; a key belongs into the environment",
            )
        if self.key and parts.scheme == "http" and not refusal_of_name(parts.hostname):
            raise SettingsError(
                f"the key would go to {parts.hostname} unencrypted", hint="use https"
            )
        if not (self.key.isascii() and self.key.isprintable()):
            raise SettingsError("the key for the model is not printable ASCII")


class Endpoint:
    """An ``Adviser`` over HTTP; a context manager. Answers are kept in ``cache_directory``."""

    def __init__(self, settings: EndpointSettings) -> None:
        self._settings = settings
        self._address = settings.base.rstrip("/") + "/chat/completions"
        self._form = AnswerForm.SCHEMA
        self._failures = 0
        local = refusal_of_name(urlsplit(settings.base).hostname or "")
        self._fetcher = Fetcher(
            FetchSettings(
                read_seconds=settings.seconds,
                total_seconds=settings.seconds,
                wire_bytes=_MOST_BYTES,
                body_bytes=_MOST_BYTES,
                redirects=0,
                retries=0,
                per_host_delay_seconds=0.0,
                host_down_seconds=0.0,
                browser_headers=False,
                allow_private=True,
                proxy_url="" if local else None,
            )
        )

    def __enter__(self) -> "Endpoint":
        return self

    def __exit__(self, *_: object) -> None:
        self._fetcher.close()

    @property
    def model(self) -> str:
        """The model's name."""
        return self._settings.model

    @property
    def interrupt(self) -> Callable[[], None]:
        """Ends the question that is under way; later ones are not asked."""
        return self._fetcher.interrupt

    def ask(self, question: Question) -> Fetched:
        """The endpoint's answer, kept or new. An endpoint that is not there is asked no more."""
        path = self._path(question)
        kept = self._kept(path)
        if kept is not None:
            return kept
        if self._failures >= _FAILURES:
            detail = "it did not answer before, and is not asked again in this run"
            return Fetched(
                self._address, self._address, SourceState.NOT_CHECKED, "endpoint-down", detail
            )
        fetched = self._post(question)
        if fetched.status == _BAD_REQUEST and self._form is AnswerForm.SCHEMA:
            self._form = AnswerForm.OBJECT
            fetched = self._post(question)
        self._failures = self._failures + 1 if fetched.status is None else 0
        if path is not None and not isinstance(read_answer(fetched), str):
            self._keep(path, fetched)
        return fetched

    def _post(self, question: Question) -> Fetched:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._settings.key:
            headers["Authorization"] = f"Bearer {self._settings.key}"
        body = request_body(question, self._form)
        return self._without_key(self._fetcher.post(self._address, body, headers=headers))

    def _without_key(self, fetched: Fetched) -> Fetched:
        """Servers quote a wrong key back; it must not get into reports and evidence."""
        key = self._settings.key.encode()
        headers = tuple(pair for pair in fetched.headers if not key or key.decode() not in pair[1])
        body = fetched.body.replace(key, _HIDDEN) if key else fetched.body
        return replace(fetched, headers=headers, body=body)

    def _path(self, question: Question) -> Path | None:
        directory = self._settings.cache_directory
        return directory / f"{question.key}.json" if directory else None

    def _keep(self, path: Path, fetched: Fetched) -> None:
        text = fetched.body.decode("utf-8", "replace")
        kept = {"schema": _SCHEMA, "address": self._address, "answer": text}
        with suppress(StorageError):
            write_whole(path, json.dumps(kept))

    def _kept(self, path: Path | None) -> Fetched | None:
        if path is None:
            return None
        try:
            kept = json.loads(path.read_bytes())
            if kept["schema"] != _SCHEMA or kept["address"] != self._address:
                return None
            body = str(kept["answer"]).encode("utf-8", "replace")
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        fetched = Fetched(self._address, self._address, SourceState.LIVE, "kept-answer", status=200)
        return replace(fetched, media_type="application/json", body=body)
