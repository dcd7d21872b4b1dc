"""Every page is served as its source state wants it, and has the words that its truth wants."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import requests
import yaml
from bs4 import BeautifulSoup

from audit.demo import BoxedWeb, demo_addresses, demo_references
from audit.demo.pages import page_html
from audit.demo.pdf import text_pdf
from audit.demo.site import captures
from audit.vocabulary import SourceRole, SourceState, Verdict
from tests.demo.conftest import client_of
from tests.demo.reading import (
    ROOT,
    addresses,
    article_body,
    glued,
    pdf_text,
    quoted_phrases,
    references,
    source_text,
    stands_in,
)
from tests.demo.truths import quotation_truths, source_truths

PAGES = ROOT / "audit/demo/data/pages"
READ = [
    number
    for number, truth in source_truths().items()
    if truth.states[0].readable or truth.role is SourceRole.COPY
]
IN_PLAIN_SIGHT = (
    Verdict.VERBATIM,
    Verdict.EDITED,
    Verdict.MISPLACED,
    Verdict.MISATTRIBUTED,
    Verdict.OUT_OF_CONTEXT,
)
# What the pages have in place of words that the article quotes otherwise.
INSTEAD = [
    (3, "especially cannabis"),
    (6, "Making drugs more available – as this report suggests – will make it harder"),
    (12, "10 Disastrous Consequences of the Drug War"),
    (20, "U.S. policy toward marijuana, at least, is on a path toward liberalization—if not"),
    (8, "vigorously opposed to some reform of current drug regimes"),
    (24, "has determined that a hearing is necessary"),
    (24, "shouldn’t hinder legalisation efforts in Europe"),
]


def test_the_tables_are_whole() -> None:
    assert list(source_truths()) == list(range(1, 33))
    assert list(quotation_truths()) == list(quoted_phrases())
    wanted = {truth.verdicts[0] for truth in quotation_truths().values()}
    assert set(Verdict) - wanted == {Verdict.TOO_SHORT}


def test_invented_addresses_are_for_references_without_any() -> None:
    assert set(demo_addresses()) == {5, 12, 15, 20, 23, 28, 29}
    for number, url in demo_addresses().items():
        reference = references()[number - 1]
        assert not reference.url
        assert not reference.candidates
        [partial] = reference.partial_addresses
        assert urlsplit(url).hostname == urlsplit(partial.url).hostname


def test_the_rehearsal_only_adds_addresses() -> None:
    rehearsed = demo_references(references())
    assert [reference.number for reference in rehearsed] == list(range(1, 33))
    for real, used in zip(references(), rehearsed, strict=True):
        assert replace(used, url=real.url, candidates=real.candidates) == real
        assert used.url == real.url or not real.url
        assert {address.url for address in real.candidates} <= {*addresses(real.number)}
    changed = [used.number for used in rehearsed if used not in references()]
    assert changed == [4, 5, 12, 15, 17, 19, 20, 21, 23, 28, 29]
    assert demo_references(rehearsed) == rehearsed


EXPECTED_STATUS = {
    SourceState.ARCHIVED: 404,
    SourceState.DEAD: 404,
    SourceState.BLOCKED: 403,
}


@pytest.mark.parametrize("number", [n for n in source_truths() if n not in (23, 29, 30)])
def test_first_address_answers_as_its_state_wants(number: int, client: requests.Session) -> None:
    state = source_truths()[number].states[0]
    url = addresses(number)[0]
    response = client.get(url, timeout=5)
    assert response.status_code == EXPECTED_STATUS.get(state, 200)
    moved = state in (SourceState.MOVED, SourceState.MOVED_TO_HOME)
    assert bool(response.history) is (moved or number in (7, 22))
    assert (urlsplit(response.url).path == "/") is (state is SourceState.MOVED_TO_HOME)


def test_the_rate_limit_is_for_the_first_request_only() -> None:
    with BoxedWeb() as box, client_of(box) as client:
        answers = [client.get(addresses(29)[0], timeout=5) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [429, 200, 200]
    assert answers[0].headers["Retry-After"] == "1"


def test_pages_of_states_without_text(client: requests.Session) -> None:
    soft = client.get(addresses(4)[0], timeout=5)
    assert soft.text == client.get("https://www.foxnews.com/world/no-such", timeout=5).text
    blocked, broken = (client.get(url, timeout=5) for url in addresses(25))
    assert (blocked.headers["cf-mitigated"], broken.status_code) == ("challenge", 500)
    assert "enable JavaScript" in client.get(addresses(19)[0], timeout=5).text
    assert pdf_text(client.get(addresses(22)[0], timeout=5).content).strip() == ""
    assert addresses(30) == ()


@pytest.mark.parametrize("number", READ)
def test_every_quotation_is_where_its_truth_says(number: int) -> None:
    text = source_text(number)
    for key, truth in quotation_truths().items():
        assert stands_in(key, text) is (truth.says.get(number) in IN_PLAIN_SIGHT), key


@pytest.mark.parametrize(("number", "words"), INSTEAD)
def test_altered_words_are_as_built(number: int, words: str) -> None:
    assert glued(words) in glued(source_text(number))


def test_places_and_speakers_are_as_built() -> None:
    [comments] = BeautifulSoup(page_html("27"), "lxml").select("#comments")
    assert "made all hell break loose" in comments.get_text()
    assert re.search("A spokesman for Gil Kerlikowske[^“]*“Making drugs", source_text(6))
    nurse = source_text(15)
    assert "completely naive,” said Marta Quintela" in nurse
    assert nurse.index("Castel-Branco") - nurse.index("completely naive") > 300


@pytest.mark.parametrize("number", READ)
def test_pages_say_that_they_are_invented(number: int) -> None:
    text = source_text(number)
    assert "Rehearsal page: invented text" in text
    paywalled = source_truths()[number].states[0] is SourceState.PAYWALLED
    assert (len(text.split()) > 300) is not paywalled


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def runs(text: str, length: int = 7) -> Iterator[tuple[str, ...]]:
    words = words_of(text)
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def test_pages_share_no_sentence_with_the_article_but_what_it_quotes() -> None:
    unquoted = set(runs(re.sub(r"“[^”]*”", " * ", article_body())))
    for path in PAGES.glob("*.yaml"):
        page = yaml.safe_load(path.read_text("utf-8"))
        for paragraph in page["paragraphs"]:
            assert unquoted.isdisjoint(runs(paragraph)), path.name


def test_no_two_pages_share_a_sentence_but_the_one_that_both_quote() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for path in PAGES.glob("*.yaml"):
        mine = set(runs(" ".join(yaml.safe_load(path.read_text("utf-8"))["paragraphs"]), 9))
        shared = {" ".join(run) for run in mine if run in seen}
        assert [run for run in shared if "grounded in science" not in run] == [], path.name
        seen |= dict.fromkeys(mine, path.name)


RETITLED = {
    8: "Medical experts call for global drug decriminalisation",
    10: "The Staggering Death Toll of Mexico’s Drug War",
    15: "What happens if you decriminalise drugs?",
    20: "Opioid Epidemic: Could Legalizing All Drugs Be the Solution?",
}


@pytest.mark.parametrize("number", READ)
def test_title_is_that_of_the_list_or_the_publishers_own(number: int) -> None:
    title = RETITLED.get(number, references()[number - 1].title)
    assert glued(title) in glued(source_text(number))


def test_captures_lead_to_the_dead_pages(client: requests.Session) -> None:
    held = captures()
    assert {url for url in held if urlsplit(url).scheme == "https"} == {
        addresses(4)[0],
        addresses(17)[0],
    }
    moved = client.get(f"https://web.archive.org/web/20170920id_/{addresses(3)[0]}", timeout=5)
    assert [hop.status_code for hop in moved.history] == [302, 301, 302]
    assert "web.archive.org" in moved.url
    assert all(page.status == 404 for page in held[addresses(17)[0]])
    stamps = [[page.timestamp for page in pages] for pages in held.values()]
    assert all(stamps_of_one == sorted(stamps_of_one) for stamps_of_one in stamps)


def test_pdf_text_comes_back_whole() -> None:
    paragraphs = [f"Paragraph {number} (with \\ and – dash)." for number in range(60)]
    text = pdf_text(text_pdf("A title", paragraphs))
    assert [glued(paragraph) in glued(text) for paragraph in paragraphs] == [True] * 60
    assert text.count("Rehearsal page") == 3
