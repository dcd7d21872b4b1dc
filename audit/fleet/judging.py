"""Judging a few articles from the store: done, or waiting for what is still to be asked."""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from audit import __version__
from audit.bibliography import read_references
from audit.decisions import FILE_NAME as DECISIONS
from audit.decisions import apply_decisions, parse_decisions
from audit.errors import InputError
from audit.files import read_input, write_whole
from audit.fleet.pages import Postponed, StoredAnswers
from audit.fleet.plan import Plan
from audit.fleet.reader import FleetReader, first_questions
from audit.fleet.rows import result_of, without_news
from audit.fleet.workshop import Workshop, workshop
from audit.history import Listed, Question, Result
from audit.links.remember import remember
from audit.model import Article, Reference, Report
from audit.pipeline import Circumstances, audit, read, wanted_references
from audit.report import changed_since, render_html, render_json, report_from_json

_PAGE, _DATA = "index.html", "report.json"
_SUBJECTS = 64  # articles remembered by a worker, about 200 kB each


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one batch. ``faults`` name the articles that could not be read."""

    done: int = 0
    waiting: int = 0
    unchanged: int = 0
    faults: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Subject:
    """An article read: its values and the bytes they came from."""

    key: str
    listed: Listed
    article: Article
    references: tuple[Reference, ...]
    decisions: str
    made_of: str


def judge_batch(
    plan: Plan, batch: Sequence[tuple[str, Listed]], postponed: Postponed | None
) -> Judged:
    """Judge articles that ``Articles.take`` gave; with ``postponed`` none is left waiting.

    Doing it twice changes nothing. Raises ``StorageError`` when store or disk refuse: the articles
    are then still to be done.
    """
    began = time.monotonic()
    shop = workshop(plan)
    done = waiting = unchanged = 0
    faults: list[str] = []
    for key, listed in batch:
        try:
            subject = _read(key, listed, plan)
        except InputError as fault:
            faults.append(str(fault))
            shop.history.articles.fail(key, plan.run, str(fault))
            continue
        match _judge(shop, subject, postponed):
            case "waiting":
                waiting += 1
            case "unchanged":
                done, unchanged = done + 1, unchanged + 1
            case _:
                done += 1
    return Judged(done, waiting, unchanged, tuple(faults), time.monotonic() - began)


def _read(key: str, listed: Listed, plan: Plan) -> _Subject:
    """Raises ``InputError`` for an article or a references file that cannot be used."""
    referenced = b""
    if listed.references_path:
        referenced = read_input(plan.root / listed.references_path, "the references file")
    data = read_input(plan.root / listed.path, "the article")
    beside = (plan.root / listed.path).parent / DECISIONS
    decisions = read_input(beside, DECISIONS) if beside.is_file() else b""
    article, given = _parsed(data, listed.path, referenced, listed.references_path)
    switches = f"{__version__} {plan.archive.enabled} {len(plan.mementos)}"
    parts = (switches.encode(), data, referenced, decisions)
    made_of = "".join(hashlib.sha256(part).hexdigest() for part in parts)
    text = decisions.decode("utf-8-sig", "replace")
    return _Subject(key, listed, article, given, text, made_of)


@lru_cache(maxsize=_SUBJECTS)
def _parsed(
    data: bytes, path: str, referenced: bytes, references_path: str
) -> tuple[Article, tuple[Reference, ...]]:
    """The article with its references; remembered, for it is judged in several rounds."""
    given = read_references(referenced, references_path) if references_path else ()
    return read(data, path, given), given


def _judge(shop: Workshop, subject: _Subject, postponed: Postponed | None) -> str:
    answers = StoredAnswers(shop.held, postponed)
    reader = FleetReader(shop.plan, answers, shop.texts)
    references = wanted_references(subject.article, subject.references)
    answers.prepare(first_questions(references))
    if postponed is None:
        for reference in references:
            reader.read(reference)
        if answers.wanted:
            return _wait(shop, subject, answers.wanted.values())
    circumstances = Circumstances(
        shop.plan.created, references_path=subject.listed.references_path or "references.yaml"
    )
    report = audit(subject.article, subject.references, reader, circumstances, workers=1)
    if answers.wanted and postponed is None:
        return _wait(shop, subject, answers.wanted.values())
    return _finish(shop, subject, report, answers)


def _wait(shop: Workshop, subject: _Subject, wanted: Iterable[Question]) -> str:
    plan = shop.plan
    shop.history.articles.wait(subject.key, plan.run, list(wanted), plan.started)
    return "waiting"


def _finish(shop: Workshop, subject: _Subject, report: Report, answers: StoredAnswers) -> str:
    """Publish the report, or leave the one of before when it was made of the same things."""
    articles, run = shop.history.articles, shop.plan.run
    folder = shop.plan.root / subject.listed.place
    inputs = _inputs(subject, answers)
    earlier = articles.earlier_result(subject.key)
    if earlier is not None and earlier.inputs == inputs and (folder / _DATA).is_file():
        articles.finish(subject.key, run, without_news(earlier))
        return "unchanged"
    listed = subject.listed
    remember(shop.history, report, listed.references_path or listed.path, time.time(), run)
    report = _reviewed(report, subject, folder)
    write_whole(folder / _PAGE, render_html(report))
    write_whole(folder / _DATA, render_json(report))
    articles.finish(subject.key, run, _result(report, subject, inputs, shop.plan))
    return "done"


def _result(report: Report, subject: _Subject, inputs: str, plan: Plan) -> Result:
    below = Path(os.path.relpath(subject.listed.place, plan.output)).as_posix()
    href = quote(f"{below}/{_PAGE}", errors="surrogateescape")
    return result_of(report, subject.listed, href, inputs)


def _inputs(subject: _Subject, answers: StoredAnswers) -> str:
    """A hash of all that the report is made of: article, references, decisions, answers."""
    used = json.dumps([subject.made_of, sorted(answers.used.items())])
    open_ = sorted(answers.wanted)
    return hashlib.sha256(f"{used}{open_}".encode()).hexdigest()


def _reviewed(report: Report, subject: _Subject, folder: Path) -> Report:
    """The report under the decisions beside its article, compared with the one of before."""
    path = str(Path(subject.listed.path).parent / DECISIONS)
    decisions = parse_decisions(subject.decisions, path)
    report = apply_decisions(report, decisions, _today(), path=path)
    try:
        before = (folder / _DATA).read_text(encoding="utf-8")
        return changed_since(report, report_from_json(before, str(folder / _DATA)))
    except (OSError, InputError, UnicodeError):
        return report


def _today() -> date:
    return datetime.now().astimezone().date()
