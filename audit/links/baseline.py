"""A baseline: bad links that are known and stay quiet until a day. A file to be committed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from audit.errors import InputError
from audit.files import read_input
from audit.yaml_nodes import Document, Value, YamlFaultError, load

_KEYS = {"url", "until", "reason"}
_HEAD = """\
# Bad links that are known. Each stays quiet until its day, then it is told again.
# Made by citation-audit links --write-baseline; reasons may be added by hand.
"""


@dataclass(frozen=True, slots=True)
class KnownLink:
    """A bad link that is tolerated up to and including the day ``until``."""

    url: str
    until: date
    reason: str = ""


def read_baseline(path: Path) -> dict[str, KnownLink]:
    """The known links of a file by address. Raises ``InputError`` with the line of a mistake."""
    text = read_input(path, "the baseline", hint="--write-baseline makes one").decode(
        "utf-8-sig", "replace"
    )
    try:
        document = load(text)
    except YamlFaultError as fault:
        raise InputError(str(fault), path=str(path), line=fault.line) from fault
    links = document.value.get("links") if isinstance(document.value, dict) else document.value
    if links is None:
        return {}
    if not isinstance(links, list):
        raise InputError("it has no list “links”", path=str(path), line=1)
    found = (_known(entry, document, index, path) for index, entry in enumerate(links))
    return {one.url: one for one in found}


def baseline_text(known: Iterable[KnownLink]) -> str:
    """The text of a baseline, in the order of addresses."""
    entries = [
        {"url": one.url, "until": one.until, "reason": one.reason}
        if one.reason
        else {"url": one.url, "until": one.until}
        for one in sorted(known, key=lambda one: one.url)
    ]
    listed = {"links": entries}
    return _HEAD + yaml.safe_dump(listed, sort_keys=False, allow_unicode=True, width=1000)


def renewed(
    bad: Iterable[str], before: Mapping[str, KnownLink], until: date, today: date
) -> tuple[KnownLink, ...]:
    """A baseline of the links that are ``bad`` today: entries that still hold stay as they are."""
    return tuple(
        before[url]
        if url in before and before[url].until >= today
        else KnownLink(url, until, before[url].reason if url in before else "")
        for url in bad
    )


def _known(entry: Value, document: Document, index: int, path: Path) -> KnownLink:
    line = document.line(("links", index))
    if not isinstance(entry, dict) or not entry.get("url") or not entry.get("until"):
        raise InputError("an entry has “url” and “until”", path=str(path), line=line)
    unknown = sorted(entry.keys() - _KEYS)
    if unknown:
        raise InputError(f"unknown key “{unknown[0]}”", path=str(path), line=line)
    try:
        until = date.fromisoformat(str(entry["until"]))
    except ValueError as fault:
        what = f"“{entry['until']}” is not a day as 2026-12-31"
        raise InputError(what, path=str(path), line=line) from fault
    return KnownLink(str(entry["url"]), until, str(entry.get("reason") or ""))
