"""Against pywb, an archive that we did not write: run when its ``wayback`` command is at hand.

pywb is GPL-3.0 and pins old libraries, so it lives in an environment of its own, which is looked
for in ``.pywb`` and in the folder that ``PYWB`` names:
``python -m venv .pywb && .pywb/bin/pip install pywb``.
"""

import base64
import hashlib
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from audit.archive import (
    CaptureReading,
    MementoArchive,
    archive_fetch_settings,
    memento_settings,
    read_capture,
)
from audit.fetch import Fetcher, FetchSettings
from audit.model import Fetched
from audit.vocabulary import ArchiveOutcome, SourceState

OWN = Path(__file__).parents[2] / ".pywb" / "bin"
PYWB = shutil.which("wayback", path=os.environ.get("PYWB", str(OWN)))
pytestmark = pytest.mark.skipif(PYWB is None, reason="pywb is not installed in .pywb")

GOOD = b"<html><head><title>Ten years on</title></head><body><h1>Ten years on</h1></body></html>"
SOFT = b"<html><body><h1>Page not found</h1></body></html>"
STORY, FINAL = "http://old.test/story", "http://old.test/story/final"
RECORDS = (
    ("http://ledger.test/reform", "2015-01-02T03:04:05Z", "200 OK", "", GOOD),
    ("http://ledger.test/reform", "2017-09-19T00:00:00Z", "404 Not Found", "", b"<h1>404</h1>"),
    ("http://ledger.test/reform", "2019-01-01T00:00:00Z", "200 OK", "", SOFT),
    (STORY, "2012-01-01T00:00:00Z", "302 Found", FINAL, b""),
    (FINAL, "2012-01-01T00:00:03Z", "200 OK", "", GOOD),
    ("http://ledger.test/soft", "2019-01-01T00:00:00Z", "200 OK", "", SOFT),
)


@dataclass(frozen=True, slots=True)
class Said:
    state: SourceState
    rule: str = "test"
    detail: str = ""


def judge(fetched: Fetched) -> Said:
    return Said(SourceState.SOFT_404 if b"not found" in fetched.body else SourceState.LIVE)


def warc() -> bytes:
    """The records as an uncompressed WARC 1.0 file (ISO 28500)."""
    out = b""
    for number, (url, date, status, location, body) in enumerate(RECORDS):
        head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n"
        head += f"Location: {location}\r\n" if location else ""
        block = head.encode() + b"\r\n" + body
        digest = base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
        fields = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"WARC-Payload-Digest: sha1:{digest}\r\n"
            f"Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        )
        out += fields.encode() + block + b"\r\n\r\n"
    return out


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MementoArchive]:
    root = tmp_path_factory.mktemp("pywb")
    (root / "news.warc").write_bytes(warc())
    manager = str(Path(str(PYWB)).with_name("wb-manager"))
    for command in (["init", "news"], ["add", "news", "news.warc"]):
        subprocess.run([manager, *command], cwd=root, check=True, capture_output=True)
    port = free_port()
    base = f"http://127.0.0.1:{port}/news"
    settings = replace(
        memento_settings(base, total_seconds=10), queries_per_minute=1e9, replays_per_minute=1e9
    )
    command = [str(PYWB), "-b", "127.0.0.1", "-p", str(port), "-t", "4"]
    with (root / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=root, stdout=log, stderr=log)
    try:
        wait_for(base)
        general = FetchSettings(allow_private=True, proxy_url="")
        with Fetcher(archive_fetch_settings(general, settings)) as fetcher:
            yield MementoArchive(fetcher, settings)
    finally:
        server.terminate()
        server.wait(20)


def wait_for(base: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{base}/", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("pywb did not start")


def read(archive: MementoArchive, url: str) -> CaptureReading:
    return read_capture(archive, url, "2017-09-20", judge)


def test_the_page_behind_a_captured_404_is_found(archive: MementoArchive) -> None:
    fetched, capture, search = read(archive, "http://ledger.test/reform")
    assert fetched is not None
    assert capture is not None
    assert (fetched.body, capture.timestamp) == (GOOD, "20150102030405")
    assert [attempt.status for attempt in search.attempts] == [404, 200]


def test_an_untouched_redirect_is_followed_inside(archive: MementoArchive) -> None:
    fetched, capture, _ = read(archive, STORY)
    assert fetched is not None
    assert capture is not None
    assert (fetched.body, fetched.final_url, capture.timestamp) == (GOOD, FINAL, "20120101000003")
    assert capture.url.endswith(f"/news/20120101000003/{FINAL}")


def test_soft_404_captures_are_told(archive: MementoArchive) -> None:
    assert read(archive, "http://ledger.test/soft").search.outcome is ArchiveOutcome.ONLY_SOFT_404


def test_what_was_never_captured_is_told(archive: MementoArchive) -> None:
    assert read(archive, "http://ledger.test/none").search.outcome is ArchiveOutcome.NO_CAPTURES


def test_a_link_into_the_archive_names_its_capture(archive: MementoArchive) -> None:
    found = archive.search("http://ledger.test/reform", "2015").captures[0]
    assert archive.named(found.url, "2015") == found
    fetched, capture, search = read_capture(archive, found.original, "", judge, named=found.url)
    assert fetched is not None
    assert capture is not None
    assert (fetched.body, capture.timestamp) == (GOOD, "20150102030405")
    assert search.detail == "the references file names this capture"
