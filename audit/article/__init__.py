"""Reading an article: its markers, quotations and reference list, and what they show alone."""

from audit.article.reader import lay_out_article, read_article

__all__ = ["lay_out_article", "read_article"]
