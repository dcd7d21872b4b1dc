"""One source text made ready for searching: its words in streams, each stream one zone group."""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate

from audit.match.background import information
from audit.match.fragment import VisiblePage, text_fragment
from audit.match.lexicon import NEGATIONS
from audit.match.words import Words, digits_of, sieve, tokenize
from audit.model import Block, SourceText
from audit.vocabulary import Zone

# Stands between streams: no quotation has it, so no hit runs from a comment into the navigation.
BARRIER = "\x00"
_READING_ORDER = (Zone.MAIN, Zone.HEADING, Zone.FOOTNOTE)


class Layout:
    """The words of chosen blocks in a chosen order, searchable with or without their spaces."""

    def __init__(self, text: str, streams: Sequence[Sequence[Block]]) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.firsts: list[int] = []
        words = Words()
        for stream in streams:
            for block in stream:
                self.blocks.append(block)
                self.firsts.append(len(words))
                tokenize(text, block.start, block.end, words)
            if self.blocks:
                words.folded.append(BARRIER)
                words.starts.append(self.blocks[-1].end)
                words.ends.append(self.blocks[-1].end)
        self.words = words
        self.glued = "".join(words.folded)
        self._edges: array[int] | None = None
        self._places: dict[str, list[int]] | None = None
        self._counts: Counter[str] | None = None

    def __len__(self) -> int:
        return len(self.words)

    @property
    def edges(self) -> "array[int]":
        """Offset in ``glued`` where each word begins, and the end."""
        if self._edges is None:
            self._edges = array("q", accumulate(map(len, self.words.folded), initial=0))
        return self._edges

    @property
    def places(self) -> dict[str, list[int]]:
        """Word -> the positions it stands at, ascending."""
        if self._places is None:
            places: defaultdict[str, list[int]] = defaultdict(list)
            for position, word in enumerate(self.words.folded):
                places[word].append(position)
            self._places = dict(places)
        return self._places

    def bits(self, word: str) -> float:
        """The information in meeting the folded word in this text."""
        if self._counts is None:
            self._counts = Counter(self.words.folded)
        return information(word, self._counts[word], len(self))

    def find(self, folded: Sequence[str], first: int = 0) -> tuple[int, int] | None:
        """The first place at or after word ``first`` that has these words, as a word range.

        Spaces, hyphens and full stops inside words are not compared, but a hit begins and ends on
        word edges, and words with digits and negations are the same words: "548" is not in
        "43,548", "5-10" is not "510", "not able" is not "notable".
        """
        needle = "".join(folded)
        if not needle:
            return None
        at = self.glued.find(needle, self.edges[first] if first else 0)
        while at >= 0:
            edges = self.edges
            begin = bisect_left(edges, at)
            if edges[begin] == at:
                end = bisect_left(edges, at + len(needle), begin)
                if edges[end] == at + len(needle) and self._same(folded, begin, end):
                    return begin, end
            at = self.glued.find(needle, at + 1)
        return None

    def find_all(self, folded: Sequence[str], limit: int = 50) -> list[tuple[int, int]]:
        """Up to ``limit`` places of these words, ascending."""
        found: list[tuple[int, int]] = []
        hit = self.find(folded)
        while hit and len(found) < limit:
            found.append(hit)
            hit = self.find(folded, hit[0] + 1)
        return found

    def _same(self, folded: Sequence[str], begin: int, end: int) -> bool:
        here = self.words.folded[begin:end]
        if here == list(folded):
            return True
        if digits_of(here) != digits_of(folded):
            return False
        return [w for w in here if w in NEGATIONS] == [w for w in folded if w in NEGATIONS]

    def block_at(self, word: int) -> Block:
        """The block that the word at this position stands in."""
        return self.blocks[max(0, bisect_right(self.firsts, word) - 1)]

    def is_own(self, word: int) -> bool:
        """Whether the word at this position belongs to the work itself."""
        return self.block_at(word).zone.own_words

    def block_starts_within(self, begin: int, end: int) -> list[int]:
        """Positions after ``begin`` and before ``end`` at which a block begins."""
        return self.firsts[bisect_right(self.firsts, begin) : bisect_left(self.firsts, end)]

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The source offsets of the words ``begin``..``end``."""
        return self.words.starts[begin], self.words.ends[end - 1]

    def slice(self, begin: int, end: int) -> str:
        """The source's text of the words ``begin``..``end``, exactly as it stands there."""
        if begin >= end:
            return ""
        start, stop = self.span(begin, end)
        return self.text[start:stop]


class SourceIndex:
    """A source text, indexed once and searched for many quotations; every part is made on demand.

    ``url`` is the address a passage's link leads to; without one no link is made.
    """

    def __init__(self, source_text: SourceText, url: str = "") -> None:
        self.source = source_text
        self.url = url
        self._layout: Layout | None = None
        self._continuous: Layout | None = None
        self._sieve: str | None = None
        self._reading_sieve: str | None = None
        self._page: VisiblePage | None = None

    def link(self, start: int, end: int) -> str:
        """The address that opens the page at the source text ``start..end``, or ``""``."""
        if not self.url:
            return ""
        if self._page is None:
            self._page = VisiblePage(self.source)
        directive = text_fragment(self._page, start, end)
        if not directive:
            return ""
        return self.url + (directive[1:] if "#" in self.url else directive)

    @property
    def indexed(self) -> bool:
        """Whether the words are indexed already, so that a search costs next to nothing."""
        return self._layout is not None

    @property
    def layout(self) -> Layout:
        """Main text first, then every other zone in streams that no hit can run out of."""
        if self._layout is None:
            blocks = self.source.blocks
            streams = [
                [block for block in blocks if block.zone is zone]
                for zone in (Zone.MAIN, Zone.EMBEDDED)
            ]
            streams += [[b] for b in blocks if b.zone in (Zone.HEADING, Zone.FOOTNOTE)]
            streams += _runs([block for block in blocks if not block.zone.own_words])
            self._layout = Layout(self.source.text, [stream for stream in streams if stream])
        return self._layout

    @property
    def continuous(self) -> Layout:
        """The work's own words with headings and notes where they stand among the paragraphs.

        For pages whose mark-up makes headings of paragraphs: only asked when all else failed.
        """
        if self._continuous is None:
            own = [block for block in self.source.blocks if block.zone in _READING_ORDER]
            mixed = any(block.zone is not Zone.MAIN for block in own)
            self._continuous = Layout(self.source.text, [own] if mixed else [])
        return self._continuous

    @property
    def reading_sieve(self) -> str:
        """The letters of ``continuous``, empty when that is no other text than ``layout``."""
        if self._reading_sieve is None:
            text = self.source.text
            own = [block for block in self.source.blocks if block.zone in _READING_ORDER]
            mixed = any(block.zone is not Zone.MAIN for block in own)
            joined = "\n".join(text[block.start : block.end] for block in own) if mixed else ""
            self._reading_sieve = sieve(joined)
        return self._reading_sieve

    @property
    def sieve(self) -> str:
        """The work's own letters and digits: what is not in here is not in the source."""
        if self._sieve is None:
            text = self.source.text
            own = [block for block in self.source.blocks if block.zone.own_words]
            own.sort(key=lambda block: block.zone is not Zone.MAIN)
            self._sieve = sieve("\n".join(text[block.start : block.end] for block in own))
        return self._sieve


def _runs(blocks: Sequence[Block]) -> list[list[Block]]:
    runs: list[list[Block]] = []
    for block in blocks:
        if runs and runs[-1][-1].zone is block.zone:
            runs[-1].append(block)
        else:
            runs.append([block])
    return runs
