"""Which articles a run is over: files and folders as given, each with its references file.

A folder is a section of the newsroom. Folders are read one at a time, so that a million articles
take no more memory than one folder's names.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from audit.errors import InputError
from audit.history import Listed

ARTICLE_ENDINGS = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".docx"})
_SHARED = "references.yaml"
_KINDS = ("yaml", "yml", "bib", "json", "ris")


def listed_articles(
    given: Sequence[Path], output: Path, references: Path | None = None
) -> Iterator[Listed]:
    """The articles under ``given``; their reports go below ``output``, in the same folders.

    ``references`` is the file of those articles that have none of their own. In a folder every file
    with an ending of ``ARTICLE_ENDINGS`` is an article; names that begin with a dot are passed
    over. Raises ``InputError`` for a path that does not exist.
    """
    files: dict[Path, list[str]] = {}
    for path in given:
        if path.is_dir():
            yield from (_with(one, references) for one in _below(path, output))
        elif path.exists():
            files.setdefault(path.parent, []).append(path.name)
        else:
            raise InputError("there is no such article", path=str(path))
    for folder, names in files.items():
        found = _in_folder(folder, dict.fromkeys(names), os.listdir(folder), output)
        yield from (_with(one, references) for one in found)


def _with(listed: Listed, references: Path | None) -> Listed:
    if listed.references_path or references is None:
        return listed
    return replace(listed, references_path=str(references))


def references_beside(name: str, names: Iterable[str]) -> str:
    """The name of an article's references file among the ``names`` of its folder, or ``""``."""
    stem, there = PurePath(name).stem, set(names)
    own = [f"{stem}.references.{kind}" for kind in _KINDS]
    return next((file for file in (*own, _SHARED) if file in there), "")


def _below(top: Path, output: Path) -> Iterator[Listed]:
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if Path(folder).resolve() == output.resolve():
            folders.clear()
            continue
        articles = sorted(n for n in names if _is_article(n))
        yield from _in_folder(Path(folder), articles, names, output)


def _is_article(name: str) -> bool:
    return not name.startswith(".") and PurePath(name).suffix.lower() in ARTICLE_ENDINGS


def _in_folder(
    folder: Path, articles: Iterable[str], names: Sequence[str], output: Path
) -> Iterator[Listed]:
    articles = list(articles)
    stems = [PurePath(name).stem for name in articles]
    section = _section(folder)
    for name, stem in zip(articles, stems, strict=True):
        own = stem if stems.count(stem) == 1 else name.replace(".", "-")
        beside = references_beside(name, names)
        yield Listed(
            str(folder / name),
            str(folder / beside) if beside else "",
            section,
            str(output / section / own),
        )


def _section(folder: Path) -> str:
    """The folder's name in reports: below the working directory, never outside of the output."""
    shown = Path(os.path.relpath(folder)) if not folder.is_absolute() else folder
    parts = [part for part in shown.parts if part not in (shown.anchor, "..", ".")]
    return "/".join(parts)
