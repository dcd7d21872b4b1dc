"""docs/benchmarks.md out of what the benches found."""

import os
import platform
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from audit import __version__
from tests.bench.peers import HOME, PEERS, version
from tests.bench.record import Line

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
_HEAD = """\
# Benchmarks

Made by `make bench`. Ratios are of one run, with both sides measured in turn on the same machine;
absolute times are that machine's and were taken while it may have had other work. The cases are
this project's own: they show what it was made for, and other tools were made for other things.
Where another tool is better, the table says so.

To run it again (the other tools are installed in environments of their own, under `.peers/`):

<!-- not run: it installs other tools from the package indexes and takes minutes -->
```sh
make peers
make bench
```
"""

_OVERLOADED = """
The machine had far more to do than it has cores: bounds on time may be broken by that alone, and
clients with a limit for each address (10 seconds here) may have called pages broken that were only
slow. Verdicts on quotations do not depend on it.
"""


def write_page(found: Mapping[str, tuple[Iterable[Line], str]]) -> None:
    """Write the page: the machine, the versions, one table, then what each bench printed."""
    parts = [_HEAD, _machine(), _versions(), "## Results\n\n" + _table(found)]
    parts.append("## What each bench printed\n")
    for name, (_, printed) in found.items():
        parts.append(f"### {name}\n\n```\n{printed.strip()}\n```\n")
    PAGE.write_text("\n".join(parts), encoding="utf-8")


def _machine() -> str:
    cpu = re.search(r"model name\s*: (.+)", _read("/proc/cpuinfo"))
    memory = re.search(r"MemTotal:\s+(\d+)", _read("/proc/meminfo"))
    facts = (
        f"{os.cpu_count()} cores" + (f" ({cpu[1].strip()})" if cpu else ""),
        f"{int(memory[1]) / 1e6:.0f} GB of memory" if memory else "",
        f"{platform.system()} {platform.release().split('-')[0]}",
        f"Python {platform.python_version()}",
        f"load {os.getloadavg()[0]:.1f} at the end",
    )
    today = datetime.now(UTC).date().isoformat()
    said = f"Machine: {', '.join(fact for fact in facts if fact)}. Day: {today}.\n"
    if os.getloadavg()[0] > (os.cpu_count() or 1):
        said += _OVERLOADED
    return said


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def _versions() -> str:
    names = (*PEERS, "LinkChecker")
    known = [f"{name} {version(name)}" for name in names if (HOME / name).is_dir()]
    missing = [name for name in names if not (HOME / name).is_dir()]
    said = f"Versions: citation-audit {__version__}, {', '.join(known) or 'no other tools'}."
    return said + (f" Not installed: {', '.join(missing)}." if missing else "") + "\n"


def _table(found: Mapping[str, tuple[Iterable[Line], str]]) -> str:
    rows = ["| bench | what | result | bound |", "|---|---|---|---|"]
    for name, (lines, _) in found.items():
        for line in lines:
            bound = f"{line.bound} ({'kept' if line.kept else 'BROKEN'})" if line.bound else ""
            rows.append(f"| {name} | {line.what} | {line.value} | {bound} |")
    return "\n".join(rows) + "\n"
