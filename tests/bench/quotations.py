"""Our verdicts beside those of other quotation checkers, on the suite's own hostile cases.

Outcomes are what an editor would do: PASS go on, WARN look, FAIL correct, UNAVAIL nothing is said.
The cases are ours, so they show what we thought of; the peers were not made for all of them.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from audit.cli.quote import check
from audit.fetch import Fetcher, FetchSettings
from audit.model import Reference
from audit.sources import SourceReader
from tests.bench.peers import PEERS, Asked, Peer, installed, measure
from tests.bench.record import record
from tests.hostile import HostileWeb
from tests.match.sources import OUTCOMES, read_yaml
from tests.test_source_states import CASES, FOUND

_HANG = ("/f/slow", "/f/stall", "/f/gzip-bomb")  # some peers never come back from these
_ARCHIVE = ("/gone/", "/changed/")  # no peer can be shown an archive on this machine
_PASSING, _SILENT = ["PASS"], ["UNAVAIL"]


def page_cases() -> list[dict[str, Any]]:
    """Quotations beside one page: changed, cut, misplaced, denied; verbatim; mutants."""
    return [{**case, "path": "/news/reform"} for case in read_yaml("reform.yaml")]


def source_cases() -> list[dict[str, Any]]:
    """Sources that misbehave: read all the same, or nothing is said."""
    return [
        {
            "quote": case.quote,
            "path": case.path,
            "outcomes": _PASSING if case.verdicts == FOUND else _SILENT,
            "danger": ["FAIL"] if case.verdicts == FOUND else ["PASS", "FAIL"],
        }
        for case in CASES
        if case.path not in _HANG and not case.path.startswith(_ARCHIVE)
    ]


def run() -> bool:
    """Print how each checker did; whether ours passed and accused nobody falsely."""
    kept = True
    for subject, cases in (("one page", page_cases()), ("bad sources", source_cases())):
        ours: Peer | None = None
        for name in ("citation-audit", *PEERS):
            home = Path() if name == "citation-audit" else installed(name)
            if home is None:
                record(f"{subject}: {name}", "not installed")
                continue
            peer = _run(name, cases, home)
            ours = ours or peer
            kept = _tell(subject, peer, ours, cases) and kept
    return kept


def _run(name: str, cases: list[dict[str, Any]], home: Path) -> Peer:
    with HostileWeb() as web, tempfile.TemporaryDirectory() as place:
        asked = [{"quote": case["quote"], "url": web.url(case["path"])} for case in cases]
        for one, case in zip(asked, cases, strict=True):
            one["speaker"] = case.get("speaker", "")
        folder = Path(place)
        return (
            _ours(asked, folder) if name == "citation-audit" else PEERS[name](asked, folder, home)
        )


def _tell(subject: str, peer: Peer, ours: Peer, cases: list[dict[str, Any]]) -> bool:
    told = list(zip(peer.outcomes, cases, strict=True))
    best = sum(said == case["outcomes"][0] for said, case in told)
    harm = [said for said, case in told if said in case["danger"]]
    false_pass, accused = harm.count("PASS"), harm.count("FAIL")
    value = (
        f"best in {best} of {len(cases)}, false passes {false_pass}, false accusations {accused}"
    )
    mine = peer is ours
    kept = record(
        f"{subject}: {peer.name}",
        value,
        "no harm" if mine else "",
        not mine or not harm,
    )
    if not mine:
        record(f"{subject}: CPU of citation-audit / {peer.name}", f"{ours.cpu / peer.cpu:.2f} x")
    return kept


def _ours(asked: Asked, folder: Path) -> Peer:
    (folder / "asked.json").write_text(json.dumps(asked))
    command = [sys.executable, "-m", "tests.bench.quotations", str(folder / "asked.json")]
    printed, cpu = measure("ours", command, folder, Path(__file__).parents[2])
    return Peer("citation-audit", tuple(json.loads(printed)), cpu)


def _judge(asked: Asked) -> list[str]:
    """Each source is read once, as the peers do; every quotation is looked for in it."""
    settings = FetchSettings(
        total_seconds=20, per_host_delay_seconds=0, allow_private=True, proxy_url=""
    )
    with Fetcher(settings) as fetcher:
        reader = SourceReader(fetcher, None)
        urls = dict.fromkeys(one["url"] for one in asked)
        sources = {url: reader.read(Reference(1, "s", "", "", "", "", url=url)) for url in urls}
        return [
            OUTCOMES[check(one["quote"], sources[one["url"]], one["speaker"])[1]] for one in asked
        ]


if __name__ == "__main__":
    print(json.dumps(_judge(json.loads(Path(sys.argv[1]).read_text()))))
