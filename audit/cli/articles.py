"""The articles that a command is given: files, patterns of files, addresses; what belongs to each.

The references of an article are the file that ``--references`` names; without it
``NAME.references.yaml`` beside the article, else ``references.yaml`` beside it, else that of the
working directory.
"""

import glob
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import click

from audit.cli.places import folder_of, is_url
from audit.errors import ArticleError, InputError
from audit.fetch.contract import PageClient
from audit.vocabulary import SourceState

_REFERENCES = "references.yaml"
_PATTERN = re.compile(r"[*?\[]")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Named:
    """An article by its path or address, its references file, and a name for its report."""

    article: str
    references: Path
    name: str


def named_articles(given: Sequence[str], references: Path | None) -> tuple[Named, ...]:
    """The articles that are meant, each once, with names that no two share.

    Raises ``InputError`` for a pattern that no file fits.
    """
    found = list(dict.fromkeys(one for pattern in given for one in _expanded(pattern)))
    counts = Counter(_stem(article) for article in found)
    return tuple(
        Named(article, references or references_of(article), _name(article, counts))
        for article in found
    )


def chosen_references(references: Path) -> Path | None:
    """The value of ``--references`` when the user gave one, on the line or in the environment."""
    source = click.get_current_context().get_parameter_source("references")
    return None if source is click.core.ParameterSource.DEFAULT else references


def references_of(article: str) -> Path:
    """The references file of an article that no option names."""
    folder = folder_of(article)
    for path in (folder / f"{_stem(article)}.{_REFERENCES}", folder / _REFERENCES):
        if path.is_file():
            return path
    return Path(_REFERENCES)


def fetched_article(client: PageClient, address: str) -> bytes:
    """The bytes of an article on the web, in UTF-8 where the server names another encoding.

    Raises ``ArticleError`` with the state of the address when it was not read whole.
    """
    fetched = client.get(address)
    if fetched.state not in (SourceState.LIVE, SourceState.MOVED):
        why = f" ({fetched.detail})" if fetched.detail else ""
        raise ArticleError(
            f"the article was not read, its address is {fetched.state}{why}",
            path=address,
            hint="save the page as a file and name that",
        )
    if fetched.charset.lower() in ("", "utf-8", "utf8") or fetched.body.startswith(b"PK"):
        return fetched.body
    try:
        return fetched.body.decode(fetched.charset).encode()
    except (LookupError, UnicodeError):
        return fetched.body


def _expanded(pattern: str) -> list[str]:
    """A path or address itself, or the files that fit a pattern, references files left out."""
    if is_url(pattern) or Path(pattern).exists() or not _PATTERN.search(pattern):
        return [pattern]
    found = sorted(path for path in glob.glob(pattern, recursive=True) if Path(path).is_file())
    articles = [path for path in found if not path.endswith((".yaml", ".yml"))]
    if not articles:
        raise InputError(f"no article fits the pattern “{pattern}”")
    return articles


def _stem(article: str) -> str:
    """What a report of the article alone is called."""
    if not is_url(article):
        return Path(article).stem
    parts = urlsplit(article)
    last = PurePosixPath(parts.path.rstrip("/")).stem
    name = f"{parts.hostname or 'page'}-{last}" if last else parts.hostname or "page"
    return re.sub(r"[^\w.-]+", "-", name)[:_LONGEST_NAME].strip(".-") or "page"


def _name(article: str, counts: Counter[str]) -> str:
    stem = _stem(article)
    if counts[stem] == 1:
        return stem
    whole = re.sub(r"[^\w.-]+", "-", article).strip(".-")
    return whole[-_LONGEST_NAME:].strip(".-")
