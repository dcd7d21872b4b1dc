"""Settings: built-in values, then ``[tool.citation-audit]`` of pyproject.toml, then flags.

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


def load_settings(pyproject: Path) -> Settings:
    """Settings of a project file; the built-in ones when it or its table is missing.

    Raises ``SettingsError`` for a file that is not TOML, an unknown key or a value of another type.
    """
    if not pyproject.is_file():
        return Settings()
    text = read_input(pyproject, "the settings file").decode("utf-8", "replace")
    try:
        table = tomllib.loads(text).get("tool", {}).get("citation-audit", {})
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError(f"not valid TOML: {fault}", path=str(pyproject)) from fault
    values: dict[str, Any] = {
        key.replace("-", "_"): tuple(map(str, value)) if isinstance(value, list) else value
        for key, value in table.items()
    }
    types = {field.name: type(getattr(Settings(), field.name)) for field in fields(Settings)}
    for name, value in values.items():
        _check(name, value, types, text, pyproject)
    return replace(Settings(), **values)


def _check(name: str, value: object, types: dict[str, type], text: str, pyproject: Path) -> None:
    key = name.replace("_", "-")
    line = _line_of(key, text)
    if name not in types:
        close = get_close_matches(name, types, n=1)
        hint = f"did you mean “{close[0].replace('_', '-')}”?" if close else ""
        raise SettingsError(
            f"unknown setting “{key}” in [{TABLE}]", path=str(pyproject), line=line, hint=hint
        )
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
            f"“{key} = {value}” in [{TABLE}] should be {kind}", path=str(pyproject), line=line
        )
    if wanted in (int, float) and isinstance(value, int | float) and value < 0:
        raise SettingsError(f"“{key}” cannot be negative", path=str(pyproject), line=line)


def _line_of(key: str, text: str) -> int:
    pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=".replace("\\-", "[-_]"))
    in_table = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip().startswith("["):
            in_table = line.strip() == f"[{TABLE}]"
        elif in_table and pattern.match(line):
            return number
    return 1
