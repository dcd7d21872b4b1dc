"""The typed diff: what differs between a placed segment and the source, and of which kind."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from audit.match.editorial import Quote
from audit.match.exact import Aligned
from audit.match.gaps import inspect_bracket, set_off, shown
from audit.match.index import Layout
from audit.match.kinds import classify, lone_kind, related
from audit.match.lexicon import NEGATIONS, is_number, same_stem
from audit.match.rules import END_DENSITY, INVENTED_END_WORDS
from audit.match.speech import speech_tag
from audit.match.typography import compare
from audit.model import Change, Edit
from audit.vocabulary import ChangeKind, EditKind, Zone

_ORDER = {kind: rank for rank, kind in enumerate(ChangeKind)}
_NEARBY = 6
_RANGES = ("-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014")


@dataclass(slots=True)
class Diff:
    """All differences of one segment. ``omissions`` are whole asides dropped without a mark."""

    changes: list[Change] = field(default_factory=list)
    omissions: list[Change] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Gap:
    """Quotation words ``q0..q1`` stand where the source has ``s0..s1``."""

    q0: int
    q1: int
    s0: int
    s1: int
    end: str = ""  # "head" or "tail": outside the placement


def gravest_first(changes: Sequence[Change]) -> list[Change]:
    """Changes sorted by kind, the gravest first, otherwise in the quotation's order."""
    return sorted(changes, key=lambda change: (_ORDER[change.kind], change.quoted_start))


def diff(aligned: Aligned, layout: Layout, quote: Quote) -> Diff:
    """What differs in one placed segment."""
    return _Differ(aligned, layout, quote).run()


class _Differ:
    def __init__(self, aligned: Aligned, layout: Layout, quote: Quote) -> None:
        self.aligned, self.layout, self.quote = aligned, layout, quote
        self.segment = aligned.segment
        self.words = layout.words.folded
        self.out = Diff()

    def run(self) -> Diff:
        for run in self.aligned.runs:
            changes, edits = compare(self.aligned, run, self.layout, self.quote.text)
            self.out.changes += changes
            self.out.edits += edits
        gaps = [self._without_brackets(gap) for gap in self._gaps()]
        gaps = self._reordered([gap for gap in gaps if gap.q1 > gap.q0 or gap.s1 > gap.s0])
        for gap in gaps:
            self._judge(gap)
        self.out.changes = gravest_first(self.out.changes)
        return self.out

    # ------------------------------------------------------------------ where the sides differ

    def _gaps(self) -> list[_Gap]:
        runs = self.aligned.runs
        gaps = [
            _Gap(a.q1, b.q0, a.s1, b.s0)
            for a, b in itertools.pairwise(runs)
            if b.q0 > a.q1 or b.s0 > a.s1
        ]
        head, tail = runs[0].q0, len(self.segment.folded) - runs[-1].q1
        if head:
            begin = self.aligned.begin
            gaps.insert(0, _Gap(0, head, self._back(begin, head), begin, "head"))
        if tail:
            end = self.aligned.end
            gaps.append(_Gap(runs[-1].q1, runs[-1].q1 + tail, end, self._on(end, tail), "tail"))
        return gaps

    def _back(self, begin: int, count: int) -> int:
        """So many words before ``begin``, but none of the sentence before."""
        first = begin
        while first > 0 and begin - first < count and not self._sentence_ends(first - 1):
            first -= 1
        return first

    def _on(self, end: int, count: int) -> int:
        last = end
        while last < len(self.words) and last - end < count and not self._sentence_ends(last - 1):
            last += 1
        return last

    def _sentence_ends(self, word: int) -> bool:
        """Whether a sentence or a block ends after the word."""
        words = self.layout.words
        if word < 0 or word + 1 >= len(words):
            return True
        between = self.layout.text[words.ends[word] : words.starts[word + 1]]
        return any(stop in between for stop in ".!?\n") or self.words[word + 1] == "\x00"

    # ------------------------------------------------------------------------------- brackets

    def _without_brackets(self, gap: _Gap) -> _Gap:
        """Take the bracketed words out of a gap, with the source words they stand for."""
        groups = {g for g in self.segment.group[gap.q0 : gap.q1] if g >= 0}
        if not groups:
            return gap
        solid = [q for q in range(gap.q0, gap.q1) if self.segment.group[q] < 0]
        for number in sorted(groups):
            bracket = self.quote.brackets[number]
            if bracket.part:
                self._part(number, gap)
            elif solid or gap.end:
                self.out.edits.append(inspect_bracket(bracket, self.layout, gap.s0, gap.s0))
            else:
                self.out.edits.append(inspect_bracket(bracket, self.layout, gap.s0, gap.s1))
        if not solid:
            return _Gap(gap.q1, gap.q1, gap.s0, gap.s0)
        return _Gap(solid[0], solid[-1] + 1, gap.s0, gap.s1, gap.end)

    def _part(self, number: int, gap: _Gap) -> None:
        bracket = self.quote.brackets[number]
        at = self.segment.group.index(number)
        whole = self.segment.folded[at]
        near = range(max(0, gap.s0 - 1), min(len(self.words), gap.s1 + 1))
        source = next((s for s in near if same_stem(self.words[s], whole)), None)
        if source is not None:
            hidden = self.layout.slice(source, source + 1)
            self.out.edits.append(Edit(EditKind.REPLACED, bracket.text, hidden))
        else:
            self._change(ChangeKind.WORD, at, at + 1, gap.s0, gap.s1)

    # -------------------------------------------------------------------------------- order

    def _reordered(self, gaps: list[_Gap]) -> list[_Gap]:
        """Take out the gaps that are words moved about, as one change of order."""
        quoted = [self._stem(w) for g in gaps for w in self.segment.folded[g.q0 : g.q1]]
        inner = [g for g in gaps if not g.end]
        if not quoted or not gaps:
            return gaps
        spans = [(g.s0, g.s1) for g in inner]
        lacking = len(quoted) - sum(b - a for a, b in spans)
        begin, end = self.aligned.begin, self.aligned.end
        for before in range(_NEARBY + 1):
            after = lacking - before
            if after < 0:
                break
            around = [(self._back(begin, before), begin), *spans, (end, self._on(end, after))]
            source = [self._stem(w) for a, b in around for w in self.words[a:b]]
            if Counter(source) == Counter(quoted) and source:
                filled = [(a, b) for a, b in around if b > a]
                self._moved(gaps, min(a for a, _ in filled), max(b for _, b in filled))
                return []
        return self._moved_pairs(gaps)

    def _moved(self, gaps: list[_Gap], s0: int, s1: int) -> None:
        changed = [g for g in gaps if g.q1 > g.q0]
        q0, q1 = min(g.q0 for g in changed), max(g.q1 for g in changed)
        s0 = min([s0, *(g.s0 for g in gaps if not g.end)])
        s1 = max([s1, *(g.s1 for g in gaps if not g.end)])
        self._change(ChangeKind.ORDER, q0, q1, s0, s1)

    def _moved_pairs(self, gaps: list[_Gap]) -> list[_Gap]:
        for one in gaps:
            for other in gaps:
                if one is other or one.q1 == one.q0 or other.q1 > other.q0 or one.s1 > one.s0:
                    continue
                moved = list(self.segment.folded[one.q0 : one.q1])
                if moved == self.words[other.s0 : other.s1]:
                    self._change(ChangeKind.ORDER, one.q0, one.q1, other.s0, other.s1)
                    return [gap for gap in gaps if gap is not one and gap is not other]
        return gaps

    @staticmethod
    def _stem(word: str) -> str:
        return word[:-1] if len(word) > 3 and word.endswith("s") else word

    # ------------------------------------------------------------------------------ one gap

    def _judge(self, gap: _Gap) -> None:
        if gap.q1 == gap.q0:
            self._left_out(gap)
        elif gap.end:
            self._end(gap)
        elif gap.s1 == gap.s0:
            if self._spelled_sign(gap):
                self._change(ChangeKind.STYLE, gap.q0, gap.q1, gap.s0, gap.s1)
                return
            kind = lone_kind(self.segment.folded[gap.q0 : gap.q1], self._capital_q(gap.q0))
            self._change(kind, gap.q0, gap.q1, gap.s0, gap.s1)
        else:
            self._replaced(gap)

    def _spelled_sign(self, gap: _Gap) -> bool:
        """Whether the quotation's lone word says a sign of the source: "35 to 40", "9 degrees"."""
        words = self.segment.folded[gap.q0 : gap.q1]
        if not gap.s0 or gap.s0 >= len(self.words) or len(words) != 1 or gap.end:
            return False
        before, after = self.words[gap.s0 - 1], self.words[gap.s0]
        starts, ends = self.layout.words.starts, self.layout.words.ends
        between = self.layout.text[ends[gap.s0 - 1] : starts[gap.s0]].strip()
        if words[0] in ("to", "through", "and"):
            return between in _RANGES and before[0].isdigit() and after[0].isdigit()
        return words[0] in ("degree", "degrees") and "°" in between

    def _end(self, gap: _Gap) -> None:
        """Words before or after all that the source has: replaced one for one, or invented."""
        same = self._restyled_end(gap)
        quoted = self.segment.folded[gap.q0 : gap.q1]
        source = self.words[gap.s0 : gap.s1]
        one_for_one = len(quoted) == len(source) and (
            len(quoted) < INVENTED_END_WORDS
            or sum(map(related, quoted, source)) >= END_DENSITY * len(quoted)
        )
        if same or one_for_one:
            self._replaced(same or gap)
        elif len(quoted) < INVENTED_END_WORDS:
            kind = lone_kind(quoted, self._capital_q(gap.q0))
            self._change(kind, gap.q0, gap.q1, gap.s0, gap.s1)
        else:
            kind = ChangeKind.HEAD if gap.end == "head" else ChangeKind.TAIL
            self._change(kind, gap.q0, gap.q1, gap.s0, gap.s1)

    def _restyled_end(self, gap: _Gap) -> _Gap | None:
        """The end with the source's words that say the same in another dress, if it has such."""
        quoted = self.segment.folded[gap.q0 : gap.q1]
        if len(quoted) > _NEARBY:
            return None
        for size in range(1, len(quoted) + 4):
            if gap.end == "head":
                s0, s1 = self._back(gap.s1, size), gap.s1
            else:
                s0, s1 = gap.s0, self._on(gap.s0, size)
            kind = classify(quoted, self.words[s0:s1])
            if kind in (None, ChangeKind.STYLE, ChangeKind.SPELLING):
                return _Gap(gap.q0, gap.q1, s0, s1, gap.end)
        return None

    def _replaced(self, gap: _Gap) -> None:
        quoted = self.segment.folded[gap.q0 : gap.q1]
        source = self.words[gap.s0 : gap.s1]
        kind = classify(quoted, source, self._capital_q(gap.q0), self._capital_s(gap.s0))
        if kind is None:
            return
        whole = kind in (ChangeKind.STYLE, ChangeKind.SPELLING)
        if whole or len(quoted) != len(source):
            self._change(kind, gap.q0, gap.q1, gap.s0, gap.s1)
            return
        for n in range(len(quoted)):
            q, s = gap.q0 + n, gap.s0 + n
            pair = classify(
                quoted[n : n + 1], source[n : n + 1], self._capital_q(q), self._capital_s(s)
            )
            if pair is not None:
                self._change(pair, q, q + 1, s, s + 1)

    def _left_out(self, gap: _Gap) -> None:
        begin, end = gap.s0, gap.s1
        source = self.words[begin:end]
        tag = speech_tag(self.layout, begin, end)
        if tag is not None:
            hidden = shown(self.layout.slice(begin, end))
            warning = "" if tag else f"joins two replies over “{hidden}”"
            self.out.edits.append(Edit(EditKind.SPEECH_TAG, "", hidden, warning))
            return
        if self._furniture(begin, end):
            self.out.notes.append(f"the page has “{shown(self.layout.slice(begin, end))}” between")
            return
        if all(set_off(self.layout, begin, end)):
            self.out.omissions.append(self._made(ChangeKind.OMISSION, gap.q0, gap.q0, begin, end))
            return
        kind = ChangeKind.OMISSION
        if source == ["to"] and self._range_sign(gap.q0):
            kind = ChangeKind.STYLE
        elif any(w in NEGATIONS for w in source):
            kind = ChangeKind.NEGATION
        elif len(source) == 1 and self._changes_figure(begin):
            kind = ChangeKind.NUMBER
        self._change(kind, gap.q0, gap.q0, begin, end)

    def _range_sign(self, q: int) -> bool:
        """Whether the quotation has two figures joined by a dash before and at its word ``q``."""
        segment = self.segment
        if not q or q >= len(segment.folded):
            return False
        between = self.quote.text[segment.ends[q - 1] : segment.starts[q]].strip()
        return between in _RANGES and segment.folded[q - 1][0].isdigit()

    def _changes_figure(self, at: int) -> bool:
        """Whether dropping the word at ``at`` changes a figure: "4.5 billion" is not "4.5"."""
        return bool(at) and is_number(self.words[at]) and self.words[at - 1][0].isdigit()

    def _furniture(self, begin: int, end: int) -> bool:
        """Whether the words are whole headings or notes that stand between two paragraphs."""
        layout = self.layout
        if begin not in layout.firsts or end not in layout.firsts:
            return False
        zones = {layout.block_at(n).zone for n in range(begin, end)}
        return not zones & {Zone.MAIN, Zone.EMBEDDED}

    # ----------------------------------------------------------------------------- writing down

    def _capital_q(self, q: int) -> bool:
        return self.quote.text[self.segment.starts[q]].isupper()

    def _capital_s(self, s: int) -> bool:
        return s < len(self.words) and self.layout.slice(s, s + 1)[:1].isupper()

    def _change(self, kind: ChangeKind, q0: int, q1: int, s0: int, s1: int) -> None:
        self.out.changes.append(self._made(kind, q0, q1, s0, s1))

    def _made(self, kind: ChangeKind, q0: int, q1: int, s0: int, s1: int) -> Change:
        segment, size = self.segment, len(self.segment.folded)
        q_start = segment.starts[q0] if q0 < size else segment.ends[-1]
        q_end = segment.ends[q1 - 1] if q1 > q0 else q_start
        if s1 > s0:
            s_start, s_end = self.layout.span(s0, s1)
        else:
            s_start = s_end = self.layout.words.ends[s0 - 1] if s0 else 0
        quoted, source = self.quote.text[q_start:q_end], self.layout.text[s_start:s_end]
        return Change(kind, quoted, source, q_start, q_end, s_start, s_end)
