"""Run ``run()`` of every module of this package that has one, or of those named as arguments.

Without arguments docs/benchmarks.md is written from all of them.
"""

import contextlib
import importlib
import io
import pkgutil
import sys
from typing import TextIO

import tests.bench
from tests.bench.page import write_page
from tests.bench.record import LINES, Line


class _Twice(io.StringIO):
    """Keeps what is written and passes it on at once."""

    def __init__(self, on: TextIO) -> None:
        super().__init__()
        self._on = on

    def write(self, text: str) -> int:
        self._on.write(text)
        self._on.flush()
        return super().write(text)


def main() -> int:
    """0 when every bench kept its bounds; each ``run()`` prints its lines and tells that."""
    kept = True
    found: dict[str, tuple[tuple[Line, ...], str]] = {}
    for module in sorted(pkgutil.iter_modules(tests.bench.__path__), key=lambda m: m.name):
        if module.name.startswith("_") or (sys.argv[1:] and module.name not in sys.argv[1:]):
            continue
        run = getattr(importlib.import_module(f"tests.bench.{module.name}"), "run", None)
        if run is None:
            continue
        print(f"== {module.name}")
        LINES.clear()
        with contextlib.redirect_stdout(_Twice(sys.stdout)) as printed:
            kept = run() is not False and kept
        found[module.name] = (tuple(LINES), printed.getvalue())
    if not sys.argv[1:]:
        write_page(found)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
