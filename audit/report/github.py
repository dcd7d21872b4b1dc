"""GitHub workflow commands: errors, warnings and notices beside the article's lines.

GitHub shows ten annotations of each kind for a step and drops the rest in silence, so of more the
tenth names those that are left, and what is fine is named in the last notice.
"""

from collections.abc import Sequence

from audit.model import Report
from audit.report.items import Item, items, loudest_first
from audit.report.words import plural, printable
from audit.vocabulary import Level

MOST_OF_A_KIND = 10

_KINDS = {
    Level.ERROR: "error",
    Level.WARNING: "warning",
    Level.UNVERIFIED: "notice",
    Level.NOTE: "notice",
}


def render_github(report: Report) -> str:
    """The report as workflow commands, errors first; each quotation and reference once.

    Escaped as the runner of GitHub Actions reads them: ``%``, carriage return and line feed in
    messages, colon and comma in properties as well.
    """
    ordered = sorted(items(report), key=loudest_first)
    fine = [item for item in ordered if item.level is Level.OK]
    lines: list[str] = []
    for kind in ("error", "warning", "notice"):
        found = [item for item in ordered if _KINDS.get(item.level) == kind]
        closing = kind == "notice" and bool(fine)
        lines += _of_a_kind(kind, found, fine if closing else ())
    return "".join(line + "\n" for line in lines) or "\n"


def _of_a_kind(kind: str, found: Sequence[Item], fine: Sequence[Item]) -> list[str]:
    room = MOST_OF_A_KIND - bool(fine)
    shown = found if len(found) <= room else found[: MOST_OF_A_KIND - 1]
    rest = found[len(shown) :]
    lines = [_command(kind, item) for item in shown]
    said = []
    if rest:
        said.append(f"{plural(len(rest), f'more {kind}')}, not shown here: {_names(rest)}.")
    if fine:
        said.append(f"Fine: {_names(fine)}.")
    if said:
        lines.append(f"::{kind} title={_property('citation-audit')}::{_data(' '.join(said))}")
    return lines


def _names(found: Sequence[Item]) -> str:
    return ", ".join(printable(item.name) or item.rule for item in found)


def _command(kind: str, item: Item) -> str:
    place = item.place
    title = " ".join(part for part in (item.name, item.rule) if part)
    properties = {"file": place.path, "line": str(place.line), "endLine": str(place.end_line)}
    if place.line == place.end_line:
        properties |= {"col": str(place.column), "endColumn": str(place.end_column)}
    properties["title"] = title
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind} {written}::{_data(item.message)}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
