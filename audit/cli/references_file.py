"""A references file as commands that edit it need it: read, chosen from, edited, compared."""

import difflib
from collections.abc import Callable, Sequence
from pathlib import Path

from audit.bibliography import CSL_YAML, format_of
from audit.errors import InputError, ReferencesError
from audit.files import read_input
from audit.model import Reference

BOM = "\ufeff"


def read_text(path: Path) -> str:
    """The file's text as it is, its byte order mark included. Raises ``ReferencesError``."""
    refuse_other_formats(path)
    data = read_input(path, "the references file", hint="make one with citation-audit init")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise ReferencesError("it is not UTF-8 text", path=str(path), line=line) from fault


def refuse_other_formats(path: Path) -> None:
    """Raises ``InputError`` for a file that can be read, but not be edited in place."""
    if format_of(str(path)) not in ("", CSL_YAML):
        hint = f"citation-audit convert {path} -o references.yaml"
        raise InputError("only CSL-YAML is edited in place", path=str(path), hint=hint)


def chosen(
    references: Sequence[Reference], only: Sequence[int], path: Path
) -> tuple[Reference, ...]:
    """The references with the numbers ``only``, all when there are none."""
    numbers = {reference.number for reference in references}
    for number in only:
        if number not in numbers:
            raise InputError(f"there is no reference {number}", path=str(path))
    return tuple(one for one in references if not only or one.number in only)


def edited(text: str, edit: Callable[[str], str]) -> str:
    """``edit`` applied below the byte order mark that some editors put in front."""
    mark = BOM if text.startswith(BOM) else ""
    return mark + edit(text.removeprefix(BOM))


def difference(before: str, after: str, path: Path) -> str:
    """A unified diff of the file's old and new text."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), str(path), str(path), n=1
    )
    return "".join(line if line.endswith("\n") else line + "\n" for line in lines)
