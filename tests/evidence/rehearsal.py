"""The rehearsal, recorded: what the command line does, without its terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from audit.archive import ArchiveSettings, WaybackArchive, archive_fetch_settings
from audit.article import read_article
from audit.decisions import apply_decisions, parse_decisions
from audit.demo import BoxedWeb, demo_references
from audit.evidence import Inputs, Recorder, link_evidence, pack
from audit.fetch import Fetcher, FetchSettings
from audit.pipeline import Circumstances, audit
from audit.references import parse_references
from audit.report import changed_since, render_json, report_from_json
from audit.sources import SourceReader

ROOT = Path(__file__).parents[2]
HOUR = "2026-11-23T12:00:00+00:00"


def inputs() -> Inputs:
    return Inputs(
        article_path="article.txt",
        article=(ROOT / "article.txt").read_bytes(),
        references_path="references.yaml",
        references=(ROOT / "references.yaml").read_bytes(),
        created=HOUR,
        rehearsal=True,
        settings=(("workers", 32), ("archive", True)),
    )


@contextmanager
def recorded_reader(
    recorder: Recorder, web: BoxedWeb, cache: Path | None = None
) -> Iterator[SourceReader]:
    settings = FetchSettings(
        per_host_delay_seconds=0.0,
        proxy_url=web.proxy_url,
        ca_bundle=web.ca_bundle,
        cache_directory=cache,
    )
    archive = ArchiveSettings(queries_per_minute=60_000, replays_per_minute=60_000)
    patient_settings = archive_fetch_settings(settings, archive)
    with (
        Fetcher(settings, recorder) as fetcher,
        Fetcher(patient_settings, recorder) as patient,
    ):
        yield SourceReader(
            recorder.pages(fetcher),
            recorder.archive(WaybackArchive(patient, archive)),
        )


@dataclass(frozen=True, slots=True)
class Recorded:
    """The bundle of a rehearsal, and its report.json."""

    bundle: bytes
    report: bytes


def rehearse(
    cache: Path | None = None,
    most_bytes: int = 50_000_000,
    *,
    decisions: bytes = b"",
    previous: bytes = b"",
    today: str = "",
) -> Recorded:
    """Audit the demo's article against the boxed web, keeping evidence."""
    given = replace(
        inputs(),
        decisions=decisions,
        decisions_path="decisions.yaml" if today else "",
        previous=previous,
        today=today,
    )
    references = demo_references(parse_references(given.references.decode(), "references.yaml"))
    article = read_article(given.article, given.article_path, references)
    with Recorder(most_bytes) as recorder:
        with BoxedWeb() as web, recorded_reader(recorder, web, cache) as reader:
            report = audit(article, references, reader, Circumstances(HOUR, rehearsal=True))
        report = link_evidence(report, recorder.entries(), recorder.records)
        if today:
            kept = parse_decisions(decisions.decode(), "decisions.yaml")
            day = date.fromisoformat(today)
            report = apply_decisions(report, kept, day, path="decisions.yaml")
        if previous:
            report = changed_since(report, report_from_json(previous.decode()))
        text = render_json(report).encode()
        return Recorded(pack(recorder, given, text), text)
