"""Rates of every flag on a human-labelled set of claims with their pages, kept outside.

Name the set in CLAIM_SET: JSON lines in the shape of WiCE (Kamoi et al., 2023), one claim each with
``claim``, ``evidence`` (the page, sentence by sentence), ``label`` (``supported``,
``partially_supported``, ``not_supported``) and ``supporting_sentences`` (groups of places in
``evidence``, each group enough by itself). Pages of such sets are other people's; none is shipped.
"""

import json
import math
import os
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.claims import ClaimSource, check
from audit.claims.source import Likeness
from audit.model import Block, ClaimCheck, Flag, PageMetadata, SourceText
from audit.semantic import MeaningModel, load_model
from audit.vocabulary import FlagCode, Zone

VARIABLE = "CLAIM_SET"
SUPPORTED, PARTLY, NOT = "supported", "partially_supported", "not_supported"
CLOSE = FlagCode.CLOSE_WORDING.value
_TITLE = "(meta data) TITLE: "
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Labelled:
    """A claim with its page; ``gold`` are groups of sentences, each of which is enough."""

    claim: str
    label: str
    source: SourceText
    gold: tuple[frozenset[tuple[int, int]], ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim and what the rules make of it."""

    labelled: Labelled
    check: ClaimCheck
    milliseconds: float

    @property
    def codes(self) -> frozenset[str]:
        """The flags raised, names of several words apart from single ones."""
        return frozenset(map(_kind, self.check.flags))

    @property
    def top(self) -> int | None:
        """The rank (from 1) of the first passage that touches a gold sentence, 0 for none of the
        three; ``None`` where no sentence was marked."""
        gold = frozenset().union(*self.labelled.gold) if self.labelled.gold else frozenset()
        if not gold:
            return None
        for rank, passage in enumerate(self.check.passages, 1):
            if any(passage.start < end and start < passage.end for start, end in gold):
                return rank
        return 0


def _kind(flag: Flag) -> str:
    if flag.code is not FlagCode.NAME_NOT_IN_SOURCE:
        return flag.code.value
    return "name of several words" if " " in flag.about else "name of one word"


def read(path: Path) -> tuple[Labelled, ...]:
    """The set in ``path``, every line of it."""
    return tuple(_labelled(json.loads(line)) for line in path.read_text("utf-8").splitlines())


def _labelled(record: dict[str, object]) -> Labelled:
    evidence = record["evidence"]
    groups = record["supporting_sentences"]
    assert isinstance(evidence, list)
    assert isinstance(groups, list)
    title = next((one.removeprefix(_TITLE) for one in evidence if one.startswith(_TITLE)), "")
    text, blocks = "", []
    for sentence in evidence:
        start = len(text) + bool(text)
        text += ("\n" if text else "") + sentence
        blocks.append(Block(start, start + len(sentence), Zone.MAIN))
    spans = [(block.start, block.end) for block in blocks]
    return Labelled(
        claim=str(record["claim"]),
        label=str(record["label"]),
        source=SourceText(text, tuple(blocks), PageMetadata(title=title)),
        gold=tuple(frozenset(spans[place] for place in group) for group in groups),
    )


def look(claims: Iterable[Labelled], likeness: Likeness | None) -> tuple[Seen, ...]:
    """Every claim beside its page, which is indexed anew for each."""
    found = []
    for labelled in claims:
        begin = time.process_time()
        checked = check(labelled.claim, ClaimSource(labelled.source), likeness=likeness)
        spent = (time.process_time() - begin) * 1000
        found.append(Seen(labelled, checked, spent))
    return tuple(found)


def wilson(hits: int, cases: int) -> str:
    """A share with its 95 % interval (Wilson, 1927)."""
    if not cases:
        return "no cases"
    share, square = hits / cases, _Z * _Z
    middle = (share + square / (2 * cases)) / (1 + square / cases)
    reach = math.sqrt(share * (1 - share) / cases + square / (4 * cases * cases))
    reach *= _Z / (1 + square / cases)
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    return f"{share:.3f} [{low:.3f}, {high:.3f}] ({hits} of {cases})"


def tell(seen: Sequence[Seen]) -> None:
    """Print the rates."""
    usable = [one for one in seen if one.check.gate.open]
    print(f"gate open: {wilson(len(usable), len(seen))}")
    true = [one for one in usable if one.labelled.label == SUPPORTED]
    close = [one for one in usable if CLOSE in one.codes]
    sound = sum(one.labelled.label == SUPPORTED for one in close)
    print(f"{CLOSE}: supported {wilson(sound, len(close))}")
    kinds = sorted({code for one in usable for code in one.codes} - {CLOSE})
    for kind in kinds:
        _tell_kinds(kind, usable, true, {kind})
    firm = {FlagCode.FIGURE_NOT_IN_SOURCE.value, FlagCode.FIGURE_DIFFERS.value}
    _tell_kinds("any figure", usable, true, firm)
    loud = firm | {"name of several words", FlagCode.NO_MATCHING_PASSAGE.value}
    _tell_kinds("any warning", usable, true, loud)
    tops = [one.top for one in seen if one.top is not None]
    print(f"gold sentence among the three passages: {wilson(sum(map(bool, tops)), len(tops))}")
    print(f"milliseconds a claim, page indexed: {_median(one.milliseconds for one in seen):.1f}")


def _tell_kinds(name: str, usable: Sequence[Seen], true: Sequence[Seen], kinds: set[str]) -> None:
    flagged = [one for one in usable if one.codes & kinds]
    right = sum(one.labelled.label != SUPPORTED for one in flagged)
    false = sum(bool(one.codes & kinds) for one in true)
    print(f"{name}: right {wilson(right, len(flagged))}; false alarms {wilson(false, len(true))}")


def _median(values: Iterable[float]) -> float:
    return statistics.median(values)


def run() -> bool:
    """Print the rates of the set that the environment names, by words and with the model."""
    named = os.environ.get(VARIABLE, "")
    if not named:
        print(f"{VARIABLE} names no set of labelled claims")
        return True
    claims = read(Path(named))
    labels = {
        label: sum(one.label == label for one in claims) for label in (SUPPORTED, PARTLY, NOT)
    }
    words = _median(len(one.source.text.split()) for one in claims)
    print(f"{len(claims)} claims {labels}, pages of {words:.0f} words (median)")
    print("-- by words")
    tell(look(claims, None))
    model = load_model()
    if isinstance(model, MeaningModel):
        print(f"-- with {model.name}")
        tell(look(claims, model.likeness))
    return True
