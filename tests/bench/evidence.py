"""What evidence costs: recording beside a plain fetch, and replaying the rehearsal.

The pages are served by another process, and the two ways of fetching take turns, so that the ratio
of their CPU times holds on a machine that others use as well; of several rounds the least counts.
"""

import gzip
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from audit.evidence import Recorder, open_bundle
from audit.fetch import Fetcher, FetchSettings
from audit.fetch.contract import PageClient
from audit.replaying import replayed_report
from audit.report import render_json
from tests.bench.record import record
from tests.evidence.rehearsal import rehearse

PAGES, ROUNDS = 64, 9
_MEAN_BYTES = 146_000  # of a page of the 32 references, decoded
_MOST_RECORDING, _MOST_REPLAY_SECONDS = 1.5, 2.0
_WORDS = [f"{first}{second}" for first in "bdfglmnprst" for second in ("al", "enor", "ivum", "os")]


def run() -> bool:
    """Print both measurements; whether they keep their bounds: recording at most 1.5 times the
    CPU of a plain fetch, a replay (command and all) under 2 s of CPU."""
    recording = _recording()
    kept = record(
        "CPU of recording / a plain fetch",
        f"{recording:.2f} x",
        f"<= {_MOST_RECORDING} x",
        recording <= _MOST_RECORDING,
    )
    seconds = _replay()
    in_time = seconds < _MOST_REPLAY_SECONDS
    return (
        record("replay of the rehearsal, as a command: CPU", f"{seconds:.2f} s", "< 2 s", in_time)
        and kept
    )


def _recording() -> float:
    command = [sys.executable, "-m", "tests.bench.evidence"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            base = f"http://127.0.0.1:{server.stdout.readline().strip()}"
            urls = [f"{base}/{number}" for number in range(PAGES)]
            rounds = [(_plain(urls), _recorded(urls)) for _ in range(ROUNDS)]
        finally:
            server.terminate()
    plain, recorded = (min(column) for column in zip(*rounds, strict=True))
    each = [f"{seconds / PAGES * 1000:.2f} ms" for seconds in (plain, recorded)]
    print(f"  {PAGES} pages, each: plain {each[0]}, recorded {each[1]}")
    return float(recorded / plain)


def _settings() -> FetchSettings:
    return FetchSettings(allow_private=True, per_host_delay_seconds=0.0, proxy_url="")


def _plain(urls: list[str]) -> float:
    with Fetcher(_settings()) as fetcher:
        return _cpu(lambda: _all_read(fetcher, urls))


def _recorded(urls: list[str]) -> float:
    with Recorder(200_000_000) as recorder, Fetcher(_settings(), recorder) as fetcher:
        return _cpu(lambda: _all_read(recorder.pages(fetcher), urls))


def _all_read(client: PageClient, urls: list[str]) -> None:
    for url in urls:
        assert client.get(url).body


def _replay() -> float:
    recorded = rehearse()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "evidence.wacz").write_bytes(recorded.bundle)
        (folder / "report.json").write_bytes(recorded.report)
        bundle = open_bundle(folder / "evidence.wacz")
        assert render_json(replayed_report(bundle)).encode() == recorded.report
        inside = _cpu(lambda: replayed_report(open_bundle(folder / "evidence.wacz")))
        code = "import sys; from audit.cli.evidence import replay; replay(sys.argv[1:])"
        begun = _children()
        subprocess.run([sys.executable, "-c", code, name], check=True, stdout=subprocess.DEVNULL)
        seconds = _children() - begun
    size = len(recorded.bundle) / 1000
    print(f"  replay of the rehearsal ({size:.0f} kB) inside a process: {inside:.2f} s CPU")
    return seconds


def _cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Pages(BaseHTTPRequestHandler):
    """Pages of invented words, each its own, compressed as most servers do."""

    protocol_version = "HTTP/1.1"
    kept: dict[str, bytes]

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""

    def do_GET(self) -> None:
        body = self.kept[self.path]
        head = (
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
            f"Content-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self.wfile.write(head.encode() + body)


def _serve() -> None:
    chance = random.Random(5)
    _Pages.kept = {}
    for number in range(PAGES):
        size = chance.randrange(_MEAN_BYTES // 2, _MEAN_BYTES * 3 // 2)
        words = " ".join(
            chance.choice(_WORDS) + str(chance.randrange(99)) for _ in range(size // 7)
        )
        _Pages.kept[f"/{number}"] = gzip.compress(f"<p>{words}</p>".encode(), 6)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    _serve()
