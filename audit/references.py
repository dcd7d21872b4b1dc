"""references.yaml (CSL-YAML) to values, with the file's line for every fault.

CSL is what pandoc and Zotero read; its schema leaves ``custom`` free for keys of one's own, so
everything that is ours stands there. pydantic checks the whole file at this one border and reports
every fault; inside the program there are only frozen values.
"""

import re
from collections import Counter
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from audit.errors import ReferencesError
from audit.model import Address, Reference
from audit.yaml_nodes import Document, YamlFaultError, load

# CSL 1.0.2 variables that a Zotero or pandoc export carries and that no check here needs.
CSL_UNUSED = frozenset(
    re.split(
        r"\s+",
        """abstract annote archive archive_collection archive_location archive-place authority
    available-date call-number chapter-number citation-key citation-label collection-editor
    collection-number collection-title composer container-author container-title-short
    contributor dimensions director division edition editor editorial-director event event-date
    event-place event-title first-reference-note-number genre guest host interviewer ISBN ISSN
    illustrator issue jurisdiction keyword language license locator medium note number-of-pages
    number-of-volumes original-author original-date original-publisher original-publisher-place
    original-title page page-first part-number part-title PMCID PMID producer publisher
    publisher-place recipient references reviewed-author reviewed-genre reviewed-title scale
    section series-creator shortTitle source status submitted supplement-number title-short
    translator version volume volume-title year-suffix categories citation-number""",
    )
)
# As in citations of Wikipedia: live; dead; usurped (the domain has another owner); unfit
# (not to be linked to); deviated (the page is there, the work is not).
URL_STATUSES = ("live", "dead", "usurped", "unfit", "deviated")
_EDTF = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z", re.ASCII)
_HTTP_URL = re.compile(r"https?://[^\s/?#]+([/?#]\S*)?\Z", re.IGNORECASE)


def _edtf(value: object) -> object:
    """A CSL date object as the EDTF string that our own files use."""
    if not isinstance(value, dict):
        return value
    parts = (value.get("date-parts") or [[]])[0]
    if not parts:
        return value.get("literal") or value.get("raw") or ""
    return "-".join([f"{int(parts[0]):04d}", *(f"{int(part):02d}" for part in parts[1:3])])


def _check_edtf(value: str) -> str:
    if value and not _EDTF.match(value):
        raise ValueError("a date is written 2016, 2016-04 or 2016-04-21")
    return value


def _check_url(value: str) -> str:
    if value and not _HTTP_URL.match(value):
        raise ValueError("an address begins with http:// or https:// and has no spaces")
    return value


def _check_url_status(value: str) -> str:
    if value and value not in URL_STATUSES:
        raise ValueError(f"it is one of {', '.join(URL_STATUSES)}")
    return value


EdtfDate = Annotated[str, BeforeValidator(_edtf), AfterValidator(_check_edtf)]
HttpUrl = Annotated[str, AfterValidator(_check_url)]
UrlStatus = Annotated[
    str, AfterValidator(_check_url_status), Field(json_schema_extra={"enum": ["", *URL_STATUSES]})
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True, frozen=True)


class AddressEntry(_Strict):
    """An address beside the editor's own, with how it is known."""

    url: HttpUrl
    how: str = Field(min_length=1)
    confidence: str = ""


class PartialAddressEntry(_Strict):
    """The known part of an address, ``…`` standing for what is not known."""

    url: str = Field(min_length=1)
    how: str = Field(min_length=1)
    confidence: str = ""


class NameEntry(_Strict):
    """A CSL name."""

    family: str = ""
    given: str = ""
    literal: str = ""
    dropping_particle: str = Field(default="", alias="dropping-particle")
    non_dropping_particle: str = Field(default="", alias="non-dropping-particle")
    suffix: str = ""
    comma_suffix: str = Field(default="", alias="comma-suffix")
    static_ordering: str = Field(default="", alias="static-ordering")
    parse_names: str = Field(default="", alias="parse-names")

    def full(self) -> str:
        """The name in reading order."""
        particles = (self.dropping_particle, self.non_dropping_particle)
        parts = (self.given, *particles, self.family, self.suffix)
        return self.literal or " ".join(filter(None, parts))


class CustomEntry(_Strict):
    """Our own keys, under CSL's ``custom``."""

    aliases: tuple[str, ...] = Field(
        default=(), description="Other names and hosts of the publisher."
    )
    url_known_by: str = Field(default="", alias="url-known-by", description="How the URL is known.")
    candidates: tuple[AddressEntry, ...] = Field(
        default=(),
        description="Addresses to try; one is used only when its page is the cited work.",
    )
    partial_addresses: tuple[PartialAddressEntry, ...] = Field(
        default=(), alias="partial-addresses"
    )
    copies: tuple[AddressEntry, ...] = Field(
        default=(), description="Reprints: words found there count, words missing there do not."
    )
    updated: EdtfDate = Field(
        default="", description="When the page was updated, if not when issued."
    )
    expect_text: str = Field(
        default="", alias="expect-text", description="Words the right page carries."
    )
    archive_url: HttpUrl = Field(
        default="", alias="archive-url", description="A capture of the work, for readers."
    )
    archive_date: EdtfDate = Field(
        default="", alias="archive-date", description="The day of that capture."
    )
    url_status: UrlStatus = Field(
        default="", alias="url-status", description="What became of the URL, as Wikipedia says it."
    )
    corrections: tuple[str, ...] = Field(
        default=(), description="Doubts about this entry, for the editor."
    )


class ReferenceEntry(_Strict):
    """One reference."""

    id: str = Field(min_length=1)
    number: str = Field(description="The number that the article's markers use.")
    type: str = "webpage"
    title: str = Field(default="", min_length=1, description="Needed where there is no URL or DOI.")
    author: tuple[NameEntry, ...] = ()
    container_title: str = Field(default="", alias="container-title")
    issued: EdtfDate = ""
    accessed: EdtfDate = ""
    url: HttpUrl = Field(default="", alias="URL")
    doi: str = Field(default="", alias="DOI")
    custom: CustomEntry = Field(default_factory=CustomEntry)


class ReferencesFile(_Strict):
    """A references file."""

    references: tuple[ReferenceEntry, ...]


# CSL variables that are read here, and those of them that hold a date.
CSL_USED = frozenset(field.alias or name for name, field in ReferenceEntry.model_fields.items())
DATES = frozenset(
    ("issued", "accessed", "available-date", "event-date", "original-date", "submitted")
)


def is_address(url: str) -> bool:
    """Whether ``url`` may stand as an address in a references file."""
    return url.isprintable() and bool(_HTTP_URL.match(url))


def parse_references(text: str, path: str = "references.yaml") -> tuple[Reference, ...]:
    """Read CSL-YAML ``text`` into references, in the file's order.

    ``path`` is only named in faults. Raises ``ReferencesError`` with the line of the first fault
    and how many more there are; nothing is ever guessed or repaired.
    """
    try:
        document = load(text)
    except YamlFaultError as fault:
        raise ReferencesError(str(fault), path=path, line=fault.line) from fault
    return references_of(document, path)


def references_of(document: Document, path: str) -> tuple[Reference, ...]:
    """The references in a document that has the shape of references.yaml, in its order.

    Raises ``ReferencesError`` like ``parse_references``.
    """
    data = _without_unused_csl(document.value)
    try:
        entries = ReferencesFile.model_validate(data, by_name=False, by_alias=True).references
    except ValidationError as fault:
        raise _first_fault(fault, document, path) from fault
    if not entries:
        raise ReferencesError("the list of references is empty", path=path, line=1)
    found = tuple(_reference(entry, index, document, path) for index, entry in enumerate(entries))
    _refuse_duplicates(found, path)
    return found


def references_schema() -> dict[str, Any]:
    """The JSON Schema of references.yaml, published as ``audit/references.schema.json``."""
    schema = ReferencesFile.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "References of an article, as CSL-YAML"
    entry = schema["$defs"]["ReferenceEntry"]["properties"]
    entry["number"] = {"type": ["string", "integer"], "description": entry["number"]["description"]}
    date = {"anyOf": [{"type": "string", "pattern": _EDTF.pattern.replace(r"\Z", "$")}]}
    date["anyOf"].append({"type": "object"})
    entry["issued"] = entry["accessed"] = date
    entry.update({name: {"description": "CSL; not used here."} for name in sorted(CSL_UNUSED)})
    return schema


def _without_unused_csl(value: object) -> object:
    """The data without CSL variables that nothing here reads (a Zotero export has many)."""
    if not isinstance(value, dict) or not isinstance(value.get("references"), list):
        return value
    kept = [
        {key: item for key, item in entry.items() if key not in CSL_UNUSED}
        if isinstance(entry, dict)
        else entry
        for entry in value["references"]
    ]
    return {**value, "references": kept}


def _first_fault(fault: ValidationError, document: Document, path: str) -> ReferencesError:
    errors = fault.errors(include_url=False)
    faults = [(error["type"] == "missing", *_sentence(error, document)) for error in errors]
    _, line, what, hint = min(faults)  # a misspelt key explains the missing one, so it comes first
    if len(faults) > 1:
        what += f"; {len(faults) - 1} more fault{'s' if len(faults) > 2 else ''} after it"
    return ReferencesError(what, path=path, line=line, hint=hint)


def _sentence(error: ErrorDetails, document: Document) -> tuple[int, str, str]:
    """One pydantic error as (line, what is wrong, how to mend it)."""
    location = tuple(error["loc"])
    name, line = (str(location[-1]) if location else "the file"), document.line(location)
    kind, given = error["type"], error.get("input")
    if kind == "extra_forbidden":
        close = get_close_matches(name, _known_keys(location), n=1)
        hint = f"did you mean “{close[0]}”?" if close else "our own keys stand under “custom”"
        return line, f"unknown key “{name}”", hint
    if kind == "missing" and name == "references":
        return line, "there is no “references:” list", "it is the top-level key of CSL-YAML"
    if kind == "missing":
        return line, f"the entry has no “{name}”", "every reference needs id and number"
    if kind == "value_error":
        return line, f"“{name}: {given}” cannot be used", str(error["ctx"]["error"])
    if kind == "string_too_short" or given is None:
        return line, f"“{name}” is empty", "give it a value or remove the key"
    expected = {"tuple_type": "a list", "model_type": "keys with values"}.get(kind, "text")
    return line, f"“{name}” should hold {expected}", ""


def _known_keys(location: tuple[str | int, ...]) -> list[str]:
    models: dict[str, type[BaseModel]] = {
        "custom": CustomEntry,
        "author": NameEntry,
        "candidates": AddressEntry,
        "copies": AddressEntry,
        "partial-addresses": PartialAddressEntry,
    }
    parents = [part for part in location[:-1] if isinstance(part, str)]
    default = ReferenceEntry if parents else ReferencesFile
    model = models.get(parents[-1], default) if parents else default
    return [field.alias or name for name, field in model.model_fields.items()]


def _reference(entry: ReferenceEntry, index: int, document: Document, path: str) -> Reference:
    line = document.line(("references", index))
    if not re.fullmatch(r"[1-9]\d{0,5}", entry.number):
        raise ReferencesError(
            f"“number: {entry.number}” is not a number",
            path=path,
            line=document.line(("references", index, "number")),
            hint="it is the number that the article's markers use, such as 12",
        )
    if not (entry.title or entry.url or entry.doi):
        raise ReferencesError(
            "the entry has no “title”",
            path=path,
            line=line,
            hint="it needs a title, a URL or a DOI to be found by",
        )
    custom = entry.custom
    return Reference(
        number=int(entry.number),
        id=entry.id,
        title=entry.title,
        container_title=entry.container_title,
        issued=entry.issued,
        accessed=entry.accessed,
        url=entry.url,
        doi=entry.doi,
        authors=tuple(name.full() for name in entry.author),
        aliases=custom.aliases,
        candidates=_addresses(custom.candidates),
        copies=_addresses(custom.copies),
        partial_addresses=_addresses(custom.partial_addresses),
        updated=custom.updated,
        expect_text=custom.expect_text,
        corrections=custom.corrections,
        line=line,
        archive_url=custom.archive_url,
        archive_date=custom.archive_date,
        url_status=custom.url_status,
    )


def _addresses(
    entries: tuple[AddressEntry, ...] | tuple[PartialAddressEntry, ...],
) -> tuple[Address, ...]:
    return tuple(Address(entry.url, entry.how, entry.confidence) for entry in entries)


def _refuse_duplicates(references: tuple[Reference, ...], path: str) -> None:
    for name in ("id", "number"):
        counts = Counter(getattr(reference, name) for reference in references)
        for reference in references:
            value = getattr(reference, name)
            if counts[value] > 1:
                lines = [r.line for r in references if getattr(r, name) == value]
                raise ReferencesError(
                    f"“{name}: {value}” stands at lines {', '.join(map(str, lines))}",
                    path=path,
                    line=lines[1],
                    hint="each reference has its own",
                )
