"""The corrections a report proposes, as edits of the article and of references.yaml.

Only what needs no judgement of an editor: the source's words in place of an ``altered`` or
``restyled`` quotation, the right number where a quotation stands ``elsewhere``, and the capture of
a dead link. Everything else is left alone, and what was left is said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit.errors import InputError
from audit.model import Capture, Finding, Marker, Report, Source
from audit.references import parse_references
from audit.references_edit import insert_key
from audit.report.words import correct_words, printable, web_address
from audit.vocabulary import AttributionRule, EditKind, SourceRole, SourceState, Verdict
from audit.yaml_nodes import Value, load

_WORDS = (Verdict.ALTERED, Verdict.RESTYLED)
_OWN_MARKS = frozenset(EditKind) - {EditKind.CAPITAL, EditKind.PUNCTUATION}
_NUMBER = re.compile(r"\d+|[⁰¹²³⁴-⁹]+")
_NOTES = re.compile(r"(?:\[\^\d{1,4}\],?\s?)+")
TO_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
FROM_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARKUP = re.compile(r"[*_`<>\[\]\\]")
_MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class Fix:
    """``old`` at ``start``..``end`` of the article's text gives way to ``new``.

    ``name`` is the finding's id, ``why`` its verdict and what is done about it.
    """

    name: str
    why: str
    start: int
    end: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Note:
    """A finding or reference (``name``), what is or is not done about it, at a 1-based line."""

    name: str
    why: str
    line: int


@dataclass(frozen=True, slots=True)
class Fixes:
    """Edits of the article in its order, none overlapping; ``left`` is for an editor's hand."""

    made: tuple[Fix, ...]
    left: tuple[Note, ...]


class _LeftError(Exception):
    """This one is for an editor's hand; ``str()`` says why."""


def article_fixes(report: Report) -> Fixes:
    """The edits of the article's text that the report's findings call for."""
    made: list[Fix] = []
    left: list[Note] = []
    for finding in sorted(report.findings, key=lambda f: (f.quotation.start, f.id)):
        if finding.accepted or finding.verdict not in (*_WORDS, Verdict.ELSEWHERE):
            continue
        try:
            fix = _fix(finding, report)
            if any(fix.start < other.end and other.start < fix.end for other in made):
                raise _LeftError("another correction changes the same words; run again after it")
            made.append(fix)
        except _LeftError as why:
            left.append(Note(finding.id, f"{finding.verdict}: {why}", finding.quotation.line))
    return Fixes(tuple(sorted(made, key=lambda fix: fix.start)), tuple(left))


def apply_fixes(text: str, fixes: Sequence[Fix]) -> str:
    """``text`` with every edit made. Raises ``InputError`` where it no longer has the old words."""
    here, parts = 0, []
    for fix in sorted(fixes, key=lambda fix: fix.start):
        if fix.start < here or text[fix.start : fix.end] != fix.old:
            raise InputError(f"the words of {fix.name} are not where the report saw them")
        parts += [text[here : fix.start], fix.new]
        here = fix.end
    return "".join((*parts, text[here:]))


def _fix(finding: Finding, report: Report) -> Fix:
    fix = _renumbered(finding, report) if finding.verdict is Verdict.ELSEWHERE else None
    fix = fix or _reworded(finding, report)
    if report.article.text[fix.start : fix.end] != fix.old:
        raise _LeftError("the article has markup between its words")
    return fix


def _reworded(finding: Finding, report: Report) -> Fix:
    quotation, new = finding.quotation, correct_words(finding)
    if finding.match and any(edit.kind in _OWN_MARKS for edit in finding.match.edits):
        raise _LeftError("it has brackets, an ellipsis or a speech tag, which stay the editor's")
    if not new or new == quotation.text:
        raise _LeftError("no exact words are proposed")
    if printable(new) != new:
        raise _LeftError("the source's words have control characters among them")
    if "\n" in new:
        raise _LeftError("the source's words run over several lines")
    if report.article.path.lower().endswith(_MARKDOWN) and _MARKUP.search(new):
        raise _LeftError("the source's words have signs that Markdown would take for markup")
    why = f"{finding.verdict}: the words of reference {finding.source}"
    return Fix(finding.id, why, quotation.start, quotation.end, quotation.text, new)


def _renumbered(finding: Finding, report: Report) -> Fix:
    """The marker that leads to the reference which has the words, instead or as well."""
    marker = _marker(finding, report)
    if "@" in marker.text or (marker.text.startswith("[^") and not _NOTES.fullmatch(marker.text)):
        raise _LeftError(f"the marker {marker.text} names its source by a key, not by a number")
    spans = [found.span() for found in _NUMBER.finditer(marker.text)]
    written = [marker.text[start:end] for start, end in spans]
    if [int(number.translate(FROM_SUPERSCRIPT)) for number in written] != list(marker.numbers):
        raise _LeftError(f"the marker {marker.text} is not a plain list of numbers")
    number = str(finding.source)
    if not written[0].isascii():
        number = number.translate(TO_SUPERSCRIPT)
    start, end = spans[-1]
    if _leans_on_it_alone(finding, marker, report):
        new = marker.text[:start] + number + marker.text[end:]
        why = f"elsewhere: reference {finding.source} instead of {marker.numbers[0]}"
    else:
        new = marker.text[:end] + _separator(marker.text, spans) + number + marker.text[end:]
        why = f"elsewhere: reference {finding.source} as well"
    return Fix(finding.id, why, marker.start, marker.end, marker.text, new)


def _marker(finding: Finding, report: Report) -> Marker:
    """The marker of the quotation's own sentence, when that is what ties it to its source."""
    quotation = finding.quotation
    if quotation.rule is not AttributionRule.OWN_MARKER:
        raise _LeftError("its sentence names the source in words, not by a number")
    own = [m for m in report.article.markers if m.sentence_start == quotation.sentence_start]
    if any(finding.source in marker.numbers for marker in own):
        raise _LeftError(f"its sentence cites reference {finding.source} already")
    cited = [marker for marker in own if set(marker.numbers) & set(quotation.references)]
    if len(cited) != 1:
        raise _LeftError("its sentence has more than one marker, or none, that may be meant")
    return cited[0]


def _leans_on_it_alone(finding: Finding, marker: Marker, report: Report) -> bool:
    """Whether the marker is one number, and no other quotation of its paragraph needs it."""
    return len(marker.numbers) == 1 and not any(
        marker.numbers[0] in other.quotation.references
        for other in report.findings
        if other.id != finding.id and other.quotation.paragraph == finding.quotation.paragraph
    )


def _separator(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """What stands between the last two numbers of a marker, else what its style asks for."""
    if len(spans) > 1:
        return text[spans[-2][1] : spans[-1][0]]
    if text.startswith("[^"):
        return "][^"
    return ","


def fixed_references(
    text: str, report: Report, path: str = "references.yaml"
) -> tuple[str, tuple[Note, ...]]:
    """The references file with the capture of every dead link added under ``custom``.

    Notes carry the line of ``text`` after which the new keys stand. Raises ``ReferencesError`` for
    a file that cannot be edited, ``InputError`` when an address is not the one that was reported.
    """
    wanted = {source.number: source for source in report.sources if _dead_with_capture(source)}
    reported = {reference.number: reference for reference in report.references}
    notes = []
    edited = text
    places = list(enumerate(parse_references(text, path)))
    for index, reference in reversed(places):  # so that the lines above an edit stay as they are
        source = wanted.get(reference.number)
        if source is None or source.capture is None or reference.number not in reported:
            continue
        if reference.url != reported[reference.number].url:
            raise InputError(
                f"the address of reference {reference.number} has changed since the report",
                path=path,
                line=reference.line,
                hint="run citation-audit run again",
            )
        before, edited = edited, _with_capture(edited, index, source.capture, path)
        if edited != before:
            why = f"{_dead_state(source)}: its capture of {_day(source.capture)}"
            notes.append(Note(f"[{reference.number}]", why, _first_difference(before, edited)))
    return edited, tuple(reversed(notes))


def _dead_with_capture(source: Source) -> bool:
    """Whether a reference's own address is dead and its work was read in a capture."""
    capture = source.capture
    archived = source.state is SourceState.ARCHIVED and source.role is not SourceRole.COPY
    return bool(archived and capture and web_address(capture.url) and _dead_state(source))


def _dead_state(source: Source) -> str:
    states = (a.state for a in source.attempts if a.url == source.url and a.state.rotten)
    return next(states, "")


def _with_capture(text: str, index: int, capture: Capture, path: str) -> str:
    keys: dict[str, Value] = {"archive-url": capture.url, "archive-date": _day(capture)}
    custom = _custom(text, index)
    if custom is None:
        return insert_key(text, ("references", index), "custom", keys, file=path)
    if "archive-url" in custom:
        return text
    where = ("references", index, "custom")
    for key, value in keys.items():
        text = insert_key(text, where, key, value, after=("archive-url",), file=path)
    return text


def _custom(text: str, index: int) -> dict[str, Value] | None:
    value = load(text).value
    entries = value["references"] if isinstance(value, dict) else None
    entry = entries[index] if isinstance(entries, list) else None
    custom = entry.get("custom") if isinstance(entry, dict) else None
    return custom if isinstance(custom, dict) else None


def _day(capture: Capture) -> str:
    stamp = capture.timestamp
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}"


def _first_difference(before: str, after: str) -> int:
    """The 1-based line of ``before`` at which ``after`` begins to differ."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=False)
    return next((n for n, (old, new) in enumerate(pairs, 1) if old != new), before.count("\n") + 1)
