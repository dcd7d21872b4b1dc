"""Run ``run()`` of every module of this package that has one, or of those named as arguments."""

import importlib
import pkgutil
import sys

import tests.bench


def main() -> int:
    """0 when every bench kept its bounds; each ``run()`` prints its lines and tells that."""
    kept = True
    for module in sorted(pkgutil.iter_modules(tests.bench.__path__), key=lambda m: m.name):
        if module.name.startswith("_") or (sys.argv[1:] and module.name not in sys.argv[1:]):
            continue
        run = getattr(importlib.import_module(f"tests.bench.{module.name}"), "run", None)
        if run is None:
            continue
        print(f"== {module.name}")
        kept = run() is not False and kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
