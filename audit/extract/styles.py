"""What a page hides: attributes, inline style, and the simple rules of its ``<style>`` elements."""

import re
from collections.abc import Iterable, Mapping

HiddenSelectors = Mapping[str, bool]
"""Simple selectors (``.name``, ``#name``, ``tag.name``) and whether the sheet hides them."""

_AT_RULE_EDGE = re.compile("[{};]")
_SIMPLE = re.compile(r"^(?:[a-z][a-z0-9]*)?[.#][\w-]+$", re.IGNORECASE)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![\d.])"
    r"|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{4,}"
    r"|clip\s*:\s*rect\(\s*(?:0|1)[a-z]*[\s,]|clip-path\s*:\s*inset\(\s*(?:50|100)%",
    re.IGNORECASE,
)
_SHOWING = re.compile(r"display\s*:\s*(?!none)\w|visibility\s*:\s*visible", re.IGNORECASE)
_LONGEST_SHEET = 500_000
_HIDDEN_NAMES_WORDS = (
    "hidden visually-hidden visuallyhidden sr-only screen-reader-text screen-reader-only d-none"
    " u-hidden is-hidden hide u-visually-hidden visually_hidden offscreen element-invisible"
    " element-hidden a11y-hidden assistive-text"
)
_HIDDEN_NAMES = frozenset(_HIDDEN_NAMES_WORDS.split())
_SHOWN_SOMEWHERE = re.compile(r"(?:^|[\s:-])(?:block|flex|grid|inline(?:-\w+)?|table(?:-\w+)?)$")


def hidden_selectors(sheets: Iterable[str]) -> HiddenSelectors:
    """The simple selectors that ``sheets`` hide or show, a later rule undoing an earlier one.

    Rules inside ``@media`` and the like are for some screens only and are left out, and so are
    compound selectors: whether they apply depends on what scripts do to the page.
    """
    found: dict[str, bool] = {}
    for sheet in sheets:
        for rule in _top_level(_without_comments(sheet[:_LONGEST_SHEET])).split("}"):
            selectors, _, declarations = rule.partition("{")
            hiding = bool(_HIDING.search(declarations))
            if not hiding and not _SHOWING.search(declarations):
                continue
            for selector in selectors.split(","):
                if _SIMPLE.match(selector.strip()):
                    found[selector.strip()] = hiding
    return found


def _without_comments(sheet: str) -> str:
    first, *rest = sheet.split("/*")
    return " ".join([first, *(part.partition("*/")[2] for part in rest)])


def _top_level(sheet: str) -> str:
    """``sheet`` without its ``@`` blocks."""
    kept: list[str] = []
    position = 0
    for at in re.finditer("@", sheet):
        if at.start() < position:
            continue
        kept.append(sheet[position : at.start()])
        position = _end_of_at_rule(sheet, at.start())
    kept.append(sheet[position:])
    return "".join(kept)


def _end_of_at_rule(sheet: str, start: int) -> int:
    depth = 0
    for mark in _AT_RULE_EDGE.finditer(sheet, start):
        if mark[0] == ";":
            if depth == 0:
                return mark.end()
            continue
        depth += 1 if mark[0] == "{" else -1
        if depth <= 0:
            return mark.end()
    return len(sheet)


def hides(
    tag: str, attributes: Mapping[str, str], inline: bool, selectors: HiddenSelectors
) -> bool | None:
    """Whether an element hides its text: ``True`` stated, ``False`` guessed, ``None`` not at all.

    ``aria-hidden`` on an inline element is left alone: it marks drop capitals and the like, which
    a reader sees.
    """
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return True
    if attributes.get("aria-hidden") == "true" and not inline:
        return True
    if "style" in attributes and _HIDING.search(attributes["style"]):
        return True
    return _hidden_by_name(tag, attributes, selectors)


def _hidden_by_name(
    tag: str, attributes: Mapping[str, str], selectors: HiddenSelectors
) -> bool | None:
    classes = attributes.get("class", "").split()
    identifier = attributes.get("id", "")
    names = [f".{name}" for name in classes] + ([f"#{identifier}"] if identifier else [])
    ruled = [selectors[key] for name in names for key in (name, tag + name) if key in selectors]
    if ruled:
        return True if ruled[-1] else None
    named = any(name.lower() in _HIDDEN_NAMES for name in classes)
    if named and not any(_SHOWN_SOMEWHERE.search(name) for name in classes):
        return False
    return None
