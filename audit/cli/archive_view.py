"""What ``archive`` prints."""

from audit.archive.citing import (
    capture_day,
    html_attributes,
    link_attributes,
    wikipedia_parameters,
)
from audit.archive.keeping import Kept
from audit.archive.spn import SaveOutcome
from audit.model import Capture

_SAVED_AS = {
    SaveOutcome.ARCHIVED: "saved",
    SaveOutcome.RECENT: "not saved again, the archive has a recent capture",
    SaveOutcome.SUBMITTED: "submitted, not known to be archived",
    SaveOutcome.PERMANENT: "cannot be saved",
    SaveOutcome.TRANSIENT: "not saved this time",
    SaveOutcome.QUOTA: "not saved, a limit is reached",
    SaveOutcome.NOT_ASKED: "not saved",
}


def kept_lines(one: Kept) -> list[str]:
    """One reference in a few lines: its state, its capture, how to cite it, what to look at."""
    number = one.reference.number
    if one.capture is None:
        lines = [f"{number:>4}  {one.state:<12}  no capture: {one.detail or one.outcome}"]
    else:
        lines = [
            f"{number:>4}  {one.state:<12}  {one.capture.url}",
            f"      {_when(one.capture)}; {one.detail or one.outcome}",
            f"      {html_attributes(_attributes(one, one.capture))}",
            f"      {wikipedia_parameters(one.capture, one.status)}",
        ]
    if one.saving is not None:
        made = one.saving.capture.url if one.saving.capture else one.saving.detail
        lines.append(f"      {_SAVED_AS[one.saving.outcome]}: {made}".rstrip(": "))
    if one.remark:
        lines.append(f"      look at it: {one.remark}")
    return lines


def kept_view(one: Kept) -> dict[str, object]:
    """One reference as JSON data."""
    view: dict[str, object] = {
        "number": one.reference.number,
        "url": one.url,
        "state": one.state,
        "url_status": one.status,
        "outcome": one.outcome,
        "detail": one.detail,
        "by_editor": one.by_editor,
        "capture": _capture_view(one.capture),
        "robust_link": _attributes(one, one.capture) if one.capture else {},
        "wikipedia": wikipedia_parameters(one.capture, one.status) if one.capture else "",
        "saving": None,
        "remark": one.remark,
    }
    if one.saving is not None:
        view["saving"] = {
            "outcome": one.saving.outcome,
            "detail": one.saving.detail,
            "code": one.saving.code,
            "job": one.saving.job,
            "capture": _capture_view(one.saving.capture),
        }
    return view


def _attributes(one: Kept, capture: Capture) -> dict[str, str]:
    return link_attributes(one.url or capture.original, capture, one.reference.accessed)


def _capture_view(capture: Capture | None) -> dict[str, object] | None:
    if capture is None:
        return None
    return {
        "archive": capture.archive,
        "url": capture.url,
        "date": capture_day(capture),
        "timestamp": capture.timestamp,
        "distance_days": capture.distance_days,
    }


def _when(capture: Capture) -> str:
    """The capture's day and how far that is from the day of access."""
    day, distance = capture_day(capture), capture.distance_days
    if distance is None:
        return f"captured {day}"
    if distance == 0:
        return f"captured {day}, when it was accessed"
    days = f"{abs(distance):,} day{'s' if abs(distance) != 1 else ''}"
    return f"captured {day}, {days} {'before' if distance < 0 else 'after'} it was accessed"
