"""Passages that audits verified, to notice when a page loses them."""

from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa

from audit.history.alarm import Presence
from audit.history.database import Database
from audit.history.schema import CITATION, PASSAGE
from audit.history.values import Citation, VerifiedPassage, text_key, url_key


class Passages:
    """The verified passages of a store, and which article cites what."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(
        self, article: str, verified: Iterable[VerifiedPassage], keep: Collection[str], at: float
    ) -> None:
        """What an audit of ``article`` verified at ``at`` takes the place of what was known.

        ``keep`` are quotations that it could not look for this time; their passages stay.
        """
        rows = {passage.key: _row(passage, at) for passage in verified}
        mine = sa.select(PASSAGE.c.key, PASSAGE.c.quotation).where(
            PASSAGE.c.article_key == text_key(article)
        )
        with self._database.write() as connection:
            known = connection.execute(mine).all()
            gone = [key for key, quotation in known if key in rows or quotation not in keep]
            for key in gone:
                connection.execute(sa.delete(PASSAGE).where(PASSAGE.c.key == key))
            if rows:
                connection.execute(sa.insert(PASSAGE), list(rows.values()))

    def of(self, urls: Iterable[str]) -> dict[str, tuple[VerifiedPassage, ...]]:
        """The passages to look for at each address."""
        found: dict[str, list[VerifiedPassage]] = {}
        keys = [url_key(url) for url in dict.fromkeys(urls)]
        with self._database.read() as connection:
            for first in range(0, len(keys), 500):
                query = sa.select(PASSAGE).where(PASSAGE.c.link.in_(keys[first : first + 500]))
                for row in connection.execute(query.order_by(PASSAGE.c.key)).mappings():
                    found.setdefault(row["url"], []).append(passage_of(row))
        return {url: tuple(passages) for url, passages in found.items()}

    def cite(self, article: str, citations: Iterable[Citation]) -> None:
        """Keep which addresses ``article`` cites, in place of what was known of it."""
        rows = {
            citation.number: {
                "article_key": text_key(article),
                "number": citation.number,
                "link": url_key(citation.url),
                "article": article,
                "url": citation.url,
                "publisher": citation.publisher,
            }
            for citation in citations
        }
        mine = CITATION.c.article_key == text_key(article)
        with self._database.write() as connection:
            connection.execute(sa.delete(CITATION).where(mine))
            if rows:
                connection.execute(sa.insert(CITATION), list(rows.values()))

    def citations(self, urls: Collection[str] = ()) -> tuple[Citation, ...]:
        """Who cites the addresses, or all citations when none are named."""
        query = sa.select(CITATION).order_by(CITATION.c.article, CITATION.c.number)
        if urls:
            query = query.where(CITATION.c.link.in_([url_key(url) for url in urls]))
        with self._database.read() as connection:
            return tuple(
                Citation(row["article"], row["number"], row["url"], row["publisher"])
                for row in connection.execute(query).mappings()
            )


def passage_of(row: sa.RowMapping) -> VerifiedPassage:
    """The passage in a row of the table."""
    return VerifiedPassage(
        url=row["url"],
        article=row["article"],
        finding=row["finding"],
        quotation=row["quotation"],
        passage=row["passage"],
        characters=row["characters"],
        verified_at=row["verified_at"],
        presence=Presence(row["missed"], row["counted_at"], bool(row["drifted"])),
    )


def presence_columns(presence: Presence) -> dict[str, Any]:
    """The columns that say whether a passage is there."""
    return {
        "missed": presence.missed,
        "counted_at": presence.counted_at,
        "drifted": presence.drifted,
    }


def _row(passage: VerifiedPassage, at: float) -> dict[str, Any]:
    return presence_columns(passage.presence) | {
        "key": passage.key,
        "link": url_key(passage.url),
        "article_key": text_key(passage.article),
        "url": passage.url,
        "article": passage.article,
        "finding": passage.finding,
        "quotation": passage.quotation,
        "passage": passage.passage,
        "characters": passage.characters,
        "verified_at": at,
    }
