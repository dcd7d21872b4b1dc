"""What an article gives away alone: its sentences against its own reference list and themselves.

Needs no source and no network. Markers, publishers' names, unused references and unlisted magazines
are remarked on when the article is read (``audit.article``) and are not repeated here.
"""

from collections.abc import Sequence
from dataclasses import replace

from audit.claims.alone_dates import access_remarks, year_remarks
from audit.claims.alone_figures import duration_remarks, title_figure_remarks
from audit.claims.alone_repeats import repeat_remarks
from audit.claims.alone_works import missing_works
from audit.claims.cited import cited_works
from audit.claims.find import body_sentences
from audit.model import Article, Reference, Remark


def article_alone(article: Article, references: Sequence[Reference] = ()) -> tuple[Remark, ...]:
    """The remarks in the order of their lines, each with both sides in its message.

    ``references`` add dates, titles and publishers' spellings to the article's own list.
    """
    works = cited_works(article, references)
    sentences = body_sentences(article)
    remarks = [
        *year_remarks(sentences, works),
        *access_remarks(works),
        *title_figure_remarks(sentences, works),
        *duration_remarks(sentences, works),
        *missing_works(article, sentences, works),
        *repeat_remarks(article, sentences),
    ]
    remarks.sort(key=lambda remark: (remark.line, remark.rule))
    return tuple(replace(remark, path=article.path) for remark in remarks)
