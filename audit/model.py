"""The values that flow through the pipeline: frozen, typed, without behaviour that does I/O.

All offsets are code points: ``start`` the first, ``end`` one past the last. Offsets of article
values are into ``Article.text``, those of source values into ``SourceText.text``. Lines and columns
are 1-based and those of the article's file; in a Word document a line is a paragraph.
"""

from dataclasses import dataclass

from audit.vocabulary import (
    AdviceOutcome,
    ArchiveOutcome,
    AttributionRule,
    ChangeKind,
    ClaimVerdict,
    EditKind,
    Fact,
    FlagCode,
    Gate,
    Level,
    PartStatus,
    QuotationKind,
    SourceRole,
    SourceState,
    Verdict,
    Zone,
)

# ---------------------------------------------------------------------------------- the article


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker group in the body: ``1``, ``17,18``, ``[3]``; ``text`` as written."""

    numbers: tuple[int, ...]
    text: str
    start: int
    end: int
    line: int
    column: int
    paragraph: int
    sentence_start: int
    sentence_end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A phrase in quotation marks. ``start``/``end`` enclose the words, not the marks.

    ``speaker`` is whoever the article's sentence says said it. ``references`` are the numbers it
    depends on, chosen by ``rule`` for the reason in ``why``; empty when ``rule`` is ``uncited``.
    """

    id: str
    text: str
    start: int
    end: int
    line: int
    column: int
    paragraph: int
    kind: QuotationKind
    kind_reason: str
    speaker: str
    references: tuple[int, ...]
    rule: AttributionRule
    why: str
    sentence_start: int
    sentence_end: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """A caption or pull quote that says a sentence of the body again."""

    text: str
    line: int
    start: int
    end: int
    repeats_line: int


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One item of the article's own list of references: as printed there, a note, or a link.

    ``key`` is what the article calls it by when that is not its number. ``issued`` and ``accessed``
    are EDTF (``2016-04``, ``2017-09-20``) or empty when not given.
    """

    number: int
    title: str
    publisher: str
    issued: str
    accessed: str
    url: str
    raw: str
    line: int
    start: int
    end: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the article or the references file shows alone, without any source."""

    rule: str
    level: Level
    message: str
    path: str = ""
    line: int = 0
    column: int = 0
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read. ``text`` are the words that it shows, with line ends as ``\\n``.

    ``paragraphs`` are the spans of its paragraphs before ``body_end``, as its format tells them.
    """

    path: str
    text: str
    title: str
    body_end: int
    list_heading: str
    markers: tuple[Marker, ...]
    quotations: tuple[Quotation, ...]
    entries: tuple[ListEntry, ...]
    repeats: tuple[Repeat, ...]
    remarks: tuple[Remark, ...]
    paragraphs: tuple[tuple[int, int], ...] = ()


# ------------------------------------------------------------------------------- the references


@dataclass(frozen=True, slots=True)
class Address:
    """An address that is not the editor's: a candidate or a copy, with ``how`` it is known."""

    url: str
    how: str
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of references.yaml (CSL-YAML). Dates are EDTF. ``line`` is where it begins.

    ``archive_url`` is a capture that the editor chose, ``archive_date`` its day, ``url_status``
    what became of ``url``: live, dead, usurped, unfit or deviated.
    """

    number: int
    id: str
    title: str
    container_title: str
    issued: str
    accessed: str
    url: str = ""
    doi: str = ""
    authors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    candidates: tuple[Address, ...] = ()
    copies: tuple[Address, ...] = ()
    partial_addresses: tuple[Address, ...] = ()
    updated: str = ""
    expect_text: str = ""
    corrections: tuple[str, ...] = ()
    line: int = 0
    archive_url: str = ""
    archive_date: str = ""
    url_status: str = ""


# --------------------------------------------------------------------------- what was fetched


@dataclass(frozen=True, slots=True)
class Hop:
    """One response on the way: the address asked, its status, where it pointed (or ``""``)."""

    url: str
    status: int
    location: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """A memento. ``timestamp`` is 14 digits UTC; ``distance_days`` from the access date, signed
    (negative: before), ``None`` when the reference has none."""

    archive: str
    timestamp: str
    original: str
    url: str
    distance_days: int | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back for one address. Errors of the outside world are states, not exceptions.

    ``state`` is what the transport alone shows (``live`` means: a body came). ``rule`` names the
    rule that fired, ``detail`` its evidence in words. ``body`` is decoded from its content coding,
    not from its charset. ``headers`` have lower-case names. ``seconds`` is wall time.
    """

    url: str
    final_url: str
    state: SourceState
    rule: str
    detail: str = ""
    status: int | None = None
    media_type: str = ""
    charset: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    hops: tuple[Hop, ...] = ()
    seconds: float = 0.0
    fetched_at: str = ""
    retry_after: float | None = None


# ------------------------------------------------------------------------------ source text


@dataclass(frozen=True, slots=True)
class Block:
    """One block (paragraph, heading, list item, caption ...) of a source text and its zone."""

    start: int
    end: int
    zone: Zone


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says of itself; empty strings where it says nothing. Dates are ISO 8601."""

    title: str = ""
    headline: str = ""
    site_name: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    canonical_url: str = ""
    language: str = ""
    description: str = ""
    next_url: str = ""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a source, block by block, blocks joined by one line feed.

    ``blocks`` are in reading order and cover all of ``text`` but the line feeds between them; main
    text first, then (in this order) embedded, metadata and hidden layers, each under its zone.
    """

    text: str
    blocks: tuple[Block, ...]
    metadata: PageMetadata = PageMetadata()
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One address that was tried for a reference, and what became of it."""

    url: str
    role: SourceRole
    state: SourceState
    rule: str
    detail: str = ""
    status: int | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """The bytes that one page of a source was read from, as they were kept.

    ``sha256`` is of the body as read, content coding undone, ``url`` where it came from. The rest
    says where the response lies in the evidence beside the report: the WARC record's id and date,
    its first byte and its length in the WARC file; empty and 0 when no evidence was kept.
    """

    sha256: str
    url: str
    record: str = ""
    moment: str = ""
    offset: int = 0
    length: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """One reference's source after all attempts: the state, and the text when there is any.

    ``complete`` tells whether ``absent`` may be said. ``found_at`` is the address the text was read
    at. ``evidence`` are the bytes it was read from, a record a page. ``characters`` is how long the
    text was, where a report read back has only its length.
    """

    number: int
    state: SourceState
    role: SourceRole
    url: str
    found_at: str
    rule: str
    detail: str
    complete: bool
    text: SourceText | None = None
    capture: Capture | None = None
    archive_outcome: ArchiveOutcome | None = None
    attempts: tuple[Attempt, ...] = ()
    remarks: tuple[Remark, ...] = ()
    characters: int = 0
    evidence: tuple[EvidenceRecord, ...] = ()


# ----------------------------------------------------------------------------------- matching


@dataclass(frozen=True, slots=True)
class Change:
    """One unmarked difference. Offsets are into the quotation's text and the source's text."""

    kind: ChangeKind
    quoted: str
    source: str
    quoted_start: int = 0
    quoted_end: int = 0
    source_start: int = 0
    source_end: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """One marked edit. ``hidden`` are the source's words that the mark stands for."""

    kind: EditKind
    quoted: str
    hidden: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where the quotation stands in the source, with some words before and after.

    ``spans`` are the exact pieces (one per segment or block) inside ``start``..``end``.
    ``link`` is the address with a ``#:~:text=`` directive, empty when none would be exact.
    """

    start: int
    end: int
    text: str
    zone: Zone
    spans: tuple[tuple[int, int], ...] = ()
    before: str = ""
    after: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What one source says of one quotation.

    ``score`` (0..100) and ``chance`` (0..1, how often unrelated text would do as well) are printed,
    never compared with a threshold outside the table of constants in ``audit.match.rules``.
    ``replacement`` are the exact words to put in place of the quotation's text, empty for none.
    """

    verdict: Verdict
    reason: str
    passages: tuple[Passage, ...] = ()
    changes: tuple[Change, ...] = ()
    edits: tuple[Edit, ...] = ()
    notes: tuple[str, ...] = ()
    score: float = 0.0
    chance: float = 1.0
    source_speaker: str = ""
    proposal: str = ""
    replacement: str = ""


# ------------------------------------------------------------------------------------- advice


@dataclass(frozen=True, slots=True)
class AdvicePart:
    """One part of a claim in a model's words, and the words of the source that it points to.

    ``passages`` are the places that were found in the source; ``reason`` says why a part counts as
    absent although the model says otherwise, empty when it does not.
    """

    text: str
    status: PartStatus
    passages: tuple[Passage, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """A model's advice on one claim, checked against the source. It changes no verdict.

    ``prompt_sha256`` is of all that the model was told besides the claim and the passages. ``told``
    is what the model itself made of the claim; ``problems`` are its disagreements with what it
    could show. Without advice ``reason`` says why there is none.
    """

    outcome: AdviceOutcome
    model: str
    prompt_sha256: str
    parts: tuple[AdvicePart, ...] = ()
    told: str = ""
    problems: tuple[str, ...] = ()
    reason: str = ""


# ------------------------------------------------------------------------------------ findings


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's acceptance of a finding: who (``by``), on which day, why and until when.

    ``level`` is the finding's level without the decision. ``void`` says why the decision holds no
    longer; it is empty while it does.
    """

    by: str
    on: str
    reason: str
    level: Level
    until: str = ""
    void: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict on one quotation: judged in ``source`` (a reference number, 0 for none).

    Under a ``decision`` that holds, ``level`` is ``note`` whatever the verdict.
    """

    id: str
    quotation: Quotation
    verdict: Verdict
    level: Level
    source: int
    reason: str
    match: Match | None = None
    checked: tuple[int, ...] = ()
    proposal: str = ""
    decision: Decision | None = None

    @property
    def accepted(self) -> bool:
        """Whether a reviewer accepted it, and that still holds."""
        return self.decision is not None and not self.decision.void


# -------------------------------------------------------------------------------------- claims


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the article that carries a citation or, ``inherited``, takes the next one.

    ``text`` is the sentence with blanks where its markers stood, so that offsets into it hold.
    """

    text: str
    start: int
    end: int
    line: int
    column: int
    references: tuple[int, ...]
    inherited: bool


@dataclass(frozen=True, slots=True)
class FactFinding:
    """One figure or name of a claim and what the source has of it.

    Offsets are into the claim's text. ``shown`` are the source's own words for it (another value
    when the fact is ``differs``).
    """

    text: str
    start: int
    end: int
    fact: Fact
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """One remark: a sentence for the reader, what was searched, and the rule's measured rate.

    ``about`` is the figure or name in question, or empty.
    """

    code: FlagCode
    text: str
    about: str
    searched: tuple[str, ...]
    detail: str
    rate: str
    level: Level


@dataclass(frozen=True, slots=True)
class GateResult:
    """The gate and its reason in words."""

    gate: Gate
    reason: str

    @property
    def open(self) -> bool:
        """Whether flags may be raised."""
        return self.gate is Gate.OPEN


@dataclass(frozen=True, slots=True)
class Meaning:
    """The model of meaning that helped to choose passages: its name and its weights' SHA-256, both
    empty where the passages were chosen by their words alone."""

    model: str = ""
    sha256: str = ""


WORDS_ALONE = Meaning()


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """What one source shows beside one claim. It never says that the source bears the claim out.

    ``reference`` is the source's number. ``passages`` are the nearest sentences of the source,
    nearest first, whatever the gate says. ``overlap`` (0..1) is the weighted share of the claim's
    words that they have together.
    """

    reference: int
    flags: tuple[Flag, ...]
    passages: tuple[Passage, ...]
    gate: GateResult
    facts: tuple[FactFinding, ...]
    overlap: float
    advice: Advice | None = None


@dataclass(frozen=True, slots=True)
class ClaimFinding:
    """A claim beside every source it cites, one check each in the order of its references.

    Under a ``decision`` that holds, ``level`` is ``note`` whatever the verdict.
    """

    id: str
    claim: Claim
    verdict: ClaimVerdict
    level: Level
    reason: str
    checks: tuple[ClaimCheck, ...]
    decision: Decision | None = None

    @property
    def accepted(self) -> bool:
        """Whether a reviewer accepted it, and that still holds."""
        return self.decision is not None and not self.decision.void

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What is remarked beside any of its sources, each thing once, the loudest first."""
        once: dict[str, Flag] = {}
        for flag in (flag for check in self.checks for flag in check.flags):
            once.setdefault(flag.about or flag.code.value, flag)
        return tuple(sorted(once.values(), key=lambda flag: -flag.level.rank))

    @property
    def loudest(self) -> tuple[Flag, ...]:
        """The flags that nothing else is louder than."""
        return tuple(flag for flag in self.flags if flag.level is self.flags[0].level)


Judged = Finding | ClaimFinding
"""What a report says of one quotation or one claim."""

# --------------------------------------------------------------------------------------- report


@dataclass(frozen=True, slots=True)
class CitationOutcome:
    """What was done about one citation number at one marker: exactly one of three words."""

    number: int
    line: int
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts that reconcile: citations == checked + unverifiable + skipped, and
    claims == claims_flagged + claims_to_review + claims_unverifiable."""

    citations: int
    checked: int
    unverifiable: int
    skipped: int
    quotations: int
    references: int
    claims: int = 0
    claims_flagged: int = 0
    claims_to_review: int = 0
    claims_unverifiable: int = 0


@dataclass(frozen=True, slots=True)
class Since:
    """How a report differs from the run before it, which was made at ``created`` (ISO 8601).

    ``changed`` pairs the id of a finding, on a quotation or a claim, with the verdict that it had
    then, empty for one that is new; ``sources`` pairs a reference's number with its state then.
    ``gone`` are the quotations that the article no longer has.
    """

    created: str
    changed: tuple[tuple[str, str], ...] = ()
    sources: tuple[tuple[int, str], ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a format needs. ``rehearsal`` puts the banner on every page."""

    schema: str
    version: str
    created: str
    article: Article
    references: tuple[Reference, ...]
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...]
    citations: tuple[CitationOutcome, ...]
    remarks: tuple[Remark, ...]
    totals: Totals
    offline: bool = False
    rehearsal: bool = False
    since: Since | None = None
    claims: tuple[ClaimFinding, ...] = ()
    meaning: Meaning = WORDS_ALONE
