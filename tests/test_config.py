from pathlib import Path

import pytest

from audit.config import Settings, load_settings
from audit.errors import SettingsError


def project(tmp_path: Path, table: str) -> Path:
    path = tmp_path / "pyproject.toml"
    path.write_text(f"[project]\nname = 'x'\n\n[tool.citation-audit]\n{table}\n")
    return path


def test_without_a_project_file_the_built_in_settings_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()


def test_settings_are_read_from_the_project_s_table(tmp_path: Path) -> None:
    path = project(tmp_path, "total-seconds = 12\narchive = false\ncontact = 'a@b.example'")
    found = load_settings(path.parent)
    assert (found.total_seconds, found.archive, found.contact) == (12, False, "a@b.example")


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ("archive = true\ntotal-second = 12", 6, "did you mean “total-seconds”?"),
        ("redirects = 'ten'", 5, "should be a whole number"),
        ("archive = 1", 5, "should be true or false"),
        ("workers = true", 5, "should be a whole number"),
        ("wire_bytes = -1", 5, "cannot be negative"),
    ],
)
def test_a_wrong_setting_is_an_error_with_its_line(
    tmp_path: Path, table: str, line: int, said: str
) -> None:
    path = project(tmp_path, table)
    with pytest.raises(SettingsError) as raised:
        load_settings(path.parent)
    assert str(raised.value).startswith(f"{path}:{line}: ")
    assert said in str(raised.value)


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool")
    with pytest.raises(SettingsError, match="not valid TOML"):
        load_settings(tmp_path)


def test_a_file_of_its_own_has_no_table(tmp_path: Path) -> None:
    own = tmp_path / "citation-audit.toml"
    own.write_text("# ours\ntotal-seconds = 12\n")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert load_settings(tmp_path).total_seconds == 12
    own.write_text("archive = true\ntotal-second = 12\n")
    with pytest.raises(SettingsError, match="unknown setting “total-second”") as raised:
        load_settings(tmp_path)
    assert str(raised.value).startswith(f"{own}:2: ")


def test_settings_in_both_files_are_refused(tmp_path: Path) -> None:
    project(tmp_path, "total-seconds = 12")
    (tmp_path / "citation-audit.toml").write_text("archive = true\n")
    with pytest.raises(SettingsError, match=r"settings here and in pyproject\.toml"):
        load_settings(tmp_path)
