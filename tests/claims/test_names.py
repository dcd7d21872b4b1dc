"""Names of a claim, and whether a source has them under some form."""

import pytest

from audit.claims.names import NameIndex, claim_names


@pytest.mark.parametrize(
    ("claim", "names"),
    [
        ("The harbour was built by Ann Lindqvist.", ["Ann Lindqvist"]),
        ("Harbours are built by people.", []),
        ("Mexico and Afghanistan have become unstable.", ["Mexico", "Afghanistan"]),
        ("It was the Food and Drug Administration.", ["Food and Drug Administration"]),
        ("Johns Hopkins University and the Lancet agree.", ["Johns Hopkins University", "Lancet"]),
        ("On Tuesday in March the mayor left.", []),
        ("The European Maritime Agency (EMA) left.", ["European Maritime Agency"]),
        ("Dr. Miriam Okafor’s team left.", ["Dr. Miriam Okafor"]),
        ("However, Portugal did it.", ["Portugal"]),
        ("In 2006 Ann Lindqvist left.", ["Ann Lindqvist"]),
        ("said Robert Roe of the Harbour Trust", ["Robert Roe", "Harbour Trust"]),
        ("the Bloomberg School of Public Health", ["Bloomberg School of Public Health"]),
        ("the War on Drugs", ["War on Drugs"]),
    ],
)
def test_names_of_a_claim(claim: str, names: list[str]) -> None:
    found = claim_names(claim)
    assert [name.text for name in found] == names
    for name in found:
        assert claim[name.start : name.end] == name.text
        assert name.words


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("said Ann Lindqvist", "Lindqvist told the council"),
        ("in Portugal", "Portuguese voters"),
        ("in the United States", "American voters"),
        ("in the U.S. last year", "the United States did"),
        ("the American public", "in the US, people"),
        ("said Jana Novotna", "Jana Novotná led the work"),
        ("the minister Basindawa left", "prime minister Basindawah left"),
        ("the IMF said", "the International Monetary Fund said"),
        ("by the World Health Organization", "the WHO has not said"),
        ("the Smart Approaches people", "smart approaches to cannabis"),
        ("the Congolese army", "the army of Congo"),
        ("the Parisian press", "the press in Paris"),
        ("by OpenAI’s staff", "Open AI is a firm"),
        ("in the Côte-Nord region", "the Cote Nord is cold"),
    ],
)
def test_a_name_that_the_source_has(claim: str, source: str) -> None:
    index = NameIndex(source)
    assert claim_names(claim)
    assert all(index.has(name) for name in claim_names(claim))


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("said Bo Karlsson", "Ann Lindqvist told the council of Carlow"),
        ("in Brazil", "in Portugal and in Spain"),
        ("the DEA said", "the drug agency said, and the FDA too"),
        ("in Afghanistan", "in Mexico and Colombia"),
        ("by Greenpeace", "by a green and peaceful people"),
    ],
)
def test_a_name_that_the_source_lacks(claim: str, source: str) -> None:
    index = NameIndex(source)
    assert [index.has(name) for name in claim_names(claim)] == [False]
