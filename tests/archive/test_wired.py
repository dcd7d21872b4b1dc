"""Several archives and an editor's capture, through the settings and the whole reader."""

from pathlib import Path

import pytest

from audit.cli.network import settings_for
from audit.config import Settings
from audit.demo.archive import ArchivedPage
from audit.model import Reference
from audit.readers import source_reader
from audit.vocabulary import SourceState
from tests.archive.servers import LoopbackArchive, always, loopback_archive

TITLE = "Ten years on, the harbour reform is judged by those who live beside it"
HEAD = f"<title>{TITLE}</title><article><h1>{TITLE}</h1>"
PAGE = HEAD.encode() + b"<p>The quay is shut.</p>" * 99


@pytest.fixture
def settings(server: LoopbackArchive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    monkeypatch.chdir(tmp_path)
    server.behaviours["/news/"] = always(404, b"gone")
    lines = 'cache = ""\nper-host-delay-seconds = 0\n'
    Path("pyproject.toml").write_text(f"[tool.citation-audit]\n{lines}")
    return settings_for(archive_base=server.base, allow_private=True)


def test_a_dead_page_is_read_in_a_further_archive(
    server: LoopbackArchive, settings: Settings
) -> None:
    url = f"{server.base}/news/reform"
    with loopback_archive({url: [ArchivedPage("20170918030405", PAGE)]}) as other:
        text = Path("pyproject.toml").read_text()
        Path("pyproject.toml").write_text(text + f'memento-archives = ["{other.base}/web"]\n')
        with source_reader(settings_for(archive_base=server.base, allow_private=True)) as reader:
            source = reader.read(Reference(1, "a", TITLE, "", "", "2017-09-20", url=url))
        assert other.asked[0].startswith("/web/timemap/link/")
    assert source.state is SourceState.ARCHIVED
    assert source.capture is not None
    assert source.capture.archive == other.base.removeprefix("http://")


@pytest.mark.parametrize("given", [True, False])
def test_the_editor_s_capture_is_read_first_also_without_an_address(
    server: LoopbackArchive, settings: Settings, given: bool
) -> None:
    url = f"{server.base}/news/reform"
    server.captures = {url: [ArchivedPage(f"{y}0918030405", PAGE) for y in (2012, 2017)]}
    chosen = f"{server.base}/web/20120918030405/{url}"
    reference = Reference(
        1, "a", TITLE, "", "", "2017-09-20", url=url if given else "", archive_url=chosen
    )
    with source_reader(settings) as reader:
        source = reader.read(reference)
    assert source.state is SourceState.ARCHIVED
    assert source.capture is not None
    assert source.capture.url == chosen
    assert source.capture.original == url
