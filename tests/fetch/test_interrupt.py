"""Ctrl-C in a real process: it ends at once, and what was fetched is in the cache."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from audit.vocabulary import SourceState
from tests.fetch.conftest import MakeFetcher, Serve
from tests.fetch.web import Handler, page

SCRIPT = """
import sys
from pathlib import Path
from audit.fetch import Fetcher, FetchSettings
cache, *urls = sys.argv[1:]
settings = FetchSettings(allow_private=True, proxy_url="", cache_directory=Path(cache))
try:
    with Fetcher(settings) as fetcher:
        fetcher.get_many(urls, lambda one: print(one.url + "\\n", end="", flush=True))
except KeyboardInterrupt:
    sys.exit(130)
"""


def hang(handler: Handler) -> None:
    time.sleep(20)


def test_interrupted_process_ends_at_once_and_resumes(
    web: Serve, fetcher: MakeFetcher, tmp_path: Path
) -> None:
    good = [web({"/": page()}, f"127.0.0.{number}").base for number in (2, 3, 4)]
    stuck = web({"/": hang}).base
    command = [sys.executable, "-c", SCRIPT, str(tmp_path), *good, stuck]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        done = {process.stdout.readline().strip() for _ in good}
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
    assert time.monotonic() - begun < 5
    assert done == set(good)
    again = fetcher(cache_directory=tmp_path).get_many(good)
    assert {(one.state, one.rule) for one in again.values()} == {(SourceState.LIVE, "kept-copy")}
