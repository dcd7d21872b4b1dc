"""The WARC file of real exchanges, read back with warcio."""

import gzip
import hashlib
import io
import socket
import threading
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from audit.evidence import Recorder
from audit.evidence.payloads import BodyPlace
from audit.evidence.reading import record_of
from audit.evidence.records import member, response_block, response_draft
from audit.evidence.spool import Spool
from audit.fetch.contract import Received
from audit.vocabulary import SourceState
from tests.evidence.web import read_warc, recording, responses, site
from tests.fetch.web import PAGE, Handler, page, redirect

GZIPPED = gzip.compress(PAGE * 50, mtime=0)


def chunked(handler: Handler) -> None:
    handler.begin(Transfer_Encoding="chunked")
    for piece in (PAGE[:20], PAGE[20:]):
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
    handler.wfile.write(b"0\r\n\r\n")


def cut_short(handler: Handler) -> None:
    handler.begin(Content_Length="5000")
    handler.wfile.write(PAGE)


def silent_halfway(handler: Handler) -> None:
    handler.begin(Content_Length="5000")
    handler.wfile.write(PAGE)
    handler.wfile.flush()
    handler.site.lock.acquire(timeout=0)
    threading.Event().wait(1.5)


def test_a_response_is_kept_as_it_came_before_its_coding_was_undone() -> None:
    with Recorder(10_000_000) as recorder, recording(recorder) as pages:
        with site({"/": page(GZIPPED, Content_Encoding="gzip")}) as running:
            fetched = pages.get(running.base + "/")
        assert fetched.body == PAGE * 50
        (kept,) = responses(recorder)
        info, response, request = read_warc(recorder.warc())
    assert kept.payload == GZIPPED
    assert kept.http["content-encoding"] == "gzip"
    digest = hashlib.sha256(GZIPPED).hexdigest()
    assert kept.fields["WARC-Payload-Digest"] == f"sha256:{digest}"
    assert (info.kind, response.kind, request.kind) == ("warcinfo", "response", "request")
    assert request.fields["WARC-Concurrent-To"] == response.fields["WARC-Record-ID"]
    assert request.http["host"] == running.base.removeprefix("http://")
    assert request.http["user-agent"].startswith("citation-audit/")


def test_redirects_and_refusals_are_kept_too() -> None:
    routes = {"/old": redirect("/gone"), "/gone": page(b"no", 404)}
    with Recorder(10_000_000) as recorder, recording(recorder) as pages:
        with site(routes) as running:
            assert pages.get(running.base + "/old").state is SourceState.DEAD
        kept = responses(recorder)
    assert [one.status_line.split()[0] for one in kept] == ["302", "404"]
    assert [one.url.rpartition("/")[2] for one in kept] == ["old", "gone"]
    assert kept[0].http["location"] == "/gone"


def test_a_chunked_transfer_is_joined() -> None:
    with Recorder(10_000_000) as recorder, recording(recorder) as pages:
        with site({"/": chunked}) as running:
            assert pages.get(running.base + "/").body == PAGE
        (kept,) = responses(recorder)
    assert kept.payload == PAGE
    assert "transfer-encoding" not in kept.http


def test_cookies_and_credentials_are_in_no_file() -> None:
    routes = {"/in": redirect("/", status=302), "/": page(Set_Cookie="session=SECRET1; Path=/")}
    with Recorder(10_000_000) as recorder, recording(recorder) as pages:
        with site(routes) as running:
            pages.get(running.base + "/", headers={"X-Other": "kept"})
            sent = {"Authorization": "LOW SECRET2", "Cookie": "a=SECRET3"}
            fetched = pages.get(running.base + "/", headers=sent)
            assert running.seen[1].headers["authorization"] == "LOW SECRET2"
        assert "set-cookie" not in dict(fetched.headers)
        plain = b"".join(record_of(part)[1] for part in _members(recorder.warc()))
    assert b"SECRET" not in plain
    assert b"X-Other: kept" in plain


@pytest.mark.parametrize(
    ("route", "changes", "reason", "state"),
    [
        (cut_short, {}, "disconnect", SourceState.TRUNCATED),
        (silent_halfway, {"read_seconds": 0.3}, "time", SourceState.TIMEOUT),
        (page(b"x" * 300_000), {"wire_bytes": 1000}, "length", SourceState.TOO_LARGE),
        (page(GZIPPED[:-30], Content_Encoding="gzip"), {}, "disconnect", SourceState.TRUNCATED),
        (page(PAGE, Content_Encoding="br"), {}, "unspecified", SourceState.NO_TEXT),
    ],
    ids=["connection cut", "silence", "limit", "coding ends early", "unknown coding"],
)
def test_a_body_that_was_not_read_to_its_end_says_so(
    route: object, changes: dict[str, object], reason: str, state: SourceState
) -> None:
    with Recorder(10_000_000) as recorder, recording(recorder, **changes) as pages:
        with site({"/": route}) as running:  # type: ignore[dict-item]  # a parameter
            fetched = pages.get(running.base + "/")
        assert fetched.state is state
        (kept,) = responses(recorder)
        assert kept.fields["WARC-Truncated"] == reason
        (entry,) = recorder.entries()
        assert not entry.lost
        assert pages.get(running.base + "/") == fetched


def test_a_payload_seen_before_is_a_revisit() -> None:
    with Recorder(10_000_000) as recorder, recording(recorder) as pages:
        with site({"/a": page(PAGE * 99), "/b": page(PAGE * 99)}) as running:
            first, second = (pages.get(running.base + path).body for path in ("/a", "/b"))
        kept, again = responses(recorder)
        size = len(recorder.warc())
    assert first == second
    assert (kept.kind, again.kind) == ("response", "revisit")
    assert again.status_line == "200 OK"
    assert again.http["content-type"].startswith("text/html")
    assert again.fields["WARC-Refers-To-Target-URI"] == kept.url
    assert again.fields["WARC-Payload-Digest"] == kept.fields["WARC-Payload-Digest"]
    assert size < 4000


def test_no_answer_leaves_no_response() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with Recorder(10_000_000) as recorder, recording(recorder) as pages:
        fetched = pages.get(f"http://127.0.0.1:{port}/")
        assert (fetched.state, fetched.rule) == (SourceState.UNREACHABLE, "refused")
        assert responses(recorder) == []
        assert [entry.told for entry in recorder.entries()] == [fetched]


text = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=40)
names = st.text("abcdefghijklmnopqrstuvwxyzABC-", min_size=1, max_size=20)


@settings(max_examples=60)
@given(st.binary(max_size=3000), st.lists(st.tuples(names, text), max_size=8), text)
def test_any_bytes_and_header_fields_come_back(
    payload: bytes, headers: list[tuple[str, str]], reason: str
) -> None:
    head = response_block("HTTP/1.1", 200, reason, tuple(headers))
    digest = hashlib.sha256(payload).hexdigest()
    draft = response_draft(
        "https://example.org/", "2026-01-01T00:00:00Z", head, payload, digest, status=200,
        media_type="",
    )  # fmt: skip
    fields, block = record_of(member(draft))
    secret = {"set-cookie", "set-cookie2", "transfer-encoding"}
    lines = [f"{name}: {value}" for name, value in headers if name.lower() not in secret]
    expected = "\r\n".join([f"HTTP/1.1 200 {reason}", *lines]) + "\r\n\r\n"
    assert block == expected.encode("latin-1") + payload
    assert fields["warc-payload-digest"] == f"sha256:{digest}"
    record = next(ArchiveIterator(io.BytesIO(member(draft)), no_record_parse=True))
    assert record.raw_stream.read() == block


@settings(max_examples=60)
@given(st.binary(max_size=5000), st.sampled_from(["", "gzip", "deflate"]), st.integers(0, 30))
def test_any_body_comes_back_whatever_its_coding(body: bytes, coding: str, cut: int) -> None:
    packed = {"": body, "gzip": gzip.compress(body), "deflate": zlib.compress(body)}[coding]
    payload = packed[: len(packed) - cut] if cut < len(packed) else packed
    spool = Spool(10_000_000)
    try:
        whole = payload == packed
        read = body if whole else _partial(payload, coding)
        place = spool.add_response(_received(payload, read, coding, "" if whole else "disconnect"))
        assert place == (place if read else None)
        if isinstance(place, BodyPlace):
            assert spool.body(place) == read
        else:
            assert read == b""
    finally:
        spool.close()


def _partial(payload: bytes, coding: str) -> bytes:
    if not coding:
        return payload
    decoder = zlib.decompressobj(31 if coding == "gzip" else 15)
    return decoder.decompress(payload)


def _received(payload: bytes, body: bytes, coding: str, truncated: str) -> Received:
    headers = (("Content-Encoding", coding),) if coding else ()
    return Received(
        "http://a.example/", "GET", (), "HTTP/1.1", 200, "OK", headers, payload, body, coding,
        truncated,
    )  # fmt: skip


def _members(data: bytes) -> list[bytes]:
    found = []
    while data:
        decoder = zlib.decompressobj(31)
        decoder.decompress(data)
        rest = decoder.unused_data
        found.append(data[: len(data) - len(rest)])
        data = rest
    return found
