"""Boxes that a page prints without mark-up saying so: known by their heading or their wording."""

import re

from audit.extract.blocks import Labelled
from audit.vocabulary import Zone

_OTHER_STORIES = re.compile(
    r"^\W*(?:related(?:\s+(?:stories|articles|news|content|coverage|posts|links|reading|topics))?"
    r"|(?:read|up)\s+next|(?:read|see)\s+more|also\s+read|you\s+(?:may|might)\s+(?:also\s+)?like"
    r"|more\s+(?:(?:from|on|in)\b.{1,40}|stories|news|articles|headlines|like\s+this)"
    r"|recommended(?:\s+for\s+you)?|(?:most|now)\s+(?:read|popular|viewed|shared|trending)"
    r"|trending(?:\s+now)?|popular\s+(?:now|stories|posts)"
    r"|latest(?:\s+(?:news|stories|headlines))?|what\s+to\s+read\s+next)\W*$",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"^\W*(?:(?:\d+|all|reader|readers[’']|view)\s+)?comments?(?:\s*\(?\d+\)?)?\W*$"
    r"|^\W*join\s+the\s+(?:conversation|discussion)\W*$",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"\b(?:we|site|website|sites?\s+and\s+(?:its|our)\s+partners|partners)\s+(?:may\s+)?"
    r"(?:use|uses|set|sets|store|stores|place|places)\s+(?:\w+\s+){0,3}cookies\b"
    r"|\b(?:accept|reject|allow|manage)\s+(?:all\s+)?cookies\b"
    r"|\bby\s+(?:continuing|clicking|using)\b[^.]{0,80}\bcookies?\b",
    re.IGNORECASE,
)
_FROM = frozenset({Zone.MAIN, Zone.HEADING})
_BEGUN = 60  # words
_LONGEST_LINK = 25
_LONGEST_NOTICE = 80
_SENTENCE_END = (".", "!", "?", "”", '"', "’", ":", ";")


def relabel_unmarked(blocks: list[Labelled]) -> list[Labelled]:
    """``blocks`` with unmarked lists of other stories, comments and cookie notices in their zones.

    Other stories are the short lines without a full stop after a heading that announces them;
    comments are all blocks after theirs, up to the next heading. Neither stands before the work's
    own text has begun: the headline follows there.
    """
    out: list[Labelled] = []
    box: Zone | None = None
    words = 0
    for zone, raw in blocks:
        text = raw.strip()
        words += len(text.split()) if zone is Zone.MAIN else 0
        if zone is Zone.HEADING and not _is_story_line(text, box):
            box = _announced(text) if words >= _BEGUN else None
            out.append((box or zone, raw))
            continue
        if box is Zone.RELATED and not _is_story_line(text, box):
            box = None
        if zone in _FROM and _is_cookie_notice(text):
            out.append((Zone.BANNER, raw))
        else:
            out.append((box, raw) if box is not None and zone in _FROM else (zone, raw))
    return out


def _announced(heading: str) -> Zone | None:
    if _OTHER_STORIES.match(heading):
        return Zone.RELATED
    return Zone.COMMENTS if _COMMENTS.match(heading) else None


def _is_story_line(text: str, box: Zone | None) -> bool:
    """Whether a block goes on with a list of other stories: titles are short and have no stop."""
    if box is not Zone.RELATED or _announced(text):
        return False
    return len(text.split()) <= _LONGEST_LINK and not text.endswith(_SENTENCE_END)


def _is_cookie_notice(text: str) -> bool:
    return len(text.split()) <= _LONGEST_NOTICE and bool(_COOKIES.search(text))
