"""A whole newsroom on real worker processes over a loopback web, killed on the way if wanted.

    python -m tests.bench.fleet --articles 2000 --citations 40000 --pages 12000 --hosts 400 --kill

``make bench`` runs a small one. Wall times on a busy machine say little; what counts is that the
verdicts are those of the one-process run, what was asked twice, and the memory of the processes.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from audit.fetch import Fetcher
from audit.fleet.hosts import work_host
from audit.fleet.judging import judge_batch
from audit.fleet.workshop import close_workshops
from tests.fleet.conftest import Newsroom, made
from tests.fleet.drive import Outcome, begin, ended, lease_holder
from tests.fleet.newsroom import Size, verdicts
from tests.fleet.runs import PAGES, audited_alone, begun, plan_of, report_of

MOST_REPEATED = 0.01
MOST_OVERHEAD_MS = 5.0
MOST_WORKER_MB = 400.0


def run(words: list[str] | None = None) -> bool:
    """Whether every bound was kept."""
    options = _options(words or [])
    size = Size(options.articles, options.citations, options.pages, options.hosts, options.biggest)
    kept = _overhead()
    with (
        tempfile.TemporaryDirectory() as folder,
        made(size, Path(folder), options.latency) as newsroom,
    ):
        return _told(newsroom, _carried_out(newsroom, options), options) and kept


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.fleet")
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--citations", type=int, default=1_200)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--hosts", type=int, default=20)
    parser.add_argument("--biggest", type=float, default=0.05, help="share of the biggest host")
    parser.add_argument("--delay", type=float, default=0.02, help="seconds between two requests")
    parser.add_argument("--latency", type=float, default=0.005, help="seconds of the web")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--compare", type=int, default=10, help="articles audited alone as well")
    parser.add_argument("--kill", action="store_true", help="kill a worker, then the coordinator")
    parser.add_argument("--lease", type=float, default=10.0, help="seconds that a dead one keeps")
    return parser.parse_args(words)


def _carried_out(newsroom: Newsroom, options: argparse.Namespace) -> Outcome:
    world, folder = newsroom.web.world, newsroom.folder
    words = [f"per_host_delay_seconds={options.delay}", f"workers={options.workers}"]
    words += [f"lease_seconds={options.lease}"]
    process = begin(world, folder, *words)
    if not options.kill:
        return ended(process, 36_000)
    host = f"{world.host(0)}:{world.port}"
    while not (victim := lease_holder(folder / "history.db", host)):
        time.sleep(0.2)
    time.sleep(2.0)
    os.kill(victim, signal.SIGKILL)
    print(f"killed worker {victim} after {len(newsroom.web.requests()):,} requests")
    half = len(world.pages) // 2
    while len(newsroom.web.requests()) < half and process.poll() is None:
        time.sleep(0.5)
    process.kill()
    process.communicate()
    print(f"killed the coordinator after {len(newsroom.web.requests()):,} requests")
    return ended(begin(world, folder, *words, resume=True), 36_000)


def _told(newsroom: Newsroom, outcome: Outcome, options: argparse.Namespace) -> bool:
    web, world = newsroom.web, newsroom.web.world
    requests = web.requests()
    archive = world.host(world.size.hosts + 1)
    starts = Counter(r.host for r in requests if r.host != archive)
    host, most = starts.most_common(1)[0]
    retried = 2 * sum(page.kind == "error" for page in world.pages)
    distinct = len({(r.host, r.path) for r in requests})
    again = max(0, web.repeated() - retried) / distinct
    overlaps = len(web.overlaps(besides=archive))
    print(
        f"{outcome.done:,} articles done, {outcome.failed} failed, {distinct:,} addresses, "
        f"{len(requests):,} requests, {outcome.handed_over:,} handed from host to host\n"
        f"asked twice {again:.2%}, two at once at a host {overlaps}\n"
        f"wall {outcome.seconds:.0f} s ({outcome.publishing:.1f} s more for the pages over all); "
        f"the longest queue, {most} requests at {host}, takes {most * options.delay:.0f} s\n"
        f"most memory: worker {outcome.worker_mb:.0f} MB, coordinator "
        f"{outcome.coordinator_mb:.0f} MB"
    )
    kept = outcome.done == len(newsroom.articles) and not overlaps and again <= MOST_REPEATED
    kept = kept and outcome.worker_mb < MOST_WORKER_MB
    return _same_verdicts(newsroom, options.compare) and kept


def _same_verdicts(newsroom: Newsroom, count: int) -> bool:
    chosen = random.Random(3).sample(newsroom.articles, min(count, len(newsroom.articles)))
    plan = plan_of(newsroom.web.world, newsroom.folder)
    differing = []
    for path in chosen:
        alone = audited_alone(newsroom.web.world, path, newsroom.folder)
        if verdicts(report_of(plan, path)) != verdicts(alone):
            differing.append(path.name)
    print(f"verdicts of {len(chosen)} articles audited alone: {len(differing)} differ {differing}")
    return not differing


def _overhead() -> bool:
    """What the engine costs an address beside the fetch itself, in CPU time of one process."""
    with tempfile.TemporaryDirectory() as folder:
        size = Size(articles=60, citations=1_200, pages=400, hosts=20)
        with made(size, Path(folder)) as newsroom:
            plan = plan_of(newsroom.web.world, newsroom.folder, slice_seconds=600.0)
            with begun(plan) as (history, plan):
                while batch := history.articles.take(plan.run, 8):
                    judge_batch(plan, batch, None)
                queues = history.answers.queues(plan.started, 1_000)
                start, asked = time.process_time(), 0
                for one in queues:
                    asked += work_host(plan, one.host, 10**9).answered
                engine = (time.process_time() - start) * 1000 / asked
            close_workshops()
            world = newsroom.web.world
            urls = [world.url(page) for page in world.pages if page.kind == "alive"]
            start = time.process_time()
            with Fetcher(PAGES) as fetcher:
                fetcher.get_many(urls)
            plain = (time.process_time() - start) * 1000 / len(urls)
    print(f"CPU an address: {engine:.2f} ms with lease, store and bodies, {plain:.2f} ms without")
    return engine - plain <= MOST_OVERHEAD_MS


if __name__ == "__main__":
    raise SystemExit(0 if run(sys.argv[1:]) else 1)
