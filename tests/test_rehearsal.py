"""The whole program against the web in a box: states, verdicts and report as they must be."""

import json
from pathlib import Path

import jsonschema
import pytest

from audit.article import read_article
from audit.cli.outcomes import exit_code
from audit.config import Settings
from audit.demo import BoxedWeb, demo_references
from audit.errors import ExitCode
from audit.model import Report
from audit.pipeline import Circumstances, audit
from audit.readers import source_reader, unpaced
from audit.references import parse_references
from audit.report import FORMATS, render_html, render_json, report_schema
from audit.vocabulary import ClaimVerdict, Level
from tests.demo.truths import claim_truths, quotation_truths, source_truths

ROOT = Path(__file__).parent.parent
HOUR = "2026-11-23T12:00:00+00:00"


def rehearse() -> Report:
    given = parse_references((ROOT / "references.yaml").read_text("utf-8"))
    references = demo_references(given)
    article = read_article((ROOT / "article.txt").read_bytes(), "article.txt", references)
    settings = unpaced(Settings(cache=""))
    with (
        BoxedWeb() as web,
        source_reader(settings, proxy_url=web.proxy_url, ca_bundle=web.ca_bundle) as reader,
    ):
        return audit(article, references, reader, Circumstances(HOUR, rehearsal=True))


@pytest.fixture(scope="module")
def report() -> Report:
    return rehearse()


def test_every_source_has_the_state_that_was_built_in(report: Report) -> None:
    truths = source_truths()
    assert len(report.sources) == len(truths) == 32
    wrong = {
        source.number: (source.state, source.rule, source.detail)
        for source in report.sources
        if source.state not in truths[source.number].states
    }
    assert wrong == {}


def test_every_quotation_has_the_verdict_that_was_built_in(report: Report) -> None:
    truths = quotation_truths()
    assert len(report.findings) == len(truths) == 36
    wrong = {
        finding.id: (finding.verdict, finding.reason)
        for finding in report.findings
        if finding.verdict not in truths[finding.id].verdicts
    }
    assert wrong == {}


def test_every_claim_is_told_as_was_built_in(report: Report) -> None:
    truths = [
        (truth, [c for c in report.claims if c.claim.text.startswith(truth.begins)])
        for truth in claim_truths()
    ]
    assert {truth.begins: len(found) for truth, found in truths if len(found) != 1} == {}
    wanted = {found[0].id: truth.flags for truth, found in truths if truth.flags}
    warned = {
        claim.id: frozenset(f.code for f in claim.flags if f.level is Level.WARNING)
        for claim in report.claims
        if claim.verdict is ClaimVerdict.FLAGGED
    }
    assert warned == wanted
    for truth, (claim,) in truths:
        facts = {fact.text: fact.fact for check in claim.checks for fact in check.facts}
        assert {text: facts.get(text) for text in truth.facts} == dict(truth.facts)


def test_a_claim_is_unverifiable_just_where_no_source_was_read_whole(report: Report) -> None:
    whole = {source.number for source in report.sources if source.complete}
    for claim in report.claims:
        unread = claim.verdict is ClaimVerdict.UNVERIFIABLE
        assert unread == whole.isdisjoint(claim.claim.references), claim.id
        assert not (claim.claim.inherited and claim.level is Level.WARNING)


def test_a_misattributed_marker_is_answered_with_the_right_one(report: Report) -> None:
    (elsewhere,) = [finding for finding in report.findings if finding.id == "q11"]
    assert (elsewhere.quotation.references, elsewhere.source) == ((7,), 8)
    assert "reference 8" in elsewhere.proposal


def test_words_left_out_are_printed(report: Report) -> None:
    (abridged,) = [finding for finding in report.findings if finding.id == "q08"]
    assert abridged.match is not None
    left_out = " ".join(change.source for change in abridged.match.changes)
    assert "as this report suggests" in left_out


def test_totals_reconcile(report: Report) -> None:
    totals = report.totals
    assert totals.citations == totals.checked + totals.unverifiable + totals.skipped == 32
    assert (totals.quotations, totals.references) == (36, 32)
    assert totals.claims == len(report.claims)
    said = (totals.claims_flagged, totals.claims_to_review, totals.claims_unverifiable)
    assert totals.claims == sum(said)


def test_every_passage_is_at_its_offsets_in_the_source(report: Report) -> None:
    texts = {source.number: source.text.text for source in report.sources if source.text}
    passages = [
        (texts[finding.source], passage)
        for finding in report.findings
        if finding.match and finding.source in texts
        for passage in finding.match.passages
    ]
    assert len(passages) > 20
    for text, passage in passages:
        assert text[passage.start : passage.end] == passage.text


def test_the_json_obeys_its_schema(report: Report) -> None:
    jsonschema.Draft202012Validator(report_schema()).validate(json.loads(render_json(report)))


def test_the_page_says_rehearsal_and_holds_every_finding_and_reference(report: Report) -> None:
    page = render_html(report)
    assert "Rehearsal" in page
    for finding in report.findings:
        assert page.count(f'id="{finding.id}"') == 1
    for format_ in FORMATS.values():
        assert format_(report)


def test_the_exit_code_tells_findings(report: Report) -> None:
    assert exit_code(report, "error", 50) is ExitCode.FINDINGS
    assert exit_code(report, "never", 100) is ExitCode.CLEAN
    assert exit_code(report, "never", 0) is ExitCode.INCOMPLETE


def test_a_second_rehearsal_gives_the_same_report(report: Report) -> None:
    first, second = (json.loads(render_json(each)) for each in (report, rehearse()))
    assert _timeless(first) == _timeless(second)


def _timeless(value: object) -> object:
    """The document without the seconds that fetching took."""
    if isinstance(value, dict):
        return {key: _timeless(item) for key, item in value.items() if key != "seconds"}
    return [_timeless(item) for item in value] if isinstance(value, list) else value
