"""Figures of the first article beside what its sources were seen to say of the same thing."""

import pytest

from audit.claims.agree import FigureIndex, nearest
from audit.claims.figures import find_figures
from audit.vocabulary import Fact

PAIRS = [
    (
        "the overdose rate per million EU residents is 17.3",
        "The EU average is 17.3 per million.",
        0,
    ),
    (
        "only 3 per 1,000,000 Portuguese people die",
        "there are 3 drug overdose deaths for every 1,000,000 citizens",
        0,
    ),
    ("in 2001", "Portugal decriminalised the use of all drugs in 2001", 0),
    (
        "a record high of 60 percent of Americans",
        "A record high 60 percent of American adults support legalization",
        0,
    ),
    (
        "Eight states have legalized; 22 have decriminalized; and 29 states have medical marijuana",
        "At least 22 states have decriminalized, eight of which have gone further. At least 29 do",
        0,
    ),
    ("Portugal’s 15-year experiment", "After more than 15 years, the approach has held", 0),
    (
        "the “trillion dollar failure” of the War on Drugs",
        "the US has spent more than $1 trillion on it",
        0,
    ),
    ("crashes are up 2.7 percent", "Collision claims rose 2.7% in three states", 0),
    ("around 64,000 Americans died", "about 64,000 deaths last year", 0),
    ("America’s four-decades long war on drugs", "After 40 years, the war on drugs has failed", 0),
    (
        "lowered rates of HIV by 94 percent",
        "new cases fell by 71 percent, from nearly 1,400 in 2000 to about 400 in 2006",
        1,
    ),
    (
        "almost 1 in 10 citizens was addicted to heroin",
        "one in every 100 Portuguese was battling an addiction, of 10 million people",
        1,
    ),
    (
        "more than five times more likely to be incarcerated",
        "arrested more than three times as often",
        1,
    ),
    (
        "In 2014, men were more likely",
        "In 2011, of the 225,242 prisoners, 45 percent were black",
        1,
    ),
    ("three decades of failed drug policy", "After 40 years the policy has failed", 1),
    ("trillions of dollars being spent", "has cost $1 trillion so far", 1),
]


@pytest.mark.parametrize(("claim", "source", "missing"), PAIRS, ids=lambda value: str(value)[:40])
def test_what_the_source_has(claim: str, source: str, missing: int) -> None:
    index = FigureIndex(source)
    facts = [index.find(figure) for figure in find_figures(claim)]
    assert facts
    assert facts.count(Fact.NOT_IN_SOURCE) == missing


@pytest.mark.parametrize(
    ("claim", "source", "shown"),
    [
        ("by 94 percent", "fell by 71 percent", "71 percent"),
        ("almost 1 in 10", "one in every 100 Portuguese", "one in every 100"),
        ("five times", "more than three times as often", "three times"),
        ("trillions of dollars", "has cost $1 trillion", "$1 trillion"),
    ],
)
def test_the_other_value_is_named(claim: str, source: str, shown: str) -> None:
    rival = nearest(find_figures(claim)[0], find_figures(source))
    assert rival is not None
    assert rival.text == shown
