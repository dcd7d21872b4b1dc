"""Hostile quotations on whole pages: no harm done, and nearly always the best answer."""

from collections import Counter
from typing import Any

import pytest

from audit.match import SourceIndex, match_quotation
from audit.model import Match
from audit.vocabulary import ChangeKind
from tests.match.sources import OUTCOMES, read_yaml, reform, valley

CASES: list[dict[str, Any]] = read_yaml("reform.yaml")
HOSTILE = [case for case in CASES if case["id"][0] in "ABCDE"]
VERBATIM = [case for case in CASES if case["id"][0] == "K"]
MUTANTS = [case for case in CASES if case["id"][0] == "M"]

KIND_MADE = {
    "digit": {ChangeKind.NUMBER},
    "negation added": {ChangeKind.NEGATION},
    "negation dropped": {ChangeKind.NEGATION},
    "words swapped": {ChangeKind.ORDER},
    "tail invented": {ChangeKind.TAIL},
    "word dropped": {ChangeKind.OMISSION},
    "word replaced": {ChangeKind.WORD},
}


def _match(case: dict[str, Any], index: SourceIndex) -> Match:
    return match_quotation(case["quote"], index, speaker=case.get("speaker", ""))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_no_outcome_does_harm(case: dict[str, Any]) -> None:
    match = _match(case, reform())
    assert OUTCOMES[match.verdict] not in case["danger"], match.reason
    assert OUTCOMES[match.verdict] in case["outcomes"], match.reason


def test_the_best_answer_is_given_in_at_least_92_percent_of_hostile_cases() -> None:
    best = sum(OUTCOMES[_match(case, reform()).verdict] == case["outcomes"][0] for case in HOSTILE)
    assert best / len(HOSTILE) >= 0.92


def test_no_verbatim_sentence_is_accused() -> None:
    verdicts = Counter(OUTCOMES[_match(case, reform()).verdict] for case in VERBATIM)
    assert verdicts == {"PASS": len(VERBATIM)}


def test_every_mutant_fails_and_at_least_95_percent_are_typed_as_made() -> None:
    matches = [(case, _match(case, reform())) for case in MUTANTS]
    assert {OUTCOMES[match.verdict] for _, match in matches} == {"FAIL"}
    typed = sum(
        bool(match.changes) and match.changes[0].kind in KIND_MADE[case["about"]]
        for case, match in matches
    )
    assert typed / len(MUTANTS) >= 0.95


@pytest.mark.parametrize("case", read_yaml("reform-more.yaml"), ids=lambda case: case["quote"][:60])
def test_more_quotations_from_the_same_page(case: dict[str, Any]) -> None:
    match = _match(case, reform())
    assert OUTCOMES[match.verdict] in case["want"], match.reason


@pytest.mark.parametrize(
    "case", read_yaml("valley.yaml")["cases"], ids=lambda case: case["quote"][:60]
)
def test_quotations_from_another_page(case: dict[str, Any]) -> None:
    match = _match(case, valley())
    assert OUTCOMES[match.verdict] in case["want"], match.reason
