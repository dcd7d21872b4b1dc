"""The words in which reports speak of levels, verdicts and states, and how foreign text is tamed.

Every format takes its words from here, so that a finding reads the same in each of them.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from audit.model import Capture, Change, Decision, Finding, Flag, Remark, Source
from audit.vocabulary import (
    ArchiveOutcome,
    AttributionRule,
    ChangeKind,
    ClaimVerdict,
    EditKind,
    Fact,
    FlagCode,
    Level,
    SourceRole,
    SourceState,
    Verdict,
    Zone,
)

LOUDEST_FIRST: tuple[Level, ...] = tuple(sorted(Level, key=lambda level: -level.rank))

LEVEL_WORDS: Mapping[Level, str] = {
    Level.ERROR: "to fix",
    Level.WARNING: "to look at",
    Level.UNVERIFIED: "could not be checked",
    Level.NOTE: "to note",
    Level.OK: "fine",
}

VERDICT_MEANINGS: Mapping[Verdict, str] = {
    Verdict.VERBATIM: "the source has the same words in the same order",
    Verdict.EDITED: "every edit is marked as careful writers mark them",
    Verdict.RESTYLED: "the same words in another house style",
    Verdict.ABRIDGED: "words are left out and the gap is not marked, or hides too much",
    Verdict.ALTERED: "the passage is there, but its words differ",
    Verdict.MISPLACED: "the words are on the page, but not in the work itself",
    Verdict.MISATTRIBUTED: "the source gives the words to somebody else",
    Verdict.OUT_OF_CONTEXT: "the source denies, corrects or reverses these words",
    Verdict.ELSEWHERE: "not in the source cited, but in another reference of the article",
    Verdict.TOO_SHORT: "too few words to tell a quotation from chance",
    Verdict.ABSENT: "the whole source was read and does not have it",
    Verdict.UNVERIFIABLE: "the source could not be read, or not to its end",
    Verdict.UNCITED: "the article names no source for it",
    Verdict.NOT_A_QUOTATION: "quotation marks round a title, a slogan or a term",
}

CLAIM_MEANINGS: Mapping[ClaimVerdict, str] = {
    ClaimVerdict.FLAGGED: "something of the claim is missing from the source; look at it",
    ClaimVerdict.NEEDS_REVIEW: "nothing was flagged; read the passages to judge the claim",
    ClaimVerdict.UNVERIFIABLE: "no source of the claim could be read well enough to say anything",
}

FLAG_MEANINGS: Mapping[FlagCode, str] = {
    FlagCode.SOURCE_NOT_USABLE: "the source is too short, cut off or in another language",
    FlagCode.FIGURE_NOT_IN_SOURCE: "the figure occurs nowhere in the source, in no form",
    FlagCode.FIGURE_DIFFERS: "beside the same topic the source has another figure",
    FlagCode.NAME_NOT_IN_SOURCE: "the name occurs nowhere in the source, nor does an alias",
    FlagCode.NO_MATCHING_PASSAGE: "no passage of the source resembles the claim",
    FlagCode.CLOSE_WORDING: "a passage has nearly the same wording, figures and names",
}

FACT_WORDS: Mapping[Fact, str] = {
    Fact.IN_SOURCE: "in the source",
    Fact.ROUNDED: "in the source, rounded or in other words",
    Fact.DIFFERS: "the source has another value",
    Fact.NOT_IN_SOURCE: "not in the source",
    Fact.UNVERIFIABLE: "could not be looked for",
}

STATE_MEANINGS: Mapping[SourceState, str] = {
    SourceState.LIVE: "read from the live page",
    SourceState.MOVED: "read at its new address",
    SourceState.ARCHIVED: "read from an archived capture",
    SourceState.DEAD: "the address no longer exists",
    SourceState.SOFT_404: "an error page that calls itself a success",
    SourceState.MOVED_TO_HOME: "the address now leads to a front page",
    SourceState.PARKED: "the domain is for sale or parked",
    SourceState.BLOCKED: "the site refuses programs",
    SourceState.PAYWALLED: "only the part before the paywall was read",
    SourceState.NEEDS_JAVASCRIPT: "the page has no text without its scripts",
    SourceState.NO_TEXT: "a scan or picture without text",
    SourceState.TRUNCATED: "the page broke off before its end",
    SourceState.TOO_LARGE: "larger than the limit; only its beginning was read",
    SourceState.TIMEOUT: "no answer in time",
    SourceState.SERVER_ERROR: "the server failed",
    SourceState.RATE_LIMITED: "the server asked to be left alone for now",
    SourceState.REDIRECT_LOOP: "redirects that never arrive",
    SourceState.TLS_ERROR: "the secure connection could not be made",
    SourceState.UNREACHABLE: "no connection could be made",
    SourceState.CHANGED: "the live page differs from the capture of the access date",
    SourceState.WRONG_WORK: "a page came, but not the work cited",
    SourceState.UNRESOLVED: "no address of it is confirmed",
    SourceState.NOT_CHECKED: "not asked for in this run",
}

RULE_WORDS: Mapping[AttributionRule, str] = {
    AttributionRule.OWN_MARKER: "marker of its own sentence",
    AttributionRule.NAMED_PUBLISHER: "publisher named in the sentence",
    AttributionRule.NAMED_AUTHOR: "author named in the sentence",
    AttributionRule.PARAGRAPH: "marker of the paragraph",
    AttributionRule.UNCITED: "no source given",
}

ROLE_WORDS: Mapping[SourceRole, str] = {
    SourceRole.CITED: "the cited page",
    SourceRole.CANDIDATE: "a candidate address",
    SourceRole.CAPTURE: "an archived capture",
    SourceRole.COPY: "a copy elsewhere",
    SourceRole.FILE: "a local file",
}

CHANGE_WORDS: Mapping[ChangeKind, str] = {
    **{kind: kind.value for kind in ChangeKind},
    ChangeKind.HEAD: "beginning",
    ChangeKind.TAIL: "ending",
    ChangeKind.OMISSION: "left out",
    ChangeKind.FUNCTION: "small word",
}

ARCHIVE_WORDS: Mapping[ArchiveOutcome, str] = {
    ArchiveOutcome.FOUND: "the archive has a capture of the work",
    ArchiveOutcome.ONLY_ERRORS: "the archive has captures of errors only",
    ArchiveOutcome.ONLY_SOFT_404: "the archive has captures of error pages only",
    ArchiveOutcome.NO_CAPTURES: "the archive has no capture",
    ArchiveOutcome.EXCLUDED: "the archive may not show its captures",
    ArchiveOutcome.POSTPONED: "the archive is still to be asked",
    ArchiveOutcome.UNKNOWN: "the archive gave no answer",
}

EDIT_WORDS: Mapping[EditKind, str] = {
    EditKind.INSERTED: "added in brackets",
    EditKind.REPLACED: "replaced in brackets",
    EditKind.CAPITAL: "capital changed",
    EditKind.SIC: "marked as the source’s own slip",
    EditKind.EMPHASIS: "emphasis",
    EditKind.ELLIPSIS: "words left out at the mark",
    EditKind.PUNCTUATION: "punctuation",
    EditKind.SPEECH_TAG: "speech tag left out",
}

ZONE_WORDS: Mapping[Zone, str] = {
    **{zone: f"in the {zone.value.replace('-', ' ')}" for zone in Zone},
    Zone.MAIN: "in the main text",
    Zone.HEADING: "in a heading",
    Zone.CAPTION: "in a caption",
    Zone.PULL_QUOTE: "in a pull quote",
    Zone.FOOTNOTE: "in a footnote",
    Zone.CORRECTION: "in a correction",
    Zone.BANNER: "in a banner",
    Zone.RELATED: "among related stories",
    Zone.ASIDE: "in an aside",
    Zone.METADATA: "in the page's metadata",
    Zone.EMBEDDED: "in the page's embedded data",
    Zone.HIDDEN: "in hidden text",
}

_ROLES_TO_NAME = (SourceRole.CANDIDATE, SourceRole.COPY, SourceRole.FILE)
_WORDS_TO_WRITE = re.compile(r"(?P<what>[^“”]+): “(?P<words>.+)”\.?", re.S)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSAFE_IN_URL = re.compile(r"[\s\x00-\x20\x7f-\x9f<>\"\\^`{|}\ud800-\udfff]")


def printable(text: str) -> str:
    """Foreign text that can be shown anywhere.

    Control characters and lone surrogates become U+FFFD, and bidirectional controls, which could
    make a line read differently from what it says, become their code in brackets.
    """
    text = _CONTROLS.sub("\ufffd", text.replace("\r\n", "\n"))
    return _BIDI_CONTROLS.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def one_line(text: str, limit: int = 0) -> str:
    """``text`` with its white space folded, cut at a word to ``limit`` characters (0: whole)."""
    text = " ".join(text.split()) if not limit else " ".join(text[: limit * 4 + 64].split())
    if not limit or len(text) <= limit:
        return text
    head = text[: limit - 1]
    at_word = head.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > limit // 2 else head).rstrip(" ,;:.–—-") + "…"


def plural(count: int, singular: str, several: str = "") -> str:
    """``1 citation``, ``2 citations``; ``several`` where an ``s`` will not do."""
    return f"{count} {singular if count == 1 else several or singular + 's'}"


def web_address(url: str) -> str:
    """``url`` when it is safe as a link (http or https with a host), else an empty string."""
    if _UNSAFE_IN_URL.search(url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    return url if parts.scheme.lower() in ("http", "https") and host else ""


def long_date(moment: str) -> str:
    """An ISO 8601 or 14-digit moment as ``20 September 2017``; anything else as it came."""
    try:
        if moment.isdecimal() and len(moment) >= 8:
            day = datetime.strptime(moment[:8], "%Y%m%d")  # a date only: no zone is at stake
        else:
            day = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{day.day} {day:%B %Y}"


def long_moment(moment: str) -> str:
    """An ISO 8601 moment as ``20 September 2017, 14:05 UTC``; anything else as it came."""
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    if "T" not in moment:
        return long_date(moment)
    return f"{when.day} {when:%B %Y, %H:%M} {when:%Z}".rstrip()


def edtf_words(date: str) -> str:
    """An EDTF date in words: ``2016`` as it is, ``2016-04`` as April 2016, a day as a day."""
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", date):
        return f"{datetime.fromisoformat(date + '-01'):%B %Y}"
    return long_date(date)


def distance_words(days: int | None) -> str:
    """How far a capture is from the access date; empty when the reference has no access date."""
    if days is None:
        return ""
    if days == 0:
        return "the day of access"
    return f"{plural(abs(days), 'day')} {'before' if days < 0 else 'after'} access"


def capture_words(capture: Capture) -> str:
    """``capture of 20 September 2017, 3 days before access``."""
    return ", ".join(
        filter(
            None,
            (
                f"capture of {long_date(capture.timestamp)}",
                distance_words(capture.distance_days),
            ),
        )
    )


def reading_words(source: Source) -> str:
    """In one phrase: what state a source is in and, when it was read, from where."""
    words = STATE_MEANINGS[source.state]
    if source.capture and source.state is SourceState.ARCHIVED:
        words = f"read from the {capture_words(source.capture)}"
    elif source.capture:
        words = f"{words}: {capture_words(source.capture)}"
    elif source.state is SourceState.LIVE:
        words = f"read from {ROLE_WORDS[source.role]}"
    elif source.state.readable and source.role in _ROLES_TO_NAME:
        words = f"{words} (from {ROLE_WORDS[source.role]})"
    return words


def proposal_parts(proposal: str) -> tuple[str, str]:
    """What to do, and the words to write when a proposal ends with them in quotation marks.

    ``Quote the source’s words: “it was so”.`` gives ``Quote the source’s words``, ``it was so``.
    """
    found = _WORDS_TO_WRITE.fullmatch(proposal.strip())
    return (found["what"], found["words"]) if found else (proposal.strip(), "")


def correct_words(finding: Finding) -> str:
    """The source's words as they stand in place of the quotation's; empty when none are proposed.

    They keep the quotation's first capital, and its last comma or full stop: those belong to the
    article's sentence.
    """
    new = finding.match.replacement if finding.match else ""
    old = finding.quotation.text
    if not new:
        return ""
    if new[0].lower() == old[:1].lower():
        new = old[0] + new[1:]
    if old[-1:] in (",", ".") and new[-1] not in ",.;:!?…":
        new += old[-1]
    return new


def flag_words(flag: Flag) -> str:
    """A flag's sentence with how often its rule was right on test cases."""
    return f"{flag.text} (The rule was {flag.rate}.)" if flag.rate else flag.text


def change_words(change: Change) -> str:
    """One difference as a sentence part: ``number: “six” for the source's “sixty”``."""
    label = CHANGE_WORDS[change.kind]
    if not change.quoted:
        return f"{label}: the source also has “{change.source}”"
    if not change.source:
        return f"{label}: the source has no “{change.quoted}”"
    return f"{label}: “{change.quoted}” for the source’s “{change.source}”"


def decision_words(decision: Decision) -> str:
    """``Accepted by Ann on 3 May 2026 until 1 June 2026: “house style”``, or why not any more."""
    until = f" until {long_date(decision.until)}" if decision.until else ""
    words = (
        f"Accepted by {decision.by or 'an unnamed reviewer'} on {long_date(decision.on)}{until}"
        f": “{decision.reason}”"
    )
    return f"{words}. Open again: {decision.void}" if decision.void else words


def remark_place(remark: Remark, article_path: str) -> str:
    """Where a remark points, as ``line 12``, or ``file:12`` in another file than the article."""
    if not remark.line:
        return ""
    elsewhere = remark.path and remark.path != article_path
    return f"{remark.path}:{remark.line}" if elsewhere else f"line {remark.line}"
