"""``fix``: the corrections that a report leaves no choice about."""

from pathlib import Path

import click

from audit.article.decode import decode_article
from audit.cli.options import references_option
from audit.cli.places import is_url
from audit.cli.references_file import BOM, refuse_other_formats
from audit.cli.review import read_report, real_report, report_option
from audit.errors import ExitCode
from audit.files import read_input, write_whole
from audit.fix import (
    Fixes,
    Note,
    article_fixes,
    by_hand,
    edit_file,
    fixed_references,
    placed,
    reported_layout,
    unified,
)
from audit.model import Report


@click.command()
@click.option("--diff", "mode", flag_value="diff", default=True, help="Print a patch.  [default]")
@click.option("--write", "mode", flag_value="write", help="Change the files.")
@references_option("The references file that dead links are corrected in.")
@report_option
def fix(mode: str, references: Path, report_path: Path) -> int:
    """Correct the article and its references where a report leaves no choice.

    Altered and restyled quotations get the source's words, quotations that stand elsewhere the
    right number, dead links their capture. What needs a person is listed on standard error, and so
    is every correction of a Word document, which is made in Word.

    \b
    Examples:
      citation-audit fix
      citation-audit fix | patch -p0
      citation-audit fix --write --report reports/article/report.json
    """
    report = real_report(read_report(report_path), report_path)
    refuse_other_formats(references)
    article = report.article.path
    data = b"" if is_url(article) else read_input(Path(article), "the article")
    given = read_input(references, "the references file", hint="name another with --references")
    fixes = article_fixes(report)
    if is_url(article):
        fixes = by_hand(fixes, report, "a page of the web is corrected where it is edited")
    else:
        fixes = placed(fixes, reported_layout(data, report), data, article)
    for note in fixes.left:
        click.echo(f"{article}:{note.line}: {note.name} is left, {note.why}", err=True)
    text = given.decode("utf-8", "surrogateescape")
    body = text.removeprefix(BOM)
    after, notes = fixed_references(body, report, str(references))
    if mode == "write":
        _write(report, data, fixes, len(notes))
        if notes:
            write_whole(references, (text[: -len(body)] + after).encode())
            click.echo(f"{references}: {len(notes)} captures added")
        return ExitCode.CLEAN
    click.echo(_article_diff(report, data, fixes), nl=False)
    click.echo(unified(body, after, str(references), notes), nl=False)
    return ExitCode.CLEAN


def _article_diff(report: Report, data: bytes, fixes: Fixes) -> bytes:
    """In the file's own encoding, so that the patch applies to it."""
    if not fixes.made:
        return b""
    edited = edit_file(data, report.article.path, fixes.made)
    text, _ = decode_article(data, report.article.path)
    notes = [Note(fix.name, fix.why, text.count("\n", 0, fix.start) + 1) for fix in fixes.made]
    patch = unified(edited.before, edited.after, report.article.path, notes)
    return patch.encode(edited.encoding, "replace")


def _write(report: Report, data: bytes, fixes: Fixes, captures: int) -> None:
    path = report.article.path
    if fixes.made:
        write_whole(Path(path), edit_file(data, path, fixes.made).data)
        names = ", ".join(fix.name for fix in fixes.made)
        click.echo(f"{path}: {len(fixes.made)} corrected ({names})")
    elif not captures:
        click.echo("nothing to correct that needs no person")
