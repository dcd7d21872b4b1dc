"""What a reader can do with a finding: accept it, look at its evidence, see what it was before."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from audit.model import EvidenceRecord, Judged, Report, Source
from audit.report.summary import finding_evidence
from audit.vocabulary import Level


@dataclass(frozen=True, slots=True)
class Handles:
    """Commands for one finding, empty where they make no sense. ``evidence`` are the kept bytes by
    reference number. ``before`` is what was said of it in the run before when that was something
    else, empty when it is new, ``None`` when nothing changed."""

    decision: str
    look: str
    evidence: tuple[tuple[int, EvidenceRecord], ...]
    before: str | None


def handles(
    finding: Judged, report: Report, sources: Mapping[int, Source], before: str | None
) -> Handles:
    """The handles of one finding of ``report``."""
    evidence = finding_evidence(finding, sources)
    placed = any(record.record for _, record in evidence)
    return Handles(
        decision=decision_command(finding, report),
        look=f"citation-audit evidence {_named(finding, report)}" if placed else "",
        evidence=evidence,
        before=before,
    )


def decision_command(finding: Judged, report: Report) -> str:
    """What a reviewer types to accept a finding, or to open it again; empty where neither fits.

    A rehearsal's sources are invented, so there is nothing in it to decide.
    """
    if report.rehearsal or (finding.level is Level.OK and finding.decision is None):
        return ""
    if finding.accepted:
        return f"citation-audit reopen {_named(finding, report)}"
    return f'citation-audit accept {_named(finding, report)} --reason "…"'


def _named(finding: Judged, report: Report) -> str:
    """The finding as a command's arguments name it: its id, and its report where that is needed."""
    folder = PurePath(report.article.path).stem + ("-rehearsal" if report.rehearsal else "")
    name = shlex.quote(finding.id)
    if folder == "article":
        return name
    return f"{name} --report {shlex.quote(f'reports/{folder}/report.json')}"
