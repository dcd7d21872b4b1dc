"""The 32 real titles, their true altered forms, and forms that are another work."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from audit.extract.titles import distinctive_words
from audit.model import Reference
from audit.references import parse_references

ROOT = Path(__file__).parents[2]
_BRITISH = (("ize", "ise"), ("izing", "ising"), ("ization", "isation"))


@cache
def references() -> tuple[Reference, ...]:
    """The first article's references, without the hint that settles one of them by its text."""
    given = parse_references((ROOT / "references.yaml").read_text("utf-8"), "references.yaml")
    return tuple(replace(reference, expect_text="") for reference in given)


def true_forms(reference: Reference) -> Iterator[str]:
    """The same work's title as a publisher or search engine may show it."""
    title = reference.title
    yield title
    yield title.lower()
    yield title.upper()
    yield title.rstrip("?.!")
    yield f"{title} | {reference.container_title}"
    yield f"{title} - {reference.container_title}"
    yield title.replace("’", "'").replace("–", "-").replace("—", "-")
    yield re.sub(r"[:–—]", " -", title)
    british = title
    for american, other in _BRITISH:
        british = british.replace(american, other)
    yield british
    words = sorted(distinctive_words(title), key=len)
    if len(words) > 4:
        yield re.sub(rf"\b{words[0]}\b", "", title, count=1, flags=re.IGNORECASE)


def other_works(reference: Reference) -> Iterator[str]:
    """Titles close to the cited one that are surely of another work."""
    title = reference.title
    for number in re.findall(r"\d+", title):
        yield title.replace(number, str(int(number) + 1))
    if not re.search(r"\b(not|no)\b", title, re.IGNORECASE):
        yield re.sub(r"(\w+)$", r"not \1", title.rstrip("?.!)"))
    yield f"Readers respond to {title.split()[0]}"
    yield " ".join(title.split()[:2])
