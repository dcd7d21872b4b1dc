"""The pictures in docs/ out of a rehearsal's report: ``python -m tools.pictures INDEX_HTML``.

They are made by hand before a release, not by a test: every font draws them a little differently.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tools.tables import ROOT

_WIDTH, _TOP = 1200, 1180
# A picture, and the finding that it shows; none is the top of the page.
PICTURES = {"report.png": "", "finding.png": "q17", "claim.png": "c20"}


def main(report: Path) -> None:
    """Draw every picture with Debian's chromium."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium")
        page = browser.new_page(viewport={"width": _WIDTH, "height": _TOP})
        for name, finding in PICTURES.items():
            page.goto(f"{report.resolve().as_uri()}#{finding}")
            _draw(page, finding, ROOT / "docs" / name)
        browser.close()


def _draw(page: Page, finding: str, picture: Path) -> None:
    if finding:
        page.locator(f"#{finding}").screenshot(path=picture)
    else:
        page.screenshot(path=picture)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
