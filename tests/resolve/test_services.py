"""Every service against a server that answers in its documented form."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audit.fetch import Fetcher, FetchSettings
from audit.resolve import KEY_VARIABLES, SERVICES, ResolveSettings, Service, services
from tests.resolve.answers import FORMS, GOOD, OTHER, Form, reference
from tests.resolve.web import Query, Reply, SearchServer, serving

KEY = "a-secret-key"
Ask = Callable[[Form, SearchServer], Service]
every_service = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    settings = FetchSettings(
        allow_private=True,
        per_host_delay_seconds=0.0,
        proxy_url="",
        retries=0,
        host_down_seconds=0.0,
        total_seconds=5.0,
    )
    with Fetcher(settings) as made:
        yield made


@pytest.fixture
def service(fetcher: Fetcher, tmp_path: Path) -> Ask:
    def make(form: Form, server: SearchServer) -> Service:
        settings = ResolveSettings(
            bases={form.name: server.base},
            keys=dict.fromkeys(KEY_VARIABLES, KEY),
            pace=0.0,
            total_seconds=5.0,
            cache_directory=tmp_path,
        )
        return next(one for one in services(fetcher, settings) if one.name == form.name)

    return make


def test_each_service_has_an_answer_to_be_tested_with() -> None:
    assert {form.name for form in FORMS} | {"wayback"} == {one.name for one in SERVICES}


@every_service
def test_the_right_row_becomes_a_candidate(form: Form, service: Ask) -> None:
    with serving(lambda query: Reply(form.answer([OTHER, GOOD], False))) as server:
        answer = service(form, server).search(form.reference)
        (asked,) = server.questions
    (candidate,) = answer.candidates
    assert (candidate.url, candidate.date) == (form.found, form.date)
    assert (candidate.service, candidate.score) == (form.name, 100.0)
    assert candidate.evidence
    assert (answer.unavailable, answer.skipped) == ("", "")
    assert form.public.items() <= asked.query.items()


@every_service
def test_a_second_page_is_asked_for_and_no_third(form: Form, service: Ask) -> None:
    def reply(query: Query) -> Reply:
        return Reply(form.answer([GOOD if form.is_second(query) else OTHER], True))

    with serving(reply) as server:
        answer = service(form, server).search(form.reference)
        count = len(server.questions)
    assert bool(answer.candidates) == (form.second is not None)
    assert count == (2 if form.second else 1)
    with serving(lambda query: Reply(form.answer([OTHER], True))) as server:
        assert service(form, server).search(form.reference).candidates == ()
        assert len(server.questions) <= 3


@every_service
def test_nothing_found_is_an_answer(form: Form, service: Ask) -> None:
    with serving(lambda query: Reply(form.answer([], False))) as server:
        answer = service(form, server).search(form.reference)
        assert len(server.questions) <= 3
    assert (answer.candidates, answer.unavailable) == ((), "")


@every_service
def test_too_many_requests_ends_the_asking(form: Form, service: Ask) -> None:
    with serving(lambda query: Reply({"message": "slow down"}, status=429)) as server:
        asked = service(form, server)
        first, second = asked.search(form.reference), asked.search(form.reference)
        assert len(server.questions) == 1
    assert "429" in first.unavailable
    assert "not asked again" in second.unavailable


@every_service
def test_a_wrong_key_is_named_and_not_shown(form: Form, service: Ask) -> None:
    body = {"error": "invalid", "fault": {"faultstring": "Invalid ApiKey"}}
    with serving(lambda query: Reply(body, status=401)) as server:
        answer = service(form, server).search(form.reference)
        assert len(server.questions) == 1
    assert "401" in answer.unavailable
    assert KEY not in answer.unavailable
    if form.key_variable:
        assert form.key_variable in answer.unavailable


@every_service
@pytest.mark.parametrize("status", [403, 500, 503])
def test_a_refusal_or_a_fault_is_said_and_costs_three_requests_at_most(
    form: Form, service: Ask, status: int
) -> None:
    with serving(lambda query: Reply(text="<h1>Sorry</h1>", status=status)) as server:
        answer = service(form, server).search(form.reference)
        assert len(server.questions) <= 3
    assert answer.candidates == ()
    assert answer.unavailable


@every_service
def test_text_in_place_of_json_is_said(form: Form, service: Ask) -> None:
    text = "Your query was too short or too long."
    headers = {"Content-Type": "text/html"}
    with serving(lambda query: Reply(text=text, headers=headers)) as server:
        answer = service(form, server).search(form.reference)
    assert answer.unavailable == f"it answered with something that is not JSON: {text}"


@every_service
def test_a_changed_answer_is_not_taken_for_an_empty_one(form: Form, service: Ask) -> None:
    changed: object = {"hits": []}
    for step in reversed(form.list_at[:-1]):
        changed = {step: changed}
    with serving(lambda query: Reply(changed)) as server:
        answer = service(form, server).search(form.reference)
    assert "may have changed" in answer.unavailable


@every_service
@pytest.mark.parametrize("rows", [["text"], [None, 7], [{}], [{"title": {"a": []}, "url": 3}]])
def test_odd_rows_are_passed_over(form: Form, service: Ask, rows: list[object]) -> None:
    odd: object = rows
    for step in reversed(form.list_at):
        odd = {step: odd}
    with serving(lambda query: Reply(odd)) as server:
        answer = service(form, server).search(form.reference)
    assert (answer.candidates, answer.unavailable) == ((), "")


@every_service
def test_an_address_that_is_none_is_no_candidate(form: Form, service: Ask) -> None:
    bad = [{**GOOD, "url": url} for url in ("javascript:alert(1)//x", "ftp://x/y", "https:///y")]
    with serving(lambda query: Reply(form.answer(bad, False))) as server:
        answer = service(form, server).search(form.reference)
    assert all(one.url.startswith("https://doi.org/") for one in answer.candidates)


@every_service
def test_answers_are_kept_without_the_key(form: Form, service: Ask, tmp_path: Path) -> None:
    with serving(lambda query: Reply(form.answer([GOOD], False))) as server:
        first = service(form, server).search(form.reference)
        again = service(form, server).search(form.reference)
        (asked,) = server.questions
    assert first == again
    kept = [path.read_text("utf-8") for path in tmp_path.rglob("*.json")]
    assert kept
    assert not any(KEY in text for text in kept)
    if form.key_in:
        assert KEY in (asked.query.get(form.key_in), asked.headers.get(form.key_in))


@every_service
def test_a_service_that_is_down_costs_one_line(form: Form, service: Ask) -> None:
    with serving(lambda query: Reply()) as server:
        pass
    answer = service(form, server).search(form.reference)
    assert answer.unavailable == "it did not answer (unreachable)"


@pytest.mark.parametrize("form", [form for form in FORMS if form.key_variable])
def test_without_a_key_nothing_is_asked(form: Form, fetcher: Fetcher) -> None:
    with serving(lambda query: Reply(form.answer([GOOD], False))) as server:
        settings = ResolveSettings(bases={form.name: server.base}, pace=0.0)
        made = next(one for one in services(fetcher, settings) if one.name == form.name)
        answer = made.search(form.reference)
        if form.name == "openalex":  # a key only raises its limits
            assert answer.candidates
            return
        assert server.questions == []
    assert answer.unavailable == f"{form.key_variable} is not set"


def test_who_cannot_know_a_work_is_not_asked(fetcher: Fetcher) -> None:
    news = reference(container_title="Salon", issued="2009-03")
    skipped = {
        one.name: one.search(news).skipped
        for one in services(fetcher, ResolveSettings())
        if one.name in ("crossref", "openalex", "guardian", "nytimes", "gdelt")
    }
    assert all(skipped.values()), json.dumps(skipped)


def test_interrupted_services_ask_nothing(fetcher: Fetcher) -> None:
    with serving(lambda query: Reply(FORMS[0].answer([GOOD], False))) as server:
        settings = ResolveSettings(bases={"crossref": server.base})
        crossref = services(fetcher, settings)[0]
        crossref.interrupt()
        assert crossref.search(reference()).unavailable == "interrupted"
        assert server.questions == []


@every_service
def test_an_error_in_a_good_answer_is_repeated_without_the_key_and_not_kept(
    form: Form, service: Ask, tmp_path: Path
) -> None:
    body = {"error": {"code": "ratelimited", "info": f"Wait\x1b[2J a little, {KEY}"}}
    with serving(lambda query: Reply(body)) as server:
        answer = service(form, server).search(form.reference)
    assert answer.unavailable.startswith("it answered with an error: Wait [2J a little")
    assert not list(tmp_path.rglob("*.json"))
    assert form.key_variable == "" or KEY not in answer.unavailable


def test_braves_word_for_a_wrong_key(service: Ask) -> None:
    brave = next(form for form in FORMS if form.name == "brave")
    body = {"type": "ErrorResponse", "error": {"code": "SUBSCRIPTION_TOKEN_INVALID"}}
    with serving(lambda query: Reply(body, status=422)) as server:
        answer = service(brave, server).search(brave.reference)
    assert answer.unavailable == "the key in BRAVE_API_KEY was refused (HTTP 422)"
    with serving(lambda query: Reply({"error": "bad query"}, status=422)) as server:
        answer = service(brave, server).search(brave.reference)
    assert answer.unavailable == "the query was refused (HTTP 422)"


@every_service
def test_titles_from_outside_are_made_printable(form: Form, service: Ask) -> None:
    row = {**GOOD, "title": GOOD["title"].replace(" ", " \x1b\ud800 ", 1)}
    with serving(lambda query: Reply(form.answer([row], False))) as server:
        (candidate,) = service(form, server).search(form.reference).candidates
    assert candidate.title == GOOD["title"]
    assert candidate.evidence.isprintable()
