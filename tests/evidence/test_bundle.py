"""The bundle: what is in it, and that no byte of it can change unnoticed."""

import gzip
import io
import json
import random
import zipfile
from pathlib import Path

import pytest

from audit.evidence import EvidenceError, Inputs, Recorder, open_bundle, pack
from audit.evidence.bundle import assembled
from audit.evidence.check import checked_files
from audit.evidence.index import index_lines, url_key, zipped
from audit.evidence.layout import CDX, JOURNAL, LISTED, PACKAGE, RECORDS, WARC
from audit.evidence.payloads import sha256
from audit.evidence.records import Kept
from tests.evidence.web import INPUTS, read_warc, recording, site
from tests.fetch.web import PAGE, page, redirect


def made() -> bytes:
    routes = {
        "/": page(PAGE * 20),
        "/old": redirect("/"),
        "/gone": page(b"gone", 404),
        "/z": page(gzip.compress(b"<p>zipped</p>"), Content_Encoding="gzip"),
    }
    with Recorder(10_000_000) as recorder, recording(recorder) as pages:
        with site(routes) as running:
            for path in routes:
                pages.get(running.base + path)
        return pack(recorder, INPUTS, b'{"report": 1}')


@pytest.fixture(scope="module")
def bundle() -> bytes:
    return made()


def opened(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "evidence.wacz"
    path.write_bytes(data)
    loaded = open_bundle(path)
    for entry in loaded.entries:
        if entry.place:
            loaded.body(entry.place)


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(data: bytes, **changes: bytes) -> bytes:
    """The bundle with other files in it, hashes and all: as somebody with the program could."""
    files = {name: files_of(data)[name] for name in LISTED}
    return assembled(files | changes, title="t", created="c")


def test_it_holds_inputs_report_and_every_response(bundle: bytes, tmp_path: Path) -> None:
    path = tmp_path / "evidence.wacz"
    path.write_bytes(bundle)
    loaded = open_bundle(path)
    assert loaded.inputs == INPUTS
    assert loaded.report == b'{"report": 1}'
    assert loaded.run.network_seen
    assert len(loaded.entries) == 4
    kinds = [one.kind for one in read_warc(files_of(bundle)[WARC])]
    assert kinds.count("response") + kinds.count("revisit") == kinds.count("request") == 5


def test_its_index_leads_to_every_response(bundle: bytes) -> None:
    files = files_of(bundle)
    lines = gzip.decompress(files[CDX]).decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 5
    for line in lines:
        key, timestamp, fields = line.split(" ", 2)
        told = json.loads(fields)
        part = files[WARC][told["offset"] : told["offset"] + told["length"]]
        (record,) = read_warc(part)
        assert record.url == told["url"]
        assert record.status_line.startswith(str(told["status"]))
        assert told["recordDigest"] == f"sha256:{sha256(part)}"
        assert (len(timestamp), key) == (14, url_key(record.url))
    package = json.loads(files[PACKAGE])
    assert package["wacz_version"] == "1.1.1"
    assert {item["path"] for item in package["resources"]} == set(LISTED)


def test_a_second_index_leads_to_the_blocks_of_the_first() -> None:
    moment, digest = "2026-11-23T12:00:00.000000Z", "0" * 64
    records = [
        Kept("response", f"http://a.example/{n}", moment, n, 1, digest, status=200)
        for n in range(2500)
    ]
    cdx, idx = zipped(index_lines(records))
    head, *blocks = idx.splitlines()
    assert json.loads(head.removeprefix("!meta 0 "))["filename"] == "index.cdx.gz"
    assert len(blocks) == 3
    lines: list[str] = []
    for block in blocks:
        start, _, fields = block.partition(" {")
        place = json.loads("{" + fields)
        packed = cdx[place["offset"] : place["offset"] + place["length"]]
        assert place["digest"] == f"sha256:{sha256(packed)}"
        found = gzip.decompress(packed).decode().splitlines()
        assert found[0].startswith(start)
        lines += found
    assert lines == sorted(lines)
    assert len(lines) == 2500


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.org/A/b?z=1&a=2", "org,example)/a/b?a=2&z=1"),
        ("http://www2.example.org", "org,example)/"),
        ("https://example.org:443/x", "org,example)/x"),
        ("http://127.0.0.1:8080/", "1,0,0,127:8080)/"),
        ("urn:x", "urn:x"),
    ],
)
def test_keys_are_those_of_the_replaying_tools(url: str, key: str) -> None:
    assert url_key(url) == key


def place_of(position: int, data: bytes) -> str:
    """The file of the bundle that a byte belongs to, empty for the zip's own."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            begin = info.header_offset + 30 + len(info.filename)
            if begin <= position < begin + info.file_size:
                return info.filename
    return ""


def test_any_flipped_byte_is_detected_and_its_place_named(bundle: bytes, tmp_path: Path) -> None:
    chance = random.Random(20261123)
    edges = [0, 1, 14, 26, 28, 30, len(bundle) - 1, len(bundle) - 6, len(bundle) - 22]
    ends = range(len(bundle) - 900, len(bundle))
    positions = edges + chance.sample(range(len(bundle)), 500) + chance.sample(ends, 200)
    for position in positions:
        flipped = bytearray(bundle)
        flipped[position] ^= 1 << chance.randrange(8)
        with pytest.raises(EvidenceError) as caught:
            opened(bytes(flipped), tmp_path)
        named = place_of(position, bundle)
        assert named.rpartition("/")[2] in str(caught.value) or not named, (position, named)


def test_the_record_that_was_changed_is_named(bundle: bytes, tmp_path: Path) -> None:
    files = files_of(bundle)
    records = [json.loads(line) for line in files[RECORDS].splitlines()]
    start = bundle.index(files[WARC])
    for number, record in enumerate(records, start=1):
        flipped = bytearray(bundle)
        flipped[start + record["offset"] + record["length"] // 2] ^= 0x10
        with pytest.raises(EvidenceError) as caught:
            opened(bytes(flipped), tmp_path)
        assert f"record {number} of {WARC} ({record['kind']} {record['url']}" in str(caught.value)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.9, 0.999])
def test_a_bundle_cut_short_is_one_sentence(bundle: bytes, share: float, tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="no whole evidence bundle"):
        opened(bundle[: int(len(bundle) * share)], tmp_path)


def test_a_truncated_warc_is_told_with_the_record_that_is_cut(
    bundle: bytes, tmp_path: Path
) -> None:
    short = repacked(bundle, **{WARC: files_of(bundle)[WARC][:-40]})
    with pytest.raises(EvidenceError, match=r"data\.warc\.gz ends early: record \d+ .*request"):
        opened(short, tmp_path)
    longer = repacked(bundle, **{WARC: files_of(bundle)[WARC] + b"more"})
    with pytest.raises(EvidenceError, match="4 bytes after its last record"):
        opened(longer, tmp_path)


def test_an_index_that_disagrees_is_told(bundle: bytes, tmp_path: Path) -> None:
    lines = gzip.decompress(files_of(bundle)[CDX]).decode().splitlines(keepends=True)
    lines[1] = lines[1].replace('"offset": ', '"offset": 1')
    wrong = repacked(bundle, **{CDX: gzip.compress("".join(lines).encode())})
    with pytest.raises(EvidenceError, match=r"index\.cdx\.gz disagrees .*is not so"):
        opened(wrong, tmp_path)
    fewer = repacked(bundle, **{CDX: gzip.compress("".join(lines[2:]).encode())})
    with pytest.raises(EvidenceError, match="records are left out"):
        opened(fewer, tmp_path)
    broken = repacked(bundle, **{CDX: b"no gzip"})
    with pytest.raises(EvidenceError, match=r"index\.cdx\.gz cannot be read"):
        opened(broken, tmp_path)


def test_a_journal_that_names_no_payload_is_told(bundle: bytes, tmp_path: Path) -> None:
    text = files_of(bundle)[JOURNAL].decode()
    payload = json.loads(text.splitlines()[0])["body"]["payload"]
    wrong = repacked(bundle, **{JOURNAL: text.replace(payload, "0" * 64).encode()})
    with pytest.raises(EvidenceError, match="no payload 0000"):
        opened(wrong, tmp_path)
    other = repacked(bundle, **{JOURNAL: b"{}\n"})
    with pytest.raises(EvidenceError, match="unusable: line 1"):
        opened(other, tmp_path)


def test_a_body_that_is_another_than_the_journal_tells_is_told(
    bundle: bytes, tmp_path: Path
) -> None:
    lines = [json.loads(line) for line in files_of(bundle)[JOURNAL].splitlines()]
    first, second = [line for line in lines if "body" in line][:2]
    first["body"]["payload"] = second["body"]["payload"]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    with pytest.raises(EvidenceError, match="is not what was read"):
        opened(repacked(bundle, **{JOURNAL: text.encode()}), tmp_path)


def test_files_added_or_missing_are_told(bundle: bytes) -> None:
    with pytest.raises(EvidenceError, match=r"audit/journal\.dat is missing"):
        checked_files(_without(bundle, JOURNAL), "e")
    more = io.BytesIO(bundle)
    with zipfile.ZipFile(more, "a") as archive:
        archive.writestr("audit/more.txt", b"more")
    with pytest.raises(EvidenceError, match=r"audit/more\.txt was added"):
        checked_files(more.getvalue(), "e")


def _without(data: bytes, left_out: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files_of(data).items():
            if name != left_out:
                archive.writestr(name, content)
    return out.getvalue()


def test_what_is_no_bundle_is_told(tmp_path: Path) -> None:
    path = tmp_path / "evidence.wacz"
    with pytest.raises(EvidenceError, match="there is no evidence here"):
        open_bundle(path)
    with pytest.raises(EvidenceError, match="a folder, not a bundle"):
        open_bundle(tmp_path)
    for data in (b"", b"words", _zip_of_words()):
        path.write_bytes(data)
        with pytest.raises(EvidenceError):
            open_bundle(path)


def _zip_of_words() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("words.txt", b"words")
    return out.getvalue()


def test_a_run_without_a_network_has_evidence_too(tmp_path: Path) -> None:
    inputs = Inputs("a.txt", b"", "r.yaml", b"", "2026-11-23")
    with Recorder(1000) as recorder:
        (tmp_path / "evidence.wacz").write_bytes(pack(recorder, inputs, b"{}"))
    loaded = open_bundle(tmp_path / "evidence.wacz")
    assert (loaded.entries, loaded.run.network_seen, loaded.inputs) == ((), False, inputs)
