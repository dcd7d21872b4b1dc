"""All claims of an article beside the sources they cite."""

from audit.article import read_article
from audit.claims import CitedCheck, ClaimSource, check_article, claim_source
from audit.claims.values import Gate
from audit.model import Source
from audit.vocabulary import Level, SourceRole, SourceState
from tests.claims.pairs import page, sources

LIST = """
References

1. “Marlowe Harbour Counts Its Grain.” (May 2013). The Harbour Post. Accessed June 2, 2018.
2. “What the Bees of Castel Varo Eat.” (November 2019). Valley News. Accessed June 2, 2020.
"""


def checked(body: str, given: dict[int, ClaimSource] | None = None) -> list[CitedCheck]:
    article = read_article(f"A Title\n\n{body}\n{LIST}".encode(), "article.txt")
    both = {1: sources()["harbour"], 2: sources()["bees"]}
    return list(check_article(article, both if given is None else given))


def flags(one: CitedCheck) -> list[tuple[str, str, Level]]:
    return [(flag.code.value, flag.about, flag.level) for flag in one.check.flags]


def test_each_claim_is_held_against_what_it_cites() -> None:
    found = checked(
        "The harbour of Marlowe handled 94 percent of the island's grain.1\n\n"
        "The beekeepers say that clover does more for the 2.6 million hives than lime trees.2"
    )
    assert [(one.reference, flags(one)) for one in found] == [
        (1, [("figure-differs", "94 percent", Level.WARNING)]),
        (2, [("close-wording", "", Level.NOTE)]),
    ]


def test_an_inherited_citation_only_gives_notes() -> None:
    found = checked(
        "The harbour of Marlowe handled 94 percent of the island's grain. "
        "The dredging of the north channel was dear.1 Beekeepers lost 38 percent of all colonies.2"
    )
    assert [(one.claim.inherited, flags(one)) for one in found[:2]] == [
        (True, [("figure-differs", "94 percent", Level.NOTE)]),
        (False, []),
    ]


def test_sources_cited_together_answer_together() -> None:
    body = "The harbour handled 71 percent of the grain, and beekeepers lost 38 percent.1,2"
    assert [flags(one) for one in checked(body)] == [[], []]
    wrong = "The harbour handled 71 percent of the grain, and beekeepers lost 46.5 percent.1,2"
    codes = [[flag.about for flag in one.check.flags] for one in checked(wrong)]
    assert codes == [["46.5 percent"], ["46.5 percent"]]


def test_what_may_stand_in_an_unread_source_is_not_missing() -> None:
    body = "The harbour handled 46.5 percent of the island's grain in a year.1,2"
    assert flags(checked(body, {1: sources()["harbour"]})[0]) == []
    short = {1: sources()["harbour"], 2: ClaimSource(page("Not much."))}
    assert flags(checked(body, short)[0]) == []


def test_a_source_as_read_keeps_the_gate_shut_when_it_must() -> None:
    def read(state: SourceState, *, complete: bool = True, text: bool = True) -> Gate:
        source = Source(
            number=1,
            state=state,
            role=SourceRole.CITED,
            url="",
            found_at="",
            rule="",
            detail="",
            complete=complete,
            text=sources()["harbour"].source if text else None,
        )
        return claim_source(source).gate.gate

    assert read(SourceState.LIVE) is Gate.OPEN
    assert read(SourceState.PAYWALLED, complete=False) is Gate.INCOMPLETE
    assert read(SourceState.WRONG_WORK) is Gate.WRONG_WORK
    assert read(SourceState.DEAD, text=False) is Gate.INCOMPLETE
