"""The measure: in the web in a box, without any address, every reference that a service knows is
found, no decoy is accepted, and what is left is listed."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from audit.cli.network import settings_for
from audit.cli.resolve import resolve, resolve_all
from audit.demo import BoxedWeb
from audit.demo.services import SERVICE_HOSTS, known_references
from audit.errors import ExitCode
from audit.model import Reference
from audit.readers import unpaced
from audit.references import parse_references
from audit.resolve import Resolution
from tests.resolve.titles import ROOT, references

BY_PREFIX = {3}  # its address is only in the archive's index
# A scan, a page of scripts and a dead page: found, but nobody can tell what they are.
UNREADABLE = {17: "dead", 19: "needs-javascript", 22: "no-text"}
TWO_PAGES = 16


@contextmanager
def boxed(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[BoxedWeb]:
    """A box that this process reaches the web through, from an empty folder."""
    monkeypatch.chdir(folder)
    with BoxedWeb() as box:
        monkeypatch.setenv("HTTP_PROXY", box.proxy_url)
        monkeypatch.setenv("HTTPS_PROXY", box.proxy_url)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(box.ca_bundle))
        yield box


def bare(one: Reference) -> Reference:
    return replace(one, url="", doi="", candidates=(), copies=(), partial_addresses=())


@pytest.fixture(scope="module")
def rehearsed(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[dict[int, Resolution], tuple[str, ...]]]:
    """All 32 without addresses, resolved in the box, and what was asked for."""
    with (
        pytest.MonkeyPatch.context() as patch,
        boxed(patch, tmp_path_factory.mktemp("resolve")) as box,
    ):
        settings = replace(unpaced(settings_for()), cache="")
        found = resolve_all([bare(one) for one in references()], settings, {}, pace=0.0)
        yield {one.reference.number: one for one in found}, box.asked


Rehearsed = tuple[dict[int, Resolution], tuple[str, ...]]


def test_every_reference_that_a_service_knows_is_found(rehearsed: Rehearsed) -> None:
    known = set().union(*known_references().values()) | BY_PREFIX
    found = {number for number, one in rehearsed[0].items() if one.url}
    assert found == known - set(UNREADABLE)


def test_what_is_found_is_the_known_address(rehearsed: Rehearsed) -> None:
    own = {one.number: one for one in references()}
    for number, one in rehearsed[0].items():
        given = (own[number].url, *(address.url for address in own[number].candidates))
        if one.url and "/rehearsal/" not in one.url:
            assert one.url in given, number


def test_no_decoy_is_accepted_and_the_rest_is_listed(rehearsed: Rehearsed) -> None:
    portugal = rehearsed[0][TWO_PAGES]
    assert portugal.url == ""
    assert [row.candidate.url for row in portugal.listed] == [
        "https://www.salon.com/2009/03/14/portugal/",
        "https://www.salon.com/2009/04/02/portugal_2/",
    ]
    for number, state in UNREADABLE.items():
        assert rehearsed[0][number].url == ""
        assert rehearsed[0][number].listed
        assert state in rehearsed[0][number].why
    assert rehearsed[0][28].why == "the page there is another work"
    assert not any("thefix" in one.url for one in rehearsed[0].values())


def test_expected_text_settles_the_two_pages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with boxed(monkeypatch, tmp_path):
        wanted = replace(bare(references()[TWO_PAGES - 1]), expect_text="unquestionable success")
        settings = replace(unpaced(settings_for()), cache="")
        (found,) = resolve_all([wanted], settings, {}, pace=0.0)
    assert found.url == "https://www.salon.com/2009/03/14/portugal/"


def test_three_requests_a_reference_and_service_at_most(rehearsed: Rehearsed) -> None:
    hosts = Counter(urlsplit(url).hostname for url in rehearsed[1])
    for host in SERVICE_HOSTS:
        assert hosts[host] <= 3 * 32
    prefixes = Counter(url for url in rehearsed[1] if "matchType=prefix" in url)
    assert max(prefixes.values()) <= 3
    wikipedia = Counter(url for url in rehearsed[1] if "en.wikipedia.org" in url)
    assert max(wikipedia.values()) == 1


def test_what_the_pages_contradict_is_reported(rehearsed: Rehearsed) -> None:
    said = {number: {remark.rule for remark in one.remarks} for number, one in rehearsed[0].items()}
    assert {number: rules for number, rules in said.items() if rules} == {
        10: {"title-differs"},
        24: {"date-differs"},
        27: {"publisher-differs"},
        31: {"date-differs"},
    }


def test_the_command_writes_what_it_finds_and_touches_nothing_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = re.sub(r"(?m)^    (URL|DOI): .*\n", "", (ROOT / "references.yaml").read_text("utf-8"))
    file = tmp_path / "references.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    before = file.read_bytes()
    arguments = [str(file), "--only", "26", "--only", "27", "--only", "5"]
    with boxed(monkeypatch, tmp_path):
        code = resolve.main([*arguments, "--dry-run"], standalone_mode=False)
        assert file.read_bytes() == before
        assert '+    URL: "https://www.realclearpolicy.com/' in capsys.readouterr().out
        assert resolve.main(arguments, standalone_mode=False) == code == ExitCode.FINDINGS
    out, err = capsys.readouterr()
    assert "  27  found       https://www.realclearpolicy.com/blog/2016/01/04/" in out
    assert "RealClearPolitics, the page is by RealClearPolicy" in out
    assert "2 found, 0 with candidates for the editor, 1 without any, 0 had an address" in out
    assert "BRAVE_API_KEY is not set" in err
    after = file.read_bytes()
    own = {one.number: one.url for one in references()}
    read = {one.number: one for one in parse_references(after.decode("utf-8-sig"))}
    assert {number for number, one in read.items() if one.url} == {26, 27}
    assert read[27].url == own[27]
    lines, kept = after.splitlines(keepends=True), before.splitlines(keepends=True)
    added = [line for line in lines if line not in kept]
    assert [line for line in lines if line not in added] == kept
    assert len(added) == 2, "an address each; how it is known was there"
