"""What the boxed pages hold, read without the program under test."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import pypdfium2
import requests
from bs4 import BeautifulSoup

from audit.demo import BoxedWeb, demo_references
from audit.model import Reference
from audit.references import parse_references
from audit.vocabulary import SourceState
from tests.demo.conftest import client_of
from tests.demo.truths import source_truths

ROOT = Path(__file__).parents[2]


@cache
def references() -> tuple[Reference, ...]:
    """The references of the article, as they are for a real audit."""
    return parse_references((ROOT / "references.yaml").read_text("utf-8"), "references.yaml")


@cache
def addresses(number: int) -> tuple[str, ...]:
    """Where the rehearsal looks for reference ``number``: the cited address, candidates, copies."""
    reference = demo_references(references())[number - 1]
    others = [address.url for address in (*reference.candidates, *reference.copies)]
    return tuple(url for url in (reference.url, *others) if url)


@cache
def source_text(number: int) -> str:
    """Text of the source as read in the end, with all its furniture."""
    with BoxedWeb() as box, client_of(box) as client:
        url = addresses(number)[0]
        response = client.get(url, timeout=5)
        if response.status_code == 429:
            response = client.get(url, timeout=5)
        if source_truths()[number].states[0] is SourceState.ARCHIVED:
            response = client.get(f"https://web.archive.org/web/20170915id_/{url}", timeout=5)
        assert response.status_code == 200
        return text_of(response)


def text_of(response: requests.Response) -> str:
    if response.headers["Content-Type"] == "application/pdf":
        return pdf_text(response.content)
    tree = BeautifulSoup(response.content, "lxml")
    for furniture in tree(["script", "style"]):
        furniture.decompose()
    return tree.get_text()


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "\n".join(pages)


def glued(text: str) -> str:
    """Only letters and digits, without accents and case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", text).casefold())


def article_body() -> str:
    return (ROOT / "article.txt").read_text("utf-8").partition("\nResearch Articles")[0]


@cache
def quoted_phrases() -> dict[str, str]:
    phrases = re.findall(r"“([^”]*)”", article_body())
    return {f"q{number:02}": phrase for number, phrase in enumerate(phrases, 1)}


def stands_in(quotation: str, text: str) -> bool:
    """Whether all pieces between the marked edits stand in ``text``, in order."""
    at = 0
    for piece in re.split(r"\[[^]]*\]", quoted_phrases()[quotation]):
        at = glued(text).find(glued(piece), at)
        if at < 0:
            return False
    return True
