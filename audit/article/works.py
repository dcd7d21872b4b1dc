"""The numbers of works that are cited by something else: by a note, a key or a link.

A reports' reader and ``references.yaml`` know works by number. A key is first looked for among the
ids of the references file; a note that has a number keeps it; what is left is numbered in the order
in which it is cited, after all numbers that are taken.
"""

from collections.abc import Iterable, Sequence

from audit.model import Reference


def number_keys(keys: Iterable[str], references: Sequence[Reference]) -> dict[str, int]:
    """Key to number, for keys in the order in which they are cited."""
    order = list(dict.fromkeys(keys))
    by_id = {reference.id: reference.number for reference in references}
    numbers = {key: by_id[key] for key in order if key in by_id}
    for key in order:
        if key not in numbers and key.isascii() and key.isdigit() and int(key) > 0:
            numbers[key] = int(key)
    taken = {*numbers.values(), *by_id.values()}
    return numbers | _following((key for key in order if key not in numbers), taken)


def number_links(urls: Iterable[str], references: Sequence[Reference]) -> dict[str, int]:
    """Address to number: that of the reference with the address, else the next free one."""
    order = list(dict.fromkeys(urls))
    by_url = {page_of(reference.url): reference.number for reference in references if reference.url}
    numbers = {url: by_url[page_of(url)] for url in order if page_of(url) in by_url}
    taken = {*numbers.values(), *(reference.number for reference in references)}
    return numbers | _following((url for url in order if url not in numbers), taken)


def page_of(url: str) -> str:
    """An address without the place in the page, so that two links to one page are one work."""
    return url.partition("#")[0].rstrip("/")


def _following(keys: Iterable[str], taken: set[int]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for key in keys:
        numbers[key] = max(taken, default=0) + 1
        taken.add(numbers[key])
    return numbers
