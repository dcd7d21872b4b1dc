"""The lines of a CDX index, the plain seven-field form that the Wayback Machine prints. Pure.

``urlkey timestamp original mimetype statuscode digest length``, ascending by key and time, then,
where there is more, an empty line and a resume key (wayback-cdx-server documentation).
"""

import re
from dataclasses import dataclass

from audit.archive.dates import captured_at

_FIELDS = 7
_SHORTEST = 46  # 14 digits of time and 32 of digest; waybackpy silently drops what is shorter
_STATUS = re.compile(r"[1-5]\d\d|-")
_EXCLUDED = ("AdministrativeAccessControlException", "RobotAccessControlException")


@dataclass(frozen=True, slots=True)
class Row:
    """One capture in the index. ``status`` is three digits, or ``-`` for a revisit record."""

    timestamp: str
    original: str
    media_type: str
    status: str
    digest: str

    @property
    def is_error(self) -> bool:
        """Whether the site answered with an error when it was captured."""
        return self.status[0] in "45"

    @property
    def is_redirect(self) -> bool:
        """Whether the site sent the crawler elsewhere."""
        return self.status[0] == "3"


@dataclass(frozen=True, slots=True)
class CdxPage:
    """One answer of the index, line by line.

    ``lines`` are well formed; ``malformed`` counts the others. ``resume_key`` is ``""`` at the end.
    """

    lines: tuple[str, ...]
    malformed: int = 0
    resume_key: str = ""

    @property
    def is_cdx(self) -> bool:
        """Whether the body may be believed: some line is well formed, or there is none at all."""
        return bool(self.lines) or not self.malformed


def read_cdx(body: bytes) -> CdxPage:
    """Sort the lines of an index answer into captures, a resume key and what is neither."""
    lines = [line.rstrip("\r") for line in body.decode("utf-8", "replace").strip().split("\n")]
    resume_key = ""
    if len(lines) >= 3 and not lines[-2].strip() and " " not in lines[-1].strip():
        resume_key = lines[-1].strip()
        lines = lines[:-2]
    written = [line for line in lines if line.strip()]
    good = tuple(line for line in written if read_row(line))
    return CdxPage(good, len(written) - len(good), resume_key)


def read_row(line: str) -> Row | None:
    """The capture that one index line describes, ``None`` when it is not an index line."""
    fields = line.split(" ")
    if len(line) < _SHORTEST or len(fields) != _FIELDS or not all(fields):
        return None
    _, timestamp, original, media_type, status, digest, _ = fields
    if not captured_at(timestamp) or not _STATUS.fullmatch(status):
        return None
    return Row(timestamp, original, media_type, status, digest)


def tells_exclusion(body: bytes) -> bool:
    """Whether an answer of the archive says that the site is kept out of it."""
    text = body[:20_000].decode("utf-8", "replace")
    return any(name in text for name in _EXCLUDED) or (
        "has been excluded from the Wayback Machine" in text
    )
