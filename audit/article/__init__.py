"""Reading an article: its markers, quotations and reference list, and what they show alone."""

from audit.article.reader import read_article

__all__ = ["read_article"]
