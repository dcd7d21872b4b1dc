"""What is said to the editor: one sentence of reason and the one correction proposed."""

from dataclasses import dataclass

from audit.match.gaps import one_line, shown
from audit.model import Change, Edit, Passage
from audit.vocabulary import ChangeKind, EditKind, Verdict, Zone

_ZONES = {
    Zone.CAPTION: "in a caption or the description of a picture",
    Zone.PULL_QUOTE: "in a pull quote",
    Zone.CORRECTION: "in a correction notice",
    Zone.BANNER: "in a banner",
    Zone.NAVIGATION: "in the page's navigation",
    Zone.RELATED: "among the links to other stories",
    Zone.ASIDE: "in a box beside the text",
    Zone.COMMENTS: "in a reader's comment",
    Zone.METADATA: "in the page's description of itself",
    Zone.HIDDEN: "in text that readers do not see",
}
_KINDS = {
    ChangeKind.NEGATION: "a negation",
    ChangeKind.NUMBER: "a number",
    ChangeKind.UNIT: "a unit or currency",
    ChangeKind.NAME: "a name",
    ChangeKind.QUANTITY: "a quantity or scope",
    ChangeKind.MODAL: "how certain it is",
    ChangeKind.HEAD: "the beginning",
    ChangeKind.TAIL: "the end",
    ChangeKind.ORDER: "the order of the words",
    ChangeKind.WORD: "a word",
    ChangeKind.OMISSION: "words left out",
    ChangeKind.FUNCTION: "a small word",
    ChangeKind.INFLECTION: "the form of a word",
    ChangeKind.SPELLING: "a spelling",
    ChangeKind.STYLE: "house style",
}

# Source words this much longer than twice the quotation are passages apart, not a replacement.
_LONGER_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Wording:
    """All that the two sentences may speak of. Offsets as in the match."""

    verdict: Verdict
    quote: str
    passage: Passage
    changes: tuple[Change, ...]
    omissions: tuple[Change, ...]
    edits: tuple[Edit, ...]
    words: int
    claimed: str
    speaker: str
    frame: str
    sentence: str


def reason_and_proposal(about: Wording) -> tuple[str, str]:
    """The reason for the verdict, and the one correction an editor would make (or ``""``)."""
    match about.verdict:
        case Verdict.VERBATIM:
            return "The source has these words.", ""
        case Verdict.EDITED:
            return f"The source has these words; {_edits(about.edits)}.", ""
        case Verdict.RESTYLED:
            return f"The same words in another style: {_first(about.changes)}.", _source_words(
                about
            )
        case Verdict.ABRIDGED:
            return _abridged(about)
        case Verdict.ALTERED:
            return _altered(about)
        case Verdict.MISPLACED:
            where = _ZONES.get(about.passage.zone, "outside the text of the work")
            return f"The words stand only {where}, not in the work itself.", (
                "Cite the place the words come from, or leave the quotation out."
            )
        case Verdict.MISATTRIBUTED:
            return (
                f"The source gives these words to {about.speaker}, not to {about.claimed}: "
                f"“{about.sentence}”.",
                f"Attribute the words to {about.speaker}.",
            )
        case Verdict.OUT_OF_CONTEXT:
            return (
                f"The words are there, but {about.frame}: “{about.sentence}”.",
                f"Quote the whole sentence: “{about.sentence}”.",
            )
        case Verdict.TOO_SHORT:
            return "Too short to tell anything: any page on the subject may hold it.", ""
        case _:
            return _absent(about)


def replacement(about: Wording) -> str:
    """The exact words to put in place of the quotation's text; empty when there are none.

    The source's words in one line, or the quotation with its silent omissions marked.
    """
    if about.verdict is Verdict.ABRIDGED and about.omissions:
        return _marked(about)
    if about.verdict not in (Verdict.RESTYLED, Verdict.ALTERED, Verdict.ABRIDGED):
        return ""
    if len(about.passage.text) > 2 * len(about.quote) + _LONGER_CHARACTERS:
        return ""
    return one_line(about.passage.text)


def _edits(edits: tuple[Edit, ...]) -> str:
    names = {
        EditKind.INSERTED: "a bracketed addition",
        EditKind.REPLACED: "a bracketed replacement",
        EditKind.CAPITAL: "a capital changed",
        EditKind.SIC: "[sic] added",
        EditKind.EMPHASIS: "a remark on emphasis",
        EditKind.ELLIPSIS: "a marked omission",
        EditKind.PUNCTUATION: "punctuation changed",
        EditKind.SPEECH_TAG: "a speech tag left out",
    }
    return "edited only by " + ", ".join(dict.fromkeys(names[edit.kind] for edit in edits))


def _first(changes: tuple[Change, ...]) -> str:
    change = changes[0]
    more = f" (and {len(changes) - 1} more)" if len(changes) > 1 else ""
    quoted, source = shown(change.quoted), shown(change.source)
    if not quoted:
        return f"“{source}” is left out without a mark{more}"
    if not source:
        return f"“{quoted}” is not in the source{more}"
    return f"“{quoted}” where the source has “{source}”{more}"


def _source_words(about: Wording) -> str:
    return f"Quote the source's words: “{shown(about.passage.text)}”."


def _abridged(about: Wording) -> tuple[str, str]:
    if about.omissions:
        left = shown(about.omissions[0].source)
        return (
            f"Words are left out without a mark: “{left}”.",
            f"Mark the omission: “{_marked(about)}”.",
        )
    harm = next(edit for edit in about.edits if edit.warning)
    hidden = f" The source has there: “{harm.hidden}”." if harm.hidden else ""
    name = {EditKind.ELLIPSIS: "The omission", EditKind.SPEECH_TAG: "The quotation"}
    return (
        f"{name.get(harm.kind, 'The bracket')} {harm.quoted} {harm.warning}.{hidden}".replace(
            "  ", " "
        ),
        _source_words(about)
        if replacement(about)
        else "Quote the passages one by one, each in its place.",
    )


def _marked(about: Wording) -> str:
    """The quotation with ``[…]`` where the source has words that it leaves out."""
    text = about.quote
    for change in sorted(about.omissions, key=lambda c: -c.quoted_start):
        head, tail = text[: change.quoted_start].rstrip(), text[change.quoted_start :].lstrip()
        text = f"{head} […] {tail}"
    return text


def _altered(about: Wording) -> tuple[str, str]:
    if not about.changes:
        return "The words differ from the source.", _source_words(about)
    kind = _KINDS[about.changes[0].kind]
    return f"The words differ from the source in {kind}: {_first(about.changes)}.", (
        _source_words(about)
    )


def _absent(about: Wording) -> tuple[str, str]:
    return (
        "The source does not have these words; the nearest it has is "
        f"“{shown(about.passage.text)}”.",
        "Find the source these words come from, or take the quotation marks away.",
    )
