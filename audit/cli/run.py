"""``run`` and ``demo``: audit one article, write its reports, say what to fix."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from audit.bibliography import read_references
from audit.cli.adviser import adviser_of
from audit.cli.articles import chosen_references, fetched_article, named_articles
from audit.cli.colour import wanted
from audit.cli.evidence import keep_evidence
from audit.cli.meaning import meaning_model
from audit.cli.network import known_health, opened_history, settings_for
from audit.cli.options import (
    fail_on_option,
    judge_option,
    network_options,
    references_option,
    report_format_option,
    several,
    store_option,
    verbose_option,
)
from audit.cli.outcomes import LINE_FORMATS, Outcome, exit_code, print_outcomes, worst
from audit.cli.places import folder_of, is_url
from audit.cli.review import REPORT_DATA, REPORTS, today, with_review, write_index
from audit.config import Settings
from audit.decisions import FILE_NAME as DECISIONS
from audit.demo import ARTICLE, REFERENCES, BoxedWeb, demo_references
from audit.errors import ExitCode, InputError
from audit.evidence import Inputs, Recorder, Retention, link_evidence
from audit.files import read_input, write_whole
from audit.links.remember import remember
from audit.model import Reference, Report, Source
from audit.pipeline import Circumstances, Models, Progress, audit, read
from audit.readers import source_reader, unpaced
from audit.report import FORMATS, render_html, render_json, render_terminal
from audit.sources import SourceReader


@dataclass(frozen=True, slots=True)
class Task:
    """One run: its files, where its report goes, what is printed."""

    article: str
    references: Path
    folder: Path
    format: str
    quiet: bool
    rehearsal: bool = False
    strict: bool = False
    judge: bool = False

    @property
    def decisions(self) -> Path:
        """Where the decisions on its findings are kept."""
        return folder_of(self.article) / DECISIONS


OpenReader = Callable[..., AbstractContextManager[SourceReader]]


report_options = several(
    click.option(
        "--output",
        "-o",
        type=click.Path(path_type=Path, file_okay=False),
        default=None,
        show_default="reports/ARTICLE",
        help="Folder for the report.",
    ),
    report_format_option("What to print; the HTML and JSON reports are written in any case."),
    fail_on_option,
    click.option("--quiet", "-q", is_flag=True, help="Print nothing but faults."),
)


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@references_option("The article's references: CSL-YAML, CSL-JSON, BibTeX, RIS or a plain list.")
@click.option(
    "--strict",
    is_flag=True,
    help="Flags on claims may be errors: no passage alike, or missing facts of two kinds.",
)
@judge_option
@network_options
@store_option
@report_options
def run(
    articles: tuple[str, ...],
    references: Path,
    strict: bool,
    judge: bool,
    allow_private: bool,
    archive_base: str,
    no_archive: bool,
    store: str,
    output: Path | None,
    format_: str,
    fail_on: str,
    quiet: bool,
) -> int:
    """Check every quotation and claim of each ARTICLE against the sources it cites.

    ARTICLE is a file (text, Markdown, HTML, Word), a pattern of files in quotes, or the address of
    a page. Writes index.html and report.json and prints a summary; of several articles each has a
    folder, its own references (NAME.references.yaml beside it, else references.yaml there), and the
    exit code is the worst. Exits 1 for findings and rotten links, 3 when too much could not be
    checked.

    \b
    Examples:
      citation-audit run article.txt
      citation-audit run article.docx -r refs.yaml -o reports/draft
      citation-audit run 'articles/*.md' --fail-on error
      citation-audit run article.txt --format sarif --fail-on error > audit.sarif
    """
    settings = settings_for(
        allow_private=allow_private,
        archive_base=archive_base,
        no_archive=no_archive,
        store=store,
    )
    found = named_articles(articles, chosen_references(references))
    several = len(found) > 1
    if several and format_ not in LINE_FORMATS:
        raise InputError(
            f"{len(found)} articles make no single {format_}",
            hint="leave --format out; citation-audit report makes it of each report.json",
        )
    outcomes = []
    for one in found:
        folder = (output or REPORTS) / one.name if several or output is None else output
        task = Task(
            one.article,
            one.references,
            folder,
            format_,
            quiet or several,
            strict=strict,
            judge=judge,
        )
        outcomes.append(_outcome(task, settings, fail_on, alone=not several))
    if output is None or several:
        page = write_index(output or REPORTS, partial(known_health, settings))
    if several and not quiet:
        print_outcomes(outcomes, format_, page)
    return worst(outcomes)


def _outcome(task: Task, settings: Settings, fail_on: str, *, alone: bool) -> Outcome:
    """Audit one article; one of several that cannot be read does not stop the others."""
    try:
        report = _carry_out(task, settings, partial(source_reader, settings))
    except InputError as fault:
        if alone:
            raise
        click.echo(f"citation-audit: {fault}", err=True)
        return Outcome(task.article, fault.exit_code)
    code = exit_code(report, fail_on, settings.most_unverifiable_percent)
    return Outcome(task.article, code, report)


@click.command()
@click.option(
    "--article",
    type=click.Path(path_type=Path),
    default=Path("article.txt"),
    show_default=True,
    help="The article to rehearse with.",
)
@references_option("The article's references: CSL-YAML, CSL-JSON, BibTeX, RIS or a plain list.")
@report_options
@verbose_option
def demo(
    article: Path,
    references: Path,
    output: Path | None,
    format_: str,
    fail_on: str,
    quiet: bool,
) -> int:
    """Rehearse the audit against invented sources on this machine; no network is needed.

    The same article and the same program, but every source is an invented page, served through a
    local proxy at the real source's address. Where there is no article.txt, it
    rehearses with the program's own copy. Exits 0 when the rehearsal itself went well, unless
    --fail-on is given.

    \b
    Examples:
      citation-audit demo
      citation-audit demo -o /tmp/rehearsal --format json
    """
    if not article.is_file() and _by_default("article") and _by_default("references"):
        click.echo(f"{article} is not here: the program's own article is taken", err=True)
        article, references = ARTICLE, REFERENCES
    settings = replace(unpaced(settings_for()), semantic=False)  # the same rehearsal everywhere
    folder = output or REPORTS / f"{article.stem}-rehearsal"
    task = Task(str(article), references, folder, format_, quiet, rehearsal=True)
    with BoxedWeb() as web:
        box = partial(
            source_reader,
            settings,
            proxy_url=web.proxy_url,
            ca_bundle=web.ca_bundle,
            cached=False,
        )
        report = _carry_out(task, settings, box)
    if _by_default("fail_on"):
        return ExitCode.CLEAN
    return exit_code(report, fail_on, settings.most_unverifiable_percent)


def _by_default(option: str) -> bool:
    """Whether nobody has set the option of the command that runs."""
    source = click.get_current_context().get_parameter_source(option)
    return source is click.core.ParameterSource.DEFAULT


def load_references(path: Path) -> tuple[Reference, ...]:
    """The references file, read and checked."""
    return _references(_references_bytes(path), path)


def _references_bytes(path: Path) -> bytes:
    return read_input(path, "the references file", hint="name another with --references")


def _references(data: bytes, path: Path) -> tuple[Reference, ...]:
    return read_references(data, str(path))


def _carry_out(task: Task, settings: Settings, open_reader: OpenReader) -> Report:
    """Read, audit, review, publish, keep the evidence: one run from its files to its folder."""
    _refuse_folder_of_another(task)
    local = None if is_url(task.article) else read_input(Path(task.article), "the article")
    listed = _references_bytes(task.references)
    given = _references(listed, task.references)
    given = demo_references(given) if task.rehearsal else given
    now = datetime.now(UTC)
    circumstances = Circumstances(
        now.isoformat(timespec="seconds"), task.rehearsal, str(task.references), task.strict
    )
    # A fault of a file is told before anything is opened or asked.
    subject = None if local is None else read(local, task.article, given)
    with ExitStack() as stack:
        remembers = not task.rehearsal and bool(settings.store or settings.cache)
        history = stack.enter_context(opened_history(settings)) if remembers else None
        kept = settings.evidence
        recorder = stack.enter_context(Recorder(settings.evidence_bytes)) if kept else None
        models = _models(task, settings, recorder, stack)
        reader = stack.enter_context(open_reader(recorder=recorder))
        data = fetched_article(reader.client, task.article) if local is None else local
        subject = subject or read(data, task.article, given)
        inputs = _inputs(task, data, listed, circumstances, settings, models)
        with _progress(len(given), task.quiet) as bar:
            report = audit(
                subject,
                given,
                reader,
                circumstances,
                models=models,
                workers=settings.workers,
                progress=bar,
            )
        if recorder is not None:
            report = link_evidence(report, recorder.entries(), recorder.records)
        report = with_review(report, task.folder)
        text = _publish(report, task)
        if recorder is not None:
            retention = Retention(settings.evidence_earlier, settings.evidence_days)
            keep_evidence(recorder, inputs, text, task.folder, retention)
        if history is not None:
            remember(history, report, str(task.references), now.timestamp())
    return report


def _refuse_folder_of_another(task: Task) -> None:
    """Two articles of one name must not take each other's report away."""
    path = task.folder / REPORT_DATA
    if not path.is_file():
        return
    try:
        held = json.loads(path.read_bytes())["article"]["path"]
    except (ValueError, KeyError, TypeError):
        return
    if held != task.article:
        raise InputError(
            f"this folder holds the report of {held}",
            path=str(task.folder),
            hint="name another with --output",
        )


def _models(task: Task, settings: Settings, recorder: Recorder | None, stack: ExitStack) -> Models:
    """What helps with claims: the model of meaning that is installed, the user's own if asked for.

    Raises ``SettingsError`` when the settings name none that can be asked.
    """
    endpoint = stack.enter_context(adviser_of(settings, asked=task.judge))
    model = meaning_model(settings)
    adviser = recorder.adviser(endpoint) if recorder and endpoint else endpoint
    return Models(model.meaning, model.likeness, adviser)


def _inputs(
    task: Task,
    article: bytes,
    references: bytes,
    circumstances: Circumstances,
    settings: Settings,
    models: Models,
) -> Inputs:
    """What the report depends on besides the web; a rehearsal knows no decisions."""
    decided = task.decisions
    known = decided.is_file() and not task.rehearsal
    previous = task.folder / REPORT_DATA
    return Inputs(
        article_path=task.article,
        article=article,
        references_path=str(task.references),
        references=references,
        created=circumstances.created,
        rehearsal=task.rehearsal,
        strict=task.strict,
        meaning=models.meaning,
        judge=models.adviser.model if models.adviser else "",
        settings=tuple((name, str(value)) for name, value in _printable(settings).items()),
        decisions_path=str(decided),
        decisions=decided.read_bytes() if known else b"",
        previous=previous.read_bytes() if previous.is_file() else b"",
        today="" if task.rehearsal else today().isoformat(),
    )


def _printable(settings: Settings) -> dict[str, object]:
    """The settings without the store's address, which may hold a password."""
    return {name: value for name, value in asdict(settings).items() if name != "store"}


@contextmanager
def _progress(length: int, quiet: bool) -> Iterator[Progress]:
    """A bar on a terminal's standard error; nothing where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield lambda source: None
        return
    with click.progressbar(
        length=length, label="Reading sources", file=sys.stderr, width=30, show_eta=False
    ) as bar:

        def advance(source: Source) -> None:
            bar.label = f"Reading sources ({source.number}: {source.state})".ljust(42)
            bar.update(1)

        yield advance


def _publish(report: Report, task: Task) -> str:
    """Write the page and the data, print what was asked for; the data as written."""
    page, text = task.folder / "index.html", render_json(report)
    write_whole(page, render_html(report))
    write_whole(task.folder / REPORT_DATA, text)
    if task.quiet:
        return text
    if task.format == "terminal":
        width = min(shutil.get_terminal_size((100, 24)).columns, 120)
        colour = wanted(sys.stdout)
        shown = render_terminal(report, width=width, color=colour, report_path=str(page))
        click.echo(shown, nl=False, color=colour)
    else:
        click.echo(FORMATS[task.format](report), nl=False)
    return text
