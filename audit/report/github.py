"""GitHub workflow commands: errors, warnings and notices beside the article's lines.

GitHub shows ten annotations of each kind for a step and drops the rest in silence, so of more the
tenth names those that are left. What is fine, and claims without a flag, are named in the last one.
"""

from collections.abc import Mapping, Sequence

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
    """The report as workflow commands, errors first; each quotation, claim and reference once.

    Escaped as the runner of GitHub Actions reads them: ``%``, carriage return and line feed in
    messages, colon and comma in properties as well.
    """
    ordered = sorted(items(report), key=loudest_first)
    quiet = {
        "Fine": [item for item in ordered if item.level is Level.OK],
        "Claims to read": [item for item in ordered if item.to_review],
    }
    lines: list[str] = []
    for kind in ("error", "warning", "notice"):
        found = [i for i in ordered if _KINDS.get(i.level) == kind and not i.to_review]
        lines += _of_a_kind(kind, found, quiet if kind == "notice" else {})
    return "".join(line + "\n" for line in lines) or "\n"


def _of_a_kind(kind: str, found: Sequence[Item], quiet: Mapping[str, Sequence[Item]]) -> list[str]:
    """The commands of a kind; ``quiet`` are groups that are only named, in its last one."""
    room = MOST_OF_A_KIND - any(quiet.values())
    shown = found if len(found) <= room else found[: MOST_OF_A_KIND - 1]
    rest = found[len(shown) :]
    lines = [_command(kind, item) for item in shown]
    said = []
    if rest:
        said.append(f"{plural(len(rest), f'more {kind}')}, not shown here: {_names(rest)}.")
    said += [f"{name}: {_names(group)}." for name, group in quiet.items() if group]
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
