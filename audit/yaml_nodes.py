"""YAML text as plain values with the line of every value: no type guessing, no surprises.

PyYAML's default reading turns ``NO`` into False and ``4.10`` into 4.1; here every scalar but a
null stays the text that the editor wrote. Duplicate keys, anchors and aliases are refused: the
first hide mistakes, the others let a small file grow without bound.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

Path = tuple[str | int, ...]
Value = str | None | list["Value"] | dict[str, "Value"]


class YamlFaultError(Exception):
    """The text is not YAML that we take; ``line`` is 1-based."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.line = line


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML document: its value, and the 1-based line of every path in it."""

    value: Value
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """Line of ``path``, or of the nearest parent that has one."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]


class _Loader(yaml.SafeLoader):
    """Resolves nothing but nulls; every other scalar is text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _QuickLoader(getattr(yaml, "CSafeLoader", _Loader)):  # type: ignore[misc]  # libyaml, if there
    """The same over libyaml: 12 times as fast (measured), with poorer sentences for faults."""


_QuickLoader.yaml_implicit_resolvers = _Loader.yaml_implicit_resolvers


def load(text: str) -> Document:
    """Read one YAML document. Raises ``YamlFaultError`` with the line of the first fault."""
    node = _compose_quickly(text) or compose(text)
    lines: dict[Path, int] = {(): 1}
    return Document(_build(node, (), lines) if node is not None else None, lines)


def compose(text: str) -> yaml.Node | None:
    """The nodes of one YAML document with their marks, ``None`` for an empty one.

    Raises ``YamlFaultError`` like ``load``.
    """
    try:
        loader = _Loader(text)
        try:
            _refuse_aliases(text)
            return loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as fault:
        open_to_the_end = "end of stream" in (fault.problem or "")
        mark = (open_to_the_end and fault.context_mark) or fault.problem_mark or fault.context_mark
        raise YamlFaultError(_sentence(fault), mark.line + 1 if mark else 1) from fault
    except yaml.YAMLError as fault:
        raise YamlFaultError(str(fault).splitlines()[0], 1) from fault
    except RecursionError as fault:
        raise YamlFaultError("it is nested too deeply", 1) from fault


def _compose_quickly(text: str) -> yaml.Node | None:
    """The nodes of a document without any fault, ``None`` for every other text.

    Only the lines of the marks may be used: their offsets count something else.
    """
    try:
        _refuse_aliases(text, _QuickLoader)
        return yaml.compose(text, _QuickLoader)
    except (yaml.YAMLError, YamlFaultError, UnicodeError, RecursionError):
        return None


def _sentence(fault: yaml.MarkedYAMLError) -> str:
    parts = [part for part in (fault.context, fault.problem) if part]
    return "not valid YAML: " + ", ".join(parts)


def _refuse_aliases(text: str, loader: type[yaml.SafeLoader] = _Loader) -> None:
    for event in yaml.parse(text, loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise YamlFaultError("anchors and aliases (& and *) are not used here", line)


def _build(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Value:
    lines.setdefault(path, _line(node))
    if isinstance(node, yaml.MappingNode):
        return _build_mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, index), lines) for index, item in enumerate(node.value)]
    return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)


def _build_mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> Value:
    out: dict[str, Value] = {}
    for key, value in node.value:
        line = _line(key)
        if not isinstance(key, yaml.ScalarNode):
            raise YamlFaultError("a key must be a plain word", line)
        name = str(key.value)
        if name in out:
            raise YamlFaultError(f"the key “{name}” stands twice in one entry", line)
        lines[(*path, name)] = line
        out[name] = _build(value, (*path, name), lines)
    return out


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1 if node.start_mark else 1
