"""What reading a bibliography gives, whatever it was written in: CSL variables of each work.

An item is the CSL-JSON of one work with every scalar as text and every date as EDTF (``2016-04``),
the form in which references.yaml has them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from audit.yaml_nodes import Value

Item = dict[str, Value]

_EDTF = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_BEGINNING = re.compile(
    r"\s*(\d{4})(?:[-/](0?[1-9]|1[0-2])(?!\d)(?:[-/](0?[1-9]|[12]\d|3[01])(?!\d))?)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Bibliography:
    """Works in their order, the 1-based line where each begins, and in words what was left out."""

    items: tuple[Item, ...]
    lines: tuple[int, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A bibliography as text, and in words what other programs will not see of it."""

    text: str
    notes: tuple[str, ...] = ()


Reader = Callable[[str, str], Bibliography]
Writer = Callable[[Sequence[Item]], Written]


def edtf(year: str, month: str = "", day: str = "") -> str:
    """Year, month and day as ``2016``, ``2016-04`` or ``2016-04-21``; ``""`` when they are none."""
    parts = [part.zfill(width) for part, width in ((year, 4), (month, 2), (day, 2)) if part]
    date = "-".join(parts)
    return date if _EDTF.fullmatch(date) else ""


def date_at_start(text: str) -> str:
    """The date that ``text`` begins with (``2016/04/21/``, ``2016-04-21T10:00``), or ``""``."""
    found = _BEGINNING.match(text)
    return edtf(found[1], found[2] or "", found[3] or "") if found else ""


def numbered(items: Sequence[Item]) -> tuple[tuple[Item, ...], str]:
    """Items with the numbers that the article's markers use, and in words what was done for it.

    Numbers that all items have are kept. Else they are counted in their order: what CSL calls
    ``number`` then is another thing, such as a report's, and is left out.
    """
    given = [str(item.get("number", "")) for item in items]
    if len(set(given)) == len(given) and all(re.fullmatch(r"[1-9][0-9]{0,5}", n) for n in given):
        return tuple(items), ""
    counted = tuple({**item, "number": str(at)} for at, item in enumerate(items, start=1))
    other = [number for number in given if number]
    dropped = f"; its own numbers are left out: {', '.join(other[:5])}" if other else ""
    return counted, f"numbered 1 to {len(items)} in the file's order{dropped}"


def rest_of(item: Item, read_back: Mapping[str, Value]) -> Item:
    """What an item has that reading it back from another format would not give as it was.

    A variable that only reading back would give stands with ``None``. ``restored`` undoes it.
    """
    missing = {name: value for name, value in item.items() if read_back.get(name) != value}
    return {**missing, **{name: None for name in read_back if name not in item}}


def restored(read: Item, rest: Mapping[str, Value]) -> Item:
    """An item as it was before ``rest_of``."""
    return {name: value for name, value in {**read, **rest}.items() if value is not None}


def hidden_note(rests: Sequence[Item], place: str) -> tuple[str, ...]:
    """In words which variables only this program will read again, from ``place``."""
    names = sorted({name for rest in rests for name, value in rest.items() if value is not None})
    if not names:
        return ()
    return (f"{', '.join(names)}: kept in {place}, which other programs pass over",)
