"""Slips of the pen in a title of the reference list, seen beside the page's own title."""

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from audit.claims.rules import SLIP_LIKENESS, SLIP_WORDS
from audit.claims.words import WORD, folded_word, stem
from audit.model import ListEntry, PageMetadata, Reference, Remark
from audit.vocabulary import Level

_SITE = re.compile(r"\s+[|–—·»-]\s+")


def title_remarks(
    entry: ListEntry | Reference, page: PageMetadata, path: str = ""
) -> Iterator[Remark]:
    """One remark when the cited title is the page's title but for one or two words.

    British and American spellings, accents, case and punctuation are no slips, nor is what a site
    puts before or after its titles. Both titles are shown. ``path`` is the list's file.
    """
    found = [(slips, title) for title in _titles(page) if (slips := _slips(entry.title, title))]
    exact = any(_slips(entry.title, title) == () for title in _titles(page))
    if exact or not found:
        return
    changed, title = min(found, key=lambda pair: len(pair[0]))
    ours, theirs = changed[0]
    yield Remark(
        "title-differs",
        Level.NOTE,
        f"reference {entry.number} has {_said(ours)} in its title where the page has "
        f"{_said(theirs)}: "
        f"“{entry.title}” / “{title}”",
        path=path,
        line=entry.line,
        hint="correct the title in the list, or see whether it is another work",
    )


def _said(words: str) -> str:
    return f"“{words}”" if words else "nothing"


def _titles(page: PageMetadata) -> list[str]:
    """The page's titles as they are, and without the site's name before or after."""
    wholes = [title for title in (page.headline, page.title) if title]
    parts = [part for title in wholes for part in _SITE.split(title)]
    return list(dict.fromkeys([*wholes, *parts]))


def _slips(cited: str, title: str) -> tuple[tuple[str, str], ...] | None:
    """The words that differ, none when the titles agree, ``None`` when they are other titles."""
    ours = [folded_word(found[0]) for found in WORD.finditer(cited)]
    theirs = [folded_word(found[0]) for found in WORD.finditer(title)]
    steps = [step for step in Levenshtein.opcodes(ours, theirs) if step.tag != "equal"]
    changed = [
        (" ".join(ours[s.src_start : s.src_end]), " ".join(theirs[s.dest_start : s.dest_end]))
        for s in steps
    ]
    changed = [(first, second) for first, second in changed if not _same_word(first, second)]
    lost = sum(len(first.split()) + len(second.split()) for first, second in changed)
    if lost > 2 * SLIP_WORDS or lost / 2 > (1 - SLIP_LIKENESS) * len(ours) or not ours:
        return None
    return tuple(changed)


def _same_word(first: str, second: str) -> bool:
    """Spellings of one word: organise and organize, drug-free and drugfree."""
    glued = first.replace(" ", ""), second.replace(" ", "")
    return glued[0] == glued[1] or stem(first) == stem(second)
