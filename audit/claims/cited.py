"""The works an article cites: its own list and the references file taken together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit.article.publishers import spellings
from audit.model import Article, Reference

_MONTHS = "January February March April May June July August September October November December"


@dataclass(frozen=True, slots=True)
class Work:
    """One cited work. Dates are EDTF; ``latest`` is the year after which it did not change.

    ``line`` is that of the article's list entry, 0 where the list has none.
    """

    number: int
    title: str
    issued: str
    accessed: str
    latest: int
    names: frozenset[str]
    line: int

    @property
    def called(self) -> str:
        """How a message names the work: its number, its title and its date."""
        return f"reference {self.number}, “{self.title}” ({spoken(self.issued)})"


def cited_works(article: Article, references: Sequence[Reference]) -> dict[int, Work]:
    """By number, every work of the list or of the references file."""
    given = {reference.number: reference for reference in references}
    listed = {entry.number: entry for entry in article.entries}
    works = {}
    for number in sorted(given.keys() | listed.keys()):
        reference, entry = given.get(number), listed.get(number)
        dates = [entry.issued if entry else "", reference.issued if reference else ""]
        names = [entry.publisher] if entry else []
        if reference:
            names += [reference.container_title, *reference.authors, *reference.aliases]
            dates.append(reference.updated)
        works[number] = Work(
            number=number,
            title=entry.title if entry and entry.title else reference.title if reference else "",
            issued=next((date for date in dates[:2] if date), ""),
            accessed=(entry.accessed if entry else "") or (reference.accessed if reference else ""),
            latest=max((year_of(date) for date in dates), default=0),
            names=frozenset(form for name in names if name for form in spellings(name)),
            line=entry.line if entry else 0,
        )
    return works


def year_of(edtf: str) -> int:
    """The last year of an EDTF date or interval, 0 when it has none."""
    years = re.findall(r"(?<!\d)\d{4}(?!\d)", edtf)
    return max((int(year) for year in years), default=0)


def spoken(edtf: str) -> str:
    """An EDTF date as words: ``2013-09`` is September 2013."""
    parts = edtf.split("-")
    if len(parts) < 2 or not parts[1].isdigit() or not 1 <= int(parts[1]) <= 12:
        return parts[0] or "no date"
    month = f"{_MONTHS.split()[int(parts[1]) - 1]} {parts[0]}"
    return f"{int(parts[2])} {month}" if len(parts) > 2 and parts[2].isdigit() else month
