"""CSL-YAML and CSL-JSON: what pandoc, Zotero and citation processors exchange."""

import json
from collections.abc import Iterator, Mapping, Sequence

from audit.bibliography.values import Bibliography, Item, Written, date_at_start, edtf
from audit.errors import ReferencesError
from audit.references import CSL_UNUSED, CSL_USED, DATES
from audit.references_edit import render_entry
from audit.yaml_nodes import Value, YamlFaultError, load

_HEAD = """\
# References as CSL-YAML: what pandoc and Zotero read.
# Our own keys (aliases, candidates, copies, expect-text ...) stand under `custom`.
references:
"""
_MOST_NAMED = 8


def read_yaml(text: str, path: str) -> Bibliography:
    """CSL-YAML. Raises ``ReferencesError`` with the line of a fault."""
    try:
        document = load(text)
    except YamlFaultError as fault:
        raise ReferencesError(str(fault), path=path, line=fault.line) from fault
    works = document.value.get("references") if isinstance(document.value, dict) else None
    if not isinstance(works, list):
        raise ReferencesError(
            "there is no “references:” list", path=path, line=1, hint="it is a key of CSL-YAML"
        )
    lines = [document.line(("references", at)) for at in range(len(works))]
    return cleaned(works, lines, path)


def read_json(text: str, path: str) -> Bibliography:
    """CSL-JSON: a list of works. Raises ``ReferencesError`` with the line of a fault."""
    try:
        works = list(_works(text))
    except json.JSONDecodeError as fault:
        what = f"not valid JSON: {fault.msg}"
        raise ReferencesError(what, path=path, line=fault.lineno) from fault
    except RecursionError as fault:
        raise ReferencesError("it is nested too deeply", path=path, line=1) from fault
    return cleaned([work for work, _ in works], [line for _, line in works], path)


def write_yaml(items: Sequence[Item]) -> Written:
    """The items as a references.yaml."""
    return Written(_HEAD + "".join(render_entry(item) for item in items))


def write_json(items: Sequence[Item]) -> Written:
    """The items as CSL-JSON, dates as its schema wants them."""
    works = [{name: _json_value(name, value) for name, value in item.items()} for item in items]
    return Written(json.dumps(works, ensure_ascii=False, indent=2) + "\n")


def cleaned(works: Sequence[object], lines: Sequence[int], path: str) -> Bibliography:
    """Works as items: known variables only, scalars as text, dates as EDTF; the rest is noted."""
    items, notes = [], []
    for work, line in zip(works, lines, strict=True):
        if not isinstance(work, dict):
            raise ReferencesError("this is no work with its variables", path=path, line=line)
        item, lost = _item(work)
        items.append(item)
        if lost:
            named = ", ".join(lost[:_MOST_NAMED])
            more = f" and {len(lost) - _MOST_NAMED} more" if len(lost) > _MOST_NAMED else ""
            notes.append(f"{path}:{line}: left out: {named}{more}")
    return Bibliography(tuple(items), tuple(lines), tuple(notes))


def _works(text: str) -> Iterator[tuple[object, int]]:
    """Each element of the JSON list with the line it begins at."""
    decoder, at = json.JSONDecoder(), _after(text, 0, "[")
    if text[at : at + 1] == "]":
        _after(text, at, "]", last=True)
        return
    while True:
        work, end = decoder.raw_decode(text, at)
        yield work, text.count("\n", 0, at) + 1
        at = _skip(text, end)
        if text[at : at + 1] == "]":
            _after(text, at, "]", last=True)
            return
        at = _after(text, at, ",")


def _skip(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\t", "\n", "\r"):
        at += 1
    return at


def _after(text: str, at: int, sign: str, *, last: bool = False) -> int:
    """Where the text goes on after ``sign``. Raises ``JSONDecodeError`` when it is not there."""
    at = _skip(text, at)
    if text[at : at + 1] != sign:
        raise json.JSONDecodeError(f"CSL-JSON is a list of works, “{sign}” is missing", text, at)
    end = _skip(text, at + 1)
    if last and end != len(text):
        raise json.JSONDecodeError("something follows the list", text, end)
    return end


def _item(work: Mapping[str, object]) -> tuple[Item, list[str]]:
    item: Item = {}
    lost = []
    for name, value in work.items():
        kept = _date(value) if name in DATES else _plain(value)
        if name not in CSL_USED and name not in CSL_UNUSED:
            lost.append(name)
        elif kept not in (None, "", [], {}):
            item[name] = kept
        elif value not in (None, "", [], {}):
            lost.append(f"{name} ({value})"[:60])
    return item, lost


def _plain(value: object) -> Value:
    """The value with every scalar as text, as a YAML file has it."""
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def _date(value: object) -> str:
    """A CSL date, an object or text, as EDTF; ``""`` for what is no day, month or year."""
    if not isinstance(value, Mapping):
        return date_at_start(str(value or ""))
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return edtf(*[str(part) for part in parts[0][:3]]) if parts[0] else ""
    return date_at_start(str(value.get("raw") or value.get("literal") or ""))


def _json_value(name: str, value: Value) -> object:
    if name not in DATES or not isinstance(value, str):
        return value
    return {"date-parts": [[int(part) for part in value.split("-")]]}
