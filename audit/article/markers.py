"""Citation markers of the body: which way of marking the article uses, and every marker group."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.article.bare_digits import bare
from audit.article.layout import Paragraph
from audit.article.marker_styles import EXPLICIT_STYLES, Candidate, explicit

# How far beyond the list's last number a plain number may go and still be a slip of an editor.
_BEYOND = 10
# How far beyond it a bracketed one may: [1999] in a quotation is an insertion.
_FAR_BEYOND = 60

# On equal coverage the style whose signs are least ambiguous wins.
_ORDER = ("caret", "sup", "bracket", "superscript", "bare", "paren")


@dataclass(frozen=True, slots=True)
class Found:
    """The marker candidates that hold, ascending, and the style they are written in.

    ``foreign`` are defined numbers written in another explicit style: (style, start).
    """

    style: str
    markers: tuple[Candidate, ...]
    foreign: tuple[tuple[str, int], ...] = ()


def find_markers(
    text: str, paragraphs: Sequence[Paragraph], defined: frozenset[int], list_style: str
) -> Found:
    """Choose the style whose numbers cover the reference list best, and keep what holds of it.

    ``defined`` are the numbers of the reference list; ``list_style`` how that list prints them.
    """
    by_style = {style: _candidates(style, text, paragraphs, defined) for style in _ORDER}
    if list_style == "caret":
        best = "caret"
    else:
        best = max(_ORDER, key=lambda style: _coverage(by_style[style], defined, style))
    kept = _kept(best, by_style[best], defined)
    starts = [marker.start for marker in kept]
    foreign = tuple(
        (style, candidate.start)
        for style in ("caret", "sup", "bracket", "superscript")
        if style != best
        for candidate in by_style[style]
        if defined.issuperset(candidate.numbers) and not _overlaps(candidate, kept, starts)
    )
    return Found(best, kept, foreign)


def _candidates(
    style: str, text: str, paragraphs: Iterable[Paragraph], defined: frozenset[int]
) -> tuple[Candidate, ...]:
    limit = max(defined, default=0) + (_BEYOND if style in ("bare", "paren") else _FAR_BEYOND)
    found: list[Candidate] = []
    for paragraph in paragraphs:
        source = (
            explicit(style, text, paragraph.start, paragraph.end)
            if style in EXPLICIT_STYLES
            else bare(text, paragraph.start, paragraph.end)
        )
        found += [candidate for candidate in source if max(candidate.numbers) <= limit]
    return tuple(found)


def _coverage(
    candidates: Sequence[Candidate], defined: frozenset[int], style: str
) -> tuple[int, int, int]:
    """Defined numbers met, markers written (plain numbers alone prove nothing), and clearness."""
    strong = [candidate for candidate in candidates if not candidate.weak]
    met = {number for candidate in strong for number in candidate.numbers} & defined
    sure = len(strong) if style not in ("bare", "paren") else 0
    return len(met), sure, -_ORDER.index(style)


def _kept(
    style: str, candidates: Sequence[Candidate], defined: frozenset[int]
) -> tuple[Candidate, ...]:
    if style not in ("bare", "paren"):
        return tuple(candidates)
    strong = [candidate for candidate in candidates if not candidate.weak]
    if not any(defined.intersection(candidate.numbers) for candidate in strong):
        return ()
    used = {number for candidate in strong for number in candidate.numbers}
    return tuple(_with_weak(candidates, used, defined))


def _with_weak(
    candidates: Sequence[Candidate], used: set[int], defined: frozenset[int]
) -> list[Candidate]:
    """All strong candidates, and the weak ones that fill a gap in the ascending numbers."""
    ceilings = [0] * len(candidates)
    ceiling = max([*defined, *used], default=0) + 1
    for at in range(len(candidates) - 1, -1, -1):
        ceilings[at] = ceiling
        if not candidates[at].weak:
            ceiling = candidates[at].numbers[0]
    kept: list[Candidate] = []
    floor = 0
    for candidate, above in zip(candidates, ceilings, strict=True):
        numbers = candidate.numbers
        fills = (
            defined.issuperset(numbers)
            and not used.intersection(numbers)
            and floor < numbers[0]
            and numbers[-1] < above
        )
        if candidate.weak and not fills:
            continue
        kept.append(candidate)
        used.update(numbers)
        floor = numbers[-1]
    return kept


def _overlaps(candidate: Candidate, kept: Sequence[Candidate], starts: Sequence[int]) -> bool:
    before = bisect_left(starts, candidate.end) - 1
    return before >= 0 and kept[before].end > candidate.start
