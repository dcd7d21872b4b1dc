"""Pages and answers that several tests look at: an article, and what stands in place of one."""

from audit.extract import extract
from audit.extract.gates import PageJudgement, judge_page
from audit.model import Fetched, Reference
from audit.vocabulary import SourceState

ADDRESS = "https://ledger.example/news/2016/harbour-reform"
TITLE = "Ten years on, a port city counts the cost of its reform"
PARAGRAPH = (
    "<p>In the last year of the old law the police recorded more arrests than the court could hear,"
    " and the clerk wrote the names in two columns, one for the days and one for the nights.</p>"
)


def article(title: str = TITLE, head: str = "", paragraphs: int = 12, more: str = "") -> str:
    """An article page with a title, a headline and some paragraphs."""
    return (
        "<!doctype html><html lang=en><head><meta charset=utf-8>"
        f"<title>{title} | The Ledger</title>"
        '<meta property="og:site_name" content="The Ledger">'
        f'<meta property="article:published_time" content="2016-04-21T06:00:00Z">{head}</head>'
        f"<body><header><nav>News Sport Opinion</nav></header><article><h1>{title}</h1>"
        f"{PARAGRAPH * paragraphs}{more}</article><footer>Contact</footer></body></html>"
    )


def small(title: str, body: str = "", heading: str = "") -> str:
    """A small page: a title, perhaps a heading, a body."""
    shown = f"<h1>{heading}</h1>" if heading else ""
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body>{shown}{body}</body></html>"
    )


def answer(
    body: str | bytes,
    url: str = ADDRESS,
    final_url: str = "",
    status: int = 200,
    media_type: str = "text/html",
    headers: tuple[tuple[str, str], ...] = (),
    state: SourceState | None = None,
) -> Fetched:
    """What the transport hands over for ``body``."""
    final = final_url or url
    arrived = SourceState.MOVED if final != url else SourceState.LIVE
    return Fetched(
        url=url,
        final_url=final,
        state=state or arrived,
        rule="status",
        detail=f"status {status}",
        status=status,
        media_type=media_type,
        headers=headers,
        body=body.encode() if isinstance(body, str) else body,
    )


def judged(
    fetched: Fetched, reference: Reference | None = None, sibling: Fetched | None = None
) -> PageJudgement:
    """The judgement on an answer, its text read on the way."""
    text = extract(fetched.body, fetched.media_type, fetched.charset, fetched.final_url)
    return judge_page(fetched, text, reference, sibling)


def reference(
    title: str = TITLE,
    publisher: str = "The Ledger",
    issued: str = "2016-04",
    aliases: tuple[str, ...] = (),
) -> Reference:
    """A reference as an editor writes it."""
    return Reference(7, "ref-7", title, publisher, issued, "2017-09-20", aliases=aliases)
