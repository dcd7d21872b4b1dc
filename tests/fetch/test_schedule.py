"""Hosts in parallel, each host slowly; what fails once is not asked again and again."""

import itertools
import socket
import threading
import time

import pytest

from audit.fetch.schedule import HostSchedule
from audit.model import Fetched
from audit.vocabulary import SourceState
from tests.fetch.conftest import MakeFetcher, Serve
from tests.fetch.web import Handler, free_port, page, redirect


def slow(handler: Handler) -> None:
    time.sleep(0.05)
    handler.answer()


def gaps(times: list[float]) -> list[float]:
    return [later - earlier for earlier, later in itertools.pairwise(times)]


def test_one_host_is_asked_one_at_a_time_with_a_delay(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": slow})
    client = fetcher(per_host_delay_seconds=0.1)
    got = client.get_many([f"{site.base}/?{number}" for number in range(6)])
    assert {one.state for one in got.values()} == {SourceState.LIVE}
    assert site.peak == 1
    assert min(gaps([seen.begun for seen in site.seen])) > 0.08


def test_many_hosts_are_asked_at_once(web: Serve, fetcher: MakeFetcher) -> None:
    gate = threading.Barrier(8, timeout=5)

    def together(handler: Handler) -> None:
        gate.wait()
        handler.answer()

    sites = [web({"/": together}, f"127.0.1.{number}") for number in range(1, 9)]
    got = fetcher(workers=8).get_many([site.base for site in sites])
    assert {one.state for one in got.values()} == {SourceState.LIVE}


def test_single_calls_share_the_slot_of_the_host(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": slow})
    client = fetcher(per_host_delay_seconds=0.06)
    threads = [
        threading.Thread(target=client.get, args=(f"{site.base}/?{number}",)) for number in range(4)
    ]
    for thread in threads:
        thread.start()
    client.get_many([f"{site.base}/?many{number}" for number in range(4)])
    for thread in threads:
        thread.join()
    assert len(site.seen) == 8
    assert site.peak == 1
    assert min(gaps([seen.begun for seen in site.seen])) > 0.04


def test_several_connections_may_be_allowed(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": slow})
    fetcher(per_host_connections=3).get_many([f"{site.base}/?{n}" for n in range(12)])
    assert 1 < site.peak <= 3


def test_results_are_in_the_order_asked_and_each_once(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": slow})
    urls = [site.base + "/?2", "not a url", site.base + "/?1", site.base + "/?2"]
    done: list[Fetched] = []
    got = fetcher().get_many(urls, done.append)
    assert list(got) == urls[:3]
    assert {one.url for one in done} == set(urls)
    assert len(done) == 3
    assert got["not a url"].state is SourceState.NOT_CHECKED


def test_nothing_to_do(fetcher: MakeFetcher) -> None:
    assert fetcher().get_many([]) == {}


def test_callback_may_fetch_from_the_same_host(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": page(), "/probe": page(status=404)})
    client = fetcher(workers=2)
    probes: list[Fetched] = []
    client.get_many(
        [f"{site.base}/?{n}" for n in range(4)],
        lambda one: probes.append(client.get(site.base + "/probe")),
    )
    assert [probe.state for probe in probes] == [SourceState.DEAD] * 4


def test_fault_in_the_callback_ends_the_run_and_is_raised(web: Serve, fetcher: MakeFetcher) -> None:
    site = web({"/": slow})

    def fail(one: Fetched) -> None:
        raise RuntimeError("no more room")

    client = fetcher()
    with pytest.raises(RuntimeError, match="no more room"):
        client.get_many([f"{site.base}/?{n}" for n in range(40)], fail)
    assert len(site.seen) < 40
    assert client.get(site.base).state is SourceState.LIVE


def test_refusing_host_is_tried_once(fetcher: MakeFetcher) -> None:
    base = f"http://127.0.0.1:{free_port()}"
    client = fetcher()
    got = client.get_many([f"{base}/{number}" for number in range(20)])
    assert {one.state for one in got.values()} == {SourceState.UNREACHABLE}
    assert {one.rule for one in got.values()} == {"refused"}
    assert sum(one.seconds > 0 for one in got.values()) == 1, "only one address was really asked"
    assert client.get(base).seconds == 0
    assert not client.network_seen


def test_failure_of_a_host_is_forgotten_in_time(web: Serve, fetcher: MakeFetcher) -> None:
    port = free_port()
    client = fetcher(host_down_seconds=0.0)
    assert client.get(f"http://127.0.0.1:{port}/").rule == "refused"
    assert client.get(f"http://127.0.0.1:{port}/").rule == "refused"


def test_no_network_is_noticed_at_once(
    fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def lookup(host: str, *rest: object) -> None:
        asked.append(host)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    client = fetcher(per_host_delay_seconds=1.0)
    got = client.get_many([f"http://h{n % 10}.example/{n}" for n in range(60)])
    assert sorted(asked) == [f"h{n}.example" for n in range(10)]
    assert {one.state for one in got.values()} == {SourceState.UNREACHABLE}
    assert not client.network_seen


def test_missing_name_is_told_apart_from_a_missing_name_server(
    fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors = {
        "gone.example": socket.gaierror(socket.EAI_NONAME, "Name or service not known"),
        "later.example": socket.gaierror(socket.EAI_AGAIN, "Temporary failure"),
    }

    def lookup(host: str, *rest: object) -> None:
        raise errors[host]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    client = fetcher()
    assert client.get("http://gone.example/").rule == "no-such-host"
    assert client.get("http://later.example/").rule == "name-lookup-failed"


def test_name_server_that_says_nothing_has_a_limit(
    fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    silence = threading.Event()

    def lookup(host: str, *rest: object) -> None:
        silence.wait(5)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    got = fetcher(connect_seconds=0.2).get("http://slow.example/")
    silence.set()
    assert (got.state, got.rule) == (SourceState.TIMEOUT, "name-timeout")


def test_redirects_into_a_dead_host_end_together(web: Serve, fetcher: MakeFetcher) -> None:
    target = f"http://127.0.0.1:{free_port()}/"
    site = web({"/": redirect(target)}, "127.0.0.2")
    got = fetcher().get_many([f"{site.base}/?{n}" for n in range(4)])
    assert {one.state for one in got.values()} == {SourceState.UNREACHABLE}
    assert {one.rule for one in got.values()} == {"refused"}


def test_interrupt_ends_what_is_under_way(web: Serve, fetcher: MakeFetcher) -> None:
    started = threading.Event()

    def hang(handler: Handler) -> None:
        started.set()
        time.sleep(5)

    fast, stuck = web({"/": page()}, "127.0.0.2"), web({"/": hang})
    client = fetcher()
    done: list[str] = []

    def interrupt_soon() -> None:
        started.wait(5)
        time.sleep(0.2)
        client.interrupt()

    timer = threading.Thread(target=interrupt_soon)
    timer.start()
    begun = time.monotonic()
    urls = [fast.base, *(f"{stuck.base}/?{n}" for n in range(3))]
    got = client.get_many(urls, lambda one: done.append(one.url))
    assert time.monotonic() - begun < 4
    assert got[fast.base].state is SourceState.LIVE
    assert [got[url].rule for url in urls[1:]] == ["interrupted"] * 3
    assert client.get(fast.base).rule == "interrupted"
    timer.join()


def test_longest_queue_first() -> None:
    schedule: HostSchedule[str] = HostSchedule(0.0, 1)
    for host, job in (("a", "a1"), ("b", "b1"), ("b", "b2"), ("b", "b3"), ("c", "c1"), ("c", "c2")):
        schedule.put(host, job)
    assert schedule.take() == ("b", "b1")
    assert schedule.take() == ("c", "c1")
    assert schedule.take() == ("a", "a1")
    schedule.leave("b")
    assert schedule.take() == ("b", "b2")


def test_visit_under_way_comes_before_new_ones_and_waits_its_time() -> None:
    schedule: HostSchedule[str] = HostSchedule(0.0, 1)
    schedule.put("a", "first")
    schedule.put("a", "second")
    assert schedule.take() == ("a", "first")
    schedule.leave("a")
    schedule.put("a", "first again", new=False)
    assert schedule.take() == ("a", "first again")
    schedule.leave("a")
    begun = time.monotonic()
    schedule.put("a", "later", seconds=0.2, new=False)
    assert schedule.take() == ("a", "second")
    schedule.leave("a")
    assert schedule.take() == ("a", "later")
    assert time.monotonic() - begun >= 0.2


def test_workers_end_when_all_is_settled() -> None:
    schedule: HostSchedule[int] = HostSchedule(0.001, 2)
    for number in range(200):
        schedule.put(f"h{number % 7}", number)
    done: list[int] = []

    def work() -> None:
        while taken := schedule.take():
            host, job = taken
            schedule.leave(host)
            if job % 10 == 3 and job < 1000:
                schedule.put(host, job + 1000, seconds=0.01, new=False)
            else:
                done.append(job % 1000)
                schedule.settle()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(done) == list(range(200))
