"""What was found, into the text of references.yaml; a first file from an article's list. Pure."""

from collections.abc import Sequence

from audit.bibliography.listed import item_of, usable
from audit.bibliography.values import Item
from audit.model import Address, ListEntry, Reference
from audit.references import parse_references
from audit.references_edit import append_items, insert_item, insert_key, render_entry
from audit.resolve.addresses import same_page_key
from audit.resolve.resolver import Resolution
from audit.yaml_nodes import Path, Value, load

_BEFORE_URL = ("id", "number", "type", "title", "author", "container-title", "issued", "accessed")
_MOST_LISTED = 3
_HEAD = """\
# The references of {article} as CSL-YAML: what pandoc and Zotero read.
# Our own keys (aliases, candidates, copies, expect-text ...) stand under `custom`.
references:
"""


def write_resolution(text: str, resolution: Resolution, file: str = "") -> str:
    """``text`` with an accepted address and its evidence, or with the candidates of the publisher.

    An address that the editor has put in since is not touched; what is listed already is not listed
    again. Pages of other publishers are never made candidates: a page that only shares the title
    could then be taken for the work. Raises ``ReferencesError`` when the file cannot be edited.
    """
    found = [
        (index, reference)
        for index, reference in enumerate(parse_references(text, file))
        if reference.number == resolution.reference.number
    ]
    if not found or found[0][1].url:
        return text
    index, reference = found[0]
    entry: Path = ("references", index)
    if resolution.url:
        text = insert_key(text, entry, "URL", resolution.url, after=_BEFORE_URL, file=file)
        if not _has(text, (*entry, "custom", "url-known-by")):
            text = _custom(text, entry, "url-known-by", resolution.how, file)
    candidates = [
        Address(
            row.candidate.url,
            f"resolve ({row.candidate.service}): {row.candidate.evidence}; not accepted: {row.why}",
            f"score {row.score:.0f}",
        )
        for row in resolution.listed
        if row.at_publisher
    ]
    text = _add(text, entry, "candidates", candidates[:_MOST_LISTED], reference, file)
    return _add(text, entry, "copies", resolution.copies, reference, file)


def new_file(entries: Sequence[ListEntry], article: str) -> str:
    """A references.yaml with an entry for each item of an article's list."""
    taken: set[str] = set()
    body = "".join(render_entry(_with_own_id(entry, taken)) for entry in usable(entries))
    return _HEAD.format(article=" ".join(article.split())) + body


def merge(text: str, entries: Sequence[ListEntry], file: str = "") -> str:
    """``text`` with the items that it does not have, each after the one numbered before it."""
    references = parse_references(text, file)
    known = {reference.number for reference in references}
    for entry in usable(entries):
        if entry.number in known:
            continue
        item = _with_own_id(entry, {reference.id for reference in references})
        before = [at for at, one in enumerate(references, 1) if one.number < entry.number]
        place = max(before, default=0)
        text = insert_item(text, ("references",), place, item, file=file)
        references = parse_references(text, file)
    return text


def unusable(entries: Sequence[ListEntry]) -> tuple[ListEntry, ...]:
    """Items that cannot become entries: a number out of range, or one that came before."""
    kept = usable(entries)
    return tuple(entry for entry in entries if entry not in kept)


def unread(entry: ListEntry) -> tuple[str, ...]:
    """The fields that an editor has to fill in because the list does not surely give them."""
    fields = (("title", entry.title), ("publisher", entry.publisher), ("date", entry.issued))
    return tuple(name for name, value in fields if not value)


def _with_own_id(entry: ListEntry, taken: set[str]) -> Item:
    """The entry with an id that is not ``taken``, which it is then."""
    item = item_of(entry)
    if item["id"] in taken:
        item["id"] = f"list-{entry.number}"
    taken.add(str(item["id"]))
    return item


def _add(
    text: str,
    entry: Path,
    key: str,
    addresses: Sequence[Address],
    reference: Reference,
    file: str,
) -> str:
    """``addresses`` at the end of the list ``key``, those left out that the entry has anywhere."""
    listed = (*reference.candidates, *reference.copies)
    known = {same_page_key(address.url) for address in listed}
    items: list[Value] = [_address(one) for one in addresses if same_page_key(one.url) not in known]
    if not items:
        return text
    path = (*entry, "custom", key)
    if _has(text, path):
        return append_items(text, path, items, file=file)
    return _custom(text, entry, key, items, file)


def _address(address: Address) -> dict[str, Value]:
    known: dict[str, Value] = {"url": address.url, "how": address.how}
    return known | ({"confidence": address.confidence} if address.confidence else {})


def _custom(text: str, entry: Path, key: str, value: Value, file: str) -> str:
    """``key`` into the entry's ``custom``, which is made when it is missing."""
    if _has(text, (*entry, "custom")):
        return insert_key(text, (*entry, "custom"), key, value, file=file)
    return insert_key(text, entry, "custom", {key: value}, file=file)


def _has(text: str, path: Path) -> bool:
    value: Value = load(text).value
    for step in path:
        if isinstance(value, dict) and isinstance(step, str) and step in value:
            value = value[step]
            continue
        if not (isinstance(value, list) and isinstance(step, int)):
            return False
        value = value[step]
    return True
