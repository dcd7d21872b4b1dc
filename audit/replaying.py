"""A report made again from its evidence alone: the same pipeline, behind it the kept answers."""

from datetime import date

from audit.article import read_article
from audit.bibliography import read_references
from audit.decisions import apply_decisions, parse_decisions
from audit.demo import demo_references
from audit.errors import InputError
from audit.evidence import (
    Bundle,
    Inputs,
    ReplayedAdviser,
    ReplayedPages,
    link_evidence,
    replayed_archive,
)
from audit.model import Report
from audit.pipeline import Circumstances, Models, audit
from audit.report import changed_since, report_from_json
from audit.semantic import MeaningModel, load_model
from audit.sources import SourceReader


def replayed_report(bundle: Bundle) -> Report:
    """The report that the evidence leads to with this program. Opens no socket."""
    inputs = bundle.inputs
    references = read_references(inputs.references, inputs.references_path)
    if inputs.rehearsal:
        references = demo_references(references)
    article = read_article(inputs.article, inputs.article_path, references)
    report = audit(
        article,
        references,
        _reader(bundle),
        Circumstances(inputs.created, inputs.rehearsal, inputs.references_path, inputs.strict),
        models=_models(bundle),
    )
    report = link_evidence(report, bundle.entries, bundle.records)
    return _reviewed(report, inputs)


def _reader(bundle: Bundle) -> SourceReader:
    pages = ReplayedPages(bundle, network_seen=bundle.run.network_seen)
    return SourceReader(pages, replayed_archive(bundle, bundle.run.archives))


def _models(bundle: Bundle) -> Models:
    """The models of the run: the same model of meaning, if it is here, and the answers of then."""
    inputs = bundle.inputs
    adviser = ReplayedAdviser(bundle, inputs.judge) if inputs.judge else None
    here = load_model() if inputs.meaning.model else None
    if isinstance(here, MeaningModel) and here.meaning == inputs.meaning:
        return Models(here.meaning, here.likeness, adviser)
    return Models(adviser=adviser)


def _reviewed(report: Report, inputs: Inputs) -> Report:
    """Decisions and the comparison with the run before, as of that day."""
    if inputs.today:
        text = inputs.decisions.decode("utf-8-sig", "replace")
        decisions = parse_decisions(text, inputs.decisions_path)
        day = date.fromisoformat(inputs.today)
        report = apply_decisions(report, decisions, day, path=inputs.decisions_path)
    if not inputs.previous:
        return report
    try:
        previous = report_from_json(inputs.previous.decode("utf-8-sig", "replace"))
    except InputError:
        return report
    return changed_since(report, previous)
