"""The HTML report in a real Chromium: accessible, safe, at home on a phone, on paper, on keys."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from audit.report import render_html
from audit.report.index_page import render_index, summarise
from tests.report.claimed import claimed_report, many_claims, reviewed_claims
from tests.report.sample import many_findings, reviewed_report, sample_report
from tests.report.test_health import sample_health

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        said = "chromium is not installed; the report was not looked at in a browser"
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "index.html"
    path.write_text(render_html(sample_report(rehearsal=True, offline=True)), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("reviewed") / "index.html"
    path.write_text(render_html(reviewed_report()), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def claimed(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("claimed") / "index.html"
    path.write_text(render_html(claimed_report(rehearsal=True)), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def reviewed_with_claims(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("reviewed-claims") / "index.html"
    path.write_text(render_html(reviewed_claims()), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def _open_all(page: Page) -> None:
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('.finding')?.id ?? ''"))


def _shown(page: Page) -> list[str]:
    return [str(f.get_attribute("id")) for f in page.locator(".finding:visible").all()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(
    browser: Browser, claimed: str, reviewed_with_claims: str, scheme: Scheme, width: int
) -> None:
    address = reviewed_with_claims if (scheme == "dark") == (width == 1280) else claimed
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address)
    _open_all(page)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    context.close()


@pytest.mark.parametrize("width", [320, 390, 834])
def test_nothing_sticks_out_to_the_side(page: Page, reviewed_with_claims: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(reviewed_with_claims)
    _open_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("name", ["address", "reviewed", "claimed"])
def test_nothing_is_fetched_and_nothing_hostile_runs(
    page: Page, name: str, request: pytest.FixtureRequest
) -> None:
    address = str(request.getfixturevalue(name))
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(address)
    _open_all(page)
    page.keyboard.press("End")
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert said == []


def test_counts_filter_and_the_address_remembers(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#shown")).to_have_text("17 of 17 findings shown")
    for name in ("to note", "fine"):
        page.get_by_role("checkbox", name=name).uncheck()
    expect(page.locator("#shown")).to_have_text("10 of 17 findings shown")
    expect(page.locator("#group-ok")).to_be_hidden()
    assert "level=error+warning+unverified" in page.url
    page.reload()
    expect(page.locator("#shown")).to_have_text("10 of 17 findings shown")
    expect(page.get_by_role("checkbox", name="fine")).not_to_be_checked()


def test_verdict_source_and_words_filter_and_can_be_undone(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Verdict").select_option("altered")
    assert _shown(page) == ["q01", "q17"]
    page.get_by_label("Source").select_option("16")
    assert _shown(page) == ["q17"]
    page.get_by_label("Search").fill("nowhere to be found")
    expect(page.locator("#nothing")).to_be_visible()
    page.get_by_role("button", name="Show all again").click()
    expect(page.locator("#shown")).to_have_text("17 of 17 findings shown")
    assert page.url == address


@pytest.mark.parametrize("query", ["", "?level=error", "?q=no+such+words"])
def test_a_deep_link_opens_and_focuses_its_finding(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}{query}#q06")
    expect(page.locator("#q06")).to_have_attribute("open", "")
    expect(page.locator("#q06 > summary")).to_be_focused()
    expect(page.locator("#q06 .compare")).to_be_in_viewport()


def test_a_mark_in_the_article_leads_to_its_finding(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".galley a.quote[href='#q12']").click()
    expect(page.locator("#q12 > summary")).to_be_focused()
    expect(page.locator("#q12 .no-passage")).to_be_visible()


def test_keys_walk_through_what_is_shown(page: Page, address: str) -> None:
    page.goto(address)
    visited = []
    for key in "jjjkk":
        page.keyboard.press(key)
        visited.append(_focused(page))
    assert visited == ["q01", "q05", "q15", "q05", "q01"]
    page.keyboard.press("Enter")
    expect(page.locator("#q01")).not_to_have_attribute("open", "")
    page.keyboard.press("/")
    page.keyboard.type("ballad j")
    expect(page.get_by_label("Search")).to_have_value("ballad j")


def test_the_list_of_keys_opens_and_closes(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    found = Axe().run(page, context="dialog", options=RULES)
    assert found.violations_count == 0, found.generate_report()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_the_first_stop_of_the_tab_key_skips_to_the_findings(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the findings")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_corrections_and_commands_are_copied(browser: Browser, reviewed: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(reviewed)
    report = "reports/lighthouse/report.json"
    wanted = {
        "#q01 .proposal": "was kept burning for sixteen winters without any relief,",
        "#q01 .command": f'citation-audit accept q01 --report {report} --reason "…"',
    }
    for place, words in wanted.items():
        button = page.locator(f"{place} .copy")
        button.click()
        expect(button).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == words
    page.locator("#q15 > summary").focus()
    page.keyboard.press("a")
    expect(page.locator("#q15 .command .copy")).to_have_text("Copied")
    reopening = page.evaluate("navigator.clipboard.readText()")
    assert reopening == f"citation-audit reopen q15 --report {report}"
    context.close()


def test_only_what_changed_since_the_last_run_can_be_shown(page: Page, reviewed: str) -> None:
    page.goto(reviewed)
    page.get_by_label("Changed").select_option("changed")
    assert _shown(page) == ["q01", "q06"]
    assert "since=changed" in page.url
    page.reload()
    expect(page.locator("#shown")).to_have_text("2 of 17 findings shown")


def test_claims_are_folded_until_somebody_looks_for_them(page: Page, claimed: str) -> None:
    page.goto(claimed)
    expect(page.locator("#shown")).to_have_text("22 of 22 findings shown")
    assert _shown(page)[-2:] == ["c01", "c02"]
    page.get_by_label("Verdict").select_option("needs-review")
    assert _shown(page) == ["c03", "c04"]
    page.get_by_label("Verdict").select_option("name-not-in-source")
    assert _shown(page) == ["c01"]
    page.get_by_label("Verdict").select_option("")
    page.locator("[name=source]").select_option("7")
    assert "c05" in _shown(page)
    page.locator("[name=source]").select_option("")
    page.get_by_role("checkbox", name="to look at").uncheck()
    assert "c01" not in _shown(page)


def test_claims_are_shown_where_nothing_is_quoted(page: Page, tmp_path: Path) -> None:
    report = claimed_report()
    path = tmp_path / "index.html"
    path.write_text(render_html(replace(report, findings=())), encoding="utf-8")
    page.goto(path.as_uri())
    expect(page.locator("#shown")).to_have_text("5 of 5 findings shown")
    expect(page.locator("#c01")).to_be_visible()


def test_a_deep_link_and_the_keys_unfold_a_claim(page: Page, claimed: str) -> None:
    page.goto(f"{claimed}#c04")
    expect(page.locator("#c04 > summary")).to_be_focused()
    expect(page.locator("#c04 .beside").first).to_be_in_viewport()
    page.keyboard.press("j")
    assert _focused(page) == "c05"
    page.goto(f"{claimed}#c02")
    page.locator(".galley a.quote[href='#c01']").first.click()
    expect(page.locator("#c01 > summary")).to_be_focused()


def test_two_thousand_claims_stay_usable(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(render_html(many_claims(2000)), encoding="utf-8")
    page.goto(path.as_uri())
    page.locator("[name=q]").fill("pilot")
    expect(page.locator("#shown")).to_have_text("401 of 2017 findings shown")


def test_without_scripts_failures_are_open_and_all_else_opens(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#q01 .compare")).to_be_visible()
    expect(page.locator("#q03 .compare")).to_be_hidden()
    page.locator("#q03 > summary").click()
    expect(page.locator("#q03 .compare")).to_be_visible()
    for control in page.locator("input, select, button").all():
        expect(control).to_be_hidden()
    assert len(_shown(page)) == 17
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_has_everything_and_the_banner_on_every_page(
    browser: Browser, address: str, scripts: bool, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(address)
    page.pdf(path=tmp_path / "report.pdf", format="A4", print_background=True)
    context.close()
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as paper:
        # Upright letters along the edge are read one by one, so spaces are left out of account.
        texts = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in paper]
    assert all("Rehearsal:inventedsources" in text for text in texts)
    assert "Hewroteinthelastlineofthelog" in "".join(texts)
    assert "Thelamp,astheboard’sownsurveyorwrote" in "".join(texts)


def test_two_thousand_findings_stay_usable(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(render_html(many_findings(2000)), encoding="utf-8")
    page.goto(path.as_uri())
    page.locator("[name=q]").fill("ballad")
    expect(page.locator("#shown")).to_have_text("117 of 2000 findings shown")
    page.locator("[name=level][value=error]").uncheck()
    expect(page.locator("#shown")).to_have_text("117 of 2000 findings shown")
    page.locator("[name=q]").blur()
    page.keyboard.press("j")
    assert _focused(page) != ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_list_of_reports(
    browser: Browser, tmp_path: Path, scheme: Scheme
) -> None:
    reports = (reviewed_report(), sample_report(rehearsal=True))
    summaries = [summarise(report, f"folder {n}") for n, report in enumerate(reports)]
    path = tmp_path / "index.html"
    broken = ["x/report.json: this is not JSON"]
    health = sample_health(reports[0].article.path)
    path.write_text(render_index(summaries, broken, health), encoding="utf-8")
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto(path.as_uri())
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    context.close()
