"""The rule by which one candidate is accepted without an editor. Pure.

Its host is the publisher's, its own title is the cited one, its date is within a month, it has the
expected text, and no other page of the publisher comes near. ``audit.resolve.rules`` has the
numbers and what they were measured on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from audit.extract.titles import fold_spelling, title_variants
from audit.model import PageMetadata, Reference
from audit.publishers import hosts_of, is_host_of
from audit.resolve.addresses import host_of, url_date
from audit.resolve.candidate import Candidate
from audit.resolve.printable import printable
from audit.resolve.rules import LEAST_LEAD, MOST_MONTHS_APART, SAME_TITLE, UNSURE_SCORE
from audit.resolve.titles import TitleScore, best_title
from audit.vocabulary import SourceState

_NO_METADATA = PageMetadata()


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A candidate's page as it was read, live or from an archive.

    ``url`` is where the page really is (the original address of a capture). ``text`` is ``None``
    when nothing could be read, ``state`` then says why. ``whole``: nothing of the text is missing.
    """

    candidate: Candidate
    url: str
    state: str
    metadata: PageMetadata = _NO_METADATA
    text: str | None = None
    whole: bool = False
    archived: str = ""


class Standing(IntEnum):
    """What a page is to the reference, best last."""

    REFUSED = 0
    ELSEWHERE = 1
    DOUBTFUL = 2
    FITTING = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """A page under the rule: its standing, and in ``why`` the first condition that failed."""

    page: ReadPage
    standing: Standing
    title: TitleScore
    months: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """``accepted`` is the one page that every condition holds for; else ``why`` tells."""

    accepted: Judged | None
    why: str


def judge(page: ReadPage, reference: Reference) -> Judged:
    """One page by itself: publisher's host, own title, date, expected text."""
    title = best_title(reference.title, own_titles(page.metadata))
    months = months_apart(page, reference)
    at_home = is_host_of(host_of(page.url), hosts_of(reference))

    def judged(standing: Standing, why: str = "") -> Judged:
        return Judged(page, standing, title, months, why)

    if page.text is None:
        return _unreadable(page, at_home)
    expected = _expected_text(page, reference)
    if expected is False:
        return judged(Standing.REFUSED, "the page does not have the expected text")
    if title.score < SAME_TITLE:
        named = f"“{title.title}”" if title.title else "missing"
        why = title.why or f"score {title.score:.0f}"
        standing = Standing.DOUBTFUL if at_home and title.score else Standing.REFUSED
        return judged(standing, f"the page’s title is {named}: {why}")
    if not at_home:
        return judged(Standing.ELSEWHERE, not_the_publishers(page.url))
    return judged(*_dated(page, reference, months, expected))


def _unreadable(page: ReadPage, at_home: bool) -> Judged:
    """A page without text may still be the work cited: it stands with what its service says."""
    title = TitleScore(page.candidate.score, page.candidate.title)
    if page.state == SourceState.WRONG_WORK:
        return Judged(page, Standing.REFUSED, title, None, "the page there is another work")
    standing = Standing.DOUBTFUL if at_home else Standing.REFUSED
    return Judged(page, standing, title, None, f"the page could not be read ({page.state})")


def _dated(
    page: ReadPage, reference: Reference, months: int | None, expected: bool | None
) -> tuple[Standing, str]:
    """The standing of a page of the publisher with the cited title."""
    if expected is None and reference.expect_text:
        return Standing.DOUBTFUL, "only part of the page was read, without the expected text"
    if months is None:
        return Standing.DOUBTFUL, "the page’s month is not known"
    if abs(months) > MOST_MONTHS_APART:
        said = ", ".join(page_dates(page)) or "not dated"
        return Standing.DOUBTFUL, f"the page is dated {said}, the reference {reference.issued}"
    return Standing.FITTING, ""


def decide(reference: Reference, judged: Sequence[Judged], unread: Sequence[Candidate]) -> Decision:
    """The one page that fits and leads all others of the publisher, if there is one.

    ``judged`` has each page once. ``unread`` are candidates whose pages were not read: they count
    with the title their service gives. The month never decides between two pages, but only a page
    of exactly the cited month passes one that nobody could read and whose address has all the
    words of the title.
    """
    fitting = [one for one in judged if one.standing is Standing.FITTING]
    if not fitting:
        best = max(judged, key=lambda one: (one.standing, one.title.score), default=None)
        return Decision(None, best.why if best else "no service knows an address")
    fitting.sort(key=lambda one: -one.title.score)
    first = fitting[0]
    hosts = hosts_of(reference)
    rivals = [one.title for one in judged if one is not first and _rivals(one)]
    rivals += [
        TitleScore(one.score, one.title) for one in unread if is_host_of(host_of(one.url), hosts)
    ]
    scores = [_weight(rival, exact=first.months == 0) for rival in rivals]
    if scores and first.title.score - max(scores) < LEAST_LEAD:
        several = len([score for score in scores if first.title.score - score < LEAST_LEAD]) + 1
        return Decision(None, f"{several} pages of the publisher fit equally well")
    return Decision(first, "")


def not_the_publishers(url: str) -> str:
    """Why a page at another host is not accepted, and what would make it one of the publisher's."""
    return f"{host_of(url)} is not known as the publisher’s; add it to the aliases if it is"


def own_titles(metadata: PageMetadata) -> tuple[str, ...]:
    """What a page calls itself: headline and title, and their parts without the site's name."""
    found = title_variants(metadata.headline, metadata.site_name)
    found += title_variants(metadata.title, metadata.site_name)
    return tuple(dict.fromkeys(map(printable, found)))


def page_dates(page: ReadPage) -> tuple[str, ...]:
    """The dates a page goes by: published and updated as it says, that in its address; else that
    of a publisher's or registry's own index."""
    own = [page.metadata.published, page.metadata.updated, url_date(page.url)]
    registered = [page.candidate.date] if page.candidate.registered else []
    found = [date for date in own if date] or registered
    return tuple(dict.fromkeys(date for date in found if date))


def months_apart(page: ReadPage, reference: Reference) -> int | None:
    """Months from the cited (or the reference's update) month to the page's nearest date.

    ``None`` when either is not known to the month.
    """
    cited = [_month(date) for date in (reference.issued, reference.updated)]
    own = [_month(date) for date in page_dates(page)]
    apart = [there - here for here in cited if here for there in own if there]
    return min(apart, key=abs, default=None)


def _month(date: str) -> int | None:
    parts = date.split("-")
    return int(parts[0]) * 12 + int(parts[1]) if len(parts) >= 2 else None


def _expected_text(page: ReadPage, reference: Reference) -> bool | None:
    """Whether the expected words are there; ``None`` when the part that was read cannot tell."""
    if not reference.expect_text:
        return None
    if fold_spelling(reference.expect_text) in fold_spelling(page.text or ""):
        return True
    return False if page.whole else None


def _weight(rival: TitleScore, *, exact: bool) -> float:
    """The score of a rival; a page that is known by its address alone may have any title."""
    by_address_alone = not rival.title and rival.score >= UNSURE_SCORE
    return 100.0 if by_address_alone and not exact else rival.score


def _rivals(one: Judged) -> bool:
    return one.standing in (Standing.FITTING, Standing.DOUBTFUL)
