"""Source texts, extracted once: kept beside the bodies as plain JSON, never as code to be run."""

import hashlib
import json
from dataclasses import astuple, fields

from audit import __version__
from audit.extract import extract
from audit.fleet.bodies import Bodies
from audit.fleet.bounded import Bounded
from audit.model import Block, PageMetadata, SourceText
from audit.vocabulary import Zone

_MOST_CHARACTERS = 8_000_000  # in the memory of one worker; about four bytes each


class Texts:
    """Extracts a body, or finds what was extracted from it before by this version."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies
        self._held: Bounded[SourceText] = Bounded(_MOST_CHARACTERS, _size)

    def extract(self, body: bytes, media_type: str, charset: str = "", url: str = "") -> SourceText:
        """As ``audit.extract.extract``. Raises ``StorageError`` when the disk refuses."""
        parts = (__version__, hashlib.sha256(body).hexdigest(), media_type, charset, url)
        key = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
        return self._held.get(key, lambda: self._find(key, body, media_type, charset, url))

    def _find(self, key: str, body: bytes, media_type: str, charset: str, url: str) -> SourceText:
        kept = self._bodies.get_made(key)
        text = read(kept) if kept is not None else None
        if text is None:
            text = extract(body, media_type, charset, url)
            self._bodies.put_made(key, written(text))
        return text


def written(text: SourceText) -> bytes:
    """A source text as JSON."""
    blocks = [(block.start, block.end, block.zone.value) for block in text.blocks]
    return json.dumps([text.text, text.media_type, astuple(text.metadata), blocks]).encode()


def read(data: bytes) -> SourceText | None:
    """The source text in ``data``, ``None`` when it is none."""
    try:
        text, media_type, said, blocks = json.loads(data)
        names = [field.name for field in fields(PageMetadata)]
        values = dict(zip(names, said, strict=True))
        values["authors"] = tuple(values["authors"])
        return SourceText(
            text,
            tuple(Block(start, end, Zone(zone)) for start, end, zone in blocks),
            PageMetadata(**values),
            media_type,
        )
    except (ValueError, TypeError, KeyError):
        return None


def _size(text: SourceText) -> int:
    return len(text.text) + 40 * len(text.blocks) + 500
