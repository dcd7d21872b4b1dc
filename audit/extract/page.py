"""A fetched page as the gates look at it."""

from dataclasses import dataclass

from audit.extract.sniff import Kind
from audit.model import Fetched, SourceText
from audit.vocabulary import Zone

_SAID = frozenset({Zone.MAIN, Zone.HEADING, Zone.FOOTNOTE, Zone.PULL_QUOTE, Zone.CAPTION})
_WINDOW = 500_000
_LONGEST_NAME = 500


@dataclass(frozen=True, slots=True)
class Page:
    """A page's address, bytes, text, and what its text comes to.

    ``words`` are those of the page's own shown text, ``embedded`` counts those it carries in data,
    ``raw`` is the beginning of the body in lower case.
    """

    fetched: Fetched
    text: SourceText
    words: tuple[str, ...]
    headings: tuple[str, ...]
    embedded: int
    raw: bytes

    @classmethod
    def of(cls, fetched: Fetched, text: SourceText) -> "Page":
        """Look at what was fetched through its extracted ``text``."""
        said: list[str] = []
        headings: list[str] = []
        embedded = 0
        for block in text.blocks:
            words = text.text[block.start : block.end]
            if block.zone in _SAID:
                said += words.split()
            if block.zone is Zone.HEADING:
                headings.append(words)
            embedded += len(words.split()) if block.zone is Zone.EMBEDDED else 0
        raw = fetched.body[:_WINDOW].lower()
        return cls(fetched, text, tuple(said), tuple(headings), embedded, raw)

    @property
    def is_html(self) -> bool:
        """Whether the body was read as HTML."""
        return self.text.media_type == Kind.HTML

    @property
    def own_title(self) -> str:
        """What the page calls itself: its headline, else its title."""
        return self.text.metadata.headline or self.text.metadata.title

    @property
    def names(self) -> tuple[str, ...]:
        """The title and the first heading: the two places where a page says what it is."""
        found = (self.text.metadata.title, *self.headings[:1])
        return tuple(dict.fromkeys(name[:_LONGEST_NAME] for name in found if name))

    def text_in(self, *zones: Zone) -> tuple[str, ...]:
        """The texts of the blocks in ``zones``, in order."""
        blocks = (block for block in self.text.blocks if block.zone in zones)
        return tuple(self.text.text[block.start : block.end] for block in blocks)
