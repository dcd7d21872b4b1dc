"""The WARC file of a run while it is being written: any number of threads, every payload once."""

import tempfile
import threading
from datetime import UTC, datetime

from audit import __version__
from audit.errors import StorageError
from audit.evidence.link import HOLDING
from audit.evidence.payloads import BodyPlace, body_of, sha256
from audit.evidence.reading import payload_of
from audit.evidence.records import (
    Draft,
    Fields,
    Kept,
    conversion_draft,
    info_draft,
    member,
    request_draft,
    response_block,
    response_draft,
    revisit_draft,
    warc_date,
)
from audit.fetch.contract import LENGTH, Received

_FROM_CACHE = (("X-Citation-Audit-Source", "kept by an earlier run, content coding undone"),)


class Spool:
    """Records in a nameless file that is gone with the process.

    A disk that refuses ends the recording, not the run: ``close`` says it. ``most_bytes`` bounds
    the file; after that responses are recorded without their payload, marked as truncated.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._records: list[Kept] = []
        self._payloads: dict[str, Kept] = {}
        self._size = 0
        self._fault: OSError | None = None
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed by ``close``
        self._write(info_draft(_now(), f"citation-audit/{__version__}"))

    @property
    def records(self) -> tuple[Kept, ...]:
        """Where everything lies, in the file's order."""
        with self._lock:
            return tuple(self._records)

    def content(self) -> bytes:
        """The whole file. Raises ``StorageError`` when the disk refused any of it."""
        with self._lock:
            try:
                if self._fault is not None:
                    raise self._fault
                self._file.seek(0)
                return self._file.read()
            except OSError as fault:
                reason = fault.strerror or str(fault)
                raise StorageError(
                    f"the evidence could not be kept: {reason}",
                    hint="the report does not need it; make room and run again for a bundle",
                ) from fault

    def close(self) -> None:
        """Forget everything."""
        self._file.close()

    def body(self, place: BodyPlace) -> bytes | None:
        """The body at ``place``, ``None`` when its payload cannot be read back."""
        with self._lock:
            kept = self._payloads.get(place.payload)
            if kept is None:
                return None
            try:
                self._file.seek(kept.offset)
                written = self._file.read(kept.length)
            except OSError:
                return None
        return body_of(payload_of(written, kept.kind), place.coding, place.size)

    def add_response(self, response: Received) -> BodyPlace | None:
        """Record a response with its request; where its body is now, if it is."""
        moment = _now()
        head = response_block(response.protocol, response.status, response.reason, response.headers)
        media_type = _media_type(response.headers)
        digest = sha256(response.payload)
        self._add(
            response.url,
            moment,
            head,
            response.payload,
            digest,
            status=response.status,
            media_type=media_type,
            truncated=response.truncated,
            request=response,
        )
        return self._place(response, digest, media_type)

    def add_kept_copy(
        self, url: str, moment: str, status: int, headers: Fields, body: bytes, media_type: str
    ) -> BodyPlace | None:
        """Record a response that came in an earlier run, as the cache has it."""
        framing = ("content-encoding", "content-length", "transfer-encoding")
        fields = tuple((name, value) for name, value in headers if name not in framing)
        head = response_block("HTTP/1.1", status, "", fields)
        digest = sha256(body)
        self._add(
            url,
            moment or _now(),
            head,
            body,
            digest,
            status=status,
            media_type=media_type,
            more=_FROM_CACHE,
        )
        return self._kept_at(BodyPlace(digest, "", len(body)))

    def add_body(self, url: str, body: bytes, media_type: str) -> BodyPlace | None:
        """Record a body that no payload gives, such as what came out of a broken coding."""
        digest = sha256(body)
        with self._lock:
            room = self._size + len(body) <= self._most_bytes
            if digest not in self._payloads and room:
                self._write(conversion_draft(url, _now(), body, digest, media_type))
        return self._kept_at(BodyPlace(digest, "", len(body)))

    def _place(self, response: Received, digest: str, media_type: str) -> BodyPlace | None:
        payload, body, coding = response.payload, response.body, response.coding
        if not body:
            return None
        if len(body) == len(payload) and (not coding or body == payload):
            return self._kept_at(BodyPlace(digest, "", len(body)))
        # A body that came to a good end is what its coding undone gives again: nothing to try.
        if response.truncated and body_of(payload, coding, len(body)) != body:
            return self.add_body(response.url, body, media_type)
        return self._kept_at(BodyPlace(digest, coding, len(body)))

    def _kept_at(self, place: BodyPlace) -> BodyPlace | None:
        with self._lock:
            return place if place.payload in self._payloads else None

    def _add(
        self,
        url: str,
        moment: str,
        head: bytes,
        payload: bytes,
        digest: str,
        *,
        status: int,
        media_type: str,
        truncated: str = "",
        more: Fields = (),
        request: Received | None = None,
    ) -> None:
        with self._lock:
            first = self._payloads.get(digest)
            if first is not None and payload and not truncated:
                draft = revisit_draft(
                    url, moment, head, digest, first, status=status, media_type=media_type
                )
            else:
                if self._size + len(payload) > self._most_bytes:
                    payload, truncated, digest = b"", LENGTH, sha256(b"")
                draft = response_draft(
                    url,
                    moment,
                    head,
                    payload,
                    digest,
                    status=status,
                    media_type=media_type,
                    truncated=truncated,
                    coding=request.coding if request else "",
                    more=more,
                )
            asked = (request_draft(request, moment, draft.id),) if request else ()
            self._write(draft, *asked)

    def _write(self, *drafts: Draft) -> None:
        """Append records; the lock is held (or nobody else is there yet)."""
        members = [member(draft) for draft in drafts]
        if self._fault is not None:
            return
        try:
            self._append(b"".join(members))
        except OSError as fault:
            self._fault = fault
            return
        for draft, data in zip(drafts, members, strict=True):
            self._note(draft, data)

    def _append(self, data: bytes) -> None:
        self._file.seek(self._size)
        while data:
            data = data[self._file.write(data) :]

    def _note(self, draft: Draft, data: bytes) -> None:
        kept = Kept(
            draft.kind,
            draft.url,
            draft.moment,
            self._size,
            len(data),
            sha256(data),
            draft.payload,
            draft.status,
            draft.media_type,
            draft.id,
        )
        self._size += len(data)
        self._records.append(kept)
        if draft.kind in HOLDING:
            self._payloads.setdefault(draft.payload, kept)


def _media_type(headers: Fields) -> str:
    named = (value for name, value in headers if name.lower() == "content-type")
    return next(named, "").partition(";")[0].strip().lower()


def _now() -> str:
    return warc_date(datetime.now(UTC))
