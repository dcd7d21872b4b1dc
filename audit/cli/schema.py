"""``schema``: what editors and scripts may rely on, as JSON Schema."""

from importlib.resources import files

import click

from audit.errors import ExitCode

PUBLISHED = {
    "report": "report/report.schema.json",
    "quote": "report/quote.schema.json",
    "claim": "report/claim.schema.json",
    "references": "references.schema.json",
}


@click.command()
@click.argument("name", type=click.Choice(tuple(PUBLISHED)))
def schema(name: str) -> int:
    """Print a published JSON Schema: of report.json, of quote's or claim's JSON, or of
    references.yaml.

    \b
    Examples:
      citation-audit schema report > report.schema.json
      citation-audit schema references
    """
    click.echo(files("audit").joinpath(PUBLISHED[name]).read_text(encoding="utf-8"), nl=False)
    return ExitCode.CLEAN
