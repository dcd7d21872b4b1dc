"""Killed at any moment, or run twice at once: nothing lost, nothing counted or asked twice.

The runs are processes of their own; each is ended by SIGKILL, by its pid.
"""

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from audit.history import open_history
from tests.fetch.web import Handler, Route, Site, serve

KILLS = 50
HOSTS, PAGES = 8, 15
_SETTINGS = "[tool.citation-audit]\nper-host-delay-seconds = 0.02\n"


def check_links(folder: str, *files: str) -> None:
    """What a process of the test does: the command, in the folder of the test."""
    from audit.cli import _run  # in the child, which has it from the fork server

    os.chdir(folder)
    os.environ["NO_PROXY"] = "*"
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    os._exit(_run(["links", *files, "--allow-private", "--no-archive"]))


@pytest.fixture(scope="module")
def processes() -> multiprocessing.context.ForkServerContext:
    """Processes that begin at once, from a server that has imported the program."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["audit.cli.links", "tests.links.test_crash"])
    return context


@pytest.fixture
def sites() -> Iterator[list[Site]]:
    routes = {f"/{number}": _unless_known(_body(number)) for number in range(PAGES)}
    with ExitStack() as stack:
        started = [serve(dict(routes), f"127.0.0.{number + 2}") for number in range(HOSTS)]
        for site in started:
            stack.callback(site.close)
        yield started


def _body(number: int) -> bytes:
    words = " ".join(f"The quay was closed for the {n}th time." for n in range(60))
    return f"<title>Harbour {number}</title><h1>Harbour {number}</h1><p>{words}".encode()


def _unless_known(body: bytes) -> Route:
    """A page with a validator: every night asks for it, the first is sent it."""

    def route(handler: Handler) -> None:
        if handler.headers.get("If-None-Match"):
            handler.answer(b"", 304, ETag='"1"')
        else:
            handler.answer(body, ETag='"1"')

    return route


def _listed(sites: list[Site], path: Path) -> list[str]:
    urls = [f"{site.base}/{number}" for site in sites for number in range(PAGES)]
    path.write_text("\n".join(urls))
    (path.parent / "pyproject.toml").write_text(_SETTINGS)
    return urls


def _asked(sites: list[Site]) -> Counter[str]:
    """How often each page was asked for; robots.txt and made-up neighbours left out."""
    pages = {f"/{number}" for number in range(PAGES)}
    return Counter(s.base + path for s in sites for path in s.paths() if path in pages)


def _wait(process: BaseProcess, seconds: float) -> bool:
    """Whether the process ended by itself in time."""
    process.join(seconds)
    return process.exitcode is not None


def _ended_before(
    process: BaseProcess, sites: list[Site], requests: int, dice: random.Random
) -> bool:
    """Wait for so many requests and a moment; whether the process ended before."""
    already = sum(len(site.seen) for site in sites)
    while sum(len(site.seen) for site in sites) < already + requests:
        if _wait(process, 0.005):
            return True
    return _wait(process, dice.uniform(0.0, 0.15))


def test_fifty_kills_lose_nothing_and_count_nothing_twice(
    tmp_path: Path, sites: list[Site], processes: multiprocessing.context.ForkServerContext
) -> None:
    urls = _listed(sites, tmp_path / "urls.txt")
    dice, kills, ended = random.Random(50), 0, 0
    store = str(tmp_path / ".citation-audit" / "history.db")
    while kills < KILLS:
        process = processes.Process(target=check_links, args=(str(tmp_path), "urls.txt"))
        process.start()
        assert process.pid
        if _ended_before(process, sites, dice.randrange(HOSTS * (PAGES + 2)), dice):
            assert process.exitcode == 0
            ended += 1
            continue
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        kills += 1
    last = processes.Process(target=check_links, args=(str(tmp_path), "urls.txt"))
    last.start()
    assert _wait(last, 120)
    assert last.exitcode == 0
    with open_history(store) as history:
        runs = history.runs.ended(most=1000)
        known = history.links.known(urls)
        unfinished = history.runs.begin("links", "other", "", time.time())
    assert not unfinished.resumed
    assert len(runs) > ended  # some were killed between their end and their exit
    assert all(sum(n for _, n in run.states) == len(urls) for run in runs)
    assert {link.now.checks for link in known.values()} == {len(runs)}
    assert len(known) == len(urls)
    asked_again = sum(_asked(sites).values()) - len(runs) * len(urls)
    print(f"{kills} kills, {len(runs)} runs, {asked_again} of {len(urls)} asked again")
    assert asked_again < kills * len(urls) / 2, "a run that goes on begins not from the start"


def test_two_runs_at_once_share_the_work_and_ask_nothing_twice(
    tmp_path: Path, sites: list[Site], processes: multiprocessing.context.ForkServerContext
) -> None:
    urls = _listed(sites, tmp_path / "urls.txt")
    both = [
        processes.Process(target=check_links, args=(str(tmp_path), "urls.txt")) for _ in range(2)
    ]
    for process in both:
        process.start()
    assert all(_wait(process, 120) for process in both)
    assert [process.exitcode for process in both] == [0, 0]
    assert _asked(sites) == Counter(urls)
    assert max(site.peak for site in sites) == 1


def test_two_lists_with_the_same_hosts_never_meet_at_one(
    tmp_path: Path, sites: list[Site], processes: multiprocessing.context.ForkServerContext
) -> None:
    urls = _listed(sites, tmp_path / "urls.txt")
    (tmp_path / "less.txt").write_text("\n".join(urls[::2]))
    both = [
        processes.Process(target=check_links, args=(str(tmp_path), name))
        for name in ("urls.txt", "less.txt")
    ]
    for process in both:
        process.start()
    assert all(_wait(process, 120) for process in both)
    assert _asked(sites).keys() == set(urls)
    assert max(site.peak for site in sites) == 1
