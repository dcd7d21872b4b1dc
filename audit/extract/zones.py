"""Which zone an element claims for its text, by its tag, role, class names and style.

A claim by tag, role or style is the page's own statement. A claim by class name is a guess, and
class names lie ("no-sidebar" on the whole page), so the walk checks such a claim against the size
of the element before it is believed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from audit.extract.styles import HiddenSelectors, hides
from audit.vocabulary import Zone


@dataclass(frozen=True, slots=True)
class Claim:
    """A zone claimed by one element; ``stated`` by the page itself or guessed from a name."""

    zone: Zone
    stated: bool


HEADING_TAGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_TAGS = {
    "nav": Zone.NAVIGATION,
    "menu": Zone.NAVIGATION,
    "select": Zone.NAVIGATION,
    "figcaption": Zone.CAPTION,
    "caption": Zone.CAPTION,
    "svg": Zone.CAPTION,
    "dialog": Zone.BANNER,
    "h1": Zone.HEADING,
}
_ROLES = {
    "navigation": Zone.NAVIGATION,
    "menu": Zone.NAVIGATION,
    "menubar": Zone.NAVIGATION,
    "search": Zone.NAVIGATION,
    "banner": Zone.NAVIGATION,
    "contentinfo": Zone.NAVIGATION,
    "complementary": Zone.ASIDE,
    "dialog": Zone.BANNER,
    "alertdialog": Zone.BANNER,
    "doc-endnotes": Zone.FOOTNOTE,
    "doc-endnote": Zone.FOOTNOTE,
    "doc-footnote": Zone.FOOTNOTE,
    "doc-pullquote": Zone.PULL_QUOTE,
    "doc-errata": Zone.CORRECTION,
}
# Tags that often frame a page rather than the article; inside an article, or around its headline,
# they hold the work itself, so they are only guesses.
FRAME_TAGS = {
    "header": Zone.NAVIGATION,
    "footer": Zone.NAVIGATION,
    "aside": Zone.ASIDE,
    "noscript": Zone.HIDDEN,
}
_NAMES: tuple[tuple[Zone, str], ...] = (
    (
        Zone.CORRECTION,
        "corrections?|clarifications?|errat(?:um|a)|editors?-note|editor-s-note|amendment",
    ),
    (Zone.PULL_QUOTE, "pull-?quotes?|pulled-quote|(?:block)?quote-+(?:pull|callout)|callout-quote"),
    (
        Zone.COMMENTS,
        "comments?|comment-?list|comment-(?:section|thread|body|content|area)|commentary-list"
        "|disqus(?:-thread)?|replies|respond|livefyre|talkback|reader-reactions|user-reviews"
        "|coral-(?:stream|talk)\\w*|spot-?im\\w*|hyvor-talk\\w*|discussion-(?:thread|list|area)",
    ),
    (
        Zone.BANNER,
        "cookies?|cookie-?(?:bar|banner|notice|law|consent|policy)|consent|gdpr|ccpa|onetrust|didomi"
        "|usercentrics|cookiebot|cmp|interstitial|modal|pop-?up|site-alert|wm-ipp(?:-base)?"
        "|site-(?:banner|notice)|app-banner|smart-?banner|truste\\w*|quantcast\\w*|(?:qc-)?cmp2\\w*"
        "|sp-message\\w*|privacy-(?:banner|notice|bar|prompt|wall|popup)|announcement-bar",
    ),
    (
        Zone.NAVIGATION,
        "nav|nav-?bar|navigation|breadcrumbs?|pagination|pager|footer|site-footer|masthead|menu"
        "|(?:top|sub|side|main)-?nav|mega-?menu|site-header|global-header|top-?bar"
        "|skip-(?:link|to|nav|content)\\w*|tag-?list|tags-list"
        "|sharedaddy"
        "|(?:social|shar(?:e|ing))(?:-(?:buttons?|bar|tools?|links?|icons?|this))?(?=-(?: |$))",
    ),
    (
        Zone.RELATED,
        "related|recommended|recommendations?|recirc(?:ulation)?|outbrain|taboola|trending|popular"
        "|more-?(?:stor(?:y|ies)|news|from|on|in|articles|posts|like-this)|read-?(?:next|more|also)"
        "|also-(?:read|like|on)|you-may|up-next|next-up|see-also|further-reading|teasers"
        "|most-?(?:read|viewed|popular|shared|commented)|latest-(?:news|stories|posts|headlines)|promos?"
        "|related-?(?:posts|articles|stories|content|news|links)|(?:jp-)?relatedposts\\w*"
        "|teaser-list|onward(?:-journey)?|suggested-(?:reads?|stories|articles)|also-in-\\w+"
        "|network-links",
    ),
    (
        Zone.ASIDE,
        "side-?bar|aside|newsletter|subscribe|subscription|sign-?up|widget-area"
        "|sidebar-widget|advert(?:s|isement)?"
        "|ads?|ad-(?:slot|unit|container)|sponsor(?:ed|s)?|donat(?:e|ion)|infobox|fact-?box"
        "|author-?(?:bio|box|card|info)|about-(?:the-)?author",
    ),
    (
        Zone.CAPTION,
        "captions?|fig-?caption|thumb-?caption|wp-caption-text|(?:image|photo|media)-(?:credit|caption)",
    ),
    (Zone.FOOTNOTE, "footnotes?|end-?notes?|fn-list|ref-?list|references"),
)
_NAME_RULES = tuple((zone, re.compile(rf"(?<=-)(?:{names})(?=-)")) for zone, names in _NAMES)
_STATE = re.compile(
    r"^-(?:no|has|with|without|is|show|hide|js|category|tag(?!-list)|topic|type|format|template)-"
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_UNNAMED = frozenset({"html", "body", "main", "article"})
_LONGEST_NAME = 400
_COMMENT_NAME = re.compile(r"(?:^|\s)(?:reader-|user-)?comment(?:-(?:body|item|content))?(?:\s|$)")
_COMMENT_TYPES = re.compile(r"schema\.org/(?:User)?Comments?$", re.IGNORECASE)


def claim_of(
    tag: str, attributes: Mapping[str, str], inline: bool, selectors: HiddenSelectors
) -> Claim | None:
    """The zone that an element claims, ``None`` when it claims none.

    ``inline`` elements stand in a running sentence, so of them only hiding and captions count.
    """
    if attributes:
        hidden = hides(tag, attributes, inline, selectors)
        if hidden is not None and tag not in _UNNAMED:
            return Claim(Zone.HIDDEN, hidden)
    if tag in _UNNAMED:
        commented = tag == "article" and _COMMENT_NAME.search(attributes.get("class", ""))
        return Claim(Zone.COMMENTS, False) if commented else _comment_type(attributes)
    if tag in _TAGS:
        return Claim(_TAGS[tag], True)
    claim = _claim_of_attributes(attributes) if attributes else None
    if inline:
        return claim if claim is not None and claim.zone is Zone.CAPTION else None
    if claim is not None:
        return claim
    if tag in HEADING_TAGS:
        return Claim(Zone.HEADING, True)
    return Claim(FRAME_TAGS[tag], False) if tag in FRAME_TAGS else None


def _claim_of_attributes(attributes: Mapping[str, str]) -> Claim | None:
    role = attributes.get("role", "")
    if role in _ROLES:
        return Claim(_ROLES[role], True)
    comment = _comment_type(attributes)
    if comment is not None:
        return comment
    class_names, identifier = attributes.get("class", ""), attributes.get("id", "")
    if len(class_names) + len(identifier) > _LONGEST_NAME:
        return None
    zone = zone_of_names(class_names, identifier)
    return None if zone is None else Claim(zone, False)


def _comment_type(attributes: Mapping[str, str]) -> Claim | None:
    if _COMMENT_TYPES.search(attributes.get("itemtype", "")):
        return Claim(Zone.COMMENTS, True)
    return None


@lru_cache(maxsize=4096)
def zone_of_names(class_names: str, identifier: str) -> Zone | None:
    """The zone that class names and an id speak of, ``None`` when they speak of none."""
    names = f"{class_names} {identifier}"
    normal = [_normal_name(name) for name in names.split()]
    spoken = " ".join(name for name in normal if not _STATE.match(name))
    for zone, pattern in _NAME_RULES:
        if pattern.search(spoken):
            return zone
    return None


def _normal_name(name: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", _CAMEL.sub("-", name).lower())
    return f"-{words.strip('-')}-"
