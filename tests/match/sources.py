"""Source texts for the tests, and what an editor would do about each verdict."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from audit.extract import extract
from audit.match import SourceIndex
from audit.model import Block, SourceText
from audit.vocabulary import Verdict, Zone

DATA = Path(__file__).parent / "data"

OUTCOMES = {
    Verdict.VERBATIM: "PASS",
    Verdict.EDITED: "PASS",
    Verdict.RESTYLED: "WARN",
    Verdict.ABRIDGED: "WARN",
    Verdict.MISPLACED: "WARN",
    Verdict.MISATTRIBUTED: "WARN",
    Verdict.OUT_OF_CONTEXT: "WARN",
    Verdict.TOO_SHORT: "WARN",
    Verdict.ALTERED: "FAIL",
    Verdict.ABSENT: "FAIL",
    Verdict.UNVERIFIABLE: "UNAVAIL",
}


def source(*paragraphs: str | tuple[Zone, str], media_type: str = "text/html") -> SourceText:
    """A source text of these paragraphs, main text where no zone is given."""
    blocks: list[Block] = []
    texts: list[str] = []
    at = 0
    for paragraph in paragraphs:
        zone, text = (Zone.MAIN, paragraph) if isinstance(paragraph, str) else paragraph
        blocks.append(Block(at, at + len(text), zone))
        texts.append(text)
        at += len(text) + 1
    return SourceText("\n".join(texts), tuple(blocks), media_type=media_type)


def index(*paragraphs: str | tuple[Zone, str], url: str = "") -> SourceIndex:
    """The index of a source of these paragraphs."""
    return SourceIndex(source(*paragraphs), url)


def read_yaml(name: str) -> Any:  # noqa: ANN401 - the shape differs from file to file
    """A data file of the tests."""
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


@cache
def reform() -> SourceIndex:
    """The invented newspaper article, as the real extractor reads its page."""
    page = (DATA / "reform.html").read_bytes()
    url = "http://ledger.example/news/reform"
    return SourceIndex(extract(page, "text/html", "utf-8", url), url)


@cache
def valley() -> SourceIndex:
    """The invented magazine article, with its zones given."""
    blocks: Iterable[dict[str, str]] = read_yaml("valley.yaml")["blocks"]
    pairs = [(Zone(zone), text) for block in blocks for zone, text in block.items()]
    return SourceIndex(source(*pairs), "https://valley.example/dam")
