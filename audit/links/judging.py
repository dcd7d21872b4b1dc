"""From what was fetched to the check that is kept: the page is read only when that can matter."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from audit import __version__
from audit.extract.work import title_agreement
from audit.history import Check, Link, VerifiedPassage
from audit.links.lists import Listed
from audit.match import SourceIndex, find_verbatim
from audit.match.words import tokenize
from audit.model import Fetched, Reference
from audit.source_values import Reading, confirmed
from audit.sources import PAGES, SourceReader
from audit.vocabulary import SourceState

# Of a page whose words are not looked for, this much shows what it is; where it does not show a
# live page, the whole is read.
_BEGINNING = 100_000
# A page with less than this part of its former text may be a teaser, and its loss no drift.
_LEAST_TEXT = 0.5
_GOOD = (SourceState.LIVE, SourceState.MOVED)


class PageJudge:
    """Judges pages, and repeats its judgement of a page that is as it was at the last check."""

    def __init__(
        self,
        reader: SourceReader,
        known: Mapping[str, Link],
        passages: Mapping[str, tuple[VerifiedPassage, ...]],
    ) -> None:
        self._reader, self._known, self._passages = reader, known, passages

    def check(self, fetched: Fetched, listed: Listed, at: float) -> Check:
        """What ``fetched`` says of the address, at the time ``at`` (seconds since 1970)."""
        plain = Check(
            url=listed.url,
            host=listed.host,
            at=at,
            state=fetched.state,
            rule=fetched.rule,
            status=fetched.status,
            final_url=fetched.final_url,
        )
        if fetched.state not in PAGES:
            return plain
        passages = self._passages.get(listed.url, ())
        evidence = hashlib.sha256(fetched.body).hexdigest()
        judged = _all_that_counts(fetched, listed, passages, evidence)
        plain = replace(plain, evidence=evidence, judged=judged)
        known = self._known.get(listed.url)
        before = known.judgement if known else None
        missing = any(passage.presence.missed for passage in passages)  # to be looked for again
        if before is not None and before.key == judged and not missing:
            return replace(plain, state=before.state, rule=before.rule)
        return self._read(plain, fetched, listed, passages)

    def _read(
        self,
        plain: Check,
        fetched: Fetched,
        listed: Listed,
        passages: tuple[VerifiedPassage, ...],
    ) -> Check:
        reading = self._reading(fetched, listed, wanted=bool(passages))
        state = reading.judgement.state
        check = replace(plain, state=state, rule=reading.judgement.rule)
        if not passages or state not in _GOOD:
            return check
        several = reading.pages > 1  # the pages that follow may change by themselves
        there = tuple(_looked_for(passages, reading, listed.reference))
        return replace(check, there=there, judged="" if several else plain.judged)

    def _reading(self, fetched: Fetched, listed: Listed, *, wanted: bool) -> Reading:
        """The page as read; only its beginning where no words are ``wanted`` and that suffices."""
        reference = listed.reference
        expected = reference is not None and bool(reference.expect_text)
        if not wanted and not expected and len(fetched.body) > _BEGINNING and _is_html(fetched):
            beginning = replace(fetched, body=fetched.body[:_BEGINNING])
            reading = self._reader.judge(beginning, reference, joined=False)
            if reading.judgement.state in _GOOD:
                return reading
        return self._reader.judge(fetched, reference, joined=wanted)


def _looked_for(
    passages: Sequence[VerifiedPassage], reading: Reading, work: Reference | None
) -> Iterator[tuple[str, bool]]:
    """Which passages were found; those missing only where the page is surely the cited work, and
    not much less of it than there was."""
    index, text = SourceIndex(reading.text), reading.text
    same = work is not None and title_agreement(text.metadata, work.title)[1]
    for passage in passages:
        if is_there(passage, index):
            yield passage.key, True
        elif same and len(text.text) >= _LEAST_TEXT * passage.characters:
            yield passage.key, False


def is_there(passage: VerifiedPassage, index: SourceIndex) -> bool:
    """Whether a page still has the article's words or the source's own, anywhere on it."""
    own = tokenize(passage.passage).folded
    return index.layout.find(own) is not None or find_verbatim(passage.quotation, index)


def confirm_dead_host(check: Check) -> Check:
    """A host without an address, once others have answered in the same run."""
    return replace(check, state=confirmed(check.state, check.rule))


def _is_html(fetched: Fetched) -> bool:
    return "html" in fetched.media_type


def _all_that_counts(
    fetched: Fetched, listed: Listed, passages: tuple[VerifiedPassage, ...], evidence: str
) -> str:
    """A hash of all that a judgement depends on: the same means that it would come out the same."""
    work = listed.reference
    cited = (work.title, work.container_title, work.expect_text, work.aliases) if work else ()
    answer = (fetched.state, fetched.status, fetched.final_url, fetched.media_type, fetched.charset)
    sought = [passage.key for passage in passages]
    parts = json.dumps([__version__, evidence, answer, cited, sought])
    return hashlib.sha256(parts.encode()).hexdigest()
