"""The pages of one article, read one by one, joined to one text."""

from collections.abc import Sequence
from dataclasses import replace

from audit.extract.blocks import Labelled, compose, labelled_blocks
from audit.model import SourceText
from audit.vocabulary import Zone

_LAYERS = (Zone.EMBEDDED, Zone.METADATA, Zone.HIDDEN)


def join_pages(first: SourceText, rest: Sequence[SourceText]) -> SourceText:
    """One text of an article's pages, in order, with the metadata of the ``first``.

    The main text of each page follows that of the page before, so that a sentence runs on. What a
    page repeats of an earlier one (navigation, headline, byline) is not said again. ``next_url`` is
    that of the last page: not empty when there are more.
    """
    blocks = labelled_blocks(first)
    shown = [block for block in blocks if block[0] not in _LAYERS]
    layers = [block for block in blocks if block[0] in _LAYERS]
    seen = set(blocks) | {(Zone.MAIN, text) for _, text in blocks}
    for page in rest:
        new = [block for block in labelled_blocks(page) if block not in seen]
        new = [block for block in new if (Zone.MAIN, block[1]) not in seen]
        seen.update(new)
        at = _after_main(shown)
        shown[at:at] = [block for block in new if block[0] not in _LAYERS]
        layers += [block for block in new if block[0] in _LAYERS]
    layers.sort(key=lambda block: _LAYERS.index(block[0]))
    last = rest[-1] if rest else first
    metadata = replace(first.metadata, next_url=last.metadata.next_url)
    return compose([*shown, *layers], metadata, first.media_type)


def _after_main(blocks: list[Labelled]) -> int:
    """The index after the last block of main text, or after all when there is none."""
    main = [index for index, block in enumerate(blocks) if block[0] is Zone.MAIN]
    return main[-1] + 1 if main else len(blocks)
