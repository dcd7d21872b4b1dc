"""Dask as the engine: an own cluster on this machine, or one that exists, by its address."""

import logging
import os
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from audit import __version__
from audit.errors import AuditError, InputError

if TYPE_CHECKING:
    import distributed

_THREADS = 24  # that many hosts at a time in one worker; they mostly wait
_ANSWER_SECONDS = 15
_NO_FLEET = "many articles need the package distributed"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster as an engine. ``threads`` and ``workers`` are those of all its machines."""

    submit: Callable[..., "Future[object]"]
    workers: int
    threads: int
    dashboard: str


@contextmanager
def own_cluster(workers: int = 0, *, dashboard: bool = True) -> Iterator[Cluster]:
    """Worker processes on this machine, one for each core unless told otherwise.

    Raises ``InputError`` when the extra is not installed, ``AuditError`` when they do not start.
    """
    distributed = _distributed()
    count = workers or os.cpu_count() or 1
    with _calm(), _worker_settings(), _closing() as closing:
        try:
            cluster = distributed.LocalCluster(
                n_workers=count,
                threads_per_worker=_THREADS,
                processes=True,
                dashboard_address="127.0.0.1:0" if dashboard else None,
                memory_limit=0,
                silence_logs=logging.CRITICAL,
                host="127.0.0.1",
            )
        except (OSError, RuntimeError, TimeoutError) as fault:
            raise AuditError(f"the worker processes do not start: {fault}") from fault
        closing.append(cluster.close)
        client = distributed.Client(cluster)
        closing.append(client.close)
        yield _engine(client, cluster.dashboard_link if dashboard else "")


@contextmanager
def cluster_at(address: str) -> Iterator[Cluster]:
    """The workers of the scheduler at ``address``.

    Raises ``InputError`` when nobody answers there, there is no worker, or one has another version
    of this program.
    """
    distributed = _distributed()
    with _calm(), _closing() as closing:
        try:
            client = distributed.Client(address, timeout=_ANSWER_SECONDS)
        except (OSError, ValueError, TimeoutError) as fault:
            hint = "start one with: dask scheduler"
            raise InputError("no scheduler answers there", path=address, hint=hint) from fault
        closing.append(client.close)
        engine = _engine(client, client.dashboard_link or "")
        if not engine.workers:
            hint = f"start some with: dask worker {address} --nthreads {_THREADS}"
            raise InputError("this scheduler has no workers", path=address, hint=hint)
        _check_versions(client, address)
        yield engine


def _check_versions(client: "distributed.Client", address: str) -> None:
    """Every worker must have this very program: what travels are names of its functions."""
    hint = "install the same version of citation-audit[fleet] on all machines"
    try:
        versions = set(client.run(_version).values())
    except Exception as fault:
        what = f"a worker cannot run citation-audit: {fault}"
        raise InputError(what, path=address, hint=hint) from fault
    if versions - {__version__}:
        found = ", ".join(sorted(versions))
        what = f"the workers have citation-audit {found}, this is {__version__}"
        raise InputError(what, path=address, hint=hint)


def _version() -> str:
    return __version__


def _engine(client: "distributed.Client", dashboard: str) -> Cluster:
    workers = client.scheduler_info(n_workers=-1)["workers"].values()
    executor = client.get_executor(pure=False, retries=5)  # type: ignore[no-untyped-call]
    threads = sum(int(worker["nthreads"]) for worker in workers)
    return Cluster(executor.submit, len(workers), threads, dashboard)


def _distributed() -> ModuleType:
    try:
        import distributed
    except ImportError as fault:
        hint = "pip install 'citation-audit[fleet]'"
        raise InputError(_NO_FLEET, hint=hint) from fault
    return distributed


@contextmanager
def _closing() -> Iterator[list[Callable[[], object]]]:
    """Close in the opposite order, whatever each of them says to it."""
    closing: list[Callable[[], object]] = []
    try:
        yield closing
    finally:
        for close in reversed(closing):
            with suppress(Exception):
                close()


@contextmanager
def _worker_settings() -> Iterator[None]:
    """What worker processes are started with.

    Dask's profiler looks at all threads a hundred times a second, and CPython before 3.12 may stand
    still for ever when a garbage collection falls into that look (gh-106883): seen in a run. Many
    threads with memory pools of their own would hold three times the memory.
    """
    import dask

    settings = {
        "distributed.worker.profile.enabled": False,
        "distributed.nanny.pre-spawn-environ": {
            **dask.config.get("distributed.nanny.pre-spawn-environ", {}),
            "MALLOC_ARENA_MAX": "2",
        },
    }
    with dask.config.set(settings):
        yield


@contextmanager
def _calm() -> Iterator[None]:
    """What Dask logs and warns about while it opens and closes is of no use to an editor."""
    names = ("distributed", "distributed.worker", "distributed.nanny", "distributed.scheduler")
    loggers = [logging.getLogger(name) for name in (*names, "distributed.core", "tornado")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
