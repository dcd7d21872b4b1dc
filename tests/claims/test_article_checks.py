"""All claims of an article beside the sources they cite."""

from audit.article import read_article
from audit.claims import ClaimSource, check_article, claim_source
from audit.model import ClaimFinding, Source
from audit.vocabulary import ClaimVerdict, Gate, Level, SourceRole, SourceState
from tests.claims.pairs import page, sources

LIST = """
References

1. “Marlowe Harbour Counts Its Grain.” (May 2013). The Harbour Post. Accessed June 2, 2018.
2. “What the Bees of Castel Varo Eat.” (November 2019). Valley News. Accessed June 2, 2020.
"""
WRONG = "The harbour of Marlowe handled 94 percent of the island's grain"


def checked(
    body: str, given: dict[int, ClaimSource] | None = None, *, strict: bool = False
) -> tuple[ClaimFinding, ...]:
    article = read_article(f"A Title\n\n{body}\n{LIST}".encode(), "article.txt")
    both = {1: sources()["harbour"], 2: sources()["bees"]}
    return check_article(article, both if given is None else given, strict=strict)


def flags(one: ClaimFinding) -> list[tuple[str, str, Level]]:
    return [(flag.code.value, flag.about, flag.level) for flag in one.flags]


def test_each_claim_is_held_against_what_it_cites() -> None:
    found = checked(
        f"{WRONG}.1\n\n"
        "The beekeepers say that clover does more for the 2.6 million hives than lime trees.2"
    )
    assert [(one.id, one.claim.references, one.verdict, flags(one)) for one in found] == [
        ("c01", (1,), ClaimVerdict.FLAGGED, [("figure-differs", "94 percent", Level.WARNING)]),
        ("c02", (2,), ClaimVerdict.NEEDS_REVIEW, [("close-wording", "", Level.NOTE)]),
    ]
    assert "94 percent" in found[0].reason
    assert [one.level for one in found] == [Level.WARNING, Level.NOTE]


def test_an_inherited_citation_only_gives_notes() -> None:
    found = checked(
        f"{WRONG}. "
        "The dredging of the north channel was dear.1 Beekeepers lost 38 percent of all colonies.2"
    )
    assert [(one.claim.inherited, one.verdict, flags(one)) for one in found[:2]] == [
        (True, ClaimVerdict.NEEDS_REVIEW, [("figure-differs", "94 percent", Level.NOTE)]),
        (False, ClaimVerdict.NEEDS_REVIEW, []),
    ]


def test_no_wording_sounds_like_consent() -> None:
    (found,) = checked("Of all grain, it was told, 71 percent came by way of Marlowe.1")
    assert found.verdict is ClaimVerdict.NEEDS_REVIEW
    assert "figures and names occur in the source" in found.reason
    assert "for a reader to judge" in found.reason
    (bare,) = checked("The dredging of the north channel was dear.1")
    assert bare.reason.startswith("It has no figure or name to look for")


def test_only_a_strict_build_has_errors() -> None:
    missing = (
        "The Valdoran Chamber of Tanneries says that glue and leather ruined 46.5 percent of "
        "every orchard, by the sworn word of Hjalmar Oskarsson.1"
    )
    assert {one.level for one in checked(missing)} == {Level.WARNING}
    assert {one.level for one in checked(missing, strict=True)} == {Level.ERROR}
    single = f"{WRONG}.1"
    assert {one.level for one in checked(single, strict=True)} == {Level.WARNING}


def test_sources_cited_together_answer_together() -> None:
    body = "The harbour handled 71 percent of the grain, and beekeepers lost 38 percent.1,2"
    (found,) = checked(body)
    assert (len(found.checks), flags(found)) == (2, [])
    wrong = "The harbour handled 71 percent of the grain, and beekeepers lost 46.5 percent.1,2"
    (found,) = checked(wrong)
    assert [[flag.about for flag in one.flags] for one in found.checks] == [["46.5 percent"]] * 2
    assert [about for _, about, _ in flags(found)] == ["46.5 percent"]


def test_what_may_stand_in_an_unread_source_is_not_missing() -> None:
    body = "The harbour handled 46.5 percent of the island's grain in a year.1,2"
    (found,) = checked(body, {1: sources()["harbour"]})
    assert found.verdict is ClaimVerdict.NEEDS_REVIEW
    assert [one.gate.gate for one in found.checks] == [Gate.OPEN, Gate.INCOMPLETE]
    short = {1: sources()["harbour"], 2: ClaimSource(page("Not much."))}
    assert checked(body, short)[0].verdict is ClaimVerdict.NEEDS_REVIEW


def test_without_a_usable_source_nothing_is_said_and_why_is_told() -> None:
    dead = claim_source(_source(SourceState.DEAD, text=False))
    (found,) = checked("The harbour handled 46.5 percent of the grain.1", {1: dead})
    assert (found.verdict, found.level) == (ClaimVerdict.UNVERIFIABLE, Level.UNVERIFIED)
    assert found.reason == "Reference 1: the source could not be read (dead)."
    assert [flag.code for flag in found.flags] == ["source-not-usable"]


def test_what_is_quoted_is_left_to_the_quotation() -> None:
    quoted = "The harbour master wrote that “94 percent of the island's grain was ours, all ours”.1"
    (found,) = checked(quoted)
    assert [fact.text for fact in found.checks[0].facts] == ["94 percent"]
    assert flags(found) == []
    (found,) = checked(quoted.replace("wrote that", "wrote, of 94 percent, that"))
    assert [about for _, about, _ in flags(found)] == ["94 percent"]


def test_passages_have_their_place_and_a_link_to_it() -> None:
    text = sources()["harbour"].source
    linked = ClaimSource(text, number=1, url="https://harbour.example/grain")
    (found,) = checked(f"{WRONG}.1", {1: linked})
    first = found.checks[0].passages[0]
    assert text.text[first.start : first.end] == first.text
    assert first.link.startswith("https://harbour.example/grain#:~:text=")


def _source(
    state: SourceState,
    *,
    complete: bool = True,
    text: bool = True,
    role: SourceRole = SourceRole.CITED,
) -> Source:
    return Source(
        number=1,
        state=state,
        role=role,
        url="",
        found_at="",
        rule="",
        detail="",
        complete=complete,
        text=sources()["harbour"].source if text else None,
    )


def test_a_source_as_read_keeps_the_gate_shut_when_it_must() -> None:
    def gate(source: Source) -> tuple[Gate, str]:
        found = claim_source(source).gate
        return found.gate, found.reason

    assert gate(_source(SourceState.LIVE)) == (Gate.OPEN, "")
    part = gate(_source(SourceState.PAYWALLED, complete=False))
    assert part == (
        Gate.INCOMPLETE,
        "the source was not read from beginning to end (paywalled)",
    )
    assert gate(_source(SourceState.WRONG_WORK))[0] is Gate.WRONG_WORK
    gone = gate(_source(SourceState.DEAD, text=False))
    assert gone == (Gate.INCOMPLETE, "the source could not be read (dead)")
    copy = gate(_source(SourceState.DEAD, complete=False, role=SourceRole.COPY))
    assert copy[0] is Gate.INCOMPLETE
    assert "copy" in copy[1]
