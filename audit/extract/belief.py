"""Which claimed zones are believed: class names are guesses, and size tells the bad ones."""

from dataclasses import dataclass

from audit.extract.zones import FRAME_TAGS, Claim
from audit.vocabulary import Zone

# Measured on 334 pages: a class name on a container with more than 30% of the page's text is more
# often a layout or state name than a label of what it holds.
_NAME_SHARE = 0.30
_FRAME_SHARE = 0.60
_COMMENTS_SHARE = 0.90
_HIDDEN_SHARE = 0.50
_ARTICLE_SHARE = 0.20
_SMALL = 600  # characters: on a short page even a newsletter box is a large share
_SMALL_SHARE = 0.60

_STRENGTH = {
    zone: strength
    for strength, zone in enumerate(
        (
            Zone.MAIN,
            Zone.HEADING,
            Zone.FOOTNOTE,
            Zone.PULL_QUOTE,
            Zone.CAPTION,
            Zone.ASIDE,
            Zone.NAVIGATION,
            Zone.RELATED,
            Zone.CORRECTION,
            Zone.BANNER,
            Zone.COMMENTS,
            Zone.HIDDEN,
        )
    )
}


@dataclass(slots=True)
class Scope:
    """A labelled element: its claim, where its text starts, how long it is, what it holds.

    ``article_size`` is the length of the longest ``<article>`` in it.
    """

    parent: int
    claim: Claim
    tag: str
    start: int = 0
    size: int = 0
    in_article: bool = False
    holds_headline: bool = False
    article_size: int = 0


def resolve_zones(scopes: list[Scope], length: int) -> list[Zone]:
    """The zone of every scope, from the claims believed of it and of the scopes around it.

    ``length`` is that of the whole page's text; parents come before children in ``scopes``,
    and the first is the page.
    """
    zones: list[Zone] = []
    page = _Page(length, scopes[0].article_size >= _ARTICLE_SHARE * length > 0)
    for scope in scopes:
        outer = zones[scope.parent] if scope.parent >= 0 else Zone.MAIN
        own = scope.claim.zone
        if _STRENGTH[own] > _STRENGTH[outer] and _believed(scope, page):
            zones.append(own)
        else:
            zones.append(outer)
    return zones


@dataclass(frozen=True, slots=True)
class _Page:
    length: int
    has_article: bool


def _believed(scope: Scope, page: _Page) -> bool:
    share = scope.size / page.length if page.length else 0.0
    zone = scope.claim.zone
    # Lists of other stories are full of small articles: only one of some length is the work.
    whole = scope.holds_headline or scope.article_size > _NAME_SHARE * page.length
    if zone is Zone.HIDDEN and scope.claim.stated:
        return share <= _HIDDEN_SHARE or not whole
    if scope.claim.stated:
        return True
    if scope.tag in FRAME_TAGS:
        return _frame_believed(scope, share)
    if zone is Zone.HIDDEN:
        return share <= _NAME_SHARE or (scope.size <= _SMALL and not whole)
    if zone is Zone.COMMENTS:
        return share <= _COMMENTS_SHARE and not (scope.holds_headline and share > _NAME_SHARE)
    if share <= _NAME_SHARE or (page.has_article and not (scope.in_article or whole)):
        return True
    return scope.size <= _SMALL and share <= _SMALL_SHARE


def _frame_believed(scope: Scope, share: float) -> bool:
    if scope.tag == "noscript":
        return scope.size <= _SMALL or share <= _FRAME_SHARE
    if scope.tag == "header" and (scope.in_article or scope.holds_headline):
        return False
    return share <= _FRAME_SHARE or (scope.size <= _SMALL and not scope.in_article)
