"""The bodies that the hostile web serves. All invented."""

import base64
import gzip
import io
import json
import re
from functools import cache
from pathlib import Path

from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

PAGE = Path(__file__).parent.parent / "match" / "data" / "reform.html"

HOME = (
    "<!doctype html><meta charset=utf-8><title>The Meridian Ledger</title><h1>The Meridian Ledger"
    "</h1><p>News from the coast since 1881.</p><ul><li>Ten years on, a port city counts the cost "
    "of its drug reform</li><li>Deputy mayor resigns over the harbour contracts</li><li>Tide "
    "tables</li></ul><p>" + "Subscribe for full access to the archive. " * 12 + "</p>"
)

SOFT_404 = (
    "<!doctype html><meta charset=utf-8><title>Page not found | The Meridian Ledger</title>"
    "<header>The Meridian Ledger</header><h1>Sorry, we can’t find that page</h1><p>The page you "
    "are looking for may have been moved, renamed or removed. You may be interested in these "
    "popular stories:</p><ul><li>Ten years on, a port city counts the cost of its drug reform</li>"
    "<li>The needle and the vote</li></ul><p>"
    + "The Meridian Ledger has covered the coast since 1881. "
    * 30
)

CHALLENGE = (
    '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta name="robots" '
    'content="noindex"></head><body><h1>127.0.0.1</h1><p>Verifying you are human. This may take a '
    "few seconds.</p><noscript>Enable JavaScript and cookies to continue</noscript><script>window."
    "_cf_chl_opt={cvId:'3'};</script></body></html>"
)

CONSENT = (
    "<!doctype html><meta charset=utf-8><title>Before you continue</title><h1>Before you continue "
    "to The Meridian Ledger</h1><p>We use cookies and data to deliver and maintain our services, "
    "measure audience engagement and show personalised advertising. If you choose to “Accept all”, "
    "we will also use cookies to develop new services.</p><form><button>Reject all</button><button>"
    "Accept all</button></form>"
)

LOGIN = (
    "<!doctype html><meta charset=utf-8><title>Sign in | The Meridian Ledger</title>"
    "<h1>Sign in</h1><p>Please sign in to continue reading.</p><form><input name=email>"
    "<input type=password name=p><button>Sign in</button></form>"
)

PARKED = (
    "<!doctype html><title>meridian-ledger.example</title><h1>meridian-ledger.example is for sale"
    "</h1><p>This domain may be for sale. Buy this domain. Related searches: harbour tours, nurses "
    "wanted. Sponsored listings.</p>"
)

PAYWALL = """<!doctype html><meta charset=utf-8><title>Ten years on | The Meridian Ledger</title>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"isAccessibleForFree":"False","hasPart":{"@type":"WebPageElement","isAccessibleForFree":"False",
"cssSelector":".paywall"}}</script><article><h1>Ten years on, a port city counts the cost of its
drug reform</h1><p>Ten years after Harbour City stopped arresting people for carrying small
amounts of drugs, the policy’s defenders and its critics agree on almost nothing except the number
that started the argument.</p><p>In the last year of the old law, police recorded 43,548 arrests
for possession, more than for every violent offence combined.</p></article><div
class="paywall"><h2>To continue reading, subscribe</h2><p>You have read your last free article
this month. £1 for your first four weeks, then £12 a month.</p></div>"""

MINUTES = (
    "<!doctype html><meta charset=utf-8><title>Minutes</title><h1>Minutes of the harbour committee"
    "</h1><p>%s</p>" + "<p>The committee noted the report and thanked the officers for their work "
    "over the year, and asked that it be published in the usual way.</p>" * 12
)

WAYBACK_BAR = (
    "<body><div id='wm-ipp-base'>The Wayback Machine is an initiative of the Internet Archive. "
    "2 captures</div>"
)


@cache
def article() -> str:
    """The article page that most cases quote."""
    return PAGE.read_text("utf-8")


def article_element() -> str:
    """Its ``<article>`` alone."""
    found = re.search(r"<article>.*</article>", article(), re.DOTALL)
    assert found
    return found[0]


def letter(declared_in_page: bool) -> bytes:
    """A windows-1252 page."""
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'
    page = (
        f"<html><head>{meta if declared_in_page else ''}<title>Letter</title></head><body>"
        "<h1>Letter to the council</h1><p>The clerk’s note was brief: “we didn’t expect thanks – "
        "only rent – and got neither.” The café on the quay, he added, owed €340.</p>"
        + "<p>The council met on Tuesday and adjourned on Tuesday.</p>"
        * 12
    )
    return page.encode("cp1252")


def harbour_log(quote_first: bool) -> bytes:
    """A page of 10 MB with one sentence worth quoting, at its start or end."""
    quote = b"<p>The harbourmaster kept a private ledger of every vessel that waited more than a "
    quote += b"week for a berth.</p>"
    filler = b"<p>On the following day the same ships were in the same places and the same men were"
    filler += b" on the quay.</p>\n"
    body = filler * (10 * 1024 * 1024 // len(filler))
    head = b"<!doctype html><meta charset=utf-8><title>Harbour log</title><article>"
    return head + (quote + body if quote_first else body + quote) + b"</article>"


@cache
def bomb(megabytes: int = 200) -> bytes:
    """A small gzip body that inflates to ``megabytes``."""
    chunk = b"<p>harmless filler</p>\n" * 45_591
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=6) as packed:
        packed.write(b"<!doctype html><meta charset=utf-8><title>Annual report</title>")
        for _ in range(megabytes):
            packed.write(chunk)
    return out.getvalue()


def scripts_only() -> str:
    """A page whose text only a browser's script would show."""
    packed = base64.b64encode(article_element().encode()).decode()
    return (
        "<!doctype html><meta charset=utf-8><title>The Meridian Ledger</title><div id=root></div>"
        "<noscript>You need to enable JavaScript to run this app.</noscript><script>/*"
        + "x" * 60_000
        + f"*/document.getElementById('root').innerHTML=atob('{packed}');</script>"
    )


def next_data() -> str:
    """A page whose text stands in its embedded state only."""
    state = {"props": {"pageProps": {"body": re.sub(r"<[^>]+>", "", article_element())}}}
    return (
        "<!doctype html><meta charset=utf-8><title>The Meridian Ledger</title><div id=__next></div>"
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'
    )


def half_of_two(second: bool) -> str:
    """The article cut into two pages that name each other."""
    paragraphs = re.findall(r"<p>.*?</p>", article_element(), re.DOTALL)
    middle = len(paragraphs) // 2
    link = "" if second else '<link rel="next" href="/f/paged?page=2">'
    body = "".join(paragraphs[middle:] if second else paragraphs[:middle])
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>Ten years on</title>{link}</head>"
        f"<body><article>{body}</article><p class=pager>Page {2 if second else 1} of 2</p></body>"
    )


@cache
def evaluation_pdf() -> bytes:
    """A PDF of two pages with running head, page numbers and a sentence over the page break."""
    first = """1. Findings

The evaluation finds that the number of deaths recorded in the
clinic districts fell from 411 in 2013 to 97 in 2023, a decline of
seventy-six percent, and that no comparable decline was re-
corded in the three control cities over the same period. The
savings on enforcement were real but were not, in the first
years, spent on treatment. The team recommends that the ar-
rangement be made permanent and that its costs be published.

2. Limits

The study can not separate the effect of the clinics from the
wider availability of naloxone, and the authors caution that the
figures for the first winter are incomplete because the hospital
did not keep a register and because several of the patients who
were turned away in those months were never"""
    second = """counted by anybody. The authors regard this as the most
serious gap in the record.

3. Recommendations

Publish the register. Pay the nurses."""
    return _pdf([first, second])


@cache
def scanned_pdf() -> bytes:
    """A PDF without a text layer."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A5)
    canvas.rect(40, 40, 300, 400, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _pdf(pages: list[str]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A5)
    width, height = A5
    for number, page in enumerate(pages, start=1):
        canvas.setFont("Times-Italic", 8)
        canvas.drawString(40, height - 30, "Harbour City Evaluation — Final Report")
        canvas.setFont("Times-Roman", 10)
        for row, line in enumerate(page.split("\n")):
            canvas.drawString(40, height - 60 - 14 * row, line)
        canvas.setFont("Times-Italic", 8)
        canvas.drawCentredString(width / 2, 25, f"page {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()
