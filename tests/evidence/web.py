"""Loopback sites recorded, and their WARC read back with warcio."""

import io
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from warcio.archiveiterator import ArchiveIterator

from audit.evidence import Inputs, Recorder
from audit.evidence.recorder import RecordedPages
from audit.fetch import Fetcher, FetchSettings
from tests.fetch.web import Route, Site, serve

SETTINGS: dict[str, object] = {
    "allow_private": True,
    "per_host_delay_seconds": 0.0,
    "proxy_url": "",
    "retries": 0,
    "total_seconds": 5.0,
}
INPUTS = Inputs("article.txt", b"An article.", "references.yaml", b"references: []", "2026-11-23")


@dataclass(frozen=True, slots=True)
class Read:
    """One record as warcio reads it, its digests checked."""

    kind: str
    fields: dict[str, str]
    status_line: str
    http: dict[str, str]
    payload: bytes

    @property
    def url(self) -> str:
        return self.fields.get("WARC-Target-URI", "")


def read_warc(data: bytes) -> list[Read]:
    """Every record; raises where a digest does not fit."""
    found = []
    for record in ArchiveIterator(io.BytesIO(data), check_digests="raise"):
        head = record.http_headers
        fields = dict(record.rec_headers.headers)
        found.append(
            Read(
                kind=record.rec_type,
                fields=fields,
                status_line=head.statusline if head else "",
                http={name.lower(): value for name, value in head.headers} if head else {},
                payload=record.raw_stream.read(),
            )
        )
    return found


def responses(recorder: Recorder) -> list[Read]:
    """What came over the wire, revisits included."""
    return [one for one in read_warc(recorder.warc()) if one.kind in ("response", "revisit")]


@contextmanager
def site(routes: dict[str, Route]) -> Iterator[Site]:
    """A site on the loopback."""
    running = serve(routes)
    try:
        yield running
    finally:
        running.close()


@contextmanager
def recording(recorder: Recorder, **changes: object) -> Iterator[RecordedPages]:
    """Pages through a real fetcher, recorded."""
    settings = FetchSettings(**(SETTINGS | changes))  # type: ignore[arg-type]  # fields by name
    with Fetcher(settings, recorder) as fetcher:
        yield recorder.pages(fetcher)


@contextmanager
def disk_full_at(size: int) -> Iterator[None]:
    """No file of this process may grow beyond ``size``: writing fails as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
