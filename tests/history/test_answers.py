"""Questions and articles of runs over many: wanted once, answered once, resumed after a kill."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from audit.history import (
    Answer,
    ArticleState,
    History,
    Lease,
    Listed,
    Question,
    Result,
    open_history,
)
from audit.history.database import Database
from audit.history.schema import ARTICLE, QUESTION, STORE, WANT

NIGHT = 1_700_000_000.0
DAY = 86_400.0
PAGE = Question("https://news.example/a", "news.example")
OTHER = Question("https://other.example/b", "other.example")


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("empty_postgres"))
    return str(tmp_path / "history.db")


@pytest.fixture
def history(location: str) -> Iterator[History]:
    with open_history(location) as opened:
        yield opened


def listed(name: str) -> Listed:
    return Listed(f"{name}.txt", "", "news", f"reports/{name}")


def lease_on(history: History, host: str, owner: str = "me", at: float = NIGHT) -> Lease:
    lease = history.leases.claim(host, owner, 60, at)
    assert isinstance(lease, Lease)
    return lease


def answer(at: float = NIGHT + 1, due: float = 0.0, line: str = "{}") -> Answer:
    return Answer(line, "sha", at, due)


def waiting(history: History, *names: str, questions: tuple[Question, ...] = (PAGE,)) -> None:
    history.articles.enlist("run", map(listed, names))
    history.articles.take("run", 99)
    for name in names:
        history.articles.wait(listed(name).key, "run", questions, NIGHT)


def test_a_question_of_many_articles_waits_once_and_wakes_them_all(history: History) -> None:
    waiting(history, "a", "b", "c")
    [queue] = history.answers.queues(NIGHT, 9)
    assert (queue.host, queue.waiting) == ("news.example", 1)
    assert history.articles.wake("run") == 0
    lease = lease_on(history, "news.example")
    assert history.answers.answer(PAGE.key, answer(), lease, NIGHT + 60)
    assert history.answers.queues(NIGHT, 9) == ()
    assert history.articles.wake("run") == 3
    assert len(history.articles.take("run", 99)) == 3


def test_an_article_wakes_when_its_last_question_is_answered(history: History) -> None:
    waiting(history, "a", questions=(PAGE, OTHER))
    for question in (PAGE, OTHER):
        assert history.articles.wake("run") == 0
        history.answers.answer(question.key, answer(), lease_on(history, question.host), NIGHT)
    assert history.articles.wake("run") == 1


def test_what_is_answered_meanwhile_is_not_waited_for(history: History) -> None:
    waiting(history, "a")
    history.answers.answer(PAGE.key, answer(), lease_on(history, PAGE.host), NIGHT)
    history.articles.enlist("run", [listed("b")])
    history.articles.take("run", 9)
    history.articles.wait(listed("b").key, "run", [PAGE], NIGHT)
    assert history.articles.counts("run")[ArticleState.TODO] == 1


def test_an_answer_holds_for_its_run_and_until_it_is_due(history: History) -> None:
    waiting(history, "a")
    kept = answer(due=NIGHT + 10 * DAY)
    history.answers.answer(PAGE.key, kept, lease_on(history, PAGE.host), NIGHT)
    assert history.answers.held([PAGE.key], NIGHT) == {PAGE.key: kept}
    assert history.answers.held([PAGE.key], NIGHT + 9 * DAY) == {PAGE.key: kept}
    assert history.answers.held([PAGE.key], NIGHT + 11 * DAY) == {}
    assert history.answers.earlier_body(PAGE.key) == "sha"


def test_the_next_run_opens_a_stale_question_again(history: History) -> None:
    waiting(history, "a")
    history.answers.answer(PAGE.key, answer(), lease_on(history, PAGE.host), NIGHT)
    history.articles.enlist("next", [listed("a")])
    history.articles.take("next", 9)
    history.articles.wait(listed("a").key, "next", [PAGE], NIGHT + DAY)
    assert [queue.host for queue in history.answers.queues(NIGHT + DAY, 9)] == [PAGE.host]
    [question] = history.answers.next_at(PAGE.host, NIGHT + DAY, 9)
    assert question == PAGE


def test_what_an_earlier_run_left_open_is_not_asked_by_the_next(history: History) -> None:
    waiting(history, "a")
    assert history.answers.queues(NIGHT + DAY, 9) == ()
    assert history.answers.next_at(PAGE.host, NIGHT + DAY, 9) == ()


def test_who_lost_the_host_answers_nothing(history: History) -> None:
    waiting(history, "a")
    mine = lease_on(history, PAGE.host)
    lease_on(history, PAGE.host, "you", NIGHT + 61)
    assert not history.answers.answer(PAGE.key, answer(), mine, NIGHT + 120)
    assert history.answers.held([PAGE.key], NIGHT) == {}
    assert not history.answers.hand_over(PAGE.key, OTHER, mine, NIGHT + 120)


def test_a_visit_goes_on_in_another_hosts_queue(history: History) -> None:
    waiting(history, "a")
    there = Question(PAGE.url, "other.example", not_before=NIGHT + 5, carried="visit")
    history.answers.hand_over(PAGE.key, there, lease_on(history, PAGE.host), NIGHT + 60)
    assert history.answers.next_at(PAGE.host, NIGHT, 9) == ()
    [question] = history.answers.next_at("other.example", NIGHT, 9)
    assert (question, question.key) == (there, PAGE.key)
    history.answers.answer(PAGE.key, answer(), lease_on(history, "other.example"), NIGHT)
    assert history.articles.wake("run") == 1


def test_what_a_dead_process_had_taken_is_done_again(history: History) -> None:
    history.articles.enlist("run", [listed("a"), listed("b")])
    assert len(history.articles.take("run", 1)) == 1
    history.articles.recover("run")
    history.articles.enlist("run", [listed("a"), listed("b"), listed("c")])
    assert len(history.articles.take("run", 9)) == 3
    assert history.articles.take("run", 9) == ()


def test_results_come_worst_first_with_the_faults(history: History) -> None:
    names = [f"n{number:04}" for number in range(1_003)]
    history.articles.enlist("run", map(listed, names))
    for number, name in enumerate(names[:-1]):
        result = Result("in", "{}", b"", number % 7, 0, number, 0)
        history.articles.finish(listed(name).key, "run", result)
    history.articles.fail(listed(names[-1]).key, "run", "no text")
    found = list(history.articles.worst_first("run"))
    assert len(found) == len({outcome.path for outcome in found}) == 1_003
    errors = [outcome.result.errors for outcome in found]
    assert errors == sorted(errors, reverse=True)
    [failed] = [o for o in found if o.state is ArticleState.FAILED]
    assert failed.fault == "no text"
    assert history.articles.earlier_result(listed(names[1]).key) is not None
    assert history.articles.earlier_result("nobody") is None


def test_a_killed_run_is_found_by_whoever_resumes_it(history: History) -> None:
    first = history.runs.begin("fleet", "list", "", NIGHT)
    assert history.runs.begin("fleet", "list", "", NIGHT + 2 * DAY, resume=0.0).id != first.id
    assert history.runs.begin("fleet", "list", "", NIGHT + DAY, resume=3 * DAY).id == first.id


def test_wants_and_answers_at_the_same_time_leave_nobody_waiting(
    history: History, location: str
) -> None:
    """An article that starts to wait while its answer is written must not wait for ever."""
    questions = [Question(f"https://h.example/{n}", "h.example") for n in range(40)]
    names = [f"n{number}" for number in range(40)]
    history.articles.enlist("run", map(listed, names))
    history.articles.take("run", 99)
    lease = lease_on(history, "h.example")
    waiting(history, "first", questions=tuple(questions))

    def wait_for_some(part: int) -> None:
        for name in names[part::2]:
            history.articles.wait(listed(name).key, "run", questions[part:], NIGHT)

    threads = [threading.Thread(target=wait_for_some, args=(part,)) for part in range(2)]
    for thread in threads:
        thread.start()
    for question in questions:
        assert history.answers.answer(question.key, answer(), lease, NIGHT + 60)
    for thread in threads:
        thread.join()
    history.articles.wake("run")
    assert history.articles.counts("run")[ArticleState.WAITING] == 0


def test_a_store_of_before_is_brought_forward(location: str) -> None:
    with open_history(location) as history:
        history.runs.begin("links", "list", "", NIGHT)
    database = Database(location)
    with database.write() as connection:
        for table in (WANT, QUESTION, ARTICLE):
            table.drop(connection)
        connection.execute(sa.update(STORE).values(version=1))
    database.close()
    with open_history(location) as history:
        waiting(history, "a")
        assert history.runs.begin("links", "list", "", NIGHT).resumed
