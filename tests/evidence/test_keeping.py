"""Bundles on disk: never half there, so many kept."""

import json
import os
from pathlib import Path

import pytest

from audit.errors import StorageError
from audit.evidence import Retention, earlier_bundles, save_bundle
from audit.evidence.bundle import assembled
from audit.evidence.layout import CIRCUMSTANCES
from tests.evidence.web import disk_full_at


def bundle_of(day: int) -> bytes:
    told = json.dumps({"created": f"2026-11-{day:02}T12:00:00+00:00"}).encode()
    return assembled({CIRCUMSTANCES: told}, title="t", created="c")


def test_the_newest_is_beside_the_report_and_some_earlier_ones(tmp_path: Path) -> None:
    for day in range(1, 7):
        path = save_bundle(tmp_path, bundle_of(day), Retention(earlier=2))
    assert path.read_bytes() == bundle_of(6)
    assert [one.name for one in earlier_bundles(tmp_path)] == [
        "evidence-20261105T120000Z.wacz",
        "evidence-20261104T120000Z.wacz",
    ]
    assert earlier_bundles(tmp_path)[0].read_bytes() == bundle_of(5)


def test_old_bundles_are_forgotten_after_their_days(tmp_path: Path) -> None:
    save_bundle(tmp_path, bundle_of(1), Retention())
    save_bundle(tmp_path, bundle_of(2), Retention())
    os.utime(earlier_bundles(tmp_path)[0], (0, 0))
    save_bundle(tmp_path, bundle_of(3), Retention(earlier=5, days=30))
    assert [one.name for one in earlier_bundles(tmp_path)] == ["evidence-20261102T120000Z.wacz"]


def test_none_is_kept_when_none_is_wanted(tmp_path: Path) -> None:
    for day in (1, 2):
        save_bundle(tmp_path, bundle_of(day), Retention(earlier=0))
    assert os.listdir(tmp_path) == ["evidence.wacz"]


def test_what_is_no_bundle_is_set_aside_by_its_own_hour(tmp_path: Path) -> None:
    (tmp_path / "evidence.wacz").write_bytes(b"words")
    os.utime(tmp_path / "evidence.wacz", (0, 0))
    save_bundle(tmp_path, bundle_of(1), Retention())
    assert [one.name for one in earlier_bundles(tmp_path)] == ["evidence-19700101T000000Z.wacz"]


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    save_bundle(tmp_path, bundle_of(1), Retention())
    with disk_full_at(100), pytest.raises(StorageError, match="cannot be written"):
        save_bundle(tmp_path, bundle_of(2), Retention())
    assert os.listdir(tmp_path) == ["evidence.wacz"]
    assert (tmp_path / "evidence.wacz").read_bytes() == bundle_of(1)
