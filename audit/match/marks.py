"""Quotation marks of single-quoting papers, read as double ones, so that one reading does for all.

New Hart's Rules 9.2: single marks outside, double inside. A closing single mark is also the
apostrophe, so only those are taken for marks that clearly are.
"""

import re

_OPENS = re.compile(r"(?:^|(?<=[\s(\[\u2014\u2013]))[\u2018'](?=[^\W\d_]|\d(?!0s))")
_CLOSERS = "\u2019'"
_BEFORE_CLOSE = frozenset(",.!?;:\u2026\u2014")
_AFTER_CLOSE = frozenset(" ,.;:!?)\u2014\u2013\n")
_TURNED = {"\u2018": "\u201c", "\u2019": "\u201d", "'": '"'}
_INNER = str.maketrans({"\u201c": "\u2018", "\u201d": "\u2019", '"': "`"})


def doubled(text: str) -> str:
    """``text`` of one paragraph with its outer single quotation marks as double ones.

    The same length, so offsets hold; unchanged where the outer marks are double or there are none.
    """
    first = _OPENS.search(text)
    if first is None or any(mark in text[: first.start()] for mark in '\u201c"'):
        return text
    mark = text[first.start()]
    out = list(text.translate(_INNER))
    start: int | None = None
    for at, char in enumerate(text):
        if start is None and char == mark and _OPENS.match(text, at):
            start = at
        elif start is not None and char in _CLOSERS and _closes(text, at):
            out[start], out[at] = _TURNED[mark], _TURNED[char]
            start = None
    if start is not None and not any(_closes(text, at) for at in range(start + 1, len(text))):
        out[start] = _TURNED[mark]
    return "".join(out)


def _closes(text: str, at: int) -> bool:
    if text[at] not in _CLOSERS or not at:
        return False
    before, after = text[at - 1], text[at + 1 : at + 2] or "\n"
    if before in _BEFORE_CLOSE:
        return after in _AFTER_CLOSE
    plural = before == "s" and after == " "
    return before.isalnum() and after in _AFTER_CLOSE and not plural
