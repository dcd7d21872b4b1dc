"""Links watched over many nights: quiet, patient, told once."""

from audit.links.baseline import baseline_text, read_baseline, renewed
from audit.links.captures import ask_for_captures
from audit.links.lists import Listed, Place, Shard, citations, fingerprint, read_lists
from audit.links.nightly import Manners, Night
from audit.links.outcome import FAIL_ON, LinkRow, News, Outcome, exit_code, outcome_of

__all__ = [
    "FAIL_ON",
    "LinkRow",
    "Listed",
    "Manners",
    "News",
    "Night",
    "Outcome",
    "Place",
    "Shard",
    "ask_for_captures",
    "baseline_text",
    "citations",
    "exit_code",
    "fingerprint",
    "outcome_of",
    "read_baseline",
    "read_lists",
    "renewed",
]
