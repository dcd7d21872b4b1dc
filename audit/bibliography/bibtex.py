"""BibTeX and BibLaTeX, through bibtexparser; LaTeX in the fields through pylatexenc.

What BibTeX has no field for (the marker's number, ``custom``) stands as JSON in one field of our
own, which other programs pass over; so a bibliography comes back as it went.
"""

import json
import re
from collections.abc import Mapping, Sequence

from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import DuplicateBlockKeyBlock, Entry, Field, ParsingFailedBlock
from pylatexenc.latex2text import LatexNodes2Text

from audit.bibliography.values import (
    Bibliography,
    Item,
    Written,
    date_at_start,
    edtf,
    hidden_note,
    rest_of,
    restored,
)
from audit.errors import ReferencesError
from audit.yaml_nodes import Value

OWN_FIELD = "x-citation-audit"

# Entry types by CSL type, the first is written; BibLaTeX's manual and the exports of Zotero.
_TYPES = {
    "article-journal": ("article",),
    "article-newspaper": ("article",),
    "article-magazine": ("article",),
    "webpage": ("online", "electronic", "www"),
    "book": ("book", "mvbook", "collection", "proceedings"),
    "chapter": ("incollection", "inbook", "suppbook"),
    "paper-conference": ("inproceedings", "conference"),
    "report": ("report", "techreport"),
    "thesis": ("thesis", "phdthesis", "mastersthesis"),
    "manuscript": ("unpublished",),
    "dataset": ("dataset",),
    "software": ("software",),
    "document": ("misc",),
}
_KINDS = {"article-newspaper": "newspaper", "article-magazine": "magazine"}
_TEXT = {
    "title": ("title",),
    "title-short": ("shorttitle",),
    "publisher-place": ("location", "address"),
    "volume": ("volume",),
    "page": ("pages",),
    "edition": ("edition",),
    "collection-title": ("series",),
    "abstract": ("abstract",),
    "note": ("note",),
    "language": ("langid", "language"),
    "keyword": ("keywords",),
}
_CONTAINERS = ("journaltitle", "journal", "booktitle", "maintitle", "organization")
_CONTAINER_OF = {
    "article-journal": "journaltitle",
    "article-newspaper": "journaltitle",
    "article-magazine": "journaltitle",
    "webpage": "organization",
}
_PUBLISHERS = ("publisher", "institution", "school")
_VERBATIM = {"URL": "url", "DOI": "doi", "ISBN": "isbn", "ISSN": "issn"}
_NAMES = ("author", "editor")
_READ = {
    *(field for fields in _TEXT.values() for field in fields),
    *_CONTAINERS,
    *_PUBLISHERS,
    *_VERBATIM.values(),
    *_NAMES,
    *("date", "year", "month", "day", "urldate", "howpublished", "entrysubtype", "number", "issue"),
    *("subtitle", OWN_FIELD),
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}$&#_%"},
}
_HOWPUBLISHED = re.compile(r"\\url\{([^}]*)\}|(https?://\S+)")
_UNESCAPED = re.compile(r"\\([%_&#~{}])")
_PLAIN_NAME = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*")
_TEXT_OF = LatexNodes2Text(math_mode="verbatim", keep_comments=True)


def read_bibtex(text: str, path: str) -> Bibliography:
    """The entries of a .bib file. Raises ``ReferencesError`` with the line of a broken one."""
    library = parse_string(text)
    for failed in library.failed_blocks:
        raise _fault(failed, path)
    items, lines, notes = [], [], []
    for entry in library.entries:
        line = (entry.start_line or 0) + 1
        fields = _fields(entry)
        items.append(_item(entry, fields, path, line))
        lines.append(line)
        lost = [name for name in fields if name not in _READ]
        if "number" in fields and entry.entry_type.lower() not in _TYPES["article-journal"]:
            lost.append("number")
        if lost:
            notes.append(f"{path}:{line}: left out: {', '.join(lost)}")
    return Bibliography(tuple(items), tuple(lines), tuple(notes))


def write_bibtex(items: Sequence[Item]) -> Written:
    """The items as BibLaTeX, whose names of types and fields pandoc, biber and Zotero read."""
    entries, rests = [], []
    for item in items:
        entry = _entry(item)
        rest = rest_of(item, _item(entry, _fields(entry), "", 0))
        if rest:
            entry.set_field(Field(OWN_FIELD, _own_text(rest)))
            rests.append(rest)
        entries.append(write_string(Library([entry])))
    return Written("\n".join(entries), hidden_note(rests, f"the field {OWN_FIELD}"))


def _fault(failed: ParsingFailedBlock, path: str) -> ReferencesError:
    line = (failed.start_line or 0) + 1
    if isinstance(failed, DuplicateBlockKeyBlock):
        what = f"the key “{failed.key}” stands twice"
        return ReferencesError(what, path=path, line=line, hint="each entry has its own")
    said = " ".join(str(failed.error).split())
    return ReferencesError(f"not valid BibTeX: {said[:200]}", path=path, line=line)


def _fields(entry: Entry) -> dict[str, str]:
    return {field.key.lower(): str(field.value) for field in entry.fields}


def _item(entry: Entry, fields: Mapping[str, str], path: str, line: int) -> Item:
    """One entry as an item, what stands in our own field included."""
    item: Item = {"id": entry.key, "type": _type(entry, fields)}
    for name in _NAMES:
        item[name] = _names(fields.get(name, ""), path, line)
    for name, sources in _TEXT.items():
        item[name] = _first(fields, sources)
    if fields.get("subtitle"):
        item["title"] = f"{item['title']}: {_text(fields['subtitle'])}"
    for name, field in _VERBATIM.items():
        item[name] = _UNESCAPED.sub(r"\1", fields.get(field, "")).strip()
    item["container-title"] = _first(fields, _CONTAINERS)
    item["publisher"] = _first(fields, _PUBLISHERS)
    item["issued"] = date_at_start(fields.get("date", "")) or _issued(fields)
    item["accessed"] = date_at_start(fields.get("urldate", ""))
    if entry.entry_type.lower() == "article":
        item["issue"] = _first(fields, ("number", "issue"))
    _take_howpublished(item, fields.get("howpublished", ""))
    filled: Item = {name: value for name, value in item.items() if value}
    return restored(filled, _own(fields.get(OWN_FIELD, ""), path, line))


def _type(entry: Entry, fields: Mapping[str, str]) -> str:
    written = entry.entry_type.lower()
    kind = fields.get("entrysubtype", "").lower()
    if written == "article" and kind in _KINDS.values():
        return next(name for name, one in _KINDS.items() if one == kind)
    if written == "misc" and ("url" in fields or _HOWPUBLISHED.search(_howpublished(fields))):
        return "webpage"
    return next((name for name, types in _TYPES.items() if written in types), "document")


def _howpublished(fields: Mapping[str, str]) -> str:
    return fields.get("howpublished", "")


def _take_howpublished(item: Item, value: str) -> None:
    """``howpublished`` is where BibTeX has an address, or else the publisher."""
    found = _HOWPUBLISHED.search(value)
    if found:
        item["URL"] = item["URL"] or _UNESCAPED.sub(r"\1", found[1] or found[2])
    elif value:
        item["container-title"] = item["container-title"] or _text(value)


def _first(fields: Mapping[str, str], names: Sequence[str]) -> str:
    return next((_text(fields[name]) for name in names if fields.get(name)), "")


def _text(value: str) -> str:
    """LaTeX as plain text on one line."""
    return " ".join(str(_TEXT_OF.latex_to_text(value)).split())


def _issued(fields: Mapping[str, str]) -> str:
    """``year``, ``month`` (a name or a number) and ``day``."""
    month = fields.get("month", "").strip().lower()
    if month[:3] in _MONTHS:
        month = str(_MONTHS.index(month[:3]) + 1)
    year = fields.get("year", "").strip()
    day = fields.get("day", "").strip() if month else ""
    return edtf(year, month, day) or edtf(year, month) or edtf(year) or date_at_start(year)


def _names(value: str, path: str, line: int) -> list[Value]:
    if not value.strip():
        return []
    try:
        return [_name(name) for name in split_multiple_persons_names(value)]
    except InvalidNameError as fault:
        what = " ".join(str(fault).split())[:200]
        raise ReferencesError(f"a name cannot be read: {what}", path=path, line=line) from fault


def _name(name: str) -> Value:
    """One name; whole in braces it is that of a body."""
    if name.startswith("{") and name.endswith("}"):
        return {"literal": _text(name)}
    parts = parse_single_name_into_parts(name)
    family = _text(" ".join([*parts.von, *parts.last]))
    given = _text(" ".join(parts.first))
    suffix = _text(" ".join(parts.jr))
    if not given and not suffix:
        return {"literal": family}
    found: dict[str, Value] = {"family": family, "given": given, "suffix": suffix}
    return {name: value for name, value in found.items() if value}


def _own(value: str, path: str, line: int) -> Item:
    if not value:
        return {}
    try:
        found = json.loads(value)
    except (ValueError, RecursionError) as fault:
        what = f"the field {OWN_FIELD} is not the JSON that was written there"
        raise ReferencesError(what, path=path, line=line, hint="remove the field") from fault
    return found if isinstance(found, dict) else {}


def _own_text(rest: Item) -> str:
    """JSON whose braces are balanced whatever its texts hold, and that has no sign of BibTeX."""
    pieces = re.split(r'("(?:[^"\\]|\\.)*")', json.dumps(rest))
    hidden = {sign: f"\\u{ord(sign):04x}" for sign in "{}@#%"}
    for at in range(1, len(pieces), 2):
        pieces[at] = "".join(hidden.get(sign, sign) for sign in pieces[at])
    return "".join(pieces)


def _entry(item: Item) -> Entry:
    kind = str(item.get("type", "webpage"))
    fields: dict[str, str] = {}
    for name in _NAMES:
        fields[name] = _written_names(item.get(name))
    for name, targets in _TEXT.items():
        fields[targets[0]] = _latex(item.get(name))
    if fields["title"]:
        fields["title"] = f"{{{fields['title']}}}"  # its capitals are the work's own
    fields[_CONTAINER_OF.get(kind, "booktitle")] = _latex(item.get("container-title"))
    fields["publisher"] = _latex(item.get("publisher"))
    fields["number"] = _latex(item.get("issue")) if kind.startswith("article") else ""
    fields["date"], fields["urldate"] = str(item.get("issued", "")), str(item.get("accessed", ""))
    fields["entrysubtype"] = _KINDS.get(kind, "")
    for name, field in _VERBATIM.items():
        fields[field] = _verbatim(str(item.get(name, "")))
    written = _TYPES.get(kind, ("misc",))[0]
    kept = [Field(name, value) for name, value in fields.items() if value]
    return Entry(written, _key(str(item.get("id", ""))), kept)


def _key(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_:.+/-]", "-", name) or "entry"


def _latex(value: Value) -> str:
    """Text with the signs that LaTeX reads as its own escaped; other letters stay."""
    if not isinstance(value, str):
        return ""
    return "".join(_SPECIAL.get(sign, sign) for sign in " ".join(value.split()))


def _verbatim(value: str) -> str:
    """An address as it is; braces, white space and a last backslash would break the field."""
    return re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]) & 0xFF:02X}", value)


def _written_names(value: Value) -> str:
    names = value if isinstance(value, list) else []
    return " and ".join(filter(None, (_written_name(name) for name in names)))


def _written_name(name: Value) -> str:
    """``Family, Suffix, Given``, odd parts in braces; a body's name whole in braces."""
    if not isinstance(name, dict):
        return ""
    if name.get("literal"):
        return f"{{{_latex(name['literal'])}}}"
    parts = [_latex(name.get(part)) for part in ("family", "suffix", "given")]
    safe = [part if _PLAIN_NAME.fullmatch(part) else f"{{{part}}}" for part in parts if part]
    return ", ".join(safe) if parts[0] else ""
