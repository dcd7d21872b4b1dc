"""The HTML report as text: all there once, safe, self-contained, its numbers adding up."""

import base64
import hashlib
import re
import time
from dataclasses import replace
from functools import cache

from bs4 import BeautifulSoup, Tag

from audit.model import Report
from audit.report import render_html
from tests.report.cases import HOSTILE
from tests.report.sample import many_findings, reviewed_report, sample_report


@cache
def _page(rehearsal: bool = False, offline: bool = False) -> BeautifulSoup:
    return _soup(sample_report(rehearsal=rehearsal, offline=offline))


def _soup(report: Report) -> BeautifulSoup:
    return BeautifulSoup(render_html(report), "lxml")


def _finding(page: BeautifulSoup, name: str) -> Tag:
    found = page.find("details", id=name)
    assert isinstance(found, Tag)
    return found


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def test_every_claim_and_every_reference_is_there_once() -> None:
    report = sample_report()
    ids = [tag["id"] for tag in _page().select("details.finding")]
    assert sorted(map(str, ids)) == sorted(finding.id for finding in report.findings)
    rows = [tag["id"] for tag in _page().select("tr[id]")]
    assert rows == [f"ref-{reference.number}" for reference in report.references]


def test_no_id_is_used_twice_and_every_link_inside_has_its_target() -> None:
    ids = [str(tag["id"]) for tag in _page().select("[id]")]
    assert len(ids) == len(set(ids))
    inner = {str(tag["href"])[1:] for tag in _page().select("a[href^='#']")}
    assert inner <= set(ids)


def test_failures_come_first_and_are_open() -> None:
    groups = [str(tag["id"]) for tag in _page().select(".group h2")]
    assert groups == [f"group-{n}" for n in ("error", "warning", "unverified", "note", "ok")]
    for finding in _page().select("details.finding"):
        assert finding.has_attr("open") == (finding["data-level"] in ("error", "warning"))


def test_the_answer_and_the_sums_are_at_the_top() -> None:
    header = _page().find("header")
    assert isinstance(header, Tag)
    assert "4 to fix, 4 to look at, 2 could not be checked, 4 to note, 3 fine" in _text(header)
    assert "16 citations = 13 checked + 2 unverifiable + 1 skipped" in _text(header)
    assert "23 November 2026, 18:32 UTC with citation-audit 0.1.0" in _text(header)


def test_both_wordings_are_marked_and_each_difference_is_typed() -> None:
    finding = _finding(_page(), "q01")
    article, source = finding.select_one(".side.article"), finding.select_one(".side.source")
    assert article
    assert source
    assert [_text(tag) for tag in article.select("del")] == ["alight", "six"]
    assert [_text(tag) for tag in source.select("ins")] == ["burning", "sixteen", "any"]
    labels = ["word", "number", "left out"]
    assert [_text(tag) for tag in article.select(".kind")] == labels
    assert [_text(tag) for tag in finding.select(".differences .kind")] == labels
    assert "winters without ‸ left out relief" in _text(article)


def test_the_correction_is_there_to_copy() -> None:
    proposal = _finding(_page(), "q01").select_one(".proposal .text")
    assert proposal
    assert proposal.get_text() == "was kept burning for sixteen winters without any relief"


def test_the_hidden_words_of_a_gap_are_printed_and_warned_of() -> None:
    finding = _finding(_page(), "q04")
    hidden = finding.select_one(".hidden-words")
    assert hidden
    assert hidden.get_text() == "once, though not by the keeper and hardly"
    assert "the gap hides “not”" in _text(finding)
    assert [_text(tag) for tag in finding.select(".gap")] == [hidden.get_text()]


def test_a_quotation_found_elsewhere_names_the_other_reference() -> None:
    text = _text(_finding(_page(), "q05"))
    assert "Found instead in [3]" in text
    assert "read from the capture of 17 September 2017, 3 days before access" in text


def test_a_finding_links_to_the_passage_and_the_capture() -> None:
    links = [str(tag["href"]) for tag in _finding(_page(), "q05").select("a.out")]
    assert "https://source.example/page#:~:text=0" in links
    assert "https://archive.example/20170917081500/https://source.example/3" in links


def test_speakers_of_both_sides_are_named() -> None:
    captions = [tag.get_text() for tag in _finding(_page(), "q02").select("figcaption")]
    assert captions[0] == "The article, giving it to Margaret Oban"
    assert "giving it to Ewan Lusk" in captions[1]


def test_hostile_text_is_shown_and_never_markup() -> None:
    page = _page()
    assert len(page.select("script")) == 1
    assert not page.select("img, iframe, object, embed, base, b > script")
    assert not page.find(string=re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]"))
    assert '<script>alert(1)</script> "onload=x \ufffd[31mred' in _text(_finding(page, "q17"))
    assert "\x1b" in HOSTILE


def test_no_attribute_runs_a_script_or_carries_style() -> None:
    for tag in _page().find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on") or name == "style"]


def test_only_web_addresses_are_links_and_they_give_nothing_away() -> None:
    outward = [tag for tag in _page().select("a[href]") if not str(tag["href"]).startswith("#")]
    assert outward
    for tag in outward:
        assert re.match(r"https?://", str(tag["href"]))
        assert tag["rel"] == ["noopener", "noreferrer"]
        assert tag["referrerpolicy"] == "no-referrer"
    assert "javascript:alert(6)" in _page().get_text()


def test_the_content_security_policy_allows_our_two_blocks_and_nothing_else() -> None:
    page = _page()
    meta = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert isinstance(meta, Tag)
    policy = str(meta["content"])
    for name in ("script", "style"):
        block = page.find(name)
        assert isinstance(block, Tag)
        digest = hashlib.sha256((block.string or "").encode()).digest()
        assert f"{name}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not page.select("link[rel=stylesheet], script[src]")


def test_the_article_is_whole_and_its_marks_lead_to_findings() -> None:
    report = sample_report()
    galley = _page().select_one(".galley")
    assert galley
    quotes = {str(tag["href"])[1:]: tag.get_text() for tag in galley.select("a.quote")}
    assert quotes.keys() == {finding.id for finding in report.findings}
    assert quotes["q01"] == "was kept alight for six winters without relief"
    paragraphs = [p for p in galley.select("p") if p.select_one(".line")]
    said = [re.sub(r"^\d+", "", p.get_text()) for p in paragraphs]
    body = report.article.text[: report.article.body_end]
    assert said == [line for line in body.split("\n") if line.strip()]


def test_rehearsal_and_missing_network_are_told() -> None:
    assert _page(rehearsal=True).select_one(".rehearsal")
    assert "Rehearsal: invented sources." in _page(rehearsal=True).get_text()
    assert "There was no network" in _page(offline=True).get_text()
    assert not _page().select(".rehearsal, .offline")


def test_a_citation_of_a_number_that_is_not_in_the_list_has_its_row() -> None:
    report = sample_report()
    page = _soup(replace(report, references=report.references[1:], sources=report.sources[1:]))
    row = page.find("tr", id="ref-1")
    assert isinstance(row, Tag)
    assert "This number is not in the list of references." in _text(row)


def test_a_decision_is_shown_with_who_when_why_and_whether_it_holds() -> None:
    page = _soup(reviewed_report())
    accepted, void = _finding(page, "q15"), _finding(page, "q02")
    assert accepted["data-level"] == "note"
    assert "Accepted by Ann Reeve on 20 November 2026" in _text(accepted)
    assert "The board said so. <script>alert(1)</script>" in _text(accepted)
    assert void["data-level"] == "warning"
    assert "Was accepted by Ann Reeve on 20 November 2026 until 22 November 2026" in _text(void)
    assert "Open again: it was to hold longer." in _text(void)
    header = page.find("header")
    assert header
    assert "5 to note (1 accepted)" in header.get_text()


def test_each_finding_has_its_command_but_not_in_a_rehearsal() -> None:
    report = reviewed_report()
    odd = replace(report, article=replace(report.article, path="my; article's.txt"))
    page = _soup(odd)
    commands = {str(d["id"]): d.select_one(".command code") for d in page.select(".finding")}
    where = """--report 'reports/my; article'"'"'s/report.json'"""
    assert commands["q01"]
    assert commands["q01"].get_text() == f'citation-audit accept q01 {where} --reason "…"'
    assert commands["q15"]
    assert commands["q15"].get_text() == f"citation-audit reopen q15 {where}"
    assert commands["q03"] is None
    assert not _page(rehearsal=True).select(".command")


def test_what_changed_since_the_last_run_is_marked() -> None:
    page = _soup(reviewed_report())
    assert [str(d["id"]) for d in page.select(".finding[data-since]")] == ["q01", "q06"]
    assert "was verbatim" in _text(_finding(page, "q01"))
    assert "new" in _text(_finding(page, "q06"))
    assert "Since the run of 16 November 2026, 06:00 UTC: 2 findings and 2 sources" in _text(page)
    assert not _page().select("[name=since], [data-since]")


def test_exact_words_are_copied_rather_than_those_of_the_sentence() -> None:
    words = _finding(_soup(reviewed_report()), "q01").select_one(".proposal .text")
    assert words
    assert words.get_text() == "was kept burning for sixteen winters without any relief,"


def test_a_title_of_a_megabyte_is_cut() -> None:
    report = sample_report()
    huge = replace(report.references[0], title="word " * 200_000)
    html = render_html(replace(report, references=(huge, *report.references[1:])))
    assert len(html) < 400_000


def test_two_thousand_findings_render_in_seconds_and_thirty_two_references_are_small() -> None:
    assert len(render_html(sample_report()).encode()) < 1_000_000
    many = many_findings(2000)
    began = time.process_time()
    html = render_html(many)
    assert time.process_time() - began < 5
    assert html.count('<details class="finding') == 2000
