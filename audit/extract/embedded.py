"""Text that a page carries in data rather than shows: JSON-LD and embedded application state.

Only what is marked as an article's text is read. Other strings of scripts (advertisements, labels,
other stories) are nobody's words.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice

from audit.extract.parse import parse_html, raw_elements
from audit.extract.walk import BLOCK_TAGS, Script, walk

JsonObject = dict[str, object]


@dataclass(frozen=True, slots=True)
class Embedded:
    """Article texts, texts about the article, and the JSON-LD objects in the order found."""

    texts: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    linked_data: tuple[JsonObject, ...] = ()


_LD_TEXTS = ("articleBody", "reviewBody", "text")
_LD_ABOUT = ("headline", "alternativeHeadline", "description", "abstract")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)"
    r"|(?:(?://\s*)?(?:-->|\]\]>)|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_STATE_START = re.compile(
    r"(?:window|self|globalThis)\s*(?:\.\s*|\[\s*[\"'])"
    r"(?:__[A-Z0-9_]*(?:STATE|DATA|NUXT|PROPS|APOLLO|CONTENT)[A-Z0-9_]*|Fusion\.globalContent)"
    r"[\"'\]\s_]*=\s*(?=\{)"
)
_ELSEWHERE_KEYS = re.compile(
    r"related|recommend|comment|advert|^ads?$|navigation|^nav|footer|header|menu|^seo|^meta$|trending"
    r"|popular|promo|newsletter|consent|cookie|i18n|locale|translation|messages|config|runtime|query"
    r"|css|style|script|teaser|sidebar|more(?:Stories|From|On)|latest|author|bio$",
    re.IGNORECASE,
)
_LEAST_SPACES = 6
_LEAST_LENGTH = 40
_MOST_NODES = 400_000
_MOST_LENGTH = 5_000_000
_HAS_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_SHORT_TAG = re.compile(r"</?([a-zA-Z][\w-]*)[^<>]{0,300}>")
_WORTH_A_TREE = 120  # characters; below it a tree costs more than it can show
_MOST_STATES = 20  # in one script


def read_embedded(scripts: Iterable[Script]) -> Embedded:
    """The embedded texts and linked data of a page's ``scripts``. Faulty JSON is passed over."""
    texts: list[str] = []
    about: list[str] = []
    linked: list[JsonObject] = []
    for script in scripts:
        if _is_linked(script.type):
            linked += _objects(_loads(script.text))
            continue
        for state in _states(script):
            texts += _state_texts(state)
    for item in linked:
        texts += _texts_of(item, _LD_TEXTS)
        about += _texts_of(item, _LD_ABOUT)
    flat = tuple(block for text in texts for block in blocks_of_string(text))
    return Embedded(flat, tuple(" ".join(blocks_of_string(text)) for text in about), tuple(linked))


def linked_data_of(body: bytes) -> list[JsonObject]:
    """The JSON-LD objects in the bytes of a page (JSON-LD keys are ASCII: no decoding needed)."""
    markup = body.decode("utf-8", "replace")
    found = (
        element for element in raw_elements(markup, "script") if _is_linked(element.attributes)
    )
    texts = (markup[element.inner_start : element.inner_end] for element in found)
    return [item for text in texts for item in _objects(_loads(text))]


def _is_linked(attributes: str) -> bool:
    return "ld+json" in attributes.lower()


def blocks_of_string(text: str) -> list[str]:
    """The blocks of a string that is HTML or plain text with line feeds."""
    if _HAS_TAG.search(text):
        if len(text) >= _WORTH_A_TREE:
            root = parse_html(text)
            return [] if root is None else [block for _, block in walk(root).visible]
        text = _SHORT_TAG.sub(_edge, text)
    return [line for line in unescape(text).splitlines() if line.strip()]


def _edge(tag: re.Match[str]) -> str:
    return "\n" if tag[1].lower() in BLOCK_TAGS or tag[1].lower() == "br" else ""


def _loads(text: str) -> object:
    text = _WRAPPING.sub("", text.strip()).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _states(script: Script) -> Iterator[object]:
    """The JSON values of one script: the script itself, or what it assigns to a global."""
    if script.type.endswith("/json") or script.id == "__NEXT_DATA__":
        yield _loads(script.text)
        return
    if script.type not in ("", "text/javascript", "application/javascript", "module"):
        return
    decoder = json.JSONDecoder(strict=False)
    for start in islice(_STATE_START.finditer(script.text), _MOST_STATES):
        try:
            yield decoder.raw_decode(script.text, start.end())[0]
        except (ValueError, RecursionError):
            continue


def _objects(value: object) -> list[JsonObject]:
    """All objects of a JSON value, outer before inner."""
    found: list[JsonObject] = []
    todo = [value]
    while todo and len(found) < _MOST_NODES:
        node = todo.pop()
        if isinstance(node, dict):
            found.append(node)
            todo.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            todo.extend(reversed(node))
    return found


def _texts_of(item: JsonObject, keys: tuple[str, ...]) -> list[str]:
    if "Comment" in str(item.get("@type", "")):
        return []
    return [value for key in keys if isinstance(value := item.get(key), str)]


def _state_texts(state: object) -> list[str]:
    """The long running texts of an application state, in order, other stories' left out."""
    texts: list[str] = []
    todo = [state]
    visited = length = 0
    while todo and visited < _MOST_NODES and length < _MOST_LENGTH:
        node = todo.pop()
        visited += 1
        if isinstance(node, dict):
            kept = [v for key, v in node.items() if not _ELSEWHERE_KEYS.search(str(key))]
            todo.extend(reversed(kept))
        elif isinstance(node, list):
            todo.extend(reversed(node))
        elif isinstance(node, str) and _is_running_text(node):
            texts.append(node)
            length += len(node)
    return texts


def _is_running_text(text: str) -> bool:
    if len(text) < _LEAST_LENGTH or text.startswith(
        ("http://", "https://", "data:", "{", "function")
    ):
        return False
    return text.count(" ") >= _LEAST_SPACES
