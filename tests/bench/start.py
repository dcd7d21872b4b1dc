"""How long the command takes to begin, against Python with click alone.

The shares are of one run, the commands in turn, so that a slow moment is everybody's.
"""

import statistics
import subprocess
import sys
import tempfile
import time

from tests.bench.record import record

ROUNDS = 7
BARE = "import click"
COMMANDS = {
    "--version": 2.0,
    "--help": 2.0,
    "schema report": 2.0,
    "accept --help": 6.0,
    "parse --help": 20.0,
}  # at most so many times the bare start


def _seconds(arguments: list[str], folder: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=folder)
    return time.perf_counter() - begun


def run() -> bool:
    """Print each ratio of medians; False when one is over its bound."""
    kept = True
    taken: dict[str, list[float]] = {name: [] for name in (BARE, *COMMANDS)}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            taken[BARE].append(_seconds(["-c", BARE], folder))
            for name in COMMANDS:
                taken[name].append(_seconds(["-m", "audit", *name.split()], folder))
    bare = statistics.median(taken[BARE])
    for name, most in COMMANDS.items():
        ratio = statistics.median(taken[name]) / bare
        what = f"citation-audit {name} / python -c '{BARE}'"
        kept = record(what, f"{ratio:.1f} x", f"<= {most:.0f} x", ratio <= most) and kept
    return kept
