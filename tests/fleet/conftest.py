"""A small newsroom and its web, once for all tests of the fleet."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from audit.fleet.workshop import close_workshops
from tests.fleet.newsroom import Size
from tests.fleet.web import Web, served


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A served newsroom: its web, its folder and the paths of its articles."""

    web: Web
    folder: Path
    articles: tuple[Path, ...]


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """Twelve articles with 120 citations of 60 pages on seven hosts."""
    with made(Size(articles=12, citations=120, pages=60, hosts=7), tmp_path) as one:
        yield one


class made:  # noqa: N801 - a context manager
    """A newsroom of any size in a folder, served while the block lasts."""

    def __init__(self, size: Size, folder: Path, latency: float = 0.0) -> None:
        self._served, self._folder = served(size, folder, latency), folder

    def __enter__(self) -> Newsroom:
        web = self._served.__enter__()
        articles = web.world.write_articles(self._folder / "articles")
        return Newsroom(web, self._folder, tuple(articles))

    def __exit__(self, *error: object) -> None:
        self._served.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """Tests that work in this process leave no store open."""
    yield
    close_workshops()
