"""``links`` and ``history`` as a nightly job meets them: what is printed, and the exit codes."""

import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from audit.cli import _run
from tests.archive.servers import INDEX, loopback_archive
from tests.fetch.web import Site, page, serve

QUICK = "[tool.citation-audit]\ndead-days-apart = 0\nper-host-delay-seconds = 0\n"
WORDS = "the quay was never closed to the fishing fleet"


def article_page(words: str = WORDS) -> bytes:
    text = " ".join(f"Boat {number} came home at dusk." for number in range(80))
    return (
        "<html><head><title>The closed quay of Harbour</title></head><body><article>"
        f"<h1>The closed quay of Harbour</h1><p>{text}</p><p>The council said {words}.</p>"
        "</article></body></html>"
    ).encode()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.chdir(tmp_path)
    Path("pyproject.toml").write_text(QUICK)
    started = serve(
        {"/a": page(article_page(), ETag='"1"'), "/b": page(article_page(), ETag='"1"')}
    )
    Path("urls.txt").write_text(f"{started.base}/a\n{started.base}/b\n")
    yield started
    started.close()


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> pytest.CaptureFixture[str]:
    return capsys


def links(*arguments: str) -> int:
    return _run(["links", *(arguments or ("urls.txt",)), "--allow-private", "--no-archive"])


def view(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = links("urls.txt", *arguments, "--format", "json")
    return code, json.loads(capsys.readouterr().out)


def test_a_night_without_news_is_one_line(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert links() == 0
    assert capsys.readouterr().out == "2 links: 2 fine\n"


def test_a_death_is_told_on_the_third_failure_with_exit_1_and_never_again(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.routes["/b"] = page(b"gone", 404)
    codes, printed = [], []
    for _ in range(5):
        codes.append(links())
        printed.append(capsys.readouterr().out.splitlines())
    assert codes == [0, 0, 1, 0, 0]
    assert [len(lines) for lines in printed] == [2, 1, 2, 1, 1]
    assert printed[0][0].startswith(f"failing    {site.base}/b  http-404 since ")
    assert printed[2][0].startswith(f"dead       {site.base}/b  http-404 since ")
    assert printed[2][0].endswith("3 failures counted  urls.txt:2")
    assert printed[4] == ["2 links: 1 dead, 1 fine"]
    site.routes["/b"] = page(article_page(), ETag='"1"')
    assert links() == 0
    assert capsys.readouterr().out.startswith(f"recovered  {site.base}/b  live since ")


def test_failing_links_can_be_made_to_count(site: Site) -> None:
    site.routes["/b"] = page(b"gone", 404)
    assert links("urls.txt", "--fail-on", "failing") == 1
    assert links("urls.txt", "--fail-on", "failing") == 0


def test_too_much_that_could_not_be_checked_is_exit_3(site: Site) -> None:
    site.routes["/a"] = site.routes["/b"] = page(b"no", 403)
    assert links() == 3


def test_a_baseline_keeps_a_known_link_quiet_until_its_day(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.routes["/b"] = page(b"gone", 404)
    for _ in range(2):
        links()
    today = date.today()
    Path("known.yaml").write_text(f"links:\n  - {{url: '{site.base}/b', until: {today}}}\n")
    capsys.readouterr()
    assert links("urls.txt", "--baseline", "known.yaml") == 0
    said = capsys.readouterr().out
    assert "dead " in said
    assert "(known to the baseline)" in said
    yesterday = today - timedelta(days=1)
    Path("known.yaml").write_text(f"links:\n  - {{url: '{site.base}/b', until: {yesterday}}}\n")
    assert links("urls.txt", "--baseline", "known.yaml") == 1
    assert f"(the baseline’s entry ended on {yesterday})" in capsys.readouterr().out
    assert links("urls.txt", "--write-baseline", "new.yaml") == 0
    assert f"url: {site.base}/b" in Path("new.yaml").read_text()
    assert links("urls.txt", "--baseline", "new.yaml") == 0


def test_the_parts_of_a_list_are_the_list(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    other = serve({"/a": page(article_page(), ETag='"1"')}, "127.0.0.9")
    Path("urls.txt").write_text(f"{site.base}/a\n{other.base}/a\n")
    parts = [view(capsys, "--shard", f"{n}/3")[1]["links"] for n in (1, 2, 3)]
    other.close()
    assert sorted(row["url"] for part in parts for row in part) == sorted(
        [f"{site.base}/a", f"{other.base}/a"]
    )


def test_only_what_is_new_or_was_not_checked_lately(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("urls.txt").write_text(f"{site.base}/a\n")
    links()
    Path("urls.txt").write_text(f"{site.base}/a\n{site.base}/b\n")
    for arguments, paths in (
        (("--changed-only",), ["/b"]),
        (("--since", "1h"), []),
        (("--since", "2099-01-01"), ["/a", "/b"]),
    ):
        _, found = view(capsys, *arguments)
        assert [row["url"] for row in found["links"]] == [site.base + path for path in paths]


def test_json_has_all_links_and_markdown_what_is_to_be_mended(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.routes["/b"] = page(b"gone", 410)
    for _ in range(2):
        links()
    code, found = view(capsys)
    assert code == 1
    assert found["schema"] == "citation-audit-links-1"
    assert found["standings"] == {"dead": 1, "drifted": 0, "failing": 0, "unknown": 0, "ok": 1}
    assert [news["kind"] for news in found["news"]] == ["dead"]
    assert [row["standing"] for row in found["links"]] == ["ok", "dead"]
    assert links("urls.txt", "--format", "markdown") == 0
    said = capsys.readouterr().out
    assert "#### New" not in said
    assert f"#### Still to be mended\n\n- `{site.base}/b`: http-410 since" in said


def test_every_link_can_be_listed(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    links("urls.txt", "--all")
    assert capsys.readouterr().out.count("\nlive ") + 1 == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--shard", "9/8"], "a part is written 2/8"),
        (["--since", "soon"], "a time is written 2026-11-30"),
        (["--store", "nonsense://x"], "cannot be opened"),
        (["--store", "taken.db"], "this is no history: file is not a database"),
        (["--baseline", "missing.yaml"], "the baseline does not exist"),
        (["--baseline-days", "0"], "0 is not in the range"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(
    site: Site, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    Path("taken.db").write_bytes(b"my thesis, only copy " * 200)
    assert links("urls.txt", *arguments) == 2
    fault = capsys.readouterr().err
    assert said in fault
    assert "Traceback" not in fault
    assert site.seen == []
    assert Path("taken.db").read_bytes().startswith(b"my thesis")


def test_a_store_of_a_newer_program_is_refused(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    links()
    with sqlite3.connect(".citation-audit/history.db") as connection:
        connection.execute("update store set version = 99")
    connection.close()
    assert links() == 2
    assert "of version 99, this program knows" in capsys.readouterr().err


def test_the_life_of_a_link_is_told(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    links()
    site.routes["/b"] = page(b"gone", 404)
    for _ in range(3):
        links()
    capsys.readouterr()
    assert _run(["history", f"{site.base}/b"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{site.base}/b: dead, 3 failures counted"
    assert re.match(r"  \d{4}-\d\d-\d\d +live 200 \(1 check\)", lines[1])
    assert re.match(r"  \d{4}-\d\d-\d\d +dead 404 \(3 checks\)", lines[2])
    assert _run(["history", f"{site.base}/b", "--format", "json"]) == 0
    life = json.loads(capsys.readouterr().out)
    assert [interval["state"] for interval in life["intervals"]] == ["live", "dead"]
    assert [notice["kind"] for notice in life["notices"]] == ["failing", "dead"]
    assert _run(["history", site.base]) == 2
    assert f"known are {site.base}/a, {site.base}/b" in capsys.readouterr().err


ARTICLE = f"""The quay

“{WORDS[0].upper()}{WORDS[1:]}”, the council said in a long debate about the harbour.1

References

1. “The closed quay of Harbour.” The Quay, April 2016. Accessed April 21, 2016.
"""


def test_an_audit_leaves_its_passages_and_links_tells_when_a_page_loses_one(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("article.txt").write_text(ARTICLE)
    Path("references.yaml").write_text(
        "references:\n  - id: quay\n    number: 1\n    title: The closed quay of Harbour\n"
        f"    container-title: The Quay\n    URL: {site.base}/a\n"
    )
    assert _run(["run", "article.txt", "--allow-private", "--no-archive", "-q"]) in (0, 1)
    assert _run(["history", f"{site.base}/a", "--format", "json"]) == 0
    life = json.loads(capsys.readouterr().out)
    assert [p["quotation"] for p in life["passages"]] == [f"{WORDS[0].upper()}{WORDS[1:]}"]
    assert life["citations"] == [
        {"article": "references.yaml", "reference": 1, "publisher": "The Quay"}
    ]
    site.routes["/a"] = page(article_page("the quay was closed all year"))
    assert links("references.yaml") == 0
    with sqlite3.connect(".citation-audit/history.db") as connection:  # a day goes by
        connection.execute("update passage set counted_at = counted_at - 86400")
    connection.close()
    capsys.readouterr()
    assert links("references.yaml") == 1
    said = capsys.readouterr().out
    assert said.startswith(f"drifted    {site.base}/a  q01: “The quay was never closed")
    assert said.endswith("1 link: 1 drifted\n")


def test_a_live_link_that_no_archive_has_is_told_once_and_asked_about_once(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("references.yaml").write_text(
        "references:\n  - id: quay\n    number: 4\n    title: The closed quay of Harbour\n"
        f"    URL: {site.base}/a\n"
    )
    with loopback_archive() as archive:
        arguments = ["links", "references.yaml", "--allow-private", "--archive-base", archive.base]
        assert [_run(arguments) for _ in range(2)] == [0, 0]
        asked = archive.count(INDEX)
        assert _run(arguments) == 0
        assert archive.count(INDEX) == asked
    said = capsys.readouterr().out
    command = "citation-audit archive references.yaml --only 4 --write"
    assert said.count("no-capture") == said.count(command) == 1


def test_a_rehearsal_leaves_nothing_in_the_history(site: Site) -> None:
    Path("article.txt").write_text(ARTICLE)
    Path("references.yaml").write_text(
        "references:\n  - id: quay\n    number: 1\n    title: The closed quay of Harbour\n"
    )
    assert _run(["demo", "--article", "article.txt", "-q"]) == 0
    assert not Path(".citation-audit/history.db").exists()
