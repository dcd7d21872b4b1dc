"""Items of a printed list of references as CSL: of an article's own, or one that was pasted."""

from collections.abc import Sequence

from audit.article.pasted import pasted_entries
from audit.bibliography.values import Bibliography, Item
from audit.errors import ReferencesError
from audit.model import ListEntry
from audit.publishers import publishers_named
from audit.references import is_address

MOST_NUMBER = 999_999
_DOI_HOSTS = ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/")
_TYPES = {"journal": "article-journal", "report": "report"}
_ANY_TYPE = "webpage"


def read_pasted(text: str, path: str) -> Bibliography:
    """A plain list. Raises ``ReferencesError`` when nothing of it looks like a work."""
    entries = pasted_entries(text)
    kept = usable(entries)
    if not any(entry.title or entry.url for entry in kept):
        raise ReferencesError(
            "no list of works is found", path=path, line=1, hint="one work a line, or numbered"
        )
    notes = [
        f"{path}:{entry.line}: item {entry.number} is left out: it is no number of its own"
        for entry in entries
        if entry not in kept
    ]
    return Bibliography(
        tuple(item_of(entry) for entry in kept), tuple(entry.line for entry in kept), tuple(notes)
    )


def usable(entries: Sequence[ListEntry]) -> tuple[ListEntry, ...]:
    """Entries by number, without those whose number is out of range or came before."""
    first: dict[int, ListEntry] = {}
    for entry in entries:
        if 1 <= entry.number <= MOST_NUMBER:
            first.setdefault(entry.number, entry)
    return tuple(first[number] for number in sorted(first))


def item_of(entry: ListEntry) -> Item:
    """An entry's fields as CSL; what the list does not give is left out.

    Without title and address the item as printed stands for the title: it can be found by that.
    """
    given = entry.title.strip() or ("" if entry.url else " ".join(entry.raw.split())[:300])
    doi = next((entry.url[len(host) :] for host in _DOI_HOSTS if entry.url.startswith(host)), "")
    fields = {
        "id": entry.key or f"ref-{entry.number:02d}",
        "number": str(entry.number),
        "type": _type(entry),
        "title": given,
        "container-title": entry.publisher.strip(),
        "issued": entry.issued,
        "accessed": entry.accessed,
        "URL": entry.url if is_address(entry.url) else "",
        "DOI": doi,
    }
    return {name: value for name, value in fields.items() if value}


def _type(entry: ListEntry) -> str:
    """The CSL type that the publisher's kind tells; a page of the web otherwise."""
    known = publishers_named((entry.publisher,))
    return _TYPES.get(known[0].kind, _ANY_TYPE) if known else _ANY_TYPE
