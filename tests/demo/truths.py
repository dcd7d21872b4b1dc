"""The table of truths: what a correct program says of the article against the web in a box."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from audit.vocabulary import Fact, FlagCode, SourceRole, SourceState, Verdict

_TABLE = Path(__file__).parent / "truths.yaml"


@dataclass(frozen=True, slots=True)
class SourceTruth:
    """The states a source may end in (the first is wanted), and the role of its address."""

    number: int
    states: tuple[SourceState, ...]
    role: SourceRole | None


@dataclass(frozen=True, slots=True)
class QuotationTruth:
    """``verdicts`` (the first is wanted) under the attribution of an editor, ``reference``."""

    id: str
    reference: int
    verdicts: tuple[Verdict, ...]
    says: Mapping[int, Verdict]
    why: str


@dataclass(frozen=True, slots=True)
class ClaimTruth:
    """What has to be warned of beside the claim that begins so, and what is known of its facts."""

    begins: str
    flags: frozenset[FlagCode]
    facts: Mapping[str, Fact]


@cache
def claim_truths() -> tuple[ClaimTruth, ...]:
    """The claims of which something is known; no other has anything to be warned of."""
    return tuple(
        ClaimTruth(
            begins,
            frozenset(FlagCode(code) for code in row.get("flags", ())),
            {text: Fact(fact) for text, fact in row.get("facts", {}).items()},
        )
        for begins, row in _table()["claims"].items()
    )


@cache
def source_truths() -> Mapping[int, SourceTruth]:
    """Truth by reference number."""
    return {
        number: SourceTruth(
            number,
            tuple(SourceState(state) for state in (row["state"], *row.get("or", ()))),
            SourceRole(row["role"]) if "role" in row else None,
        )
        for number, row in _table()["sources"].items()
    }


@cache
def quotation_truths() -> Mapping[str, QuotationTruth]:
    """Truth by quotation id, ``q01`` to ``q36``."""
    return {
        key: QuotationTruth(
            key,
            row["reference"],
            tuple(Verdict(verdict) for verdict in (row["verdict"], *row.get("or", ()))),
            {number: Verdict(verdict) for number, verdict in row["says"].items()},
            row.get("why", ""),
        )
        for key, row in _table()["quotations"].items()
    }


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = yaml.safe_load(_TABLE.read_text("utf-8"))
    return table
