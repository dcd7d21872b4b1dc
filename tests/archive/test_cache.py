"""Index answers on disk: how long, how written, and what happens when the disk is odd."""

import json
from pathlib import Path

import pytest

from audit.archive.cache import KEEP_FOUND_SECONDS, KEEP_MISS_SECONDS, AnswerCache, KnownCaptures
from audit.archive.cdx import Row
from audit.vocabulary import ArchiveOutcome

ARCHIVE, URL = "https://web.archive.org", "http://ledger.test/news/réform"
FOUND = KnownCaptures(
    ArchiveOutcome.FOUND, (Row("20150102030405", URL, "text/html", "200", "D"),), "1 capture"
)
MISS = KnownCaptures(ArchiveOutcome.NO_CAPTURES, detail="none")


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("known", "seconds"), [(FOUND, KEEP_FOUND_SECONDS), (MISS, KEEP_MISS_SECONDS)]
)
def test_an_answer_is_kept_for_its_time(tmp_path: Path, known: KnownCaptures, seconds: int) -> None:
    clock = Clock()
    cache = AnswerCache(tmp_path / "archive", clock)
    cache.put(ARCHIVE, URL, known)
    clock.now += seconds - 1
    assert cache.get(ARCHIVE, URL) == known
    assert cache.get("http://other.test", URL) is None
    assert cache.get(ARCHIVE, URL + "x") is None
    clock.now += 1
    assert cache.get(ARCHIVE, URL) is None


def test_an_answer_from_the_future_is_not_believed(tmp_path: Path) -> None:
    clock = Clock()
    cache = AnswerCache(tmp_path, clock)
    cache.put(ARCHIVE, URL, FOUND)
    clock.now -= 10
    assert cache.get(ARCHIVE, URL) is None


def test_failures_are_never_kept(tmp_path: Path) -> None:
    AnswerCache(tmp_path).put(ARCHIVE, URL, KnownCaptures(ArchiveOutcome.UNKNOWN))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"schema": 1}', '"text"', "\udcff", "null"],
)
def test_a_broken_file_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    cache = AnswerCache(tmp_path)
    cache.put(ARCHIVE, URL, FOUND)
    (path,) = tmp_path.iterdir()
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert cache.get(ARCHIVE, URL) is None
    cache.put(ARCHIVE, URL, FOUND)
    assert cache.get(ARCHIVE, URL) == FOUND


@pytest.mark.parametrize("change", [{"outcome": "lost"}, {"rows": [["one"]]}, {"asked_at": "x"}])
def test_a_file_of_another_make_is_as_good_as_none(
    tmp_path: Path, change: dict[str, object]
) -> None:
    cache = AnswerCache(tmp_path)
    cache.put(ARCHIVE, URL, FOUND)
    (path,) = tmp_path.iterdir()
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    assert cache.get(ARCHIVE, URL) is None


def test_a_disk_that_refuses_costs_only_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a directory")
    cache = AnswerCache(blocked / "below")
    cache.put(ARCHIVE, URL, FOUND)
    assert cache.get(ARCHIVE, URL) is None


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path)
    cache.put(ARCHIVE, URL, FOUND)
    cache.put(ARCHIVE, URL, MISS)
    assert [path.suffix for path in tmp_path.iterdir()] == [".json"]
