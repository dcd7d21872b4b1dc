"""Recording: once a question, any number of threads, within a size, on a disk that may refuse."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from audit.archive import CaptureSearch
from audit.errors import StorageError
from audit.evidence import Recorder
from audit.model import Capture, Fetched
from audit.vocabulary import ArchiveOutcome, SourceState
from tests.evidence.web import disk_full_at, read_warc, recording, responses, site
from tests.fetch.web import PAGE, page


def test_a_question_is_asked_once_and_answered_the_same_to_all() -> None:
    with Recorder(10_000_000) as recorder, recording(recorder) as pages:
        with site({"/": page(PAGE * 9)}) as running, ThreadPoolExecutor(16) as pool:
            told = list(pool.map(pages.get, [running.base + "/"] * 40))
            assert len(running.seen) == 1
        assert told == [told[0]] * 40
        assert told[0].body == PAGE * 9


def test_many_threads_leave_a_sound_file() -> None:
    routes = {f"/{n}": page(PAGE * (n % 7 + 1) + b"%d" % (n // 2)) for n in range(120)}
    with Recorder(10_000_000) as recorder, recording(recorder, per_host_connections=16) as pages:
        with site(routes) as running, ThreadPoolExecutor(16) as pool:
            list(pool.map(pages.get, [running.base + path for path in routes]))
        kept = responses(recorder)
        records = recorder.records
        assert len(recorder.entries()) == 120
    assert {one.url.removeprefix(running.base) for one in kept} == set(routes)
    assert [record.offset for record in records] == sorted(record.offset for record in records)


def test_many_addresses_at_once_are_kept_as_single_ones_are() -> None:
    routes = {f"/{n}": page(PAGE + b"%d" % n) for n in range(10)}
    seen: list[Fetched] = []
    with Recorder(10_000_000) as recorder, recording(recorder) as pages:
        with site(routes) as running:
            urls = [running.base + path for path in routes]
            pages.get(urls[0])
            found = pages.get_many(urls, seen.append, keep_bodies=False)
        assert list(found) == urls
        assert {one.body for one in found.values()} == {b""}
        assert sorted(one.body for one in seen) == sorted(PAGE + b"%d" % n for n in range(10))
        assert pages.get(urls[3]).body == PAGE + b"3"
        assert len(recorder.entries()) == 10


def test_what_the_cache_answers_is_in_the_second_run_s_evidence(tmp_path: Path) -> None:
    with site({"/": page(PAGE, Cache_Control="max-age=3600", ETag='"1"')}) as running:
        for _ in range(2):
            with (
                Recorder(10_000_000) as recorder,
                recording(recorder, cache_directory=tmp_path) as pages,
            ):
                fetched = pages.get(running.base + "/")
                (kept,) = responses(recorder)
                (entry,) = recorder.entries()
                assert kept.payload == fetched.body == PAGE
                assert entry.place is not None
                source = kept.fields.get("X-Citation-Audit-Source", "")
    assert len(running.seen) == 1
    assert fetched.rule == "kept-copy"
    assert "earlier run" in source
    assert kept.fields["WARC-Date"] == fetched.fetched_at


def test_beyond_the_size_limit_responses_are_noted_without_payload() -> None:
    routes = {"/small": page(PAGE), "/large": page(b"x" * 100_000)}
    with Recorder(50_000) as recorder, recording(recorder) as pages:
        with site(routes) as running:
            small, large = (pages.get(running.base + path) for path in routes)
            assert pages.get(running.base + "/large") == large
        kept = responses(recorder)
        lost = {entry.ask[1]: entry.lost for entry in recorder.entries()}
    assert (small.body, large.body) == (PAGE, b"x" * 100_000)
    assert lost == {running.base + "/small": False, running.base + "/large": True}
    assert [one.fields.get("WARC-Truncated") for one in kept] == [None, "length"]
    assert kept[1].payload == b""


def test_a_full_disk_ends_the_recording_and_not_the_run() -> None:
    noise = random.Random(7).randbytes(30_000)
    with Recorder(10_000_000) as recorder, recording(recorder) as pages:
        with site({"/a": page(PAGE), "/b": page(noise)}) as running:
            with disk_full_at(3000):
                first, second = (pages.get(running.base + path) for path in ("/a", "/b"))
            assert (first.body, second.body) == (PAGE, noise)
            assert pages.get(running.base + "/b") == second
        with pytest.raises(StorageError, match="could not be kept"):
            recorder.warc()


class Shaky:
    """An archive that answers differently each time it is asked."""

    name = "shaky.example"

    def __init__(self) -> None:
        self.asked = 0

    def named(self, url: str, accessed: str) -> Capture | None:
        return None

    def search(self, url: str, accessed: str) -> CaptureSearch:
        self.asked += 1
        return CaptureSearch(ArchiveOutcome.UNKNOWN, detail=f"answer {self.asked}")

    def replay(self, capture: Capture) -> Fetched:
        self.asked += 1
        body = b"inflated by the archive's reader %d" % self.asked
        return Fetched(
            capture.original, capture.original, SourceState.LIVE, "ok", status=200, body=body
        )


def test_an_archive_s_answers_are_kept_as_the_audit_saw_them() -> None:
    capture = Capture("shaky.example", "20200101000000", "http://a.example/", "http://x/")
    with Recorder(10_000_000) as recorder:
        archive = recorder.archive(Shaky())
        found = [archive.search("http://a.example/", day) for day in ("2020", "2020", "2021")]
        bodies = [archive.replay(capture), archive.replay(replace(capture, distance_days=3))]
        kinds = [one.kind for one in read_warc(recorder.warc())]
    assert [one.detail for one in found] == ["answer 1", "answer 1", "answer 2"]
    assert [one.body for one in bodies] == [b"inflated by the archive's reader 3"] * 2
    assert kinds == ["warcinfo", "conversion"]
