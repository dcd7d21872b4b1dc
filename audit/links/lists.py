"""Lists of addresses to check: references files and plain lists, many at once, a part of them."""

import hashlib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from glob import glob, has_magic
from pathlib import Path
from urllib.parse import urlsplit

from audit.bibliography import format_of, read_references
from audit.errors import InputError
from audit.fetch.visit import host_of
from audit.files import read_input
from audit.history import Citation
from audit.model import Reference
from audit.resolve.leads import doi_url

_PLAIN = ("", "text")  # formats that hold one URL a line here


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address is listed; ``number`` is the reference's, 0 in a list without any."""

    path: str
    line: int
    number: int = 0

    def __str__(self) -> str:
        """As editors and terminals link to it."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Listed:
    """An address to check, everywhere it is listed, and the work that is cited there."""

    url: str
    host: str
    places: tuple[Place, ...]
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Shard:
    """Part ``number`` (from 1) of ``of``. A host is wholly in one part, so that its politeness is
    one machine's business."""

    number: int
    of: int

    def __str__(self) -> str:
        """As on the command line."""
        return f"{self.number}/{self.of}"

    def has(self, host: str) -> bool:
        """Whether the host belongs to this part, the same on every machine."""
        digest = hashlib.sha256(host.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1


def read_lists(names: Sequence[str]) -> tuple[Listed, ...]:
    """The addresses of all lists, each once, in their order.

    A name is a references file (.yaml, .bib, .ris, .json), a file with one URL a line, a pattern of
    such files, or ``-`` for standard input. Raises ``InputError`` for what cannot be read.
    """
    found: dict[str, Listed] = {}
    for path in _paths(names):
        for listed in _read(path):
            known = found.get(listed.url)
            if known is None:
                found[listed.url] = listed
            else:
                reference = known.reference or listed.reference
                places = known.places + listed.places
                found[listed.url] = replace(known, places=places, reference=reference)
    return tuple(found.values())


def citations(listed: Iterable[Listed]) -> dict[str, list[Citation]]:
    """Which references file cites what, by path."""
    found: dict[str, list[Citation]] = {}
    for one in listed:
        publisher = one.reference.container_title if one.reference else ""
        for place in one.places:
            if place.number:
                citation = Citation(place.path, place.number, one.url, publisher)
                found.setdefault(place.path, []).append(citation)
    return found


def cited_url(reference: Reference) -> str:
    """The address that an editor gave for a reference, or its DOI's; ``""`` for none."""
    return reference.url or (doi_url(reference.doi) if reference.doi else "")


def host_name(url: str) -> str:
    """The host as politeness counts it, ``""`` for an address that has none."""
    try:
        return host_of(url)
    except ValueError:
        return ""


def fingerprint(listed: Iterable[Listed]) -> str:
    """The same for the same addresses, in whatever order."""
    text = "\n".join(sorted(one.url for one in listed))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _paths(names: Sequence[str]) -> list[str]:
    paths: list[str] = []
    for name in names:
        if not has_magic(name) or Path(name).exists():
            paths.append(name)
            continue
        matching = sorted(found for found in glob(name, recursive=True) if Path(found).is_file())
        if not matching:
            raise InputError("no file is called like that", path=name)
        paths += matching
    return list(dict.fromkeys(paths))


def _read(path: str) -> list[Listed]:
    data = sys.stdin.buffer.read() if path == "-" else read_input(Path(path), "the list of links")
    if format_of(path) not in _PLAIN:
        references = [r for r in read_references(data, path) if cited_url(r)]
        return [_of_reference(reference, path) for reference in references]
    content = data.decode("utf-8-sig", "replace")
    lines = enumerate(map(str.strip, content.splitlines()), start=1)
    return [_listed(line, number, path) for number, line in lines if line and line[0] != "#"]


def _of_reference(reference: Reference, path: str) -> Listed:
    url = cited_url(reference)
    place = Place(path, reference.line, reference.number)
    return Listed(url, host_name(url), (place,), reference)


def _listed(url: str, number: int, path: str) -> Listed:
    parts = urlsplit(url) if " " not in url else urlsplit("")
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        raise InputError(
            f"“{url[:60]}” is not an address",
            path=path,
            line=number,
            hint="one URL a line, or a references file",
        )
    return Listed(url, host_name(url), (Place(path, number),))
