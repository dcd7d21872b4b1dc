"""What the rehearsal adds to an article's references: addresses that only the box knows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from audit.demo.site import site_table
from audit.model import Address, Reference

# The first article and its references, which the rehearsal's pages are made for.
ARTICLE = Path(__file__).parent / "data" / "article.txt"
REFERENCES = Path(__file__).parent / "data" / "references.yaml"


def demo_addresses() -> dict[int, str]:
    """Reference number -> invented address, for references without any usable one.

    The addresses lie on the publishers' hosts under ``/rehearsal/`` and exist only in the box.
    Reference 30 has none on purpose: it stays unresolved. Reference 1 has only its copy.
    """
    rows = site_table()["addresses"]
    return {row["reference"]: row["url"] for row in rows if "/rehearsal/" in row["url"]}


def demo_references(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """Add to an article's references what only the rehearsal knows, by number; the order stays.

    Invented addresses are added as candidates, where a page has to show that it is the work cited.
    Where a failure is to be rehearsed, the address counts as the editor's own: what becomes of a
    mere guess says nothing about a source. An editor's URL is never replaced.
    """
    given = {row["reference"]: row for row in site_table()["addresses"] if "given" in row}
    return tuple(_with_address(each, given.get(each.number)) for each in references)


def _with_address(reference: Reference, row: Mapping[str, Any] | None) -> Reference:
    if row is None or reference.url:
        return reference
    url = row["url"]
    others = tuple(address for address in reference.candidates if address.url != url)
    if row["given"] == "cited":
        return replace(reference, url=url, candidates=others)
    invented = Address(url, "invented for the rehearsal")
    return replace(reference, candidates=(invented, *others))
