"""What a page really is: the work, an error page in disguise, a wall, a shell without text.

The transport says that a body came with status 200; these gates say what the body is. Each gate
names its rule and the evidence, and a title that matches the cited work is evidence of life.
"""

from collections.abc import Callable
from dataclasses import dataclass

from audit.extract import extract
from audit.extract.addresses import is_home, led_home, original_address, sibling_url
from audit.extract.likeness import alike
from audit.extract.page import Page
from audit.extract.walls import (
    challenge,
    consent_wall,
    login_wall,
    no_text,
    not_found,
    parked,
    paywall,
    scripts_only,
)
from audit.extract.work import compare_work, title_agreement
from audit.model import Fetched, Reference, SourceText
from audit.vocabulary import SourceState

__all__ = ["PageJudgement", "judge_page", "sibling_url", "wants_sibling"]

_ARRIVED = frozenset({SourceState.LIVE, SourceState.MOVED})
_ARTICLE_WORDS = 200


@dataclass(frozen=True, slots=True)
class PageJudgement:
    """The state of a page, the ``rule`` that decided it and, in words, its evidence."""

    state: SourceState
    rule: str
    detail: str


def judge_page(
    fetched: Fetched,
    text: SourceText,
    reference: Reference | None = None,
    sibling: Fetched | None = None,
) -> PageJudgement:
    """Judge what was fetched by its ``text``, its title and addresses.

    ``text`` is what ``extract`` read from the body. ``sibling`` is what a made-up address beside
    the page answered, when one was asked (see ``wants_sibling``). States other than live and moved
    come from the transport and stand; a bot challenge among them is named.
    """
    page = Page.of(fetched, text)
    if fetched.state not in _ARRIVED:
        evidence = challenge(page) if fetched.state is SourceState.BLOCKED else ""
        rule = "challenge" if evidence else fetched.rule
        return PageJudgement(fetched.state, rule, evidence or fetched.detail)
    nothing = _nothing(page)
    if nothing is not None:
        return nothing
    titled = reference is not None and title_agreement(text.metadata, reference.title)[1]
    if page.is_html:
        for state, rule, gate in _gates(reference, sibling, titled):
            evidence = gate(page)
            if evidence:
                return PageJudgement(state, rule, evidence)
    if titled:
        return PageJudgement(fetched.state, "title", f"the page’s title is “{page.own_title}”")
    return PageJudgement(fetched.state, fetched.rule, fetched.detail)


Gate = Callable[[Page], str]


def _gates(
    reference: Reference | None, sibling: Fetched | None, titled: bool
) -> list[tuple[SourceState, str, Gate]]:
    """The gates in the order in which they are asked, walls before what is behind them."""
    cited = reference.title if reference is not None else ""

    def lost(page: Page) -> str:
        return "" if titled else _led_away(page)

    def no_such_page(page: Page) -> str:
        return not_found(page, cited, titled)

    def like_sibling(page: Page) -> str:
        return "" if titled or sibling is None else _like_sibling(page, sibling)

    def other_work(page: Page) -> str:
        return "" if titled or reference is None else _other_work(page, reference)

    return [
        (SourceState.BLOCKED, "challenge", challenge),
        (SourceState.PARKED, "parked", parked),
        (SourceState.SOFT_404, "not-found-title", no_such_page),
        (SourceState.MOVED_TO_HOME, "led-home", lost),
        (SourceState.BLOCKED, "consent-wall", consent_wall),
        (SourceState.BLOCKED, "login", login_wall),
        (SourceState.NEEDS_JAVASCRIPT, "scripts-only", scripts_only),
        (SourceState.NO_TEXT, "no-text", no_text),
        (SourceState.SOFT_404, "sibling", like_sibling),
        (SourceState.WRONG_WORK, "other-title", other_work),
        (SourceState.PAYWALLED, "paywall", paywall),
    ]


def _nothing(page: Page) -> PageJudgement | None:
    """No body, or a body without any text that belongs to the work."""
    if page.fetched.status == 204 or not page.fetched.body.strip():
        return PageJudgement(SourceState.NO_TEXT, "empty-body", "the answer has no content")
    if not page.is_html and not page.text.text:
        what = page.text.media_type or page.fetched.media_type or "the document"
        return PageJudgement(SourceState.NO_TEXT, "no-text", f"{what}: no text can be read in it")
    return None


def _led_away(page: Page) -> str:
    where = led_home(page.fetched.url, page.fetched.final_url or page.fetched.url)
    return f"the address leads to the {where} page {page.fetched.final_url}" if where else ""


def _like_sibling(page: Page, sibling: Fetched) -> str:
    if sibling.status != 200 or sibling.state not in _ARRIVED:
        return ""
    if is_home(page.fetched.url):
        return ""
    here, there = page.fetched.final_url, sibling.final_url
    if there and there == here and there != sibling.url:
        return f"a made-up address beside it leads to the same {there}"
    other = extract(sibling.body, sibling.media_type, sibling.charset, sibling.final_url)
    likeness = alike(page.words, Page.of(sibling, other).words)
    return f"a made-up address beside it answers alike ({likeness:.0%})" if likeness else ""


def _other_work(page: Page, reference: Reference) -> str:
    match = compare_work(page.text.metadata, page.fetched.final_url or page.fetched.url, reference)
    return "; ".join(match.remarks) if match.same is False else ""


def wants_sibling(fetched: Fetched, text: SourceText, reference: Reference | None) -> bool:
    """Whether a made-up sibling address is worth a request: nothing else shows the page alive.

    A matching title does; so do, without a reference, a date and a text of some length. Of a
    capture in a web archive no sibling can be asked for.
    """
    if fetched.state not in _ARRIVED or fetched.status != 200:
        return False
    if is_home(fetched.url) or original_address(fetched.url) != fetched.url:
        return False
    page = Page.of(fetched, text)
    if not page.is_html or judge_page(fetched, text, reference).state not in _ARRIVED:
        return False
    if reference is not None:
        return not title_agreement(text.metadata, reference.title)[1]
    return not (text.metadata.published and len(page.words) >= _ARTICLE_WORDS)
