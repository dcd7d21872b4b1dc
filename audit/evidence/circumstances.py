"""What went into a run besides the answers of the web: enough to make its report again."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from audit.model import WORDS_ALONE, Meaning

Setting = str | int | float | bool
_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of a run and what else its report depends on.

    ``created`` is the report's hour, ``strict`` whether flags on claims may be errors, ``today``
    the day (ISO 8601) on which the decisions were looked at, ``previous`` the report.json of the
    run before, ``meaning`` the model of meaning that helped, ``judge`` the name of the model that
    was asked for advice. ``settings`` are for the reader of the evidence; the report does not
    depend on them once the answers are known.
    """

    article_path: str
    article: bytes
    references_path: str
    references: bytes
    created: str
    rehearsal: bool = False
    settings: tuple[tuple[str, Setting], ...] = ()
    decisions_path: str = ""
    decisions: bytes = b""
    previous: bytes = b""
    today: str = ""
    strict: bool = False
    meaning: Meaning = WORDS_ALONE
    judge: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a bundle tells of its run. ``lost`` counts answers whose body could not be kept."""

    program: str
    created: str
    rehearsal: bool
    network_seen: bool
    archives: tuple[str, ...]
    article_path: str
    references_path: str
    decisions_path: str
    today: str
    lost: int
    report_sha256: str
    settings: tuple[tuple[str, Setting], ...]
    strict: bool = False
    meaning: Meaning = WORDS_ALONE
    judge: str = ""


def written(circumstances: Circumstances) -> str:
    """As JSON."""
    values: dict[str, Any] = {"schema": _SCHEMA, **asdict(circumstances)}
    values["settings"] = dict(circumstances.settings)
    return json.dumps(values, indent=1) + "\n"


def read(text: bytes) -> Circumstances:
    """From JSON. Raises ``ValueError`` for anything but what ``written`` makes."""
    try:
        values = json.loads(text)
        schema = values.pop("schema")
        if schema != _SCHEMA:
            raise ValueError(f"schema {schema} is not known, {_SCHEMA} is")
        values["archives"] = tuple(values["archives"])
        values["settings"] = tuple(values["settings"].items())
        values["meaning"] = Meaning(**values.get("meaning", {}))
        return Circumstances(**values)
    except (AttributeError, KeyError, TypeError) as fault:
        raise ValueError(str(fault)) from fault
