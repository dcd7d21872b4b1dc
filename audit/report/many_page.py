"""Pages over many articles: worst first, by section, by publisher. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.report.html import render_template

ROWS_A_PAGE = 200
_PAGES_NEAR = 3  # links to that many pages before and after, and to the first and the last

VIEWS = (
    ("Worst first", "index.html"),
    ("By section", "sections.html"),
    ("By publisher", "publishers.html"),
    ("What changed (Atom)", "changes.atom"),
    ("All findings (CSV)", "findings.csv"),
    ("All findings (Parquet)", "findings.parquet"),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """What an article, a section or a publisher comes to. ``unread`` sources could not be read
    whole for another reason than rot."""

    references: int = 0
    rotten: int = 0
    unread: int = 0
    errors: int = 0
    warnings: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, n) + getattr(other, n) for n in Tally.__slots__))


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article. ``fault`` says why it could not be read; then ``href`` is empty."""

    title: str
    path: str
    href: str = ""
    created: str = ""
    fault: str = ""
    counts: Mapping[str, int] | None = None
    states: Mapping[str, int] | None = None
    accepted: int = 0
    changed: int = 0
    offline: bool = False


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One section or publisher; ``href`` leads to its articles, if anywhere."""

    name: str
    tally: Tally
    articles: int = 0
    href: str = ""


@dataclass(frozen=True, slots=True)
class _Page:
    title: str
    here: str
    created: str
    remarks: Sequence[str] = ()
    articles: Sequence[ArticleRow] = ()
    tallies: Sequence[TallyRow] = ()
    of: str = ""
    pages: Sequence[tuple[str, str]] = ()
    views: Sequence[tuple[str, str]] = VIEWS


def page_name(first: str, number: int) -> str:
    """The file of a view's page, 1 the first: ``index.html``, ``index-2.html``."""
    return first if number == 1 else f"{first.removesuffix('.html')}-{number}.html"


def render_articles(
    rows: Sequence[ArticleRow],
    *,
    title: str,
    first: str,
    number: int,
    pages: int,
    created: str = "",
    remarks: Sequence[str] = (),
) -> str:
    """Page ``number`` of ``pages`` of a list of articles that begins at the file ``first``."""
    near = {1, pages, *range(number - _PAGES_NEAR, number + _PAGES_NEAR + 1)}
    links = [(str(n), page_name(first, n)) for n in sorted(near) if 1 <= n <= pages]
    page = _Page(title, page_name(first, number), created, remarks, rows, pages=links)
    return render_template("many.html", page)


def render_tallies(
    rows: Sequence[TallyRow], *, title: str, here: str, of: str, created: str = ""
) -> str:
    """A table of sections or publishers, those with most to mend first."""
    ordered = sorted(rows, key=_worst_first)
    page = _Page(title, here, created, tallies=ordered, of=of)
    return render_template("many.html", page)


def _worst_first(row: TallyRow) -> tuple[int, int, int, int, str]:
    tally = row.tally
    return -tally.errors, -tally.rotten, -tally.warnings, -tally.unread, row.name
