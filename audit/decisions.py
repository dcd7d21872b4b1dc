"""decisions.yaml: which findings a reviewer has accepted, tied to the words they looked at.

A decision is about these words of the article (a quotation or a claim) beside those words of the
source. It is found again by their hash, wherever they stand in the article by now, and it holds as
long as verdict and passage are the same and its date has not passed. The file's text is edited
surgically, so that comments and the order of a hand-kept file stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import TypeVar

from audit.errors import InputError, ReferencesError
from audit.model import ClaimFinding, Decision, Finding, Judged, Remark, Report
from audit.references_edit import append_items
from audit.report.fingerprint import judged, passage_fingerprint, verdict_words
from audit.report.words import long_date, one_line, printable
from audit.vocabulary import ClaimVerdict, FlagCode, Level, Verdict
from audit.yaml_nodes import Document, Value, YamlFaultError, load

FILE_NAME = "decisions.yaml"
_HEAD = """\
# Findings that a reviewer has accepted. citation-audit accept and reopen edit this file;
# a decision ends when the words or the source's passage change, or after its last day.
decisions:
"""
_SUBJECTS = ("quotation", "claim")
_KEYS = ("article", "finding", *_SUBJECTS, "verdict", "reason", "by", "on", "until")
_HASHES = (*(f"{subject}-hash" for subject in _SUBJECTS), "passage-hash")
_NEEDED = ("verdict", "reason", "by", "on", "passage-hash")
_VERDICTS = frozenset(word.value for kind in (Verdict, ClaimVerdict, FlagCode) for word in kind)


class DecisionsError(InputError):
    """decisions.yaml cannot be used."""

    slug = "bad-decisions"


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry of decisions.yaml. Dates are ISO 8601; ``until`` is the last day it holds.

    ``words`` are the quotation's or the claim's, ``hash`` is their fingerprint. ``article`` is the
    file name of the article it is about, empty for any beside the file.
    """

    hash: str
    passage_hash: str
    verdict: str
    reason: str
    by: str
    on: str
    until: str = ""
    words: str = ""
    finding: str = ""
    article: str = ""
    line: int = 0

    def is_about(self, report: Report) -> bool:
        """Whether it was made on the report's article."""
        return self.article in ("", _file_name(report))


def parse_decisions(text: str, path: str = FILE_NAME) -> tuple[Recorded, ...]:
    """The decisions in the file's order; of two on the same words the later counts.

    Raises ``DecisionsError`` with the line of the first fault.
    """
    document = _load(text, path)
    entries = _entries(document, path)
    return tuple(_recorded(entry, index, document, path) for index, entry in enumerate(entries))


def apply_decisions(
    report: Report, decisions: Sequence[Recorded], today: date, *, path: str = FILE_NAME
) -> Report:
    """``report`` under ``decisions``: what is accepted and still the same speaks as a note only.

    Where a decision holds no longer, the finding has its own level and tells why. A decision whose
    words are not in the article any more becomes a remark. Earlier decisions in ``report`` are
    replaced, so that applying twice is applying once.
    """
    own = [recorded for recorded in decisions if recorded.is_about(report)]
    by_hash = {recorded.hash: recorded for recorded in own}
    known = judged(report)
    decided = {
        id(finding): _decision(finding, by_hash.get(hash_), today) for finding, hash_ in known
    }
    met = {hash_ for _, hash_ in known}
    findings = tuple(_under(finding, decided[id(finding)]) for finding in report.findings)
    claims = tuple(_under(finding, decided[id(finding)]) for finding in report.claims)
    left = [recorded for recorded in by_hash.values() if recorded.hash not in met]
    remarks = tuple(remark for remark in report.remarks if remark.rule != _UNUSED)
    remarks += tuple(_unused(recorded, path) for recorded in left)
    return replace(report, findings=findings, claims=claims, remarks=remarks)


def accept(
    text: str,
    report: Report,
    finding_id: str,
    *,
    reason: str,
    by: str,
    on: date,
    until: date | None = None,
    path: str = FILE_NAME,
) -> str:
    """The file's ``text`` with the finding of that id accepted; an earlier decision is replaced.

    ``text`` may be empty. Raises ``DecisionsError`` when there is nothing to accept, no reason is
    given, or the day has passed.
    """
    finding, hash_ = find_finding(report, finding_id)
    if _level(finding) is Level.OK:
        raise DecisionsError(f"{finding.id} is {finding.verdict}: there is nothing to accept")
    if not reason.strip():
        raise DecisionsError("a decision needs a reason", hint='--reason "…"')
    if until is not None and until < on:
        raise DecisionsError(f"{until} has passed", hint="--until names the last day it holds")
    subject = "claim" if isinstance(finding, ClaimFinding) else "quotation"
    entry: dict[str, Value] = {
        "article": _file_name(report),
        "finding": finding.id,
        subject: printable(one_line(_words(finding), 100)),
        "verdict": verdict_words(finding),
        "reason": printable(one_line(reason)),
        "by": printable(one_line(by)),
        "on": on.isoformat(),
        **({"until": until.isoformat()} if until else {}),
        f"{subject}-hash": hash_,
        "passage-hash": passage_fingerprint(finding),
    }
    text = _without(text, report, hash_, path) if text.strip() else _HEAD
    try:
        return append_items(_with_list(text), ("decisions",), [entry], file=path)
    except ReferencesError as fault:
        raise DecisionsError(fault.what, path=path, line=fault.line, hint=fault.hint) from fault


def reopen(text: str, report: Report, finding_id: str, *, path: str = FILE_NAME) -> str:
    """The file's ``text`` without the decision on that finding. Raises when there is none."""
    finding, hash_ = find_finding(report, finding_id)
    after = _without(text, report, hash_, path) if text.strip() else text
    if after == text:
        raise DecisionsError(f"no decision on {finding.id} is recorded", path=path)
    return after


def find_finding(report: Report, finding_id: str) -> tuple[Judged, str]:
    """The finding of that id with its hash. Raises ``DecisionsError`` for another id."""
    for finding, hash_ in judged(report):
        if finding.id == finding_id:
            return finding, hash_
    known = ", ".join(sorted(finding.id for finding in report.findings)[:3])
    hint = f"its findings are named like {known}" if known else "it has no findings"
    raise DecisionsError(f"the report has no finding {finding_id}", hint=hint)


_UNUSED = "decision-without-finding"


def _file_name(report: Report) -> str:
    return printable(PurePath(report.article.path).name)


def _unused(recorded: Recorded, path: str) -> Remark:
    words = f"“{one_line(recorded.words, 80)}”" if recorded.words else recorded.finding
    message = f"The decision of {recorded.by} on {words} fits no words of the article any more."
    hint = "remove it, or accept the finding again if the words were changed on purpose"
    return Remark(_UNUSED, Level.NOTE, message, path, recorded.line, hint=hint)


def _words(finding: Judged) -> str:
    return finding.quotation.text if isinstance(finding, Finding) else finding.claim.text


def _level(finding: Judged) -> Level:
    """The level of a finding without any decision."""
    return finding.decision.level if finding.decision else finding.level


SomeFinding = TypeVar("SomeFinding", Finding, ClaimFinding)


def _under(finding: SomeFinding, decision: Decision | None) -> SomeFinding:
    """The finding under a decision: what is accepted, and still the same, is a note."""
    holds = decision is not None and not decision.void
    return replace(finding, level=Level.NOTE if holds else _level(finding), decision=decision)


def _decision(finding: Judged, recorded: Recorded | None, today: date) -> Decision | None:
    level = _level(finding)
    if recorded is None or level is Level.OK:
        return None
    return Decision(
        by=recorded.by,
        on=recorded.on,
        reason=recorded.reason,
        level=level,
        until=recorded.until,
        void=_why_void(finding, recorded, today),
    )


def _why_void(finding: Judged, recorded: Recorded, today: date) -> str:
    if recorded.until and today > date.fromisoformat(recorded.until):
        return f"it was to hold until {long_date(recorded.until)}"
    if recorded.verdict != verdict_words(finding):
        return f"the verdict was {recorded.verdict} then"
    if recorded.passage_hash != passage_fingerprint(finding):
        return "the source's passage has changed since"
    return ""


def _load(text: str, path: str) -> Document:
    try:
        return load(text)
    except YamlFaultError as fault:
        raise DecisionsError(str(fault), path=path, line=fault.line) from fault


def _entries(document: Document, path: str) -> list[Value]:
    value = document.value
    if value is None:
        return []
    if not isinstance(value, dict) or set(value) != {"decisions"}:
        raise DecisionsError("the file's one key is “decisions:”", path=path, line=1)
    entries = value["decisions"]
    if entries is None:
        return []
    if not isinstance(entries, list):
        line = document.line(("decisions",))
        raise DecisionsError("“decisions” should hold a list", path=path, line=line)
    return entries


def _recorded(entry: Value, index: int, document: Document, path: str) -> Recorded:
    line = document.line(("decisions", index))
    if not isinstance(entry, dict):
        raise DecisionsError("a decision is keys with values", path=path, line=line)
    texts = {key: value for key, value in entry.items() if isinstance(value, str)}
    odd = [key for key in entry if key not in (*_KEYS, *_HASHES) or key not in texts]
    missing = [key for key in _NEEDED if not texts.get(key)]
    subject = next((name for name in _SUBJECTS if texts.get(f"{name}-hash")), "")
    missing += [] if subject else ["quotation-hash"]
    if odd or missing:
        what = f"“{odd[0]}” cannot be used" if odd else f"the decision has no “{missing[0]}”"
        raise DecisionsError(
            what, path=path, line=line, hint="citation-audit accept writes these entries"
        )
    _check(texts, index, document, path)
    words, hash_ = texts.pop(subject, ""), texts.pop(f"{subject}-hash")
    fields = {key.replace("-", "_"): value for key, value in texts.items()}
    return Recorded(hash=hash_, words=words, **fields, line=line)


def _check(texts: dict[str, str], index: int, document: Document, path: str) -> None:
    """Refuse a verdict that does not exist and a day that is none."""
    for key in ("on", "until"):
        if key in texts and not _is_day(texts[key]):
            line = document.line(("decisions", index, key))
            what = f"“{key}: {texts[key]}” is not a day"
            raise DecisionsError(what, path=path, line=line, hint="a day is written 2026-04-21")
    if not _VERDICTS.issuperset(texts["verdict"].split(", ")):
        line = document.line(("decisions", index, "verdict"))
        raise DecisionsError(f"no verdict is called “{texts['verdict']}”", path=path, line=line)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _with_list(text: str) -> str:
    """``text``, ready for its first decision where it has none."""
    return text if load(text).value else text.rstrip("\n") + "\n" * bool(text) + "decisions:\n"


def _without(text: str, report: Report, hash_: str, path: str) -> str:
    """``text`` without the entries on these words: their lines, and nothing else."""
    document = _load(text, path)
    kept = [
        recorded.hash != hash_ or not recorded.is_about(report)
        for recorded in parse_decisions(text, path)
    ]
    if all(kept):
        return text
    starts = [document.line(("decisions", index)) for index in range(len(kept))]
    lines = text.splitlines(keepends=True)
    after = "".join(_drop(lines, starts, kept))
    wanted = [entry for entry, keep in zip(_entries(document, path), kept, strict=True) if keep]
    if _entries(_load(after, path), path) != wanted:
        raise DecisionsError(
            "the decision cannot be taken out without changing something else",
            path=path,
            hint="take it out by hand, or write one key a line",
        )
    return after


def _drop(lines: list[str], starts: list[int], kept: list[bool]) -> list[str]:
    """The lines (1-based ``starts`` of the entries) without the entries that are not kept."""
    ends = [*starts[1:], len(lines) + 1]
    gone = {
        number
        for start, end, keep in zip(starts, ends, kept, strict=True)
        if not keep
        for number in range(start, _last_of_entry(lines, start, end))
    }
    return [line for number, line in enumerate(lines, 1) if number not in gone]


def _last_of_entry(lines: list[str], start: int, end: int) -> int:
    """``end`` without the comments and blank lines before it: they belong to what follows."""
    while end - 1 > start and not lines[end - 2].split("#")[0].strip():
        end -= 1
    return end
