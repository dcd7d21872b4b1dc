"""The library: an article and its references in, a report out. Everything here is in ``audit``."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from audit.bibliography import read_references
from audit.config import Settings
from audit.demo import BoxedWeb, demo_references
from audit.evidence import FILE_NAME, open_bundle
from audit.files import read_input
from audit.model import Reference, Report
from audit.pipeline import Circumstances, audit, read
from audit.readers import source_reader, unpaced
from audit.replaying import replayed_report
from audit.report import FORMATS
from audit.sources import SourceReader

PathLike = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Network:
    """A network that several audits share: connections, pauses for each host, cached pages.

    Made by ``network`` or ``rehearsal``; safe to use from several threads.
    """

    reader: SourceReader
    workers: int
    is_rehearsal: bool = False


@contextmanager
def network(settings: Settings | None = None) -> Iterator[Network]:
    """The real network, for the audits inside the ``with``.

    ``settings`` are limits, archives and the contact address; by default the built-in ones, no
    settings file is read.
    """
    chosen = settings or Settings()
    with source_reader(chosen) as reader:
        yield Network(reader, chosen.workers)


@contextmanager
def rehearsal(settings: Settings | None = None) -> Iterator[Network]:
    """Invented sources for the program's first article, served on this machine; no network.

    Needs the extra ``demo``. Reports say that they are of a rehearsal.
    """
    chosen = unpaced(settings or Settings())
    with (
        BoxedWeb() as web,
        source_reader(
            chosen, proxy_url=web.proxy_url, ca_bundle=web.ca_bundle, cached=False
        ) as reader,
    ):
        yield Network(reader, chosen.workers, is_rehearsal=True)


def audit_article(
    article: PathLike | bytes,
    references: PathLike | Sequence[Reference] | None = None,
    *,
    through: Network | None = None,
    settings: Settings | None = None,
    name: str = "article.txt",
) -> Report:
    """Check every quotation of an article against the sources it cites.

    ``article`` is a file, or its bytes, which ``name`` then stands for in the report.
    ``references`` are a file (CSL-YAML, CSL-JSON, BibTeX, RIS or a plain list, by its ending) or
    values; by default ``references.yaml`` beside the article. ``through`` is a network shared
    with other audits; without it one is opened with ``settings`` for this audit alone.

    Whatever goes wrong outside is in the report. Nothing is written but the cache, no decisions of
    reviewers are applied, no model is asked: those belong to the command. Raises
    ``InputError`` for an article or references that cannot be used.
    """
    if through is None:
        with network(settings) as opened:
            return audit_article(article, references, through=opened, name=name)
    path = name if isinstance(article, bytes) else os.fspath(article)
    data = article if isinstance(article, bytes) else read_input(Path(article), "the article")
    given, listed_in = _references(references, Path(path))
    given = demo_references(given) if through.is_rehearsal else given
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return audit(
        read(data, path, given),
        given,
        through.reader,
        Circumstances(now, through.is_rehearsal, listed_in),
        workers=through.workers,
    )


def _references(
    given: PathLike | Sequence[Reference] | None, article: Path
) -> tuple[tuple[Reference, ...], str]:
    """The references and the name of their file."""
    beside = article.parent / "references.yaml"
    if given is None:
        given = beside
    if isinstance(given, str | os.PathLike):
        path = Path(given)
        return read_references(read_input(path, "the references file"), str(path)), str(path)
    return tuple(given), beside.name


def replay_evidence(bundle: PathLike) -> Report:
    """The report that kept evidence leads to, without a network.

    ``bundle`` is an evidence.wacz, or the folder of a report with one. Raises ``InputError`` when
    the evidence is missing or damaged.
    """
    path = Path(bundle)
    return replayed_report(open_bundle(path if path.suffix == ".wacz" else path / FILE_NAME))


def render_report(report: Report, form: str = "terminal") -> str:
    """A report as text: ``annotations``, ``csv``, ``github``, ``gitlab``, ``html``, ``json``,
    ``junit``, ``markdown``, ``sarif`` or ``terminal``. Raises ``KeyError`` for another form."""
    return FORMATS[form](report)
