"""RIS, which EndNote, Zotero and libraries exchange: lines of a tag and a value.

Read here and not through rispy (0.10), which silently drops a record without its end, joins an
empty tag's neighbours and knows no lines; the format itself is one regular expression.

What RIS has no tag for (the marker's number, ``custom``) stands as JSON in its fifth user-defined
field, which other programs pass over.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.bibliography.values import (
    Bibliography,
    Item,
    Written,
    date_at_start,
    hidden_note,
    rest_of,
    restored,
)
from audit.errors import ReferencesError
from audit.yaml_nodes import Value

OWN_TAG = "U5"
_MARK = "citation-audit "
# RIS types by CSL type, the first is written.
_TYPES = {
    "article-newspaper": ("NEWS",),
    "article-magazine": ("MGZN",),
    "article-journal": ("JOUR", "EJOUR", "INPR", "JFULL"),
    "webpage": ("ELEC", "ICOMM"),
    "post-weblog": ("BLOG",),
    "book": ("BOOK", "EBOOK", "EDBOOK"),
    "chapter": ("CHAP", "ECHAP"),
    "paper-conference": ("CPAPER", "CONF"),
    "report": ("RPRT", "GOVDOC"),
    "thesis": ("THES",),
    "hearing": ("HEAR",),
    "bill": ("BILL",),
    "legal_case": ("CASE",),
    "legislation": ("STAT",),
    "dataset": ("DATA",),
    "document": ("GEN",),
}
# Tags by CSL variable, the first is written.
_TEXT = {
    "title": ("TI", "T1"),
    "title-short": ("ST",),
    "container-title": ("T2", "JO", "JF", "BT"),
    "publisher": ("PB",),
    "publisher-place": ("CY",),
    "volume": ("VL",),
    "issue": ("IS",),
    "edition": ("ET",),
    "DOI": ("DO",),
    "ISSN": ("SN",),
    "abstract": ("AB", "N2"),
    "language": ("LA",),
    "note": ("N1",),
    "id": ("ID",),
}
_NAMES = {"author": ("AU", "A1"), "editor": ("ED", "A2")}
_READ = {
    *(tag for tags in (*_TEXT.values(), *_NAMES.values()) for tag in tags),
    *("TY", "ER", "PY", "Y1", "DA", "Y2", "UR", "SP", "EP", OWN_TAG),
}
_TAG = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*)|)")
_START = re.compile(r"TY  ?-")
Tags = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Record:
    """One record: the line it begins at, and the values of each tag in their order."""

    line: int
    tags: Tags


def read_ris(text: str, path: str) -> Bibliography:
    """The records of a .ris file. Raises ``ReferencesError`` with the line of a broken one."""
    records = list(_records(text, path))
    items = tuple(_item(record.tags, path, record.line) for record in records)
    notes = []
    for record in records:
        lost = [tag for tag in record.tags if tag not in _READ and any(record.tags[tag])]
        if lost:
            notes.append(f"{path}:{record.line}: left out: {', '.join(lost)}")
    return Bibliography(items, tuple(record.line for record in records), tuple(notes))


def write_ris(items: Sequence[Item]) -> Written:
    """The items as RIS."""
    records, rests = [], []
    for item in items:
        tags = _tags(item)
        rest = rest_of(item, _item(tags, "", 0))
        if rest:
            tags[OWN_TAG] = [_MARK + json.dumps(rest)]
            rests.append(rest)
        lines = [f"{tag}  - {value}" for tag, values in tags.items() for value in values]
        records.append("\n".join([*lines, "ER  - "]) + "\n")
    return Written("\n".join(records), hidden_note(rests, f"the tag {OWN_TAG}"))


def _records(text: str, path: str) -> Iterator[_Record]:
    """Records from TY to ER; what stands between them, as databases write it, is passed over."""
    record: _Record | None = None
    last: list[str] = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        found = _TAG.fullmatch(line.rstrip())
        tag, value = (found[1], (found[2] or "").strip()) if found else ("", line.strip())
        if tag == "TY":
            if record:
                raise _open_record(record, path)
            record, last = _Record(number, {"TY": [value]}), []
        elif tag == "ER" and record:
            yield record
            record = None
        elif tag and record:
            last = record.tags.setdefault(tag, [])
            last.append(value)
        elif record and last and value:
            last[-1] = f"{last[-1]} {value}".strip()
    if record:
        raise _open_record(record, path)


def _open_record(record: _Record, path: str) -> ReferencesError:
    what = "the record that begins here has no end"
    return ReferencesError(what, path=path, line=record.line, hint="a line “ER  - ” ends it")


def _item(tags: Tags, path: str, line: int) -> Item:
    """One record as an item, what stands in our own tag included."""
    kind = _one(tags, ("TY",)).upper()
    known = (name for name, types in _TYPES.items() if kind in types)
    item: Item = {"type": next(known, "document")}
    for name, sources in _TEXT.items():
        item[name] = _one(tags, sources)
    for name, sources in _NAMES.items():
        item[name] = [_name(value) for tag in sources for value in tags.get(tag, ()) if value]
    item["URL"] = _one(tags, ("UR",))
    item["page"] = "-".join(filter(None, (_one(tags, ("SP",)), _one(tags, ("EP",)))))
    dates = [date_at_start(_one(tags, (tag,))) for tag in ("DA", "PY", "Y1")]
    item["issued"] = max(dates, key=len)
    item["accessed"] = date_at_start(_one(tags, ("Y2",)))
    filled: Item = {name: value for name, value in item.items() if value}
    return restored(filled, _own(tags, path, line))


def _one(tags: Tags, names: Sequence[str]) -> str:
    return next((value for name in names for value in tags.get(name, ()) if value), "")


def _name(value: str) -> Value:
    """``Family, Given, Suffix``; without a comma it is the name of a body."""
    parts = [part.strip() for part in value.split(",")]
    if len(parts) < 2 or not parts[1]:
        return {"literal": value}
    named = dict(zip(("family", "given", "suffix"), parts, strict=False))
    return {name: part for name, part in named.items() if part}


def _own(tags: Tags, path: str, line: int) -> Item:
    written = next((value for value in tags.get(OWN_TAG, ()) if value.startswith(_MARK)), "")
    if not written:
        return {}
    try:
        found = json.loads(written.removeprefix(_MARK))
    except (ValueError, RecursionError) as fault:
        what = f"the tag {OWN_TAG} is not the JSON that was written there"
        raise ReferencesError(what, path=path, line=line, hint="remove that line") from fault
    return found if isinstance(found, dict) else {}


def _tags(item: Item) -> Tags:
    tags: Tags = {"TY": [_TYPES.get(str(item.get("type", "")), ("GEN",))[0]]}
    for name, targets in _TEXT.items():
        tags[targets[0]] = [_line(item.get(name))]
    for name, targets in _NAMES.items():
        names = item.get(name)
        tags[targets[0]] = [_written_name(one) for one in names] if isinstance(names, list) else []
    tags["UR"] = [_line(item.get("URL"))]
    tags["SP"] = [_line(item.get("page"))]
    tags["DA"] = [_slashed(item.get("issued"))]
    tags["PY"] = [_line(item.get("issued"))[:4]]
    tags["Y2"] = [_slashed(item.get("accessed"))]
    kept = {tag: [value for value in values if value] for tag, values in tags.items()}
    return {tag: values for tag, values in kept.items() if values}


def _line(value: Value) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _slashed(value: Value) -> str:
    """A date as RIS has it: year, month and day with their slashes."""
    date = _line(value)
    return "/".join([*date.split("-"), "", ""][:3]) + "/" if date else ""


def _written_name(name: Value) -> str:
    if not isinstance(name, dict):
        return ""
    parts = [_line(name.get(part)) for part in ("family", "given", "suffix")]
    return _line(name.get("literal")) or ", ".join(parts).rstrip(", ")
