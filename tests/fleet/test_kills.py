"""Real worker processes, real kills: nothing is lost and nobody is asked by two at a time."""

import os
import signal
import time
from pathlib import Path

from tests.fleet.conftest import Newsroom, made
from tests.fleet.drive import begin, ended, lease_holder
from tests.fleet.newsroom import Size, verdicts
from tests.fleet.runs import audited_alone, plan_of, report_of
from tests.fleet.web import Request

SIZE = Size(articles=16, citations=160, pages=80, hosts=7, biggest=0.5)
SLOW = ("lease_seconds=4", "slice_seconds=60", "per_host_delay_seconds=0.1")
DELAY = 0.1


def waited_for(newsroom: Newsroom, requests: int) -> None:
    """Return when so many requests have come to the biggest host."""
    host, until = newsroom.web.world.host(0), time.monotonic() + 120
    while sum(request.host == host for request in newsroom.web.requests()) < requests:
        assert time.monotonic() < until
        time.sleep(0.1)


def visits(newsroom: Newsroom, host: str) -> list[Request]:
    """The requests that began a visit of a host; redirects at home follow without a pause."""
    found = [request for request in newsroom.web.requests() if request.host == host]
    return [request for request in found if request.path.startswith("/2019/")]


def check(newsroom: Newsroom, folder: Path, lost: int) -> None:
    """Every report is there and right; politeness was kept; at most ``lost`` addresses again."""
    web, world = newsroom.web, newsroom.web.world
    plan = plan_of(world, newsroom.folder)
    archive = world.host(world.size.hosts + 1)
    assert web.overlaps(besides=archive) == []
    errors = sum(page.kind == "error" for page in world.pages)
    assert web.repeated() <= 2 * errors + lost
    begun = sorted(request.begun for request in visits(newsroom, world.host(0)))
    # Single gaps are as uneven as the machine is busy; all of them together are not.
    assert begun[-1] - begun[0] > (len(begun) - 1) * DELAY * 0.7
    for path in newsroom.articles:
        alone = audited_alone(world, path, folder)
        assert verdicts(report_of(plan, path)) == verdicts(alone), path.name


def test_a_worker_that_is_killed_costs_what_it_was_asking(tmp_path: Path) -> None:
    with made(SIZE, tmp_path, latency=0.02) as newsroom:
        process = begin(newsroom.web.world, tmp_path, *SLOW)
        waited_for(newsroom, 5)
        host = f"{newsroom.web.world.host(0)}:{newsroom.web.world.port}"
        victim = lease_holder(tmp_path / "history.db", host)
        assert victim not in (0, process.pid)
        os.kill(victim, signal.SIGKILL)
        outcome = ended(process)
        assert (outcome.done, outcome.failed) == (SIZE.articles, 0)
        check(newsroom, tmp_path, lost=8)


def test_a_run_whose_coordinator_is_killed_is_resumed(tmp_path: Path) -> None:
    with made(SIZE, tmp_path, latency=0.02) as newsroom:
        process = begin(newsroom.web.world, tmp_path, *SLOW)
        waited_for(newsroom, 5)
        process.kill()
        process.communicate()
        outcome = ended(begin(newsroom.web.world, tmp_path, *SLOW, resume=True))
        assert (outcome.done, outcome.failed) == (SIZE.articles, 0)
        check(newsroom, tmp_path, lost=8)
