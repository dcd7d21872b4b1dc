"""The commands by subject: where each is defined, and its line in the list. Imports none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listed:
    """One command: ``module`` defines it under the name ``attribute``."""

    name: str
    module: str
    attribute: str
    summary: str


SECTIONS: dict[str, tuple[Listed, ...]] = {
    "Audit": (
        Listed("run", "audit.cli.run", "run", "Check an article against its sources."),
        Listed("fleet", "audit.cli.fleet", "fleet", "Check thousands of articles at once."),
        Listed("demo", "audit.cli.run", "demo", "Rehearse with invented sources, no network."),
        Listed("check", "audit.cli.check", "check", "Markers and lists alone, no network."),
        Listed("report", "audit.cli.review", "report_command", "Render a report in any format."),
        Listed("open", "audit.cli.review", "open_command", "Open a report in the browser."),
        Listed("replay", "audit.cli.evidence", "replay", "Make a report again from its evidence."),
        Listed("evidence", "audit.cli.kept", "evidence", "Show the kept bytes of a finding."),
    ),
    "Decide and correct": (
        Listed("accept", "audit.cli.review", "accept", "Accept a finding with a reason."),
        Listed("reopen", "audit.cli.review", "reopen", "Take a decision back."),
        Listed("fix", "audit.cli.fix", "fix", "Correct what leaves no choice."),
    ),
    "References": (
        Listed("init", "audit.cli.resolve", "init", "Make references.yaml from an article."),
        Listed("convert", "audit.cli.convert", "convert", "From and to BibTeX, RIS, CSL-JSON."),
        Listed("resolve", "audit.cli.resolve", "resolve", "Find the addresses that are missing."),
        Listed("archive", "audit.cli.archive", "archive", "Save live sources, note captures."),
        Listed("links", "audit.cli.links", "links", "What is new with all links, night by night."),
        Listed("history", "audit.cli.links", "history", "The life of one link."),
    ),
    "Look at the parts": (
        Listed("parse", "audit.cli.inspect", "parse", "What is read from an article."),
        Listed("text", "audit.cli.inspect", "text", "A source's text, by zone."),
        Listed("quote", "audit.cli.quote", "quote", "One quotation against one source."),
        Listed("claim", "audit.cli.claim", "claim", "One sentence against one source."),
        Listed("schema", "audit.cli.schema", "schema", "The published JSON Schemas."),
    ),
    "This machine": (
        Listed("semantic", "audit.cli.semantic", "semantic", "The model of meaning: on or off."),
        Listed("completion", "audit.cli.completion", "completion", "Completion for your shell."),
    ),
}
