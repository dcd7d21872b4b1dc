"""Pages in place of the work: each is named, and articles that resemble one are let alone."""

import pytest

from audit.extract import extract
from audit.extract.gates import wants_sibling
from audit.vocabulary import SourceState
from tests.extract.web import ADDRESS, PARAGRAPH, TITLE, answer, article, judged, reference, small

NOT_FOUND_TITLES = [
    "Page not found",
    "404 Not Found",
    "Error 404",
    "Page Not Found | The Ledger",
    "The Ledger - 404",
    "Sorry, we can’t find that page",
    "Sorry, the page you requested could not be found",
    "This page doesn't exist",
    "Oops!",
    "The article you are looking for is no longer available",
    "This page has been removed",
    "Seite nicht gefunden",
    "Page introuvable - Le Journal",
    "Página no encontrada",
    "Pagina non trovata",
    "Página não encontrada",
    "Pagina niet gevonden",
    "Страница не найдена",
    "ページが見つかりません",
]
STORIES = "<ul>" + f"<li>{TITLE}</li>" * 3 + "</ul>" + PARAGRAPH * 4


@pytest.mark.parametrize("title", NOT_FOUND_TITLES)
def test_soft_404_by_title(title: str) -> None:
    found = judged(answer(small(title, STORIES)), reference())
    assert (found.state, found.rule) == (SourceState.SOFT_404, "not-found-title")


@pytest.mark.parametrize("title", NOT_FOUND_TITLES)
def test_soft_404_by_headline(title: str) -> None:
    assert judged(answer(small("The Ledger", STORIES, title))).state is SourceState.SOFT_404


@pytest.mark.parametrize(
    "title",
    [
        "How we found the lost ship",
        "The page that was not there: a memoir",
        "Four hundred and four days at sea",
        "Evidence not found: the judge's ruling on the harbour",
        "Room 404",
        "The missing are not forgotten",
    ],
)
def test_titles_of_articles_are_no_soft_404(title: str) -> None:
    assert judged(answer(article(title))).state is SourceState.LIVE


def test_a_phrase_in_the_text_alone_is_no_evidence() -> None:
    page = article(more="<p>Page not found. The page you are looking for has been removed.</p>")
    assert judged(answer(page)).state is SourceState.LIVE


def test_an_article_about_lost_pages_is_alive() -> None:
    title = "Page not found: how the web forgets"
    assert judged(answer(article(title)), reference(title)).state is SourceState.LIVE
    short = small(title, PARAGRAPH, title)
    assert judged(answer(short), reference(title)).state is SourceState.LIVE
    assert judged(answer(article(title))).state is SourceState.LIVE


def test_the_cited_title_as_headline_is_alive_unless_the_title_says_otherwise() -> None:
    alive = small("The Ledger", PARAGRAPH, TITLE)
    assert judged(answer(alive), reference()).rule == "title"
    dead = small(f"Page not found - {TITLE}", PARAGRAPH, "Sorry")
    assert judged(answer(dead), reference()).state is SourceState.SOFT_404


@pytest.mark.parametrize(
    ("cited", "final", "state"),
    [
        (ADDRESS, "https://ledger.example/", SourceState.MOVED_TO_HOME),
        (ADDRESS, "https://www.other.example/index.html", SourceState.MOVED_TO_HOME),
        (ADDRESS, "https://ledger.example/en/", SourceState.MOVED_TO_HOME),
        (ADDRESS, "https://ledger.example/news/", SourceState.MOVED_TO_HOME),
        (ADDRESS, "https://ledger.example/news/2016", SourceState.MOVED_TO_HOME),
        ("https://ledger.example/?p=12", "https://ledger.example/", SourceState.MOVED_TO_HOME),
        (ADDRESS, ADDRESS + "/", SourceState.MOVED),
        (ADDRESS + "/amp", ADDRESS, SourceState.MOVED),
        (ADDRESS + "/index.html", ADDRESS + "/", SourceState.MOVED),
        ("http://ledger.example/", "https://ledger.example/", SourceState.MOVED),
        (ADDRESS, "https://ledger.example/reform-in-the-harbour", SourceState.MOVED),
        (
            "https://ledger.example/a/123456/harbour-reform",
            "https://ledger.example/a/123456",
            SourceState.MOVED,
        ),
    ],
)
def test_led_home_or_to_a_section(cited: str, final: str, state: SourceState) -> None:
    page = small("The Ledger", "<p>News from the coast.</p>" * 20, "The Ledger")
    assert judged(answer(page, cited, final)).state is state


def test_a_redirect_up_to_the_cited_work_is_moved() -> None:
    found = judged(answer(article(), ADDRESS, "https://ledger.example/news/"), reference())
    assert found.state is SourceState.MOVED


@pytest.mark.parametrize(
    ("page", "rule"),
    [
        (small("Just a moment...", "<p>Verifying you are human.</p>"), "challenge"),
        (small("ledger.example", "<script>window._cf_chl_opt={}</script><p>Wait</p>"), "challenge"),
        (small("Attention Required! | Cloudflare", "<p>Sorry</p>"), "challenge"),
        (small("Access Denied", "<p>You don't have permission</p>"), "challenge"),
        (small("x", "<script src=https://geo.captcha-delivery.com/c.js></script>"), "challenge"),
        (small("", '<div id="px-captcha"></div>', "Press & Hold"), "challenge"),
        (small("Before you continue", "<p>We use cookies and data.</p>" * 20), "consent-wall"),
        (small("The Ledger", "<div role=dialog>We value your privacy</div>"), "consent-wall"),
        (small("Bevor Sie fortfahren", "<p>Cookies</p>"), "consent-wall"),
        (small("Sign in", "<form><input type='password'></form>"), "login"),
        (small("The Ledger", "<p>Welcome</p><input name=p type=password>"), "login"),
    ],
)
def test_walls_are_blocked(page: str, rule: str) -> None:
    found = judged(answer(page), reference())
    assert (found.state, found.rule) == (SourceState.BLOCKED, rule)


def test_walls_by_address() -> None:
    page = small("The Ledger", "<p>Please choose.</p>")
    login = judged(answer(page, ADDRESS, "https://ledger.example/login?next=/news"))
    assert (login.state, login.rule) == (SourceState.BLOCKED, "login")
    consent = judged(answer(page, ADDRESS, "https://consent.ledger.example/m?x=1"))
    assert (consent.state, consent.rule) == (SourceState.BLOCKED, "consent-wall")


def test_a_refusal_with_403_is_named_a_challenge() -> None:
    page = small("Just a moment...", "<p>Verifying you are human.</p>")
    found = judged(answer(page, status=403, state=SourceState.BLOCKED))
    assert (found.state, found.rule) == (SourceState.BLOCKED, "challenge")
    plain = judged(answer(small("No", "<p>no</p>"), status=403, state=SourceState.BLOCKED))
    assert (plain.state, plain.rule) == (SourceState.BLOCKED, "status")


@pytest.mark.parametrize(
    "more",
    [
        "<script src='https://js.captcha-delivery.com/tags.js'></script>",
        "<script src='/_Incapsula_Resource?x'></script>",
        '<div role="dialog">We value your privacy. Accept cookies</div>',
        "<form><input type=password name=p><button>Sign in</button></form>",
        "<p>Are you a robot? asked the clerk.</p>",
        "<p>The domain is for sale, he said; buy this domain.</p>",
        "<noscript>Please enable JavaScript</noscript>",
        "<p>Already a subscriber? Log in.</p>",
    ],
)
def test_articles_with_such_things_on_them_are_alive(more: str) -> None:
    assert judged(answer(article(more=more))).state is SourceState.LIVE
    assert judged(answer(article(more=more)), reference()).state is SourceState.LIVE


@pytest.mark.parametrize(
    "page",
    [
        small("ledger.example", "<p>This domain may be for sale.</p>"),
        small("ledger.example is for sale", "<p>Sponsored listings</p>"),
        small("ledger.example", "<script src=https://sedoparking.com/x></script>Buy this domain"),
        small("Willkommen", "<p>Diese Domain steht zum Verkauf!</p>"),
    ],
)
def test_parked(page: str) -> None:
    assert judged(answer(page), reference()).state is SourceState.PARKED


NOTICE = "<div class=paywall><h2>To continue reading, subscribe</h2></div>"
LAST = "<p>You have read your last free article this month.</p>"
STATE = "<script id=__NEXT_DATA__ type='application/json'>%s</script>"
SAID = "The clerk wrote, and wrote again, and slept. " * 12
ASKED = "<noscript>You need to enable JavaScript.</noscript><script></script>"
REQUEST = "<p>Please enable JavaScript to view this page.</p>"
FREE = (
    '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":%s}</script>'
)


@pytest.mark.parametrize(
    ("page", "state"),
    [
        (article(head=FREE % "false"), SourceState.PAYWALLED),
        (article(head=FREE % '"False"'), SourceState.PAYWALLED),
        (article(head=FREE % '"http://schema.org/False"'), SourceState.PAYWALLED),
        (article(head=FREE % "true"), SourceState.LIVE),
        (article(head=FREE % '"True"'), SourceState.LIVE),
        (article(paragraphs=2, more=NOTICE), SourceState.PAYWALLED),
        (article(paragraphs=2, more=LAST), SourceState.PAYWALLED),
        (article(paragraphs=2, more="<p>Pour lire la suite</p>"), SourceState.PAYWALLED),
        (article(more="<p>Subscribe to our newsletter.</p>"), SourceState.LIVE),
    ],
)
def test_paywall(page: str, state: SourceState) -> None:
    assert judged(answer(page), reference()).state is state


SHELL = '<div id="root"></div><script src="/app.js"></script>'


@pytest.mark.parametrize(
    ("page", "state"),
    [
        (small("The Ledger", SHELL), SourceState.NEEDS_JAVASCRIPT),
        (small("The Ledger", ASKED), SourceState.NEEDS_JAVASCRIPT),
        (small("App", REQUEST), SourceState.NEEDS_JAVASCRIPT),
        (small("The Ledger", SHELL + STATE % f'{{"body":"{SAID}"}}'), SourceState.LIVE),
        (small("Notice", "<p>The quay is closed.</p>"), SourceState.LIVE),
        (small("Only a title"), SourceState.NO_TEXT),
    ],
)
def test_scripts_only(page: str, state: SourceState) -> None:
    assert judged(answer(page)).state is state


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        (b"", "text/html", 200),
        (b"  \n ", "text/html", 200),
        (b"", "", 204),
        (b"\xff\xd8\xff\xe0JFIF", "image/jpeg", 200),
        (b"\x89PNG\r\n\x1a\n....", "application/octet-stream", 200),
        (b"%PDF-1.4 damaged", "application/pdf", 200),
    ],
)
def test_no_text(body: bytes, media_type: str, status: int) -> None:
    found = judged(answer(body, media_type=media_type, status=status))
    assert found.state is SourceState.NO_TEXT
    assert found.detail


def test_sibling_answers_alike() -> None:
    page = answer(small("The Ledger", PARAGRAPH * 3, "Welcome"))
    beside = answer(small("The Ledger", PARAGRAPH * 3, "Welcome"), ADDRESS + "x")
    found = judged(page, None, beside)
    assert (found.state, found.rule) == (SourceState.SOFT_404, "sibling")
    other = answer(small("Other", "<p>Something else altogether is said here.</p>"), ADDRESS + "x")
    assert judged(page, None, other).state is SourceState.LIVE
    missing = answer(small("The Ledger", PARAGRAPH * 3), ADDRESS + "x", status=404,
                     state=SourceState.DEAD)  # fmt: skip
    assert judged(page, None, missing).state is SourceState.LIVE


def test_sibling_led_to_the_same_address() -> None:
    page = answer(small("Archive", PARAGRAPH), ADDRESS, "https://ledger.example/search-all-of-it")
    beside = answer(small("Archive", ""), ADDRESS + "x", "https://ledger.example/search-all-of-it")
    assert judged(page, None, beside).rule == "sibling"


def test_a_matching_title_outweighs_a_like_sibling() -> None:
    assert judged(answer(article()), reference(), answer(article(), ADDRESS + "x")).rule == "title"


def test_wrong_work() -> None:
    other = article("Deputy mayor resigns over unread contracts")
    found = judged(answer(other), reference(publisher="The Courier", issued="2011-06"))
    assert (found.state, found.rule) == (SourceState.WRONG_WORK, "other-title")
    assert "Deputy mayor" in found.detail
    agreeing = judged(answer(other), reference(publisher="The Ledger", issued="2016-04"))
    assert agreeing.state is SourceState.LIVE


@pytest.mark.parametrize(
    "state",
    [SourceState.TRUNCATED, SourceState.TOO_LARGE, SourceState.DEAD, SourceState.TIMEOUT],
)
def test_states_of_the_transport_stand(state: SourceState) -> None:
    found = judged(answer(small("Page not found"), state=state))
    assert (found.state, found.rule, found.detail) == (state, "status", "status 200")


@pytest.mark.parametrize(
    ("page", "url", "cited", "wanted"),
    [
        (article(), ADDRESS, True, False),
        (article(), ADDRESS, False, False),
        (article("Another headline"), ADDRESS, True, True),
        (small("Archive", PARAGRAPH), ADDRESS, False, True),
        (small("Archive", PARAGRAPH), "https://ledger.example/", False, False),
        (small("Page not found", PARAGRAPH), ADDRESS, False, False),
        (small("Archive", PARAGRAPH), f"https://w.example/web/2016/{ADDRESS}", False, False),
    ],
)
def test_wants_sibling(page: str, url: str, cited: bool, wanted: bool) -> None:
    fetched = answer(page, url)
    text = extract(fetched.body, "text/html", "", url)
    assert wants_sibling(fetched, text, reference() if cited else None) is wanted


def test_no_sibling_for_documents_that_are_no_pages() -> None:
    fetched = answer(b"NOTICE\n\nThe quay is closed.", media_type="text/plain")
    text = extract(fetched.body, "text/plain")
    assert not wants_sibling(fetched, text, None)
