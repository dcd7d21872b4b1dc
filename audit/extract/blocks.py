"""Texts with their zones, put together to one ``SourceText``."""

from collections.abc import Iterable

from audit.model import Block, PageMetadata, SourceText
from audit.vocabulary import Zone

Labelled = tuple[Zone, str]
"""A block's zone and its text, white space not yet collapsed."""


def collapse(text: str) -> str:
    """``text`` with every run of white space as one space, none at the ends.

    No-break spaces are white space here; zero-width characters and soft hyphens are not.
    """
    return " ".join(text.split())


def compose(
    labelled: Iterable[Labelled],
    metadata: PageMetadata | None = None,
    media_type: str = "",
) -> SourceText:
    """Join ``labelled`` blocks in the order given; blocks without any text are left out."""
    texts: list[str] = []
    blocks: list[Block] = []
    position = 0
    for zone, raw in labelled:
        text = collapse(raw)
        if not text:
            continue
        texts.append(text)
        blocks.append(Block(position, position + len(text), zone))
        position += len(text) + 1
    return SourceText("\n".join(texts), tuple(blocks), metadata or PageMetadata(), media_type)


def labelled_blocks(source: SourceText) -> list[Labelled]:
    """The blocks of ``source`` with their texts: the inverse of ``compose``."""
    return [(block.zone, source.text[block.start : block.end]) for block in source.blocks]
