"""Small articles for the tests of reading."""

from audit.article import read_article
from audit.model import Article, Reference

LIST = """
References

1. “First Work.” (April 2016). The Guardian. Accessed September 20, 2017.
2. “Second Work.” (May 2014). Vox. Accessed September 20, 2017.
3. “Third Work.” (June 2011). The New York Times. Accessed September 20, 2017.
4. “Fourth Work.” (June 2012). Vox. Accessed September 20, 2017.
"""


def read(body: str, listed: str = LIST, references: tuple[Reference, ...] = ()) -> Article:
    """An article of a title, a body and a reference list."""
    return read_article(f"A Title\n\n{body}\n{listed}".encode(), "article.txt", references)


def numbers(article: Article) -> list[tuple[int, ...]]:
    """The numbers of each marker group."""
    return [marker.numbers for marker in article.markers]


def words(article: Article) -> list[str]:
    """The words of each quotation."""
    return [quotation.text for quotation in article.quotations]


def rules(article: Article) -> list[str]:
    """The rules of the remarks."""
    return [remark.rule for remark in article.remarks]
