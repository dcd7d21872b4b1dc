"""waybackpy as its authors ship it, its addresses hard-coded, against the rehearsal's archive.

A proxy answers for ``web.archive.org`` with a certificate of its own, so nothing of the client has
to be touched: what the rehearsal speaks is what the real client understands.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from audit.demo import BoxedWeb
from audit.demo.archive import url_key
from audit.demo.site import captures

CLIENT = """
import json, sys
from waybackpy import WaybackMachineCDXServerAPI
from waybackpy.exceptions import NoCDXRecordFound
answers = {}
for url in sys.argv[1:]:
    client = WaybackMachineCDXServerAPI(url, "citation-audit tests")
    shots = client.snapshots()
    answers[url] = [[s.timestamp, s.original, s.statuscode, s.archive_url] for s in shots]
try:
    oldest = WaybackMachineCDXServerAPI(sys.argv[1], "citation-audit tests").oldest()
    answers["oldest"] = [[oldest.timestamp]]
except NoCDXRecordFound:
    answers["oldest"] = []
json.dump(answers, sys.stdout)
"""
MISSING = "https://www.salon.com/no/such/page"


@pytest.fixture(scope="module")
def web() -> Iterator[BoxedWeb]:
    with BoxedWeb() as running:
        yield running


def ask(web: BoxedWeb, urls: list[str]) -> dict[str, list[list[str]]]:
    environment = {
        **os.environ,
        "HTTPS_PROXY": web.proxy_url,
        "HTTP_PROXY": web.proxy_url,
        "REQUESTS_CA_BUNDLE": str(web.ca_bundle),
    }
    run = subprocess.run(
        [sys.executable, "-c", CLIENT, *urls],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    answers: dict[str, list[list[str]]] = json.loads(run.stdout)
    return answers


def test_the_unpatched_client_reads_every_capture_of_the_rehearsal(web: BoxedWeb) -> None:
    held = captures()
    urls = [url for url in held if sum(url_key(url) == url_key(other) for other in held) == 1]
    assert len(urls) > 3
    answers = ask(web, [*urls, MISSING])
    for url in urls:
        assert [(row[0], row[1], row[2]) for row in answers[url]] == [
            (page.timestamp, url, str(page.status)) for page in held[url]
        ]
        assert all(row[3].startswith("https://web.archive.org/web/") for row in answers[url])
    assert answers[MISSING] == []
    assert answers["oldest"] == [[held[urls[0]][0].timestamp]]
    asked = [url for url in web.asked if url.startswith("https://web.archive.org/cdx/")]
    assert len(asked) == len(urls) + 2


def test_nothing_else_can_be_reached_through_the_box(web: BoxedWeb) -> None:
    before = len(web.asked)
    ask(web, [MISSING])
    assert all(url.startswith("https://web.archive.org/") for url in web.asked[before:])
