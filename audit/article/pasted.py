"""A list of works without an article: numbered items, or one work a paragraph or line."""

import re
from collections.abc import Iterator
from dataclasses import replace

from audit.article.entry import read_entry
from audit.article.layout import lay_out
from audit.article.reference_list import find_list
from audit.model import ListEntry

_HEADING = "References\n\n"
_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:\n[ \t]*\S.*)*")
_LINE = re.compile(r"\S.*")


def pasted_entries(text: str) -> tuple[ListEntry, ...]:
    """The works in ``text``, whose line ends are ``\\n``; lines are those of ``text``.

    Numbers are those of the list. Without any, works are told apart by blank lines, or by lines
    where there are no blank ones, and counted.
    """
    shift = _HEADING.count("\n")
    for headed, lines in ((text, 0), (_HEADING + text, shift)):
        found = find_list(lay_out(headed)) if headed.strip() else None
        if found and found.entries:
            return tuple(replace(entry, line=entry.line - lines) for entry in found.entries)
    return tuple(_unnumbered(text))


def _unnumbered(text: str) -> Iterator[ListEntry]:
    apart = _PARAGRAPH if re.search(r"\S[^\n]*\n[ \t]*\n\s*\S", text) else _LINE
    for number, found in enumerate(apart.finditer(text), start=1):
        fields = read_entry(found[0])
        yield ListEntry(
            number=number,
            title=fields.title,
            publisher=fields.publisher,
            issued=fields.issued,
            accessed=fields.accessed,
            url=fields.url,
            raw=found[0],
            line=text.count("\n", 0, found.start()) + 1,
            start=found.start(),
            end=found.end(),
        )
