"""HTML to ``SourceText``: visible blocks, then embedded article text, metadata, hidden text."""

from audit.extract.blocks import Labelled, collapse, compose
from audit.extract.corrections import relabel_corrections
from audit.extract.embedded import Embedded, read_embedded
from audit.extract.metadata import read_metadata
from audit.extract.parse import parse_html
from audit.extract.sniff import Kind
from audit.extract.unmarked import relabel_unmarked
from audit.extract.walk import walk
from audit.model import PageMetadata, SourceText
from audit.vocabulary import Zone

_SEARCHED = 300_000
"""Letters of the shown text in which an embedded text is looked for as a part of blocks."""


def extract_html(markup: str, url: str = "") -> SourceText:
    """The text of a page. ``url`` is where it was read, for the addresses it names."""
    root = parse_html(markup)
    if root is None:
        return compose((), media_type=Kind.HTML)
    walked = walk(root)
    language = root.get("lang", "")
    del root  # with pages of many megabytes the tree is the largest part
    embedded = read_embedded(walked.scripts)
    metadata = read_metadata(markup, embedded.linked_data, url, language)
    visible = relabel_unmarked(relabel_corrections(walked.visible))
    layers = _layers(visible, embedded, metadata, walked.alternatives)
    return compose([*visible, *layers, *walked.hidden], metadata, Kind.HTML)


def _layers(
    visible: list[Labelled], embedded: Embedded, metadata: PageMetadata, alternatives: list[str]
) -> list[Labelled]:
    """What the page says without showing it; a text that it also shows is not said again."""
    shown = [_letters(text) for _, text in visible] if embedded.texts else []
    blocks, whole = set(shown), "".join(shown)[:_SEARCHED]
    layers: list[Labelled] = []
    seen: set[str] = set()
    about = [metadata.title, metadata.headline, metadata.description, *embedded.about]
    candidates = [(Zone.EMBEDDED, text) for text in embedded.texts]
    candidates += [(Zone.METADATA, text) for text in [*about, *alternatives]]
    for zone, text in candidates:
        letters = _letters(text)
        if not letters or letters in seen:
            continue
        if zone is Zone.EMBEDDED and (letters in blocks or letters in whole):
            continue
        seen.add(letters)
        layers.append((zone, collapse(text)))
    return layers


def _letters(text: str) -> str:
    """``text`` reduced to letters and figures, to tell whether two texts are the same words."""
    return "".join(filter(str.isalnum, text.casefold()))
