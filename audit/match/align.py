"""Laying an altered quotation on the words of the source: seeds, windows, one alignment each."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from audit.match.editorial import Segment
from audit.match.exact import Aligned, Run
from audit.match.gaps import set_off
from audit.match.index import BARRIER, Layout
from audit.match.lexicon import NEGATIONS, STOP_WORDS
from audit.match.rules import (
    END_DENSITY,
    LONGEST_GAP_BITS,
    QUOTE_GAP_BITS,
    SENTENCE_GAP_BITS,
    SOURCE_GAP_BITS,
    WINDOWS,
)

_MOST_VOTES = 4000
_NEAR_ENOUGH = 3  # words
_SHORT_GAP = 12  # words: a longer gap costs the most already
_STOP = re.compile(r"[.!?][\u201d\"\u2019)]*\s")


def near_places(segment: Segment, layout: Layout) -> list[tuple[float, Aligned]]:
    """Where most of a segment's words stand in order, each with its worth in bits, best first."""
    needle = [
        w if g < 0 else f"\x00{n}"
        for n, (w, g) in enumerate(zip(segment.folded, segment.group, strict=True))
    ]
    placed: list[tuple[float, Aligned]] = []
    for low, high in _windows(needle, layout):
        runs = max(
            (_align(reading, layout, low, high) for reading in _readings(needle)),
            key=lambda runs: _worth(runs, layout, needle),
        )
        runs = _drawn_together(runs, layout, needle)
        if runs:
            placed.append((_worth(runs, layout, needle), Aligned(segment, tuple(runs))))
    placed.sort(key=lambda item: -item[0])
    return placed


def _drawn_together(runs: list[Run], layout: Layout, needle: Sequence[str]) -> list[Run]:
    """The alignment, or a closer one where the same words stand twice and it runs over both."""
    size = len(needle) + _NEAR_ENOUGH
    if not runs or runs[-1].s1 - runs[0].s0 <= size:
        return runs
    first, last = max(0, runs[0].s0 - _NEAR_ENOUGH), runs[-1].s1 + _NEAR_ENOUGH
    closer = (
        _align(needle, layout, low, high)
        for low, high in ((first, first + size), (max(0, last - size), min(last, len(layout))))
    )
    return max([runs, *closer], key=lambda runs: _worth(runs, layout, needle))


def _readings(needle: Sequence[str]) -> list[Sequence[str]]:
    """The words as they are, and without the ones that stand at many places near each other.

    An added "not" must not be laid on another "not" a few words on at the cost of the rest.
    """
    readings: list[Sequence[str]] = [needle]
    for common in (NEGATIONS, STOP_WORDS):
        if not common.isdisjoint(needle) and not common.issuperset(needle):
            readings.append([f"\x00{w}" if w in common else w for w in needle])
    return readings


def _worth(runs: Sequence[Run], layout: Layout, needle: Sequence[str]) -> float:
    """The bits of the words in place less what the gaps between them cost."""
    bits = sum(layout.bits(needle[q]) for run in runs for q in range(run.q0, run.q1))
    return bits - sum(_gap_cost(a, b, layout) for a, b in pairwise(runs))


def _windows(needle: Sequence[str], layout: Layout) -> list[tuple[int, int]]:
    """Stretches of the source where the quotation's words lie on one diagonal, best first.

    Rare words vote first, each with its information, for the difference of the positions; common
    words only while there are few votes, so a long source costs no more than a short one.
    """
    size, width = len(needle), max(4, len(needle) // 3)
    votes: defaultdict[int, float] = defaultdict(float)
    seen = 0
    rarest = sorted((len(layout.places[w]), n) for n, w in enumerate(needle) if w in layout.places)
    for count, n in rarest:
        if seen and seen + count > max(_MOST_VOTES, 4 * size):
            break
        seen += count
        bits = layout.bits(needle[n])
        for place in layout.places[needle[n]]:
            diagonal = (place - n + size) // width
            votes[diagonal] += bits
            votes[diagonal + 1] += bits
    windows: list[tuple[int, int]] = []
    for diagonal, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0]))[: 3 * WINDOWS]:
        low = max(0, (diagonal - 2) * width - size - 2)
        high = min(len(layout), (diagonal + 3) * width + 2)
        if all(abs(low - other) > width for other, _ in windows):
            windows.append((low, high))
    words = layout.words.folded
    ranked = sorted(
        ((LCSseq.similarity(needle, words[low:high]), (low, high)) for low, high in windows),
        key=lambda item: -item[0],
    )
    return [window for common, window in ranked[:WINDOWS] if common >= 0.6 * ranked[0][0]]


def _align(needle: Sequence[str], layout: Layout, low: int, high: int) -> list[Run]:
    words = layout.words.folded
    core = _core(_common(needle, words, 0, len(needle), low, high), layout, needle)
    if not core:
        return []
    reach = len(needle) + 40
    low = max(low, core[0].s0 - core[0].q0 - 3, 0)
    high = min(len(words), core[-1].s1 + min(reach, len(needle) - core[-1].q1 + 3))
    core = _core(_common(needle, words, 0, len(needle), low, high), layout, needle) or core
    runs = _tail(needle, layout, _head(needle, layout, core))
    return _settled(runs, layout)


def _common(
    needle: Sequence[str], words: Sequence[str], q0: int, q1: int, low: int, high: int
) -> list[Run]:
    blocks = LCSseq.opcodes(needle[q0:q1], words[low:high])
    return [
        Run(q0 + b.src_start, q0 + b.src_end, low + b.dest_start, low + b.dest_end)
        for b in blocks
        if b.tag == "equal"
    ]


def _core(runs: Sequence[Run], layout: Layout, needle: Sequence[str]) -> list[Run]:
    """The best unbroken series of runs: words in place count, words between them cost."""
    best: tuple[float, int, int] = (0.0, 0, 0)
    score, first = 0.0, 0
    for n, run in enumerate(runs):
        gain = sum(layout.bits(needle[q]) for q in range(run.q0, run.q1))
        if n:
            bridged = score - _gap_cost(runs[n - 1], run, layout)
            score, first = (bridged, first) if bridged > 0 else (0.0, n)
        score += gain
        if score > best[0]:
            best = (score, first, n + 1)
    return list(runs[best[1] : best[2]])


def _gap_cost(before: Run, after: Run, layout: Layout) -> float:
    if BARRIER in layout.words.folded[before.s1 : after.s0]:
        return float("inf")
    quoted, source = after.q0 - before.q1, after.s0 - before.s1
    cost = QUOTE_GAP_BITS * quoted + min(LONGEST_GAP_BITS, SOURCE_GAP_BITS * source)
    if source and source <= _SHORT_GAP and _crosses_sentence(layout, before.s1, after.s0):
        cost += SENTENCE_GAP_BITS
    return cost


def _crosses_sentence(layout: Layout, begin: int, end: int) -> bool:
    words = layout.words
    return bool(_STOP.search(layout.text, words.ends[begin - 1], words.starts[end]))


def _head(needle: Sequence[str], layout: Layout, core: list[Run]) -> list[Run]:
    """Add the matches just before the core, unless they are chance words of an invented head."""
    left = core[0].q0
    if not left:
        return core
    words = layout.words.folded
    low = max(0, core[0].s0 - left - 2)
    low = max([low, *(n + 1 for n in range(low, core[0].s0) if words[n] == BARRIER)])
    more = max(
        _endings(needle, words, (0, left), (low, core[0].s0)),
        key=lambda runs: _worth([*runs, core[0]], layout, needle),
    )
    return [*more, *core] if _dense(more, needle, 0, left) else core


def _tail(needle: Sequence[str], layout: Layout, core: list[Run]) -> list[Run]:
    """Add the matches just after the core, unless they are chance words of an invented tail."""
    last = core[-1]
    left = len(needle) - last.q1
    if not left:
        return core
    words = layout.words.folded
    high = min(len(words), last.s1 + left + 2)
    high = min([high, *(n for n in range(last.s1, high) if words[n] == BARRIER)])
    more = max(
        _endings(needle, words, (last.q1, len(needle)), (last.s1, high)),
        key=lambda runs: _worth([last, *runs], layout, needle),
    )
    return [*core, *more] if _dense(more, needle, last.q1, len(needle)) else core


def _endings(
    needle: Sequence[str], words: Sequence[str], quoted: tuple[int, int], source: tuple[int, int]
) -> tuple[list[Run], list[Run]]:
    """Two ways to match an end: all words alike, and without the common ones."""
    telling = [word if word not in STOP_WORDS else f"\x00{word}" for word in needle]
    return (
        _common(needle, words, *quoted, *source),
        _common(telling, words, *quoted, *source),
    )


def _dense(runs: Sequence[Run], needle: Sequence[str], q0: int, q1: int) -> bool:
    """Whether enough of an end is in place to be called changed rather than invented."""
    matched = sum(run.q1 - run.q0 for run in runs)
    telling = any(needle[q] not in STOP_WORDS for run in runs for q in range(run.q0, run.q1))
    return matched > 0 and (matched / (q1 - q0) >= END_DENSITY or (telling and q1 - q0 <= 2))


def _settled(runs: list[Run], layout: Layout) -> list[Run]:
    """The same words laid so that what the source has more stands in one piece, between stops.

    One word of the quotation may fit two places of the source ("the … the"): a run is moved next
    to its neighbour where that closes a gap, then each gap is slid to where the clauses end.
    """
    words = layout.words.folded
    out = [runs[0]]
    for run in runs[1:]:
        last = out[-1]
        size = last.s1 - last.s0
        if (
            last.q1 == run.q0
            and run.s0 - last.s1 >= size
            and (words[run.s0 - size : run.s0] == words[last.s0 : last.s1])
        ):
            out[-1] = Run(last.q0, run.q1, run.s0 - size, run.s1)
        else:
            out.append(run)
    for n in range(len(out) - 1):
        out[n], out[n + 1] = _slid(out[n], out[n + 1], layout)
    return [run for run in out if run.q1 > run.q0]


def _slid(left: Run, right: Run, layout: Layout) -> tuple[Run, Run]:
    if left.q1 != right.q0:
        return left, right
    words = layout.words.folded
    best, best_stops = (left, right), sum(set_off(layout, left.s1, right.s0))
    for step in range(1, left.q1 - left.q0):
        if words[left.s1 - step] != words[right.s0 - step]:
            break
        moved = (
            Run(left.q0, left.q1 - step, left.s0, left.s1 - step),
            Run(right.q0 - step, right.q1, right.s0 - step, right.s1),
        )
        stops = sum(set_off(layout, moved[0].s1, moved[1].s0))
        if stops > best_stops:
            best, best_stops = moved, stops
    for step in range(right.q1 - right.q0 - 1):
        if words[left.s1 + step] != words[right.s0 + step]:
            break
        moved = (
            Run(left.q0, left.q1 + step + 1, left.s0, left.s1 + step + 1),
            Run(right.q0 + step + 1, right.q1, right.s0 + step + 1, right.s1),
        )
        stops = sum(set_off(layout, moved[0].s1, moved[1].s0))
        if stops > best_stops:
            best, best_stops = moved, stops
    return best
