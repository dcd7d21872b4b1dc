"""Pages that stand in place of the work: each function returns its evidence, or an empty string."""

import re
from collections.abc import Iterable

from audit.extract import phrases
from audit.extract.embedded import linked_data_of
from audit.extract.page import Page
from audit.extract.titles import fold_spelling, title_variants
from audit.vocabulary import Zone

_WALL_WORDS = 150
_SMALL_WORDS = 250
_PARKED_WORDS = 200
_LD_WINDOW = 2_000_000  # bytes in which JSON-LD is looked for
_LONGEST = 4000  # characters of any one text that are searched for a phrase
_SHELL_WORDS = 50
_ARTICLE_WORDS = 250
_NOTICE_WORDS = 60
"""An appeal to subscribe is a short block; a sentence about subscribing stands in a long one."""


def challenge(page: Page) -> str:
    """A bot challenge or a refusal. Its scripts are on ordinary pages too, so the text decides."""
    if len(page.words) > _WALL_WORDS:
        return ""
    named = _found(phrases.CHALLENGE, _name_parts(page))
    if named:
        return f"the page calls itself “{named}”"
    headers = dict(page.fetched.headers)
    if "cf-mitigated" in headers:
        return f"header cf-mitigated: {headers['cf-mitigated']}"
    if page.embedded > _SHELL_WORDS:
        return ""
    mark = next((mark for mark in phrases.CHALLENGE_MARKS if mark in page.raw), b"")
    if mark and (len(page.words) <= _SHELL_WORDS or mark == b"_cf_chl_opt"):
        return f"the page carries {mark.decode('ascii')} and {len(page.words)} words"
    return ""


def parked(page: Page) -> str:
    """A domain for sale; small pages only, for articles write about domains for sale too."""
    if len(page.words) > _PARKED_WORDS or _is_article(page):
        return ""
    shown = " | ".join([*page.names, " ".join(page.words)])[:_LONGEST]
    found = _match(phrases.PARKED, shown)
    return f"the page says “{found}”" if found else ""


def not_found(page: Page, cited_title: str, titled: bool) -> str:
    """A not-found phrase in the title or the first heading.

    A page ``titled`` like the cited work is alive unless its own title says otherwise, and a
    phrase that is part of the cited title is no evidence.
    """
    places = (page.text.metadata.title,) if titled else page.names
    for name in places:
        for part in _parts(name):
            phrase = _match(phrases.NOT_FOUND, part)
            if phrase and not _is_cited(phrase, cited_title) and not _is_article(page):
                return f"the page calls itself “{part}”"
    return ""


def consent_wall(page: Page) -> str:
    """A page that asks for consent before it shows anything."""
    if len(page.words) > _SMALL_WORDS or _is_article(page):
        return ""
    few = len(page.words) <= _WALL_WORDS
    named = _found(phrases.CONSENT, _name_parts(page) if few else [page.text.metadata.title])
    if named:
        return f"the page calls itself “{named}”"
    final = page.fetched.final_url
    if final != page.fetched.url and phrases.CONSENT_ADDRESS.search(final):
        return f"the address leads to {final}"
    banners = page.text_in(Zone.BANNER)
    asked = _match(phrases.CONSENT, " ".join(banners))
    if asked and len(page.words) < _SHELL_WORDS and page.embedded < _SHELL_WORDS:
        return f"nothing but a dialog: “{asked}”"
    return ""


def login_wall(page: Page) -> str:
    """A login form in place of the text."""
    if _is_article(page):
        return ""
    form = bool(phrases.PASSWORD_FIELD.search(page.raw))
    named = _found(phrases.LOGIN, _name_parts(page))
    few = len(page.words) <= _WALL_WORDS
    final = page.fetched.final_url
    led = final != page.fetched.url and bool(phrases.LOGIN_PATH.search(final))
    if form and few and (named or led):
        return f"a login form: “{named or final}”"
    if led and few:
        return f"the address leads to {final}"
    if form and len(page.words) <= _SHELL_WORDS and page.embedded <= _SHELL_WORDS:
        return f"a password field and {len(page.words)} words"
    return ""


def scripts_only(page: Page) -> str:
    """A shell that scripts would fill: next to no text, shown or embedded."""
    if len(page.words) > _SHELL_WORDS or page.embedded > _SHELL_WORDS:
        return ""
    asked = _found(
        phrases.NEEDS_SCRIPT, page.text_in(Zone.HIDDEN, Zone.MAIN, Zone.HEADING, Zone.BANNER)
    )
    if asked:
        return f"{len(page.words)} words shown; “{asked}”"
    scripts = page.raw.count(b"<script")
    if scripts and phrases.EMPTY_ROOT.search(page.raw):
        return f"{len(page.words)} words shown; an empty element that scripts fill"
    if scripts and not page.words:
        return f"no text of its own; {scripts} scripts"
    return ""


def no_text(page: Page) -> str:
    """A page that shows and embeds nothing, though it may have a title or hidden text."""
    silent = (Zone.METADATA, Zone.HIDDEN)
    if any(block.zone not in silent for block in page.text.blocks):
        return ""
    return "the page shows no text"


def paywall(page: Page) -> str:
    """The page says itself that only part of it is free."""
    stated = _not_free(page)
    if stated:
        return stated
    zones = (Zone.MAIN, Zone.HEADING, Zone.ASIDE, Zone.BANNER, Zone.RELATED)
    short = [text for text in page.text_in(*zones) if len(text.split()) <= _NOTICE_WORDS]
    appeal = _found(phrases.PAYWALL, short)
    mark = phrases.PAYWALL_MARK.search(page.raw)
    if appeal and (mark or len(page.words) < 3 * _ARTICLE_WORDS):
        return f"“{appeal}”"
    return ""


def _not_free(page: Page) -> str:
    """What JSON-LD says (schema.org ``isAccessibleForFree``), as a bool or as the word."""
    if b"isaccessibleforfree" not in page.raw:
        return ""
    stated = [item["isAccessibleForFree"] for item in linked_data_of(page.fetched.body[:_LD_WINDOW])
              if "isAccessibleForFree" in item]  # fmt: skip
    if any(
        str(value).rsplit("/", 1)[-1].strip().lower() in ("false", "0", "no") for value in stated
    ):
        return "isAccessibleForFree is false"
    return ""


def _is_article(page: Page) -> bool:
    """Whether a page is dated and long enough to be an article that merely speaks of such pages."""
    return bool(page.text.metadata.published) and len(page.words) >= _ARTICLE_WORDS


def _name_parts(page: Page) -> list[str]:
    return [part for name in page.names for part in _parts(name)]


def _parts(name: str) -> list[str]:
    return list(dict.fromkeys([*title_variants(name), name]))


def _is_cited(phrase: str, cited_title: str) -> bool:
    return bool(cited_title) and fold_spelling(phrase) in fold_spelling(cited_title)


def _match(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0].strip() if found else ""


def _found(pattern: re.Pattern[str], texts: Iterable[str]) -> str:
    """The first of ``texts`` that has the phrase, shortened."""
    return next((text[:120] for text in texts if pattern.search(text[:_LONGEST])), "")
