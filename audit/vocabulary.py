"""The words of the field as enumerations: the only names for states, verdicts, zones and changes.

Two axes are never merged: a *source state* says what became of a reference's address, a *verdict*
says what became of a quotation. The values are the spellings used in JSON, reports and the command
line; the members are what the code compares.
"""

from enum import StrEnum


class SourceState(StrEnum):
    """What became of one reference's source."""

    LIVE = "live"
    MOVED = "moved"
    ARCHIVED = "archived"
    DEAD = "dead"
    SOFT_404 = "soft-404"
    MOVED_TO_HOME = "moved-to-home"
    PARKED = "parked"
    BLOCKED = "blocked"
    PAYWALLED = "paywalled"
    NEEDS_JAVASCRIPT = "needs-javascript"
    NO_TEXT = "no-text"
    TRUNCATED = "truncated"
    TOO_LARGE = "too-large"
    TIMEOUT = "timeout"
    SERVER_ERROR = "server-error"
    RATE_LIMITED = "rate-limited"
    REDIRECT_LOOP = "redirect-loop"
    TLS_ERROR = "tls-error"
    UNREACHABLE = "unreachable"
    CHANGED = "changed"
    WRONG_WORK = "wrong-work"
    UNRESOLVED = "unresolved"
    NOT_CHECKED = "not-checked"

    @property
    def whole(self) -> bool:
        """Whether a source in this state was read from beginning to end."""
        return self in _WHOLE

    @property
    def readable(self) -> bool:
        """Whether a source in this state has text that a quotation may be found in."""
        return self in _WHOLE or self in _PARTIAL

    @property
    def rotten(self) -> bool:
        """Whether an editor has to find another address for the reference."""
        return self in _ROTTEN


_WHOLE = frozenset({SourceState.LIVE, SourceState.MOVED, SourceState.ARCHIVED, SourceState.CHANGED})
_PARTIAL = frozenset({SourceState.PAYWALLED, SourceState.TRUNCATED, SourceState.TOO_LARGE})
_ROTTEN = frozenset(
    {SourceState.DEAD, SourceState.SOFT_404, SourceState.MOVED_TO_HOME, SourceState.PARKED}
)


class SourceRole(StrEnum):
    """In what capacity an address was read for a reference."""

    CITED = "cited"
    CANDIDATE = "candidate"
    CAPTURE = "capture"
    COPY = "copy"
    FILE = "file"


class Verdict(StrEnum):
    """What a source says of one quotation."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    RESTYLED = "restyled"
    ABRIDGED = "abridged"
    ALTERED = "altered"
    MISPLACED = "misplaced"
    MISATTRIBUTED = "misattributed"
    OUT_OF_CONTEXT = "out-of-context"
    ELSEWHERE = "elsewhere"
    TOO_SHORT = "too-short"
    ABSENT = "absent"
    UNVERIFIABLE = "unverifiable"
    UNCITED = "uncited"
    NOT_A_QUOTATION = "not-a-quotation"

    @property
    def level(self) -> "Level":
        """How loudly this verdict speaks to an editor."""
        return _LEVELS[self]


class Level(StrEnum):
    """How loudly a finding speaks, quietest first."""

    OK = "ok"
    NOTE = "note"
    UNVERIFIED = "unverified"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """Position in the order of loudness, 0 the quietest."""
        return list(Level).index(self)


_LEVELS = {
    Verdict.VERBATIM: Level.OK,
    Verdict.EDITED: Level.OK,
    Verdict.RESTYLED: Level.NOTE,
    Verdict.ABRIDGED: Level.WARNING,
    Verdict.ALTERED: Level.ERROR,
    Verdict.MISPLACED: Level.WARNING,
    Verdict.MISATTRIBUTED: Level.WARNING,
    Verdict.OUT_OF_CONTEXT: Level.WARNING,
    Verdict.ELSEWHERE: Level.ERROR,
    Verdict.TOO_SHORT: Level.NOTE,
    Verdict.ABSENT: Level.ERROR,
    Verdict.UNVERIFIABLE: Level.UNVERIFIED,
    Verdict.UNCITED: Level.NOTE,
    Verdict.NOT_A_QUOTATION: Level.NOTE,
}


class ClaimVerdict(StrEnum):
    """What is said of one claim in unquoted prose; none of the three says that it holds."""

    FLAGGED = "flagged"
    NEEDS_REVIEW = "needs-review"
    UNVERIFIABLE = "unverifiable"


class Fact(StrEnum):
    """What a source has of one figure or name of a claim."""

    IN_SOURCE = "in-source"
    ROUNDED = "rounded"
    DIFFERS = "differs"
    NOT_IN_SOURCE = "not-in-source"
    UNVERIFIABLE = "unverifiable"

    @property
    def seen(self) -> bool:
        """Whether the source has it, be it in other digits."""
        return self in (Fact.IN_SOURCE, Fact.ROUNDED)


class FlagCode(StrEnum):
    """What may be remarked on a claim beside its source. None says that the claim holds."""

    SOURCE_NOT_USABLE = "source-not-usable"
    FIGURE_NOT_IN_SOURCE = "figure-not-in-source"
    FIGURE_DIFFERS = "figure-differs"
    NAME_NOT_IN_SOURCE = "name-not-in-source"
    NO_MATCHING_PASSAGE = "no-matching-passage"
    CLOSE_WORDING = "close-wording"


class Gate(StrEnum):
    """Whether a source's text is good enough to say that something is not in it, or why not."""

    OPEN = "open"
    INCOMPLETE = "incomplete"
    WRONG_WORK = "wrong-work"
    TOO_SHORT = "too-short"
    OTHER_SCRIPT = "other-script"
    OTHER_LANGUAGE = "other-language"


class QuotationKind(StrEnum):
    """Why the article put these words between quotation marks."""

    QUOTATION = "quotation"
    TITLE = "title"
    SLOGAN = "slogan"
    TERM = "term"


class AttributionRule(StrEnum):
    """Which rule chose the references that a quotation depends on, strongest first."""

    OWN_MARKER = "own-marker"
    NAMED_PUBLISHER = "named-publisher"
    NAMED_AUTHOR = "named-author"
    PARAGRAPH = "paragraph"
    UNCITED = "uncited"


class Zone(StrEnum):
    """Where on a page a text stands."""

    MAIN = "main"
    HEADING = "heading"
    CAPTION = "caption"
    PULL_QUOTE = "pull-quote"
    FOOTNOTE = "footnote"
    CORRECTION = "correction"
    BANNER = "banner"
    NAVIGATION = "navigation"
    RELATED = "related"
    ASIDE = "aside"
    COMMENTS = "comments"
    METADATA = "metadata"
    EMBEDDED = "embedded"
    HIDDEN = "hidden"

    @property
    def own_words(self) -> bool:
        """Whether text here is the work itself (a hit elsewhere is ``misplaced``)."""
        return self in (Zone.MAIN, Zone.HEADING, Zone.FOOTNOTE, Zone.EMBEDDED)


class ChangeKind(StrEnum):
    """What sort of difference one change between quotation and source is, gravest first."""

    NEGATION = "negation"
    NUMBER = "number"
    UNIT = "unit"
    NAME = "name"
    QUANTITY = "quantity"
    MODAL = "modal"
    HEAD = "head"
    TAIL = "tail"
    ORDER = "order"
    WORD = "word"
    OMISSION = "omission"
    FUNCTION = "function"
    INFLECTION = "inflection"
    SPELLING = "spelling"
    STYLE = "style"


class EditKind(StrEnum):
    """A marked edit: something a careful writer may do to a quotation without altering it."""

    INSERTED = "inserted"
    REPLACED = "replaced"
    CAPITAL = "capital"
    SIC = "sic"
    EMPHASIS = "emphasis"
    ELLIPSIS = "ellipsis"
    PUNCTUATION = "punctuation"
    SPEECH_TAG = "speech-tag"


class ArchiveOutcome(StrEnum):
    """What an archive said when asked for captures of an address."""

    FOUND = "found"
    ONLY_ERRORS = "only-errors"
    ONLY_SOFT_404 = "only-soft-404"
    NO_CAPTURES = "no-captures"
    EXCLUDED = "excluded"
    POSTPONED = "postponed"
    UNKNOWN = "unknown"


class PartStatus(StrEnum):
    """What a model says of one part of a claim, as far as located words of the source show it."""

    STATED = "stated"
    CONTRARY = "contrary"
    ABSENT = "absent"


class AdviceOutcome(StrEnum):
    """What a model's advice on a claim comes to after it was checked. None says that a claim holds:
    it tells for which of its parts the model could point to words of the source."""

    EVERY_PART = "words-for-every-part"
    SOME_PARTS = "words-for-some-parts"
    NO_PART = "words-for-no-part"
    CONTRARY = "contrary-words"
    NONE = "no-advice"
