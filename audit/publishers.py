"""The table of publishers, ``publishers.yaml``: names, hosts, address patterns, archive policy.

A reference's own aliases count beside the table: an alias that looks like a host is one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from audit.extract.titles import fold_spelling
from audit.model import Reference

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Publisher:
    """One line of the table. ``hosts`` and ``formerly`` stand for all hosts below them too."""

    name: str
    hosts: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    kind: str = ""
    paths: tuple[str, ...] = ()
    archive: str = ""

    def prefixes(self, issued: str) -> tuple[str, ...]:
        """Beginnings of the addresses of what was published in the month ``issued`` (EDTF).

        Without scheme; empty when the publisher's addresses are not dated or the month is unknown.
        """
        if not re.match(r"\d{4}-\d{2}", issued):
            return ()
        month = int(issued[5:7])
        parts = {"yyyy": issued[:4], "mm": issued[5:7], "m": str(month), "mon": _MONTHS[month - 1]}
        filled = (path.format(**parts) for path in self.paths)
        return tuple(self.hosts[0] + path if path.startswith("/") else path for path in filled)


@cache
def publishers() -> tuple[Publisher, ...]:
    """The table, in the file's order."""
    text = files("audit").joinpath("publishers.yaml").read_text("utf-8")
    rows: list[dict[str, Any]] = yaml.safe_load(text)["publishers"]
    return tuple(_publisher(row) for row in rows)


def publishers_named(names: Iterable[str]) -> tuple[Publisher, ...]:
    """The publishers that any of ``names`` means, each once, in the order of the names."""
    by_name = _by_name()
    found = (by_name.get(fold_spelling(name)) for name in names)
    return tuple(dict.fromkeys(publisher for publisher in found if publisher))


def publishers_of(reference: Reference) -> tuple[Publisher, ...]:
    """The publishers that a reference names, the cited one before those of its aliases."""
    return publishers_named((reference.container_title, *reference.aliases))


def publisher_at(host: str) -> Publisher | None:
    """The publisher that owns or owned ``host``."""
    for publisher in publishers():
        if is_host_of(host, (*publisher.hosts, *publisher.formerly)):
            return publisher
    return None


def hosts_of(reference: Reference) -> tuple[str, ...]:
    """Every host at which the reference's publisher may have published, the likeliest first."""
    hosts = [host for found in publishers_of(reference) for host in (*found.hosts, *found.formerly)]
    names = (reference.container_title, *reference.aliases)
    hosts += [
        name.strip().lower().removeprefix("www.")
        for name in names
        if _HOST.fullmatch(name.strip().lower())
    ]
    return tuple(dict.fromkeys(hosts))


def is_host_of(host: str, owners: Iterable[str]) -> bool:
    """Whether ``host`` is one of ``owners`` or lies below one."""
    host = host.lower().rstrip(".")
    return any(host == owner or host.endswith(f".{owner}") for owner in owners)


def _publisher(row: Mapping[str, Any]) -> Publisher:
    lists = {name: tuple(row.get(name, ())) for name in ("hosts", "aliases", "formerly", "paths")}
    return Publisher(row["name"], **lists, kind=row.get("kind", ""), archive=row.get("archive", ""))


@cache
def _by_name() -> dict[str, Publisher]:
    table: dict[str, Publisher] = {}
    for publisher in publishers():
        for name in (publisher.name, *publisher.aliases):
            table.setdefault(fold_spelling(name), publisher)
    return table
