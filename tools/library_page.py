"""The page of the library out of its docstrings: ``python -m tools.library_page FOLDER``."""

import sys
from pathlib import Path

import pdoc

import audit


def write_page(folder: Path) -> None:
    """Write audit.html and its search into ``folder``."""
    for name in audit.__all__:
        getattr(audit, name)  # pdoc sees what has been imported
    pdoc.pdoc("audit", "!audit.", output_directory=folder)


if __name__ == "__main__":
    write_page(Path(sys.argv[1]))
