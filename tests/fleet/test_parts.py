"""The parts by themselves: bodies, texts, bounded memory, the listing, one host's task."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import InputError
from audit.extract import extract
from audit.fleet.bodies import Bodies
from audit.fleet.bounded import Bounded
from audit.fleet.hosts import work_host
from audit.fleet.listing import listed_articles, references_beside
from audit.fleet.pages import page_question
from audit.fleet.plan import Plan
from audit.fleet.texts import Texts, read, written
from audit.history import History, Question, open_history
from tests.fetch.conftest import Serve, web  # noqa: F401 - a fixture
from tests.fetch.web import Handler, Route, page
from tests.fleet.newsroom import Size, World
from tests.fleet.runs import plan_of


@pytest.mark.parametrize("scheme", ["", "memory://audit-bodies"])
def test_a_body_is_kept_once_under_its_hash(scheme: str, tmp_path: Path) -> None:
    bodies = Bodies(scheme or str(tmp_path))
    first = bodies.put(b"some bytes")
    assert bodies.put(b"some bytes") == first
    assert bodies.get(first) == b"some bytes"
    assert bodies.get("0" * 64) is None
    bodies.put_made("ab", b"made")
    assert bodies.get_made("ab") == b"made"
    assert bodies.get_made("cd") is None


def test_a_body_that_was_changed_is_as_good_as_none(tmp_path: Path) -> None:
    bodies = Bodies(str(tmp_path))
    first, second = bodies.put(b"one"), bodies.put(b"two")
    files = {p.stem.removesuffix(".gz"): p for p in tmp_path.rglob("*.gz")}
    files[first].write_bytes(files[second].read_bytes())
    assert bodies.get(first) is None


def test_a_place_that_no_backend_knows_is_named() -> None:
    with pytest.raises(InputError, match="cannot be used"):
        Bodies("nowhere://x")


@given(st.text(max_size=300), st.sampled_from(["text/html", "text/plain", "application/json"]))
def test_an_extracted_text_comes_back_as_it_was(said: str, media_type: str) -> None:
    body = f"<title>T</title><article><h1>{said}</h1><p>{said}</p></article>".encode(
        "utf-8", "replace"
    )
    text = extract(body, media_type, "utf-8", "https://news.example/a")
    assert read(written(text)) == text


def test_a_text_is_extracted_once(tmp_path: Path) -> None:
    bodies = Bodies(str(tmp_path))
    body = b"<article><p>Words of a page.</p></article>"
    first = Texts(bodies).extract(body, "text/html", "", "https://news.example/a")
    [kept] = (tmp_path / "texts").rglob("*.gz")
    at = kept.stat().st_mtime_ns
    assert Texts(bodies).extract(body, "text/html", "", "https://news.example/a") == first
    assert kept.stat().st_mtime_ns == at
    kept.write_bytes(b"damaged")
    assert Texts(bodies).extract(body, "text/html", "", "https://news.example/a") == first


def test_a_bounded_memory_forgets_what_was_unused_longest() -> None:
    made: list[int] = []

    def make(number: int) -> bytes:
        made.append(number)
        return b"x" * 10

    held: Bounded[bytes] = Bounded(30, len)
    for number in (1, 2, 3, 1, 4, 1, 2):
        held.get(number, lambda n=number: make(n))  # type: ignore[misc]  # bound at once
    assert made == [1, 2, 3, 4, 2]


def test_references_stand_beside_their_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "a.references.bib", "b.md", "b.html", ".hidden.txt", "picture.png"):
        path = tmp_path / "news" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    (tmp_path / "all.yaml").write_text("x")
    found = list(listed_articles([Path("news")], Path("reports"), Path("all.yaml")))
    assert [(one.path, one.references_path, one.section, one.place) for one in found] == [
        ("news/a.txt", "news/a.references.bib", "news", "reports/news/a"),
        ("news/b.html", "all.yaml", "news", "reports/news/b-html"),
        ("news/b.md", "all.yaml", "news", "reports/news/b-md"),
    ]
    assert references_beside("c.txt", ["references.yaml"]) == "references.yaml"
    assert references_beside("c.txt", ["d.references.yaml"]) == ""


def test_reports_below_the_articles_are_no_articles(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "index.html").write_text("x")
    (tmp_path / "a.txt").write_text("x")
    found = list(listed_articles([tmp_path], tmp_path / "reports"))
    assert [Path(one.path).name for one in found] == ["a.txt"]
    with pytest.raises(InputError, match="no such article"):
        list(listed_articles([tmp_path / "b.txt"], tmp_path / "reports"))


# ------------------------------------------------------------------------------- one host


def wanted(history: History, plan: Plan, *urls: str) -> Plan:
    """A run whose one article wants the pages."""
    run = history.runs.begin("fleet", "x", "", time.time(), resume=0.0)
    plan = replace(plan, run=run.id, started=run.started)
    history.articles.enlist(run.id, listed_articles([plan.root / "a.txt"], Path(plan.output)))
    [(key, _)] = history.articles.take(run.id, 9)
    history.articles.wait(key, run.id, [page_question(url) for url in urls], run.started)
    return plan


@pytest.fixture
def alone(tmp_path: Path) -> Plan:
    (tmp_path / "a.txt").write_text("x")
    return plan_of(World(Size(), 1), tmp_path)


def test_a_host_that_is_down_costs_one_attempt(alone: Plan) -> None:
    urls = [f"http://127.0.0.9:1/{number}" for number in range(60)]
    with open_history(alone.store) as history:
        plan = wanted(history, alone, *urls)
        start = time.monotonic()
        report = work_host(plan, "127.0.0.9:1", 10**9)
        assert report.answered == 60
        assert time.monotonic() - start < 30
        keys = [page_question(url).key for url in urls]
        lines = {answer.line for answer in history.answers.held(keys, plan.started).values()}
        assert len(lines) == 60
        assert all('"state":"unreachable"' in line for line in lines)


def test_a_host_that_says_nothing_costs_three_timeouts(alone: Plan, web: Serve) -> None:  # noqa: F811
    ended = threading.Event()

    def silent(handler: Handler) -> None:
        ended.wait(20)

    routes: dict[str, Route] = {f"/{n}": silent for n in range(30)}
    site = web(routes)
    fetch = replace(alone.fetch, total_seconds=0.3, read_seconds=0.3, retries=0)
    with open_history(alone.store) as history:
        plan = wanted(history, replace(alone, fetch=fetch), *(site.base + path for path in routes))
        report = work_host(plan, site.base.removeprefix("http://"), 10**9)
    ended.set()
    assert report.answered == 3
    assert "in a row did not answer" in report.stopped


def test_a_host_that_asks_for_a_pause_gets_it(alone: Plan, web: Serve) -> None:  # noqa: F811
    routes = {f"/{n}": page(b"slow down", 429, Retry_After="300") for n in range(5)}
    site = web(routes)
    host = site.base.removeprefix("http://")
    with open_history(alone.store) as history:
        plan = wanted(history, alone, *(site.base + path for path in routes))
        first = work_host(plan, host, 10**9)
        again = work_host(plan, host, 10**9)
    assert (first.answered, first.stopped) == (1, "")
    assert first.busy == pytest.approx(300, abs=5)
    assert again.answered == 0
    assert again.busy == pytest.approx(300, abs=20)
    assert len(site.seen) == 1


def test_who_has_no_lease_asks_nothing(alone: Plan, web: Serve) -> None:  # noqa: F811
    site = web({"/": page()})
    host = site.base.removeprefix("http://")
    with open_history(alone.store) as history:
        plan = wanted(history, alone, f"{site.base}/")
        history.leases.claim(host, "another", 60, time.time())
        assert work_host(plan, host, 10**9).busy > 0
    assert site.seen == []


def test_a_lease_lost_on_the_way_ends_the_work(alone: Plan, web: Serve) -> None:  # noqa: F811
    host = ""

    def steal(handler: Handler) -> None:
        with open_history(alone.store) as history:
            history.leases.claim(host, "another", 60, time.time() + 1_000)
        handler.answer()

    site = web({"/0": steal} | {f"/{n}": page() for n in range(1, 30)})
    host = site.base.removeprefix("http://")
    with open_history(alone.store) as history:
        plan = wanted(history, alone, *(f"{site.base}/{n}" for n in range(30)))
        work_host(plan, host, 10**9)
        keys = [page_question(f"{site.base}/{n}").key for n in range(30)]
        kept = len(history.answers.held(keys, plan.started))
    asked = [seen.path for seen in site.seen]
    assert len(asked) == kept + 1


def test_a_wide_host_is_asked_by_several_at_a_time(alone: Plan, web: Serve) -> None:  # noqa: F811
    def slow(handler: Handler) -> None:
        time.sleep(0.2)
        handler.answer()

    site = web({f"/{n}": slow for n in range(12)})
    host = site.base.removeprefix("http://")
    plan = replace(alone, wide_hosts=((host, 4),))
    with open_history(plan.store) as history:
        plan = wanted(history, plan, *(f"{site.base}/{n}" for n in range(12)))
        assert work_host(plan, host, 10**9).answered == 12
    assert 1 < site.peak <= 4


def test_secrets_of_answers_are_not_kept(alone: Plan, web: Serve) -> None:  # noqa: F811
    site = web({"/": page(Set_Cookie="session=hidden")})
    with open_history(alone.store) as history:
        plan = wanted(history, alone, f"{site.base}/")
        work_host(plan, site.base.removeprefix("http://"), 10**9)
        question: Question = page_question(f"{site.base}/")
        [answer] = history.answers.held([question.key], plan.started).values()
    assert "hidden" not in answer.line
