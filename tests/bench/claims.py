"""Claims beside sources: time of one claim with indexing its 1,200-word page, and of bad input."""

import statistics
import time
from pathlib import Path

from audit.article import read_article
from audit.claims import ClaimSource, article_alone, check, find_claims
from audit.claims.figures import find_figures
from audit.match import SourceIndex, match_quotation
from audit.model import Block, SourceText
from audit.vocabulary import Zone
from tests.bench.record import record
from tests.match.sources import reform, valley

WORDS = 1200
MOST_MILLISECONDS = 10.0
ROUNDS = 15
CLAIM = (
    "In 2014, the Ministry of Harvest in Valdora reported that 94 percent of the 1,400 growers, "
    "more than five times as many as in the 1990s, had been paid $3.2 million by Ann Lindqvist."
)
BAD = {
    "digits": "9" * 200_000,
    "scales": "million " * 30_000,
    "number words": "twenty-" * 30_000,
    "and": "hundred and " * 20_000,
    "capitals": "Abc Def of the " * 15_000,
    "commas": "1,234," * 40_000,
    "percent": "5 to " * 40_000,
}


def page(words: int = WORDS) -> SourceText:
    """A page of about so many words of real sentences."""
    text = f"{reform().source.text}\n{valley().source.text}"
    paragraphs: list[str] = []
    while sum(len(paragraph.split()) for paragraph in paragraphs) < words:
        paragraphs += [piece for piece in text.split("\n") if piece.strip()]
    joined = " ".join(" ".join(paragraphs).split()[:words])
    sentences = joined.replace(". ", ".\n").split("\n")
    groups = ["  ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
    blocks, at = [], 0
    for group in groups:
        blocks.append(Block(at, at + len(group), Zone.MAIN))
        at += len(group) + 1
    return SourceText("\n".join(groups), tuple(blocks))


def milliseconds(seconds: float) -> float:
    return seconds * 1000


def time_check() -> tuple[float, float]:
    """Median CPU milliseconds of one claim with a fresh page, and with the page indexed before."""
    source = page()
    indexed = ClaimSource(source)
    check(CLAIM, indexed)
    fresh, again = [], []
    for _ in range(ROUNDS):
        begin = time.process_time()
        check(CLAIM, ClaimSource(source))
        middle = time.process_time()
        check(CLAIM, indexed)
        fresh.append(middle - begin)
        again.append(time.process_time() - middle)
    return milliseconds(statistics.median(fresh)), milliseconds(statistics.median(again))


def time_quotation() -> float:
    """Median CPU milliseconds of one quotation looked for in a fresh page."""
    source, spent = page(), []
    for _ in range(ROUNDS):
        begin = time.process_time()
        match_quotation(CLAIM, SourceIndex(source))
        spent.append(time.process_time() - begin)
    return milliseconds(statistics.median(spent))


def run() -> bool:
    """Print the times; whether one claim with its page stays within its bound."""
    fresh, again = time_check()
    kept = record(
        f"one claim and a page of {WORDS} words, indexing included: CPU",
        f"{fresh:.1f} ms",
        f"<= {MOST_MILLISECONDS:.0f} ms",
        fresh <= MOST_MILLISECONDS,
    )
    record("one more claim on the same page: CPU", f"{again:.2f} ms")
    ratio = fresh / time_quotation()
    record("one claim and a page, to one quotation looked for in that page", f"{ratio:.1f} times")
    data = Path("article.txt").read_bytes()
    article = read_article(data, "article.txt")
    for name, work in (("find_claims", find_claims), ("article_alone", article_alone)):
        begin = time.process_time()
        work(article)
        print(f"{name} of the first article: {milliseconds(time.process_time() - begin):.0f} ms")
    for name, text in BAD.items():
        begin = time.process_time()
        find_figures(text)
        check(text[:20_000], ClaimSource(SourceText(text, (Block(0, len(text), Zone.MAIN),))))
        spent = time.process_time() - begin
        print(f"hostile, {name}: {len(text):,} characters in {spent:.2f} s")
    return kept


if __name__ == "__main__":
    raise SystemExit(0 if run() else 1)
