"""The formats by name and file ending, and a file of any of them as references."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

from audit.bibliography.bibtex import read_bibtex, write_bibtex
from audit.bibliography.csl import read_json, read_yaml, write_json, write_yaml
from audit.bibliography.listed import read_pasted
from audit.bibliography.ris import read_ris, write_ris
from audit.bibliography.values import Bibliography, Reader, Writer, numbered
from audit.errors import ReferencesError
from audit.model import Reference
from audit.references import parse_references, references_of
from audit.yaml_nodes import Document, Path

CSL_YAML = "csl-yaml"
READERS: Mapping[str, Reader] = {
    CSL_YAML: read_yaml,
    "csl-json": read_json,
    "bibtex": read_bibtex,
    "ris": read_ris,
    "text": read_pasted,
}
WRITERS: Mapping[str, Writer] = {
    CSL_YAML: write_yaml,
    "csl-json": write_json,
    "bibtex": write_bibtex,
    "ris": write_ris,
}
_ENDINGS = {
    ".yaml": CSL_YAML,
    ".yml": CSL_YAML,
    ".json": "csl-json",
    ".bib": "bibtex",
    ".bibtex": "bibtex",
    ".ris": "ris",
    ".txt": "text",
    ".md": "text",
}


def format_of(path: str) -> str:
    """The format that a file's ending tells, or ``""``."""
    return _ENDINGS.get(PurePath(path).suffix.lower(), "")


def read_bibliography(data: bytes, path: str, form: str) -> Bibliography:
    """The works in ``data``, numbered. ``path`` is only named in faults and notes.

    Raises ``ReferencesError`` with the line of a fault, and when there is no work in it.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise ReferencesError("it is not UTF-8 text", path=path, line=line) from fault
    found = READERS[form](text.replace("\r\n", "\n").replace("\r", "\n"), path)
    if not found.items:
        raise ReferencesError("there is no work in it", path=path, line=1)
    items, note = numbered(found.items)
    items = tuple(
        item if item.get("id") else {"id": f"ref-{item['number']}", **item} for item in items
    )
    return replace(found, items=items, notes=(*found.notes, *([note] if note else [])))


def read_references(data: bytes, path: str) -> tuple[Reference, ...]:
    """A references file of any format, by its ending; CSL-YAML when that tells nothing.

    Raises ``ReferencesError`` with the line of a fault.
    """
    form = format_of(path) or CSL_YAML
    if form == CSL_YAML:
        return parse_references(data.decode("utf-8-sig", "replace"), path)
    found = read_bibliography(data, path, form)
    lines: dict[Path, int] = {("references", at): line for at, line in enumerate(found.lines)}
    return references_of(Document({"references": list(found.items)}, {(): 1} | lines), path)
