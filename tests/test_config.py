from pathlib import Path

import pytest

from audit.config import Settings, load_settings
from audit.errors import SettingsError


def project(tmp_path: Path, table: str) -> Path:
    path = tmp_path / "pyproject.toml"
    path.write_text(f"[project]\nname = 'x'\n\n[tool.citation-audit]\n{table}\n")
    return path


def test_without_a_project_file_the_built_in_settings_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "pyproject.toml") == Settings()


def test_settings_are_read_from_the_project_s_table(tmp_path: Path) -> None:
    path = project(tmp_path, "total-seconds = 12\narchive = false\ncontact = 'a@b.example'")
    found = load_settings(path)
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
        load_settings(path)
    assert str(raised.value).startswith(f"{path}:{line}: ")
    assert said in str(raised.value)


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool")
    with pytest.raises(SettingsError, match="not valid TOML"):
        load_settings(tmp_path / "pyproject.toml")
