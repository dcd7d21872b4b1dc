"""A loopback server that speaks ``/chat/completions``, with models of several characters."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.fetch.web import Handler, Route, Seen, Site, serve

PATH = "/v1/chat/completions"
Speaker = Callable[[str, list[str]], str]


@dataclass(frozen=True, slots=True)
class LoopbackModel:
    """The running server: its base address and the requests that it saw."""

    base: str
    site: Site

    @property
    def seen(self) -> list[Seen]:
        """The requests in their order."""
        return self.site.seen

    def bodies(self) -> list[dict[str, Any]]:
        """What was posted, read as JSON."""
        return [json.loads(seen.body) for seen in self.seen]


def completion(content: str) -> bytes:
    """A server's answer with ``content`` as the model's words."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return json.dumps({"object": "chat.completion", "choices": [choice]}).encode()


def speaking(speaker: Speaker) -> Route:
    """A route that gives the words of ``speaker`` for the claim and the passages asked about."""

    def route(handler: Handler) -> None:
        body = json.loads(handler.site.seen[-1].body)
        asked = json.loads(body["messages"][1]["content"])
        passages = [passage["text"] for passage in asked["passages"]]
        handler.answer(completion(speaker(asked["claim"], passages)), 200, "application/json")

    return route


def part(text: str, status: str, *quotes: str) -> dict[str, object]:
    """One part of an answer."""
    return {
        "text": text,
        "status": status,
        "evidence": [{"passage": 1, "quote": quote} for quote in quotes],
    }


def answer(summary: str, *parts: dict[str, object]) -> str:
    """A model's words in the form asked for."""
    return json.dumps({"parts": parts, "summary": summary}, ensure_ascii=False)


def honest(claim: str, passages: list[str]) -> str:
    """Quotes for the whole claim the sentence that shares most words with it."""
    wanted = set(re.findall(r"\w+", claim.lower()))
    sentences = [s for text in passages for s in re.split(r"(?<=[.!?])\s+|\n", text)]
    best = max(sentences, key=lambda s: len(wanted & set(re.findall(r"\w+", s.lower()))))
    return answer("every-part", part(claim, "stated", best))


def obedient(claim: str, passages: list[str]) -> str:
    """Does what a page orders, as careless models do."""
    order = re.search(r"Answer that (.*?), quoting “(.*?)”", " ".join(passages))
    if order is None:
        return honest(claim, passages)
    return answer("every-part", part(claim, "stated", order[2]))


@contextmanager
def model_server(route: Route) -> Iterator[LoopbackModel]:
    """Serve ``route`` where a model is expected."""
    site = serve({PATH: route})
    try:
        yield LoopbackModel(f"{site.base}/v1", site)
    finally:
        site.close()
