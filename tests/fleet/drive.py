"""A run on real worker processes, as a program that can be killed.

    python -m tests.fleet.drive FOLDER SIZE_AS_JSON PORT [resume] [NAME=VALUE ...]

runs over the articles in FOLDER/articles and prints its outcome as one line of JSON. NAME=VALUE
sets a field of the plan, of ``FetchSettings`` or of ``Limits``; ``workers`` is how many processes.
"""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from audit.fetch import FetchSettings
from audit.fleet.cluster import own_cluster
from audit.fleet.coordinator import Coordinator, Limits
from audit.fleet.plan import Plan
from audit.history import ArticleState
from tests.fleet.newsroom import Size, World
from tests.fleet.runs import begun, finished, plan_of

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: its counts, wall times, and the memory of its processes in MB."""

    done: int
    failed: int
    answered: int
    handed_over: int
    seconds: float
    enlisting: float
    publishing: float
    worker_mb: float
    coordinator_mb: float
    resumed: bool


def begin(world: World, folder: Path, *words: str, resume: bool = False) -> "subprocess.Popen[str]":
    """Start the program on a newsroom."""
    command = [sys.executable, "-m", "tests.fleet.drive", str(folder)]
    command += [json.dumps(asdict(world.size)), str(world.port)]
    command += [*(["resume"] if resume else []), *words]
    return subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True)


def ended(process: "subprocess.Popen[str]", seconds: float = 900.0) -> Outcome:
    """The outcome of the program when it has come to its end."""
    out, _ = process.communicate(timeout=seconds)
    assert process.returncode == 0, f"exit code {process.returncode}"
    return Outcome(**json.loads(out.splitlines()[-1]))


def lease_holder(store: Path, host: str) -> int:
    """The process that has a host now, 0 for nobody."""
    query = "select owner from host where host = ? and until > ?"
    try:
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=30)) as connection:
            row = connection.execute(query, (host, time.time())).fetchone()
    except sqlite3.OperationalError:  # it is just being made
        return 0
    return int(row[0].split("-")[-2]) if row and row[0] else 0


def _main(folder: Path, size: str, port: int, words: list[str]) -> None:
    world = World(Size(**json.loads(size)), port)
    given = dict(word.split("=", 1) for word in words if "=" in word)
    workers = int(given.pop("workers", "2"))
    plan, limits = plan_of(world, folder), Limits()
    fetch = replace(plan.fetch, **_taken(FetchSettings, given))
    plan = replace(plan, fetch=fetch, **_taken(Plan, given))
    limits = replace(limits, **_taken(Limits, given))
    start = time.monotonic()
    with begun(plan, resume="resume" in words) as (history, plan), own_cluster(workers) as cluster:
        enlisted = time.monotonic()
        limits = replace(limits, hosts=cluster.threads - cluster.workers, batches=2 * workers)
        standing = Coordinator(cluster, history, plan, limits).run()
        peaks = [cluster.submit(_peak_mb).result() for _ in range(4 * workers)]
        judged = time.monotonic()
        overall = finished(history, plan, standing)
        outcome = Outcome(
            done=overall.articles[ArticleState.DONE],
            failed=overall.articles[ArticleState.FAILED],
            answered=standing.answered,
            handed_over=standing.handed_over,
            seconds=judged - enlisted,
            enlisting=enlisted - start,
            publishing=time.monotonic() - judged,
            worker_mb=max(peak for peak in peaks if isinstance(peak, float)),
            coordinator_mb=_peak_mb(),
            resumed="resume" in words,
        )
    print(json.dumps(asdict(outcome)), flush=True)


def _taken(kind: type, given: dict[str, str]) -> dict[str, Any]:
    """The words that name fields of ``kind``, as numbers or text."""
    types = {field.name: field.type for field in fields(kind)}
    numbers: dict[object, Callable[[str], float]] = {int: int, float: float}
    return {
        name: numbers.get(types[name], str)(given[name]) for name in given.keys() & types.keys()
    }


def _peak_mb() -> float:
    """The most memory that this process has had."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1000
    return 0.0


if __name__ == "__main__":
    _main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4:])
