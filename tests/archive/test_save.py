"""Saving, against servers that behave as Save Page Now 2 does, also on its bad days."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from threading import Event

import pytest

from audit.archive import (
    ArchiveSettings,
    SaveOutcome,
    SavePageNow,
    SaveSettings,
    Saving,
    archive_fetch_settings,
    keys_from,
)
from audit.archive.pace import Pace, Stop
from audit.fetch import Fetcher, FetchSettings
from tests.archive.servers import (
    SAVE,
    STATUS,
    Behaviour,
    LoopbackArchive,
    always,
    hanging,
    in_turn,
    refusing_base,
    says,
)

URL = "http://ledger.test/news/reform"
ACCESS, SECRET = "ACCESSxyz", "SECRETxyz"
JOB = says({"url": URL, "job_id": "spn2-12ab"})
PENDING = says({"status": "pending"})
DONE = says({"status": "success", "timestamp": "20261123101112", "original_url": URL})


class Clock:
    """Seconds that pass only when somebody waits."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


class Bench:
    """A saver on a clock of its own, its keys good for anything."""

    def __init__(self, fetcher: Fetcher, base: str, **changes: float) -> None:
        self.clock, self.stop = Clock(), Stop()
        settings = SaveSettings(base, ACCESS, SECRET, 1e9, 1e9, total_seconds=5)
        settings = replace(settings, **changes)  # type: ignore[arg-type]  # all of them are numbers
        self.saver = SavePageNow(
            fetcher, settings, self.stop, clock=self.clock, wait=self.clock.wait
        )

    def save(self, url: str = URL) -> Saving:
        return self.saver.save(url, "2026-11-20")


Make = Callable[..., Bench]


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    general = FetchSettings(allow_private=True, connect_seconds=2, proxy_url="")
    with Fetcher(archive_fetch_settings(general, ArchiveSettings(total_seconds=5))) as opened:
        yield opened


@pytest.fixture
def bench(fetcher: Fetcher, server: LoopbackArchive) -> Bench:
    return Bench(fetcher, server.base)


def test_a_page_is_archived_when_the_archive_says_so(bench: Bench, server: LoopbackArchive) -> None:
    server.behaviours = {SAVE: JOB, STATUS: in_turn(PENDING, PENDING, DONE)}
    saving = bench.save()
    assert (saving.outcome, saving.job) == (SaveOutcome.ARCHIVED, "spn2-12ab")
    assert saving.capture is not None
    assert saving.capture.url == f"{server.base}/web/20261123101112/{URL}"
    assert saving.capture.distance_days == 3
    assert server.asked == ["/save", *["/save/status/spn2-12ab"] * 3]


def test_what_is_sent_is_what_the_service_asks_for(bench: Bench, server: LoopbackArchive) -> None:
    server.behaviours = {SAVE: JOB, STATUS: DONE}
    bench.save()
    assert server.forms == [{"url": URL, "capture_all": "0", "if_not_archived_within": "30d"}]
    for headers in server.headers:
        assert headers["authorization"] == f"LOW {ACCESS}:{SECRET}"
        assert headers["accept"] == "application/json"
        assert headers["user-agent"].startswith("citation-audit/")


def test_the_pauses_are_the_archive_s_own(bench: Bench, server: LoopbackArchive) -> None:
    slow = says({"status": "pending"}, Retry_After="11")
    endless = says({"status": "pending"}, Retry_After="86400")
    server.behaviours = {SAVE: JOB, STATUS: in_turn(slow, PENDING, endless, DONE)}
    assert bench.save().outcome is SaveOutcome.ARCHIVED
    assert bench.clock.waits == [6, 11, 6, 60]


def test_a_job_that_never_ends_is_submitted_not_archived(
    bench: Bench, server: LoopbackArchive
) -> None:
    server.behaviours = {SAVE: JOB, STATUS: PENDING}
    saving = bench.save()
    assert (saving.outcome, saving.capture) == (SaveOutcome.SUBMITTED, None)
    assert "not done within 180 s" in saving.detail
    assert len(server.asked) == 1 + 180 // 6


def test_a_job_that_fails_says_why(bench: Bench, server: LoopbackArchive) -> None:
    failure = says(
        {"status": "error", "status_ext": "error:no-access", "message": "Forbidden (403)."}
    )
    server.behaviours = {SAVE: JOB, STATUS: in_turn(PENDING, failure)}
    saving = bench.save()
    assert (saving.outcome, saving.code, saving.detail) == (
        SaveOutcome.PERMANENT,
        "error:no-access",
        "Forbidden (403).",
    )


def test_a_refusal_with_status_200_is_no_capture(bench: Bench, server: LoopbackArchive) -> None:
    code = "error:too-many-daily-captures"
    server.behaviours[SAVE] = says({"status": "error", "status_ext": code, "message": "5 times"})
    assert bench.save().outcome is SaveOutcome.QUOTA
    bench.save("http://ledger.test/other")
    assert server.count(SAVE) == 2, "the quota was that of one address"


def test_a_recent_capture_is_enough(bench: Bench, server: LoopbackArchive) -> None:
    server.behaviours[SAVE] = says({"job_id": None, "message": "The same snapshot"})
    assert bench.save().outcome is SaveOutcome.RECENT
    assert server.asked == ["/save"]


def test_a_429_ends_the_asking_and_is_not_repeated(bench: Bench, server: LoopbackArchive) -> None:
    server.behaviours[SAVE] = always(429, b"Too Many Requests")
    first, second = bench.save(), bench.save("http://ledger.test/other")
    assert (first.outcome, second.outcome) == (SaveOutcome.QUOTA, SaveOutcome.NOT_ASKED)
    assert "429" in second.detail
    assert server.asked == ["/save"]


def test_a_429_while_watching_leaves_the_job_submitted(
    bench: Bench, server: LoopbackArchive
) -> None:
    server.behaviours = {SAVE: JOB, STATUS: in_turn(PENDING, always(429, b"slow down"))}
    saving = bench.save()
    assert saving.outcome is SaveOutcome.SUBMITTED
    assert server.count(STATUS) == 2
    assert bench.save("http://ledger.test/other").outcome is SaveOutcome.NOT_ASKED


def test_refused_keys_are_told_once_and_never_printed(
    bench: Bench, server: LoopbackArchive
) -> None:
    server.behaviours[SAVE] = says({"message": f"{ACCESS}:{SECRET} are not good"}, 401)
    first, second = bench.save(), bench.save("http://ledger.test/other")
    assert (first.outcome, second.outcome) == (SaveOutcome.PERMANENT, SaveOutcome.NOT_ASKED)
    assert server.asked == ["/save"]
    for saving in (first, second):
        assert "does not accept the keys (HTTP 401)" in saving.detail
        assert ACCESS not in repr(saving)
        assert SECRET not in repr(saving)


def test_a_403_is_not_answered_with_a_browser_s_headers(
    bench: Bench, server: LoopbackArchive
) -> None:
    server.behaviours = {SAVE: JOB, STATUS: always(403, b"Forbidden")}
    assert bench.save().outcome is SaveOutcome.PERMANENT
    assert len(server.asked) == 2
    assert not any("Mozilla" in headers["user-agent"] for headers in server.headers)


@pytest.mark.parametrize("behaviour", [always(502, b"Bad Gateway"), always(200, b"<p>Log in")])
def test_a_watched_job_survives_two_bad_answers_but_not_three(
    bench: Bench, server: LoopbackArchive, behaviour: Behaviour
) -> None:
    server.behaviours = {SAVE: JOB, STATUS: in_turn(behaviour, behaviour, DONE)}
    assert bench.save().outcome is SaveOutcome.ARCHIVED
    server.behaviours[STATUS] = behaviour
    saving = bench.save()
    assert saving.outcome is SaveOutcome.SUBMITTED
    assert "took it (job spn2-12ab)" in saving.detail


@pytest.mark.parametrize(
    "behaviour",
    [always(503, b"busy"), always(200, b"<title>Log in</title>"), says({"job_id": None})],
)
def test_what_is_no_answer_is_transient(
    bench: Bench, server: LoopbackArchive, behaviour: Behaviour
) -> None:
    server.behaviours[SAVE] = behaviour
    assert bench.save().outcome is SaveOutcome.TRANSIENT
    assert server.asked == ["/save"]


def test_a_hang_ends_in_bounded_time(fetcher: Fetcher, server: LoopbackArchive) -> None:
    server.behaviours[SAVE] = hanging
    saving = Bench(fetcher, server.base, total_seconds=0.3).save()
    assert saving.outcome is SaveOutcome.TRANSIENT
    assert "did not answer" in saving.detail


def test_an_unreachable_archive_is_given_up(fetcher: Fetcher) -> None:
    bench = Bench(fetcher, refusing_base())
    outcomes = [bench.save(f"{URL}/{number}").outcome for number in range(3)]
    assert outcomes == [SaveOutcome.TRANSIENT, SaveOutcome.TRANSIENT, SaveOutcome.NOT_ASKED]


@pytest.mark.parametrize("job", ["../../account", "a b", "x" * 200])
def test_a_job_that_is_no_name_is_not_asked_for(
    bench: Bench, server: LoopbackArchive, job: str
) -> None:
    server.behaviours[SAVE] = says({"job_id": job})
    assert bench.save().outcome is SaveOutcome.SUBMITTED
    assert server.asked == ["/save"]


@pytest.mark.parametrize(
    "url",
    ["", "news", "mailto:a@b.test", "https://archive.ph/x", "https://web.archive.org/web/2015/a.b"],
)
def test_some_addresses_are_never_saved(bench: Bench, server: LoopbackArchive, url: str) -> None:
    assert bench.save(url).outcome is SaveOutcome.NOT_ASKED
    assert not server.asked


@pytest.mark.parametrize("keys", [("", ""), (ACCESS, ""), ("", SECRET)])
def test_without_keys_nothing_is_asked(
    fetcher: Fetcher, server: LoopbackArchive, keys: tuple[str, str]
) -> None:
    saving = SavePageNow(fetcher, SaveSettings(server.base, *keys)).save(URL)
    assert saving.outcome is SaveOutcome.NOT_ASKED
    assert "IA_ACCESS_KEY and IA_SECRET_KEY are not set" in saving.detail
    assert not server.asked


@pytest.mark.parametrize(
    ("base", "may"),
    [
        ("https://web.archive.org", True),
        ("http://127.0.0.1:80", True),
        ("http://[::1]:80", True),
        ("http://localhost:80", True),
        ("http://web.archive.org", False),
        ("https://web.archive.org.evil.test", False),
        ("https://notarchive.org", False),
        ("http://127.evil.test", False),
        ("https://pywb.example", False),
        ("http://[x", False),
    ],
)
def test_the_keys_go_home_or_nowhere(base: str, may: bool) -> None:
    assert (SaveSettings(base, ACCESS, SECRET).unusable == "") is may


def test_keys_come_from_the_environment_and_stay_out_of_reprs() -> None:
    environment = {"IA_ACCESS_KEY": f" {ACCESS} ", "IA_SECRET_KEY": SECRET}
    assert keys_from(environment) == (ACCESS, SECRET)
    assert keys_from({}) == ("", "")
    shown = repr(SaveSettings("https://web.archive.org", *keys_from(environment)))
    assert ACCESS not in shown
    assert SECRET not in shown


def test_an_interrupt_ends_a_watch(fetcher: Fetcher, server: LoopbackArchive) -> None:
    stop, waiting = Stop(), Event()

    def wait(seconds: float) -> None:
        waiting.set()
        stop.wait(seconds)

    settings = SaveSettings(server.base, ACCESS, SECRET, 1e9, 1e9)
    saver = SavePageNow(fetcher, settings, stop, wait=wait)
    server.behaviours = {SAVE: JOB, STATUS: PENDING}
    with ThreadPoolExecutor(1) as threads:
        saving = threads.submit(saver.save, URL)
        assert waiting.wait(10)
        saver.interrupt()
        assert saving.result(timeout=10).outcome is SaveOutcome.SUBMITTED
    assert server.asked == ["/save"]


def test_saves_are_begun_one_at_a_time_six_a_minute(
    fetcher: Fetcher, server: LoopbackArchive
) -> None:
    clock = Clock()
    pace = Pace(SaveSettings().saves_per_minute, clock, burst=1)
    moments = []
    for _ in range(20):
        while seconds := pace.take():
            clock.wait(seconds)
        moments.append(clock.now)
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert gaps == pytest.approx([10] * 19)


def test_the_pace_is_the_process_s_for_all_savers(
    fetcher: Fetcher, server: LoopbackArchive
) -> None:
    server.behaviours[SAVE] = says({"job_id": None, "message": "The same snapshot"})
    benches = [Bench(fetcher, server.base, saves_per_minute=6) for _ in range(2)]
    assert benches[0].save().outcome is SaveOutcome.RECENT
    assert benches[0].clock.waits == []
    waits: list[float] = []

    def give_up(seconds: float) -> None:
        waits.append(seconds)
        benches[1].stop.stop("the test has seen enough")

    settings = SaveSettings(server.base, ACCESS, SECRET)
    second = SavePageNow(fetcher, settings, benches[1].stop, wait=give_up)
    assert second.save(URL).outcome is SaveOutcome.NOT_ASKED
    assert len(waits) == 1
    assert 0 < waits[0] <= 10
    assert server.count(SAVE) == 1
