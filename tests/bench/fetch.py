"""The fetcher beside plain requests, LinkChecker and linkinator on one list, in one run.

Each client is a process of its own, so that wall time, CPU and memory are its own; the web is
another. Ratios count, not seconds: the machine is shared.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from audit.fetch import Fetcher, FetchSettings
from audit.model import Fetched
from tests.bench.fetch_web import STATES, Place, plan, save
from tests.bench.peers import HOME, installed
from tests.bench.record import record

URLS, HOSTS = 2_000, 200
_LIMIT_SECONDS = 10.0  # for one address, every client
_DELAY = 0.1  # LinkChecker's own default: ten requests a second to a host
_ALIVE = frozenset({"live", "moved", "too-large", "truncated"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one client cost and what it said, by address."""

    name: str
    wall: float
    cpu: float
    megabytes: float
    states: dict[str, str]


def run(urls: int = URLS, hosts: int = HOSTS) -> bool:
    """Run all clients that can be had and print one table; whether ours kept its bounds: every
    state right, CPU at most 1.5 times that of plain requests, memory under 300 MB."""
    places = plan(urls, hosts)
    print(f"fetch: {len(places)} addresses on {len({place.host for place in places})} hosts")
    print(f"  politeness limit (longest queue of one host): {_longest_queue(places):.1f} s")
    with tempfile.TemporaryDirectory() as name, _web(places, Path(name)):
        folder = Path(name)
        folder.chmod(0o755)  # LinkChecker becomes another user when it is started by root
        command = [sys.executable, "-m", "tests.bench.fetch"]
        ours = _measure("citation-audit", [*command, "ours", name], folder)
        _print(ours, places)
        hurried = _measure("citation-audit, hurried", [*command, "hurried", name], folder)
        _print(hurried, places)
        plain = _measure("requests, 32 threads", [*command, "plain", name], folder)
        _print(plain, places)
        share = ours.cpu / plain.cpu
        record("CPU of citation-audit / plain requests", f"{share:.2f} x", "<= 1.5", share <= 1.5)
        for peer in (_linkchecker(folder), _linkinator(folder)):
            if isinstance(peer, str):
                record("links", peer)
            else:
                _print(peer, places, coarse=True)
                ratios = f"{ours.wall / peer.wall:.2f} x, hurried {hurried.wall / peer.wall:.2f} x"
                record(f"wall of citation-audit / {peer.name}", ratios)
    right = all(ours.states.get(place.url) == STATES[place.kind] for place in places)
    return right and ours.cpu <= 1.5 * plain.cpu and ours.megabytes < 300


def _longest_queue(places: list[Place]) -> float:
    """Seconds that the slowest host needs when asked one at a time."""
    queues: dict[str, float] = dict.fromkeys((place.host for place in places), 0.0)
    for place in places:
        seconds = _LIMIT_SECONDS if place.kind in ("silent", "drip") else place.latency
        visits = {"busy": 2, "flaky": 2, "broken": 3, "forbidden": 2, "cut": 3}.get(place.kind, 1)
        if place.kind != "refused":
            queues[place.host] += max(_DELAY, seconds) * visits
    return max(queues.values())


@contextmanager
def _web(places: list[Place], folder: Path) -> Iterator[None]:
    save(places, folder / "plan.json")
    items = "".join(f'<li><a href="{place.url}">{place.path}</a>' for place in places)
    (folder / "links.html").write_text(f"<!doctype html><title>Links</title><ol>{items}</ol>")
    command = [sys.executable, "-m", "tests.bench.fetch_web", str(folder / "plan.json")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        server.stdout.readline()
        try:
            yield
        finally:
            server.terminate()


def _measure(
    name: str, command: list[str], folder: Path, output: str = "", place: Path | None = None
) -> Outcome:
    """Run a client in ``place``; its states are what it wrote to ``states.json``, if it did."""
    states = folder / "states.json"
    states.unlink(missing_ok=True)
    begun = time.monotonic()
    with (folder / (output or "output.txt")).open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL, cwd=place)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    wall = time.monotonic() - begun
    said = json.loads(states.read_text()) if states.exists() else {}
    return Outcome(name, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)


def _print(outcome: Outcome, places: list[Place], *, coarse: bool = False) -> None:
    """One line for a client and its commonest errors. ``coarse``: it only tells good from broken,
    so that is all that is asked of it."""
    wrong: Counter[str] = Counter()
    false_alive = false_dead = 0
    for place in places:
        wanted, said = STATES[place.kind], outcome.states.get(place.url, "missing")
        same = (said in _ALIVE) == (wanted in _ALIVE) if coarse else said == wanted
        wrong[f"{place.kind}: {said}"] += not same or said == "missing"
        false_alive += said == "live" and wanted not in _ALIVE
        false_dead += said == "dead" and wanted in _ALIVE
    right = len(places) - sum(wrong.values())
    record(
        f"{len(places)} links: {outcome.name}",
        f"right {right}, false alive {false_alive}, false dead {false_dead}; "
        f"wall {outcome.wall:.1f} s, CPU {outcome.cpu:.1f} s, memory {outcome.megabytes:.0f} MB",
    )
    for what, count in wrong.most_common(6):
        if count:
            print(f"      {count:4} x {what}")


def _ours(urls: list[str], hurried: bool) -> dict[str, str]:
    """``hurried``: with linkinator's manners, a hundred at a time whatever the host."""
    settings = FetchSettings(
        allow_private=True,
        proxy_url="",
        per_host_delay_seconds=0.0 if hurried else _DELAY,
        per_host_connections=100 if hurried else 1,
        total_seconds=_LIMIT_SECONDS,
        read_seconds=_LIMIT_SECONDS,
        workers=100 if hurried else 64,
    )
    with Fetcher(settings) as fetcher:
        found: dict[str, Fetched] = fetcher.get_many(urls, keep_bodies=False)
    return {url: one.state.value for url, one in found.items()}


def _plain(urls: list[str]) -> dict[str, str]:
    session = requests.Session()
    session.trust_env = False

    def state(url: str) -> str:
        try:
            answer = session.get(url, timeout=_LIMIT_SECONDS)
        except requests.Timeout:
            return "timeout"
        except requests.TooManyRedirects:
            return "redirect-loop"
        except requests.ConnectionError:
            return "unreachable"
        except requests.RequestException:
            return "truncated"
        if answer.ok:
            permanent = any(hop.status_code in (301, 308) for hop in answer.history)
            return "moved" if permanent else "live"
        named = {404: "dead", 410: "dead", 403: "blocked", 429: "rate-limited"}
        return named.get(answer.status_code, "server-error")

    with ThreadPoolExecutor(32) as pool:
        return dict(zip(urls, pool.map(state, urls), strict=True))


def _linkchecker(folder: Path) -> Outcome | str:
    """LinkChecker in an environment of its own."""
    home = installed("LinkChecker")
    if home is None:
        return "LinkChecker: not installed"
    command = [str(home / "linkchecker"), "--check-extern", "--recursion-level=1"]
    command += ["--no-robots", "--no-status", "--verbose", "--output=csv", "--threads=64"]
    command += [f"--timeout={_LIMIT_SECONDS:.0f}", str(folder / "links.html")]
    outcome = _measure("LinkChecker", command, folder, "linkchecker.csv")
    with (folder / "linkchecker.csv").open(encoding="utf-8", errors="replace") as file:
        rows = csv.DictReader((row for row in file if not row.startswith("#")), delimiter=";")
        said = {
            row["urlname"]: _named(row.get("result") or "", row.get("valid") == "True")
            for row in rows
            if row.get("urlname")
        }
    return Outcome(outcome.name, outcome.wall, outcome.cpu, outcome.megabytes, said)


def _linkinator(folder: Path) -> Outcome | str:
    """linkinator from npm, in a folder of its own."""
    program = HOME / "linkinator" / "node_modules" / ".bin" / "linkinator"
    if not program.exists():
        return "linkinator: not installed"
    command = [str(program), "links.html"]
    command += [
        "--format",
        "json",
        "--timeout",
        str(int(_LIMIT_SECONDS * 1000)),
    ]
    outcome = _measure("linkinator", command, folder, "linkinator.json", folder)
    try:
        links = json.loads((folder / "linkinator.json").read_text())["links"]
    except (ValueError, KeyError):
        return "linkinator skipped: its report cannot be read"
    said = {
        link["url"]: _named(str(link.get("status", 0)), link["state"] == "OK") for link in links
    }
    return Outcome(outcome.name, outcome.wall, outcome.cpu, outcome.megabytes, said)


def _named(result: str, valid: bool) -> str:
    """A checker's word as one of our states; they know fewer, so the nearest is taken."""
    if valid:
        return "live"
    words = {
        "404": "dead",
        "410": "dead",
        "403": "blocked",
        "429": "rate-limited",
        "500": "server-error",
        "imeout": "timeout",
        "timed out": "timeout",
        "edirect": "redirect-loop",
        "efused": "unreachable",
    }
    return next((state for word, state in words.items() if word in result), "broken")


if __name__ == "__main__":
    client, place = sys.argv[1], Path(sys.argv[2])
    listed = [record["url"] for record in json.loads((place / "plan.json").read_text())]
    answers = _plain(listed) if client == "plain" else _ours(listed, client == "hurried")
    (place / "states.json").write_text(json.dumps(answers))
