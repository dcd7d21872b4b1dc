"""Where services are, their keys, and how patiently they are asked."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ResolveSettings:
    """How the services are asked.

    ``bases`` replaces the address of a service by its name, ``keys`` are by the name of their
    environment variable and are never printed or kept. ``pace`` multiplies the pauses between
    requests (0 for services of one's own), but for those of the archive's index, which blocks
    networks above 30 queries a minute and has one clock for the whole process. ``contact`` is an
    address that Crossref and OpenAlex ask for. ``most_pages`` pages are read for one reference.
    Answers are kept in ``cache_directory`` for a day.
    """

    bases: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    contact: str = ""
    pace: float = 1.0
    archive_queries_per_minute: float = 24.0
    most_pages: int = 6
    total_seconds: float = 60.0
    cache_directory: Path | None = None


def keys_from_environment(variables: tuple[str, ...]) -> dict[str, str]:
    """The keys that are set, by the name of their variable."""
    found = {name: os.environ.get(name, "").strip() for name in variables}
    return {name: value for name, value in found.items() if value}
