"""markdown-it-py, told to remember where in its block each inline token was written.

The library gives lines for blocks and no places for what is inside a line. Its inline rules are
therefore wrapped: each notes, for the tokens it made, the span of the source it consumed.
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

Rule = Callable[[StateInline, bool], bool]

_AT = "at"
_NOTE_CALL = re.compile(r"\[\^([^\]\[\s^]{1,80})\](?!:)")
_KEY = r"@(?:\{[^{}\s]{1,200}\}|[^\W](?:[\w:.#$%&+?<>~/-]{0,200}\w)?)"
_CITATION = re.compile(rf"\[(?=[^\[\]]{{0,400}}{_KEY})[^\[\]]{{1,1000}}\](?![(\[:])")
KEY = re.compile(rf"(?<![\w@./])-?{_KEY}")
_MOST_NESTED = 40


def markdown() -> MarkdownIt:
    """CommonMark with tables, footnotes, citations; inline tokens know their spans (``place``).

    Indented lines are no code: articles indent. Nothing is rendered, so nothing is sanitised.
    """
    md = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTED}).enable(["table", "strikethrough"])
    md.use(footnote_plugin, inline=False, move_to_end=False)
    md.disable(["code", "footnote_ref", "text_join", "fragments_join"])
    md.inline.ruler.before("link", "note_call", _note_call)
    md.inline.ruler.before("link", "citation", _citation)
    md.inline.ruler.before("link", "inline_note", _inline_note)
    md.inline.add_terminator_char("^")
    names = md.inline.ruler.get_active_rules()
    for name, rule in zip(names, list(md.inline.ruler.getRules("")), strict=True):
        if name != "text":
            md.inline.ruler.at(name, _placed(rule))
    return md


def place(token: Token) -> tuple[int, int] | None:
    """The span of the block's source that the token was made from; None for running words."""
    found = token.meta.get(_AT)
    return (found[0], found[1]) if found else None


def keys_of(citation: str) -> tuple[str, ...]:
    """The keys in a pandoc citation: ``[see @a, p. 3; -@b]`` -> a, b."""
    return tuple(found[0].lstrip("-@").strip("{}") for found in KEY.finditer(citation))


def _placed(rule: Rule) -> Rule:
    def with_places(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens) + bool(state.pending)
        if not rule(state, silent):
            return False
        made = state.tokens[before:] if not silent else []
        if not made:
            return True
        if made[0].type == "link_open" and made[-1].type == "link_close":
            _place_link(state, made, start)
        elif len(made) > 1 and all(token.type == "text" for token in made):
            # A run of emphasis signs: a token each.
            width = (state.pos - start) // len(made)
            for at, token in enumerate(made):
                _set(token, start + at * width, start + (at + 1) * width)
        else:
            _set(made[0], start, state.pos)
        return True

    return with_places


def _place_link(state: StateInline, made: list[Token], start: int) -> None:
    end = state.pos
    if made[0].markup == "autolink":
        words = (start + 1, end - 1)
        _set(made[1], *words)
    else:
        state.pos, keep = end, (state.pos, state.posMax)
        label_end = parseLinkLabel(state, start, True)
        state.pos, state.posMax = keep
        words = (start + 1, label_end if label_end > start else end)
    _set(made[0], start, words[0])
    _set(made[-1], words[1], end)


def _set(token: Token, start: int, end: int) -> None:
    token.meta[_AT] = (start, end)


def _note_call(state: StateInline, silent: bool) -> bool:
    """``[^key]``, whether or not a note of that key exists: a missing one is a fault to report."""
    found = _NOTE_CALL.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("note_call", "", 0).meta["keys"] = (found[1],)
    state.pos = found.end()
    return True


def _citation(state: StateInline, silent: bool) -> bool:
    """A pandoc citation in brackets."""
    found = _CITATION.match(state.src, state.pos, state.posMax)
    if found is None or not keys_of(found[0]):
        return False
    if not silent:
        state.push("citation", "", 0).meta["keys"] = keys_of(found[0])
    state.pos = found.end()
    return True


def _inline_note(state: StateInline, silent: bool) -> bool:
    """``^[words]``; the words are read apart from the sentence that they interrupt."""
    if not state.src.startswith("^[", state.pos):
        return False
    keep = state.pos
    end = parseLinkLabel(state, state.pos + 1)
    state.pos = keep
    if end < 0:
        return False
    if not silent:
        state.push("inline_note", "", 0).meta["words"] = (keep + 2, end)
    state.pos = end + 1
    return True
