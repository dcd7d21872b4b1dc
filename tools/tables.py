"""Tables in the pages that come from the program itself: ``python -m tools.tables``.

A page holds a table between ``<!-- table: NAME -->`` and ``<!-- end of table -->``; what stands
between them is made anew from the vocabulary, the tables of constants and the services.
"""

import ast
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import groupby
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import audit.claims.rules
import audit.match.rules
from audit.claims.rules import RATES
from audit.history import alarm
from audit.report.words import LEVEL_WORDS, STATE_MEANINGS, VERDICT_MEANINGS
from audit.resolve.json_service import JsonService
from audit.resolve.services import SERVICES
from audit.vocabulary import SourceState, Verdict

ROOT = Path(__file__).parent.parent
_TABLE = re.compile(r"(<!-- table: ([a-z-]+) -->\n).*?(<!-- end of table -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that decides something: its section and the comment that it stands under."""

    name: str
    value: str
    section: str
    why: str


def pages() -> list[Path]:
    """README and all of docs/."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def filled(text: str) -> str:
    """The page with each of its tables as it should be now."""
    return _TABLE.sub(lambda found: found[1] + TABLES[found[2]]() + "\n" + found[3], text)


def verdicts() -> str:
    """Every verdict, what it means, how loudly it speaks."""
    rows = ((f"`{v}`", VERDICT_MEANINGS[v], f"{v.level} ({LEVEL_WORDS[v.level]})") for v in Verdict)
    return _table(("verdict", "what it means", "level"), rows)


def states() -> str:
    """Every source state and what may be said of a quotation in it."""
    return _table(
        ("state", "what it means", "a quotation"),
        ((f"`{state}`", STATE_MEANINGS[state], _said_in(state)) for state in SourceState),
    )


def _said_in(state: SourceState) -> str:
    if state.whole:
        return "is judged"
    if state.readable:
        return "may be found, is never called absent"
    return "is `unverifiable`; the link is rotten" if state.rotten else "is `unverifiable`"


def flags() -> str:
    """The flags on claims with how often each was right."""
    return _table(
        ("flag", "how often it was right"),
        ((f"`{code}`", str(rate) or "not measured") for code, rate in RATES.items()),
    )


def alarm_rule() -> str:
    """The numbers of the alarm on links."""
    rule = alarm.AlarmRule()
    return _table(
        ("number", "value"),
        ((f"`{field.name}`", f"{getattr(rule, field.name):g}") for field in fields(rule)),
    )


def services() -> str:
    """Every service that may be asked for addresses, and its key."""
    return _table(
        ("service", "asked at", "key in the environment"),
        (
            (service.name, urlsplit(_base(service)).hostname or "", _key(service))
            for service in SERVICES
        ),
    )


def _base(service: type[object]) -> str:
    return str(getattr(service, "base", ""))


def _key(service: type[object]) -> str:
    if not (issubclass(service, JsonService) and service.key_variable):
        return "none"
    return f"`{service.key_variable}`" + ("" if service.key_required else " (optional)")


def constants(module: ModuleType) -> Iterator[Constant]:
    """The top-level numbers of a module with the comments above or beside them."""
    source = inspect.getsource(module)
    lines = source.splitlines()
    above = ""
    for node in ast.parse(source).body:
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)):
            continue
        said = _comment_above(lines, node.lineno - 2)
        if said.startswith("-- "):
            said = said.partition(". ")[2]
        above = said or above if _follows(lines, node.lineno) else said
        _, _, beside = lines[node.lineno - 1].partition("  # ")
        target = node.targets[0]
        if isinstance(target, ast.Name) and isinstance(node.value.value, int | float):
            section = _section_above(lines, node.lineno - 1)
            yield Constant(target.id, f"{node.value.value:g}", section, beside or above)


def _section_above(lines: list[str], end: int) -> str:
    """The nearest heading before line ``end``; other lines may stand between."""
    headings = (line[5:] for line in reversed(lines[:end]) if line.startswith("# -- "))
    return next(headings, "").partition(". ")[0].rstrip(".")


def _comment_above(lines: list[str], at: int) -> str:
    found: list[str] = []
    while at >= 0 and lines[at].startswith("# "):
        found.insert(0, lines[at][2:].strip())
        at -= 1
    return " ".join(found)


def _follows(lines: list[str], number: int) -> bool:
    """Whether the line above holds another constant, which shares its comment with this one."""
    return bool(re.match(r"[A-Z_]+ = ", lines[number - 2]))


def _constants(module: ModuleType) -> Callable[[], str]:
    def made() -> str:
        groups = groupby(constants(module), key=lambda c: (c.section.lower(), c.why))
        return _table(
            ("subject", "constants", "where they come from"),
            (
                (section, "<br>".join(f"`{c.name}` {c.value}" for c in same), why)
                for (section, why), same in groups
            ),
        )

    return made


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(c.replace("|", "\\|") for c in line) + " |" for line in lines
    )


TABLES: dict[str, Callable[[], str]] = {
    "verdicts": verdicts,
    "states": states,
    "match-rules": _constants(audit.match.rules),
    "claim-rules": _constants(audit.claims.rules),
    "flags": flags,
    "alarm": alarm_rule,
    "services": services,
}


def main() -> None:
    """Write every page whose tables are no longer current."""
    for page in pages():
        text = page.read_text(encoding="utf-8")
        if filled(text) != text:
            page.write_text(filled(text), encoding="utf-8")


if __name__ == "__main__":
    main()
