"""``replay``, and how a run's evidence is kept: the report made again from the bundle alone."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from audit.cli.options import quiet_option
from audit.decisions import apply_decisions
from audit.errors import ExitCode, InputError
from audit.evidence import (
    FILE_NAME,
    Bundle,
    EvidenceError,
    Inputs,
    Recorder,
    Retention,
    open_bundle,
    pack,
    save_bundle,
)
from audit.files import read_input, write_whole
from audit.model import Report
from audit.replaying import replayed_report
from audit.report import render_html, render_json, report_from_json
from audit.report.fingerprint import judged, verdict_words
from audit.semantic import NoModel, load_model

_DATA, _PAGE = "report.json", "index.html"


@dataclass(frozen=True, slots=True)
class Beside:
    """What the report beside a bundle is like, in words; ``tampered`` with, or as the program
    left it."""

    remark: str = ""
    tampered: bool = False


_AS_IT_WAS = Beside()


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    show_default="it is only compared",
    help="Folder for the report that was made again.",
)
@quiet_option
def replay(folder: Path, output: Path | None) -> int:
    """Make the report in FOLDER again from its evidence, and compare the two byte for byte.

    Nothing is asked of the network. FOLDER is a report's folder (reports/ARTICLE) or a bundle
    (.wacz). Exits 0 when report.json comes out the same, 1 when it does not, 2 when the evidence
    is damaged or of another article.

    \b
    Examples:
      citation-audit replay reports/article
      citation-audit replay evidence.wacz -o /tmp/again
    """
    path = folder if folder.suffix == ".wacz" else folder / FILE_NAME
    bundle = open_bundle(path)
    beside = compare_with_folder(bundle, path.parent) if path.name == FILE_NAME else _AS_IT_WAS
    report = replayed_report(bundle)
    made = render_json(report).encode()
    if output:
        write_whole(output / _PAGE, render_html(report))
        write_whole(output / _DATA, made)
    click.echo(_told(bundle, made == bundle.report, report))
    if beside.remark:
        click.echo(beside.remark)
    same = made == bundle.report and not beside.tampered
    return ExitCode.CLEAN if same else ExitCode.FINDINGS


def keep_evidence(
    recorder: Recorder, inputs: Inputs, report_json: str, folder: Path, retention: Retention
) -> Path:
    """Write the bundle of a finished run beside its report.

    Raises ``StorageError`` when the disk refuses; report and earlier bundles are untouched.
    """
    return save_bundle(folder, pack(recorder, inputs, report_json.encode()), retention)


def compare_with_folder(bundle: Bundle, folder: Path) -> Beside:
    """How the report.json beside a bundle differs from the one in it.

    Raises ``EvidenceError`` when the two are of different articles or runs.
    """
    path = folder / _DATA
    if not path.is_file():
        return _AS_IT_WAS
    data = read_input(path, "the report")
    if data == bundle.report:
        return _AS_IT_WAS
    own = report_from_json(bundle.report.decode(), bundle.path)
    try:
        found = report_from_json(data.decode("utf-8-sig", "replace"), str(path))
    except InputError as fault:
        return Beside(f"The report beside it was changed after the run: {fault}", tampered=True)
    _check_same_run(own, found, bundle.path)
    by_program = render_json(found).encode() == data
    if by_program and render_json(_undecided(found)) == render_json(_undecided(own)):
        return Beside(f"{path} differs only in what reviewers have decided since.")
    remark = f"{path} was changed after the run; the evidence leads to the report as it was."
    return Beside(remark, tampered=True)


def _check_same_run(own: Report, found: Report, path: str) -> None:
    """Raises ``EvidenceError`` when the report beside a bundle is not of its run."""
    if found.article.path != own.article.path:
        what = f"of {own.article.path}, the report beside it of {found.article.path}"
        raise EvidenceError(f"this evidence is {what}", path=path)
    if found.article.text != own.article.text:
        what = f"of other words in {own.article.path} than the report beside it"
        raise EvidenceError(f"this evidence is {what}", path=path)
    if found.created != own.created:
        what = f"of the run of {own.created}, the report beside it of the run of {found.created}"
        raise EvidenceError(f"this evidence is {what}", path=path)


def _undecided(report: Report) -> Report:
    return apply_decisions(report, (), date.min)


def _told(bundle: Bundle, same: bool, report: Report) -> str:
    run = bundle.run
    told = (
        f"{len(report.findings)} quotations and {len(report.claims)} claims from "
        f"{len(bundle.entries)} answers of {run.created}, checked to the last byte"
    )
    if same:
        return f"{bundle.path}: the same report.json, byte for byte ({told})"
    earlier = report_from_json(bundle.report.decode(), bundle.path)
    before = {finding.id: verdict_words(finding) for finding, _ in judged(earlier)}
    changed = [f.id for f, _ in judged(report) if before.get(f.id) != verdict_words(f)]
    why = []
    if run.program != report.version:
        why.append(f"citation-audit {run.program} made it, this is {report.version}")
    if run.meaning != report.meaning:
        here = load_model()
        reason = here.reason if isinstance(here, NoModel) else f"{here.name} is"
        why.append(f"{run.meaning.model} helped to choose its passages and is not here ({reason})")
    if run.lost:
        why.append(f"{run.lost} answers were too large to be kept")
    because = f": {'; '.join(why)}" if why else ""
    verdicts = f"other verdicts: {', '.join(changed)}" if changed else "every verdict is the same"
    return f"{bundle.path}: another report.json{because}; {verdicts} ({told})"
