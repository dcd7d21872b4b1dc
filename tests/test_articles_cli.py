"""Several articles, articles by pattern, and an article that is a page of the web."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from audit.cli import _run

SOURCE = (
    """<!doctype html><html><head><title>The long road of the harbour reform</title></head><body>
<article><h1>The long road of the harbour reform</h1>"""
    + (
        "<p>The clerk wrote the names in two columns, one for the days and one for the nights, "
        "and the board agreed that the quay is closed to every vehicle tonight.</p>" * 8
    )
    + "</article></body></html>"
)
PAGE = """<!doctype html><html><head><title>T</title></head><body><nav>“Menu”</nav><article>
<h1>Zürich</h1><p>The board said “the quay is closed to every vehicle tonight”.<sup><a href="#fn1"
id="r1">1</a></sup></p><ol><li id="fn1">“The long road of the harbour reform.” The Ledger, 2016.
<a href="BASE/source">Link</a> <a href="#r1">↩</a></li></ol></article></body></html>"""
GOOD = "The board said “the quay is closed to every vehicle tonight”.[^1]\n\n[^1]: <BASE/source>\n"
BAD = GOOD.replace("every vehicle", "no vehicle")
OPTIONS = ("--allow-private", "--no-archive")


class _Web(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        base = f"http://{self.headers['Host']}"
        page = self.path.startswith("/articles/")
        text = (PAGE if page else SOURCE).replace("BASE", base)
        found = self.path in ("/articles/harbour", "/source")
        data = text.encode("latin-1" if page else "utf-8", "xmlcharrefreplace")
        self.send_response(200 if found else 404)
        charset = "iso-8859-1" if page else "utf-8"
        self.send_header("Content-Type", f"text/html; charset={charset}")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Web)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(path: str, text: str, base: str) -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.replace("BASE", base), encoding="utf-8")


def references(path: str, base: str) -> None:
    entry = "references:\n  - {id: a, number: 1, title: The long road of the harbour reform, "
    write(path, f'{entry}URL: "BASE/source"}}\n', base)


def verdicts(report: str) -> list[str]:
    return [f["verdict"] for f in json.loads(Path(report).read_text("utf-8"))["findings"]]


def test_each_article_of_a_pattern_has_its_references_and_its_folder(
    base: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write("articles/good.md", GOOD, base)
    write("articles/bad.md", BAD, base)
    references("articles/good.references.yaml", base)
    references("articles/references.yaml", base)
    assert _run(["run", "articles/*.md", *OPTIONS]) == 1
    assert verdicts("reports/good/report.json") == ["verbatim"]
    assert verdicts("reports/bad/report.json") == ["altered"]
    out = capsys.readouterr().out
    assert "articles/bad.md: 1 to fix" in out
    assert "articles/good.md: 0 to fix" in out
    assert "2 articles; all reports: reports/index.html" in out
    held = json.loads(Path("reports/good/report.json").read_text("utf-8"))
    assert held["article"]["path"] == "articles/good.md"


def test_one_that_cannot_be_read_stops_no_other(
    base: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write("a/x.md", GOOD, base)
    write("b/x.md", "Nothing is cited here.\n", base)
    references("references.yaml", base)
    assert _run(["run", "a/x.md", "b/x.md", "-o", "out", *OPTIONS]) == 2
    assert verdicts("out/a-x.md/report.json") == ["verbatim"]
    told = capsys.readouterr()
    assert "b/x.md: the article has no reference list" in told.err
    assert "b/x.md: not audited" in told.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none/*.md"], "no article fits the pattern “none/*.md”"),
        (["a.md", "b.md", "--format", "sarif"], "2 articles make no single sarif"),
    ],
)
def test_what_cannot_be_meant(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.md", "b.md"):
        Path(name).write_text(GOOD)
    assert _run(["run", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_parse_reads_several(base: str, capsys: pytest.CaptureFixture[str]) -> None:
    write("x.md", GOOD, base)
    write("y.html", PAGE, base)
    assert _run(["parse", "?.*", "--format", "json"]) == 0
    assert [view["path"] for view in json.loads(capsys.readouterr().out)] == ["x.md", "y.html"]
    assert _run(["parse", "x.md", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["path"] == "x.md"


def test_an_article_on_the_web_is_read_and_kept_as_evidence(
    base: str, capsys: pytest.CaptureFixture[str]
) -> None:
    references("references.yaml", base)
    address = f"{base}/articles/harbour"
    assert _run(["run", address, *OPTIONS]) == 0
    folder = "reports/127.0.0.1-harbour"
    assert verdicts(f"{folder}/report.json") == ["verbatim"]
    held = json.loads(Path(f"{folder}/report.json").read_text("utf-8"))["article"]
    assert (held["path"], held["title"]) == (address, "Zürich")
    assert _run(["replay", folder]) == 0
    assert _run(["fix", "--report", f"{folder}/report.json"]) == 0
    capsys.readouterr()
    assert _run(["run", f"{base}/articles/gone", *OPTIONS]) == 2
    assert "the article was not read, its address is dead" in capsys.readouterr().err
