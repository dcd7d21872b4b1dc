"""A capture as it is cited: Robust Links attributes, Wikipedia's parameters, references.yaml. Pure.

Robust Links (draft of 2025-03) wants the original address and the date meant, and recommends the
address of a capture. The parameters are those of Wikipedia's Citation Style 1 templates.
"""

from collections.abc import Mapping
from html import escape

from audit.archive.dates import access_period
from audit.model import Capture
from audit.references import parse_references
from audit.references_edit import insert_key
from audit.vocabulary import SourceState
from audit.yaml_nodes import Path, Value, load

_KEYS = ("archive-url", "archive-date", "url-status")
_LIVE = (
    SourceState.LIVE,
    SourceState.MOVED,
    SourceState.PAYWALLED,
    SourceState.NEEDS_JAVASCRIPT,
    SourceState.NO_TEXT,
    SourceState.TOO_LARGE,
    SourceState.TRUNCATED,
)
_STATUSES: Mapping[SourceState, str] = {
    **dict.fromkeys(_LIVE, "live"),
    SourceState.DEAD: "dead",
    SourceState.SOFT_404: "dead",
    SourceState.MOVED_TO_HOME: "dead",
    SourceState.PARKED: "usurped",
    SourceState.CHANGED: "deviated",
    SourceState.WRONG_WORK: "deviated",
}
# What would end a template's parameter, a wiki link or a YAML reader's idea of an address.
_UNSAFE = str.maketrans({letter: f"%{ord(letter):02X}" for letter in " |[]{}<>\"'\t\r\n"})


def url_status(state: SourceState) -> str:
    """What Wikipedia calls an address in this state, ``""`` when that is not known.

    ``unfit`` is never said: that an address must not be linked to is an editor's judgement.
    """
    return _STATUSES.get(state, "")


def capture_day(capture: Capture) -> str:
    """The day of a capture, ISO 8601."""
    stamp = capture.timestamp
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}"


def link_attributes(original: str, capture: Capture, accessed: str) -> dict[str, str]:
    """Robust Links attributes of a link to ``original``.

    The date meant is the day of access (EDTF) where a day is known, else that of the capture.
    """
    period = access_period(accessed)
    exact = period is not None and period.first == period.last
    return {
        "data-originalurl": original,
        "data-versionurl": capture.url,
        "data-versiondate": period.first.isoformat() if period and exact else capture_day(capture),
    }


def html_attributes(attributes: Mapping[str, str]) -> str:
    """Attributes as they stand in a tag, values quoted and escaped."""
    return " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())


def wikipedia_parameters(capture: Capture, status: str) -> str:
    """``|archive-url= |archive-date= |url-status=``; the last one only when it is known."""
    said = f"|archive-url={_safe(capture.url)} |archive-date={capture_day(capture)}"
    return f"{said} |url-status={status}" if status else said


def record_capture(
    text: str, number: int, capture: Capture | None, status: str, file: str = ""
) -> str:
    """``text`` of a references file with a capture and the address's status under ``custom``.

    What an editor has put there stays; keys are only added. A capture is not recorded beside
    another one. Raises ``ReferencesError`` for a file that cannot be edited.
    """
    found = [
        (index, reference)
        for index, reference in enumerate(parse_references(text, file))
        if reference.number == number
    ]
    if not found:
        return text
    index, reference = found[0]
    missing: dict[str, Value] = {}
    if capture is not None and reference.archive_url in ("", _safe(capture.url)):
        missing = {"archive-url": _safe(capture.url), "archive-date": capture_day(capture)}
    if status and reference.url and (missing or reference.archive_url):
        missing["url-status"] = status
    known = (reference.archive_url, reference.archive_date, reference.url_status)
    for name, value in zip(_KEYS, known, strict=True):
        if value:
            missing.pop(name, None)
    return _with_keys(text, index, missing, file)


def _with_keys(text: str, index: int, keys: dict[str, Value], file: str) -> str:
    entry: Path = ("references", index)
    if keys and not _has_custom(text, index):
        return insert_key(text, entry, "custom", keys, file=file)
    for name, value in keys.items():
        text = insert_key(text, (*entry, "custom"), name, value, after=_KEYS, file=file)
    return text


def _has_custom(text: str, index: int) -> bool:
    value: Value = load(text).value
    entries = value.get("references") if isinstance(value, dict) else None
    entry = entries[index] if isinstance(entries, list) else None
    return isinstance(entry, dict) and "custom" in entry


def _safe(url: str) -> str:
    return url.translate(_UNSAFE)
