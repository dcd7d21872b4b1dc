import os
from pathlib import Path

import pytest

from audit.errors import InputError, StorageError
from audit.files import read_input, write_whole


def test_a_written_file_is_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "new" / "report.json"
    write_whole(target, "first")
    write_whole(target, b"second")
    assert target.read_text() == "second"
    assert os.listdir(target.parent) == ["report.json"]


def test_a_disk_that_refuses_loses_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("kept")
    with pytest.raises(StorageError, match="cannot be written"):
        write_whole(blocked / "report.json", "x")
    target = tmp_path / "folder"
    (target / "full").mkdir(parents=True)
    with pytest.raises(StorageError):
        write_whole(target, "x")
    assert blocked.read_text() == "kept"
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]


def test_lone_surrogates_do_not_stop_a_report(tmp_path: Path) -> None:
    write_whole(tmp_path / "page.html", "a\ud800b")
    assert (tmp_path / "page.html").read_bytes() == b"a\\ud800b"


def test_what_the_user_names_is_read_or_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_bytes(b"words")
    assert read_input(tmp_path / "article.txt", "the article") == b"words"
    with pytest.raises(InputError, match="the article does not exist"):
        read_input(tmp_path / "missing.txt", "the article")
    with pytest.raises(InputError, match="a folder, not the article"):
        read_input(tmp_path, "the article")
