"""What an endpoint answered: from bytes to the parts of a claim, or to the reason for none. Pure.

Everything in an answer is doubted: servers accept a schema without enforcing it, models think aloud
and wrap their JSON in prose.
"""

import json
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, Field, ValidationError

from audit.advice.prompt import MOST_PART, MOST_PARTS, MOST_QUOTE, MOST_QUOTES
from audit.model import Fetched
from audit.vocabulary import PartStatus, SourceState

_THOUGHTS_END = "</think>"
_MOST_BEGINNINGS = 20  # braces at which an object is looked for
_GOOD = (SourceState.LIVE, SourceState.MOVED)
_REFUSED = (401, 403)


class Span(BaseModel):
    """Words that a model says are in the source."""

    quote: Annotated[str, Field(max_length=2 * MOST_QUOTE)]


class ToldPart(BaseModel):
    """A part of the claim as a model tells it."""

    text: Annotated[str, Field(min_length=1, max_length=MOST_PART)]
    status: PartStatus
    evidence: Annotated[list[Span], Field(max_length=4 * MOST_QUOTES)] = []


class Told(BaseModel):
    """A model's whole answer."""

    parts: Annotated[list[ToldPart], Field(min_length=1, max_length=2 * MOST_PARTS)]
    summary: Literal["every-part", "some-parts", "no-part", "contrary"]


class _Message(BaseModel):
    content: str


class _Choice(BaseModel):
    message: _Message


class _Completion(BaseModel):
    choices: Annotated[list[_Choice], Field(min_length=1)]


def read_answer(fetched: Fetched) -> Told | str:
    """The model's answer, or a clause that says why there is none."""
    failure = _failure(fetched)
    if failure:
        return failure
    try:
        completion = _Completion.model_validate_json(fetched.body)
    except (ValidationError, RecursionError):
        return "the endpoint did not answer as /chat/completions does"
    return read_content(completion.choices[0].message.content)


def read_content(content: str) -> Told | str:
    """The first object of the wanted shape in what a model wrote, its thoughts left out."""
    spoken = content.rpartition(_THOUGHTS_END)[2]
    found: Told | str = "the model’s answer has no JSON object"
    for value in _objects(spoken):
        try:
            return Told.model_validate(value)
        except ValidationError as fault:
            first = fault.errors(include_url=False, include_input=False)[0]
            place = ".".join(map(str, first["loc"]))
            found = f"the model’s answer has another shape than asked for ({place}: {first['msg']})"
    return found


def _objects(text: str) -> Iterator[object]:
    """The JSON objects in ``text``, one after the other."""
    decoder = json.JSONDecoder()
    at = text.find("{")
    for _ in range(_MOST_BEGINNINGS):
        if at < 0:
            return
        try:
            value, end = decoder.raw_decode(text, at)
            yield value
        except (ValueError, RecursionError):
            end = at + 1
        at = text.find("{", end)


def _failure(fetched: Fetched) -> str:
    if fetched.state in _GOOD and fetched.status == 200:
        return ""
    if fetched.status in _REFUSED:
        return f"the endpoint refused the key (HTTP {fetched.status})"
    if fetched.status is not None and fetched.status != 200:
        return f"the endpoint refused the question (HTTP {fetched.status})"
    said = f": {fetched.detail}" if fetched.detail else ""
    return f"the endpoint gave no whole answer ({fetched.state}{said})"
