"""Other checkers, each in an environment of its own under .peers/ (``make peers``).

They are run as separate processes and never imported here. No ``run()``: not a bench by itself.
"""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).parents[2] / ".peers"
# Read by linkml-reference-validator's own Python: one process for all quotations, as the others.
_LRV = """
import json, sys
from linkml_reference_validator.models import ReferenceValidationConfig as Config
from linkml_reference_validator.validation.supporting_text_validator import (
    SupportingTextValidator as Validator)
validator = Validator(Config(cache_dir=sys.argv[2]))
found = []
for asked in json.load(open(sys.argv[1])):
    try:
        said = validator.validate(asked["quote"], "url:" + asked["url"])
        found.append([said.is_valid, said.message or ""])
    except Exception as fault:
        found.append([False, "could not " + repr(fault)])
print(json.dumps(found))
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """What a peer said of each quotation, in order (PASS, WARN, FAIL, UNAVAIL), and its cost."""

    name: str
    outcomes: tuple[str, ...]
    cpu: float


Asked = list[dict[str, str]]


def installed(name: str) -> Path | None:
    """The bin folder of a peer, if ``make peers`` could install it."""
    folder = HOME / name / "bin"
    return folder if folder.is_dir() else None


def version(name: str) -> str:
    """The version of an installed peer, as its pip says."""
    python = HOME / name / "bin" / "python"
    code = f"from importlib.metadata import version; print(version({name!r}))"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def measure(
    name: str, command: list[str], folder: Path, place: Path | None = None
) -> tuple[str, float]:
    """Run a command in ``place``, else in ``folder``, where what it prints is kept: that, and
    CPU seconds."""
    output = folder / f"{name}.out"
    with output.open("wb") as file:
        process = subprocess.Popen(
            command, stdout=file, stderr=subprocess.DEVNULL, cwd=place or folder
        )
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    said = output.read_text(encoding="utf-8", errors="replace")
    return said, usage.ru_utime + usage.ru_stime


def buddie(asked: Asked, folder: Path, home: Path) -> Peer:
    """buddie-verbatim: FOUND, NOT_FOUND, or that the page could not be read."""
    (folder / "claims.json").write_text(json.dumps({"claims": asked}))
    command = [str(home / "buddie-verbatim"), "check", "claims.json", "--fetch"]
    command += ["--json", "buddie.json", "--min-chars", "1"]
    _, cpu = measure("buddie", command, folder)
    named = {"FOUND": "PASS", "NOT_FOUND": "FAIL"}
    claims = json.loads((folder / "buddie.json").read_text())["claims"]
    said = {claim["id"]: named.get(claim["verdict"], "UNAVAIL") for claim in claims}
    order = [said.get(f"C{number}", "UNAVAIL") for number in range(1, len(asked) + 1)]
    return Peer("buddie", tuple(order), cpu)


def proof_citations(asked: Asked, folder: Path, home: Path) -> Peer:
    """proof-citations: verified, partial, not found, or a fetch that failed."""
    (folder / "facts.json").write_text(json.dumps({f"C{at}": one for at, one in enumerate(asked)}))
    command = [str(home / "proof-citations"), "verify", "--facts", "facts.json", "--json"]
    printed, cpu = measure("proof-citations", command, folder)
    said = json.loads(next(line for line in printed.splitlines() if line.startswith("{")))
    named = {"verified": "PASS", "partial": "WARN", "not_found": "FAIL"}
    order = (named.get(said[f"C{at}"]["status"], "UNAVAIL") for at in range(len(asked)))
    return Peer("proof-citations", tuple(order), cpu)


def citesure(asked: Asked, folder: Path, home: Path) -> Peer:
    """citesure without its model, which is not on PyPI: supported, ambiguous, unsupported."""
    listed = [{"claim": one["quote"], "citation": one["url"]} for one in asked]
    (folder / "cited.json").write_text(json.dumps(listed))
    command = [str(home / "citesure"), "verify", "cited.json", "--json", "--no-nli"]
    printed, cpu = measure("citesure", [*command, "--cache-dir", "citesure"], folder)
    named = {"supported": "PASS", "ambiguous": "WARN", "unsupported": "FAIL"}
    verdicts = json.loads(printed)["verdicts"]
    said = {verdict["citation_id"]: named.get(verdict["status"], "UNAVAIL") for verdict in verdicts}
    order = (said.get(f"c{number}", "UNAVAIL") for number in range(1, len(asked) + 1))
    return Peer("citesure", tuple(order), cpu)


def linkml(asked: Asked, folder: Path, home: Path) -> Peer:
    """linkml-reference-validator: valid or not; a page that could not be read is told in words."""
    (folder / "asked.json").write_text(json.dumps(asked))
    (folder / "lrv.py").write_text(_LRV)
    command = [str(home / "python"), "lrv.py", "asked.json", "lrv-cache"]
    printed, cpu = measure("linkml", command, folder)
    order = ("PASS" if valid else _failed(said) for valid, said in json.loads(printed))
    return Peer("linkml-reference-validator", tuple(order), cpu)


def _failed(said: str) -> str:
    return "UNAVAIL" if "could not" in said.lower() else "FAIL"


PEERS = {
    "buddie": buddie,
    "linkml-reference-validator": linkml,
    "proof-citations": proof_citations,
    "citesure": citesure,
}
