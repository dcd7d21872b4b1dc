"""Surgical edits of the text of references.yaml: something is put in, nothing else changes.

A YAML library that writes the file anew would restyle the editor's quotes, comments and lines. So
one piece of text is inserted at a place that the file's own nodes show, and the result is read
again: when it differs by more than what was meant, the edit is refused and nothing is written.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence

import yaml

from audit.errors import ReferencesError
from audit.yaml_nodes import Path, Value, YamlFaultError, compose, load

_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_PLAIN = re.compile(r"\d{4}(?:-\d\d){0,2}|[1-9]\d*|[a-z]+(?:-[a-z0-9]+)+|webpage|report")
# What a YAML reader does not take raw inside double quotes, though JSON does.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_INDENT = 2
Change = Callable[[Value], Value]


def insert_key(
    text: str, path: Path, key: str, value: Value, *, after: Sequence[str] = (), file: str = ""
) -> str:
    """``text`` with ``key: value`` added to the mapping at ``path``.

    The new lines follow the last of the keys ``after`` that the mapping has, else all of its keys.
    Raises ``ReferencesError``, naming ``file``, when the file is written in a way that does not
    let this be done without touching anything else.
    """
    node = _node_at(text, path, file)

    def change(parent: Value) -> Value:
        parent = {} if parent is None else parent
        if not isinstance(parent, dict) or key in parent:
            raise _refusal(key, file, _line(node))
        return {**parent, key: value}

    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        edited = _into_block_mapping(text, node, key, value, after)
        return _checked(text, [edited], path, change, key, file, node)
    if isinstance(node, yaml.MappingNode):
        pair = (
            f"{json.dumps(key)}: {_flow(value)}" if not _is_word(key) else f"{key}: {_flow(value)}"
        )
        return _checked(text, _into_flow(text, node, pair), path, change, key, file, node)
    column = _column_of_key(text, path, file) + _INDENT
    edited = _insert_lines(text, _end(node), _block(key, value, column))
    return _checked(text, [edited], path, change, key, file, node)


def append_items(text: str, path: Path, items: Sequence[Value], *, file: str = "") -> str:
    """``text`` with ``items`` added at the end of the list at ``path``. Raises like above."""
    node = _node_at(text, path, file)

    def change(parent: Value) -> Value:
        parent = [] if parent is None else parent
        if not isinstance(parent, list):
            raise _refusal(str(path[-1]), file, _line(node))
        return [*parent, *items]

    name = str(path[-1]) if path else "the list"
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        joined = ", ".join(_flow(item) for item in items)
        return _checked(text, _into_flow(text, node, joined), path, change, name, file, node)
    column = _column(node) if isinstance(node, yaml.SequenceNode) else None
    if column is None:
        column = _column_of_key(text, path, file) + _INDENT
    lines = [line for item in items for line in _item(item, column)]
    edited = _insert_lines(text, _end(node), lines)
    return _checked(text, [edited], path, change, name, file, node)


def insert_item(text: str, path: Path, index: int, item: Value, *, file: str = "") -> str:
    """``text`` with ``item`` before the ``index``-th of the block list at ``path``."""
    node = _node_at(text, path, file)
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or index >= len(node.value):
        return append_items(text, path, [item], file=file)

    def change(parent: Value) -> Value:
        kept = parent if isinstance(parent, list) else []
        return [*kept[:index], item, *kept[index:]]

    lines = _item(item, _column(node))
    if index:
        edited = _insert_lines(text, _end(node.value[index - 1]), lines)
    else:
        at = _line_start(text, node.start_mark.index)
        newline = _newline(text)
        edited = text[:at] + "".join(line + newline for line in lines) + text[at:]
    return _checked(text, [edited], path, change, "references", file, node)


def render_entry(entry: Mapping[str, Value]) -> str:
    """A reference as the lines of a list item, two spaces in, each with a line feed."""
    return "".join(line + "\n" for line in _item(dict(entry), _INDENT))


def _checked(
    text: str,
    attempts: Sequence[str],
    path: Path,
    change: Change,
    name: str,
    file: str,
    node: yaml.Node,
) -> str:
    """The first attempt that reads as ``text`` with nothing but ``change`` made at ``path``."""
    wanted = _changed(load(text).value, path, change)
    for attempt in attempts:
        try:
            if load(attempt).value == wanted:
                return attempt
        except YamlFaultError:
            continue
    raise _refusal(name, file, _line(node))


def _changed(value: Value, path: Path, change: Change) -> Value:
    """``value`` with what stands at ``path`` replaced by its ``change``; nothing is shared."""
    if not path:
        return change(value)
    step = path[0]
    if isinstance(value, dict) and isinstance(step, str):
        return {**value, step: _changed(value[step], path[1:], change)}
    if isinstance(value, list) and isinstance(step, int):
        return [*value[:step], _changed(value[step], path[1:], change), *value[step + 1 :]]
    return value


def _refusal(name: str, file: str, line: int) -> ReferencesError:
    return ReferencesError(
        f"“{name}” cannot be added here without changing something else",
        path=file,
        line=line,
        hint="add it by hand, or write this entry one key a line",
    )


def _node_at(text: str, path: Path, file: str) -> yaml.Node:
    try:
        node = compose(text)
    except YamlFaultError as fault:
        raise ReferencesError(str(fault), path=file, line=fault.line) from fault
    for step in path:
        node = _child(node, step)
    if node is None:
        raise ReferencesError(f"there is no {'.'.join(map(str, path))}", path=file)
    return node


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        child: yaml.Node = node.value[step]
        return child
    pair = _pair(node, step)
    return pair[1] if pair else None


def _pair(node: yaml.Node | None, key: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key:
                return name, value
    return None


def _column_of_key(text: str, path: Path, file: str) -> int:
    pair = _pair(_node_at(text, path[:-1], file), path[-1]) if path else None
    return _column(pair[0]) if pair else -_INDENT


def _into_block_mapping(
    text: str, node: yaml.MappingNode, key: str, value: Value, after: Sequence[str]
) -> str:
    column = _column(node.value[0][0])
    wanted = [pair[1] for pair in node.value if pair[0].value in after]
    last = wanted[-1] if wanted else node.value[-1][1]
    return _insert_lines(text, _end(last), _block(key, value, column))


def _into_flow(text: str, node: yaml.Node, inner: str) -> list[str]:
    """``inner`` before the closing bracket; whether a comma is due, the reading will tell."""
    at = (node.end_mark.index if node.end_mark else len(text)) - 1
    return [text[:at] + comma + inner + text[at:] for comma in (", ", "", " ")]


def _insert_lines(text: str, offset: int, lines: Sequence[str]) -> str:
    """``lines`` below the line that ``offset`` is in (above it, when it begins one)."""
    newline = _newline(text)
    inserted = "".join(line + newline for line in lines)
    if offset and _line_start(text, offset) == offset:
        return text[:offset] + inserted + text[offset:]
    found = _LINE_END.search(text, offset)
    if found:
        return text[: found.end()] + inserted + text[found.end() :]
    return text + newline + inserted.removesuffix(newline)


def _end(node: yaml.Node) -> int:
    """Offset at which a node's own text ends; a block collection ends with its last child."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _end(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _end(node.value[-1])
    return node.end_mark.index if node.end_mark else 0


def _line_start(text: str, offset: int) -> int:
    ends = [found.end() for found in _LINE_END.finditer(text, 0, offset)]
    return ends[-1] if ends else 0


def _newline(text: str) -> str:
    found = _LINE_END.search(text)
    return found[0] if found and found[0] in ("\n", "\r\n", "\r") else "\n"


def _column(node: yaml.Node) -> int:
    return node.start_mark.column if node.start_mark else 0


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1 if node.start_mark else 1


def _block(key: str, value: Value, column: int) -> list[str]:
    """``key: value`` as lines that begin at ``column``."""
    name = key if _is_word(key) else json.dumps(key)
    margin = " " * column
    if isinstance(value, dict):
        inner = [line for k, v in value.items() for line in _block(k, v, column + _INDENT)]
        return [f"{margin}{name}:", *inner] if inner else [f"{margin}{name}: {{}}"]
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return [
            f"{margin}{name}:",
            *(line for item in value for line in _item(item, column + _INDENT)),
        ]
    return [f"{margin}{name}: {_flow(value)}"]


def _item(value: Value, column: int) -> list[str]:
    """A list item as lines whose dash is at ``column``."""
    if not isinstance(value, dict) or not value:
        return [f"{' ' * column}- {_flow(value)}"]
    lines = [line for k, v in value.items() for line in _block(k, v, column + _INDENT)]
    return [f"{' ' * column}- {lines[0].lstrip(' ')}", *lines[1:]]


def _flow(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if value is None:
        return "null"
    return value if _PLAIN.fullmatch(value) else _quoted(value)


def _quoted(text: str) -> str:
    return _UNPRINTABLE.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False)
    )


def _is_word(key: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z][A-Za-z-]*", key))
