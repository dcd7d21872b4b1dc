"""The labelled pairs of claim and source, and pages made of text."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from audit.claims import ClaimSource
from audit.model import Block, PageMetadata, SourceText
from audit.vocabulary import Zone

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim, the name of its source, the flags it must get, and, where the source
    bears it out (``sound``), some words of the sentence that does."""

    claim: str
    source: str
    flags: frozenset[str]
    sound: bool
    gold: str


def page(text: str, *, title: str = "", published: str = "") -> SourceText:
    """A page of these lines, each a block of main text."""
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line), Zone.MAIN))
        at += len(line) + 1
    return SourceText(text, tuple(blocks), PageMetadata(title=title, published=published))


@cache
def sources() -> dict[str, ClaimSource]:
    """The invented sources by name, indexed."""
    read = yaml.safe_load((DATA / "pairs.yaml").read_text(encoding="utf-8"))["sources"]
    return {
        name: ClaimSource(page(one["text"].strip(), title=one["title"], published=one["published"]))
        for name, one in read.items()
    }


@cache
def pairs() -> tuple[Pair, ...]:
    """All labelled pairs."""
    read = yaml.safe_load((DATA / "pairs.yaml").read_text(encoding="utf-8"))["pairs"]
    return tuple(
        Pair(
            claim=one["claim"],
            source=one["source"],
            flags=frozenset(one.get("flags", ())),
            sound=one.get("sound", False),
            gold=one.get("gold", ""),
        )
        for one in read
    )
