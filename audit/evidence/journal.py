"""What a run asked for and was told, one JSON line each; bodies are named, not repeated. Pure.

A line is enough to answer the same question again: a timeout, which leaves no response, included.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from audit.advice import Question
from audit.archive import CaptureSearch
from audit.evidence.payloads import BodyPlace
from audit.model import Attempt, Capture, Fetched, Hop
from audit.vocabulary import ArchiveOutcome, SourceRole, SourceState

Ask = tuple[str, ...]
Told = Fetched | CaptureSearch | Capture | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One question and its answer. A ``Fetched`` has its body at ``place``; ``sha256`` is of it.

    ``lost`` tells that there was a body and that it could not be kept.
    """

    ask: Ask
    told: Told
    place: BodyPlace | None = None
    lost: bool = False
    sha256: str = ""


def page_ask(url: str, headers: Mapping[str, str], *, follow: bool, conditional: bool) -> Ask:
    """The question for a page: its address and all that may change the answer."""
    flags = ("" if follow else "redirects-not-followed", "" if conditional else "anew")
    named = (f"{name.lower()}: {headers[name]}" for name in sorted(headers))
    return ("page", url, *flags, *named)


def search_ask(archive: str, url: str, accessed: str) -> Ask:
    """The question which captures an archive has."""
    return ("search", archive, url, accessed)


def named_ask(archive: str, url: str, accessed: str) -> Ask:
    """The question which capture a link into an archive names."""
    return ("named", archive, url, accessed)


def capture_ask(archive: str, capture: Capture) -> Ask:
    """The question for the bytes of a capture."""
    return ("capture", archive, capture.archive, capture.timestamp, capture.original)


def advice_ask(question: Question) -> Ask:
    """The question to a model what a source has of a claim."""
    return ("advice", question.model, question.key)


def written(entries: Iterable[Entry]) -> str:
    """The journal, in the order of its questions, so that it does not depend on threads."""
    lines = [
        json.dumps(_line(entry), separators=(",", ":"))
        for entry in sorted(entries, key=lambda entry: entry.ask)
    ]
    return "".join(f"{line}\n" for line in lines)


def read(text: str) -> tuple[Entry, ...]:
    """The entries of a journal. Raises ``ValueError`` that names the first bad line."""
    entries = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            entries.append(_entry(json.loads(line)))
        except (ValueError, KeyError, TypeError) as fault:
            raise ValueError(f"line {number}: {fault}") from fault
    return tuple(entries)


def _line(entry: Entry) -> dict[str, Any]:
    line: dict[str, Any] = {"ask": entry.ask}
    match entry.told:
        case Fetched():
            line["fetched"] = asdict(replace(entry.told, body=b""))
            del line["fetched"]["body"]
        case CaptureSearch():
            line["search"] = asdict(entry.told)
        case Capture():
            line["capture"] = asdict(entry.told)
    if entry.place:
        line |= {"body": asdict(entry.place), "sha256": entry.sha256}
    return line | ({"lost": True} if entry.lost else {})


def _entry(line: dict[str, Any]) -> Entry:
    told: Told = None
    if "fetched" in line:
        told = _fetched(line["fetched"])
    elif "search" in line:
        told = _search(line["search"])
    elif "capture" in line:
        told = Capture(**line["capture"])
    place = BodyPlace(**line["body"]) if "body" in line else None
    asked = tuple(line["ask"])
    return Entry(asked, told, place, bool(line.get("lost")), line.get("sha256", ""))


def _fetched(value: dict[str, Any]) -> Fetched:
    return Fetched(
        **value
        | {
            "state": SourceState(value["state"]),
            "headers": tuple((name, text) for name, text in value["headers"]),
            "hops": tuple(Hop(**hop) for hop in value["hops"]),
        }
    )


def _search(value: dict[str, Any]) -> CaptureSearch:
    attempts = (
        Attempt(**one | {"role": SourceRole(one["role"]), "state": SourceState(one["state"])})
        for one in value["attempts"]
    )
    return CaptureSearch(
        ArchiveOutcome(value["outcome"]),
        tuple(Capture(**capture) for capture in value["captures"]),
        value["detail"],
        tuple(attempts),
    )
