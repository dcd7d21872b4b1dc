"""Settings: built-in values, then a file of the working directory, then flags.

The file is ``citation-audit.toml``, or ``pyproject.toml`` with a table ``[tool.citation-audit]``;
settings in both are an error, because one of the two would be ignored.

An unknown key is an error with its line: a misspelt limit that is silently ignored is worse than
none.
"""

import re
import tomllib
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from audit.errors import SettingsError
from audit.files import read_input

TABLE = "tool.citation-audit"
OWN_FILE, PROJECT_FILE = "citation-audit.toml", "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an editor may set. Times in seconds, sizes in bytes."""

    contact: str = ""
    connect_seconds: float = 10.0
    read_seconds: float = 15.0
    total_seconds: float = 30.0
    wire_bytes: int = 20_000_000
    body_bytes: int = 60_000_000
    redirects: int = 10
    per_host_delay_seconds: float = 0.2
    workers: int = 32
    allow_private: bool = False
    obey_robots: bool = False
    archive: bool = True
    archive_base: str = ""
    memento_archives: tuple[str, ...] = ()
    archive_seconds: float = 60.0
    archive_queries_per_minute: float = 24.0
    archive_replays_per_minute: float = 300.0
    cache: str = ".citation-audit"
    most_unverifiable_percent: int = 50
    semantic: bool = True
    judge_base: str = ""
    judge_model: str = ""
    judge_seconds: float = 120.0
    evidence: bool = True
    evidence_bytes: int = 100_000_000
    evidence_earlier: int = 3
    evidence_days: int = 0
    store: str = ""
    dead_checks: int = 3
    dead_days_apart: float = 3.0
    captures_a_night: int = 20
    wide_hosts: tuple[str, ...] = ()


def load_settings(folder: Path) -> Settings:
    """The settings of a folder; the built-in ones when it has no file with any.

    Raises ``SettingsError`` for a file that is not TOML, an unknown key, a value of another type,
    or settings in both files.
    """
    own, project = folder / OWN_FILE, folder / PROJECT_FILE
    table = _table(project).get("tool", {}).get("citation-audit")
    if own.is_file() and table is not None:
        raise SettingsError(
            f"there are settings here and in {PROJECT_FILE}",
            path=str(own),
            hint=f"keep those of one file, [{TABLE}] or {OWN_FILE}",
        )
    path, table = (own, _table(own)) if own.is_file() else (project, table or {})
    values: dict[str, Any] = {
        key.replace("-", "_"): tuple(map(str, value)) if isinstance(value, list) else value
        for key, value in table.items()
    }
    types = {field.name: type(getattr(Settings(), field.name)) for field in fields(Settings)}
    for name, value in values.items():
        _check(name, value, types, path)
    return replace(Settings(), **values)


def _table(path: Path) -> dict[str, Any]:
    """A TOML file's contents; nothing when there is no such file."""
    if not path.is_file():
        return {}
    text = read_input(path, "the settings file").decode("utf-8", "replace")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError(f"not valid TOML: {fault}", path=str(path)) from fault


def _check(name: str, value: object, types: dict[str, type], path: Path) -> None:
    key = name.replace("_", "-")
    where = "" if path.name == OWN_FILE else f" in [{TABLE}]"
    line = _line_of(key, path)
    if name not in types:
        close = get_close_matches(name, types, n=1)
        hint = f"did you mean “{close[0].replace('_', '-')}”?" if close else ""
        raise SettingsError(f"unknown setting “{key}”{where}", path=str(path), line=line, hint=hint)
    wanted = types[name]
    fits = isinstance(value, wanted) or (wanted is float and isinstance(value, int))
    if not fits or (isinstance(value, bool) and wanted is not bool):
        kind = {
            float: "a number",
            int: "a whole number",
            bool: "true or false",
            tuple: "a list of texts",
        }.get(wanted, "text")
        raise SettingsError(
            f"“{key} = {value}” in [{TABLE}] should be {kind}", path=str(path), line=line
        )
    if wanted in (int, float) and isinstance(value, int | float) and value < 0:
        raise SettingsError(f"“{key}” cannot be negative", path=str(path), line=line)


def _line_of(key: str, path: Path) -> int:
    pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=".replace("\\-", "[-_]"))
    in_table = path.name == OWN_FILE
    text = read_input(path, "the settings file").decode("utf-8", "replace")
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip().startswith("["):
            in_table = line.strip() == f"[{TABLE}]"
        elif in_table and pattern.match(line):
            return number
    return 1
