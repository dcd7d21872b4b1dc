"""Whether an argument is a file or an address, and where the files beside an article lie."""

from pathlib import Path


def is_url(source: str) -> bool:
    """Whether the argument is an address rather than a file."""
    return "://" in source


def folder_of(article: str) -> Path:
    """Where the files beside an article lie; for an address the working directory."""
    return Path() if is_url(article) else Path(article).parent
