"""JSON and its JSON Schema, both derived from the values' own types, so that they cannot part."""

import re
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Union, get_args, get_origin, get_type_hints

from audit.model import Article, Source

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# A source's whole text stays out: a report carries passages only. All remarks are in one list.
_OMITTED: Mapping[type, frozenset[str]] = {
    Source: frozenset({"text"}),
    Article: frozenset({"remarks"}),
}
_SIMPLE: Mapping[object, dict[str, object]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    types.NoneType: {"type": "null"},
}


def to_plain(value: object) -> object:
    """A value of the model as dictionaries, lists, strings and numbers, in declared order."""
    if isinstance(value, StrEnum):
        return value.value
    if is_dataclass(value):
        return plain_object(value)
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    return value


def plain_object(value: object) -> dict[str, object]:
    """A dataclass's value as a dictionary, without the fields that stay out of JSON."""
    return {name: to_plain(getattr(value, name)) for name in plain_fields(type(value))}


def plain_fields(kind: type) -> list[str]:
    """The fields of a dataclass that appear in JSON."""
    omitted = _OMITTED.get(kind, frozenset())
    return [field.name for field in fields(kind) if field.name not in omitted]


def object_schema(
    properties: Mapping[str, object], description: str = "", required: list[str] | None = None
) -> dict[str, object]:
    """The schema of an object that has just these properties, all of them unless told."""
    schema: dict[str, object] = {"type": "object"}
    if description:
        schema["description"] = description
    return schema | {
        "properties": dict(properties),
        "required": list(properties) if required is None else required,
        "additionalProperties": False,
    }


class SchemaBuilder:
    """Collects under ``$defs`` the schemas of the types it is asked for."""

    def __init__(self) -> None:
        self.definitions: dict[str, object] = {}

    def of(self, kind: object) -> dict[str, object]:
        """The schema of a type: simple, enumeration, dataclass, tuple or union of such."""
        if kind in _SIMPLE:
            return dict(_SIMPLE[kind])
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is tuple and arguments[-1] is Ellipsis:
            return {"type": "array", "items": self.of(arguments[0])}
        if origin is tuple:
            return {
                "type": "array",
                "prefixItems": [self.of(argument) for argument in arguments],
                "items": False,
                "minItems": len(arguments),
            }
        if origin in (Union, types.UnionType):
            return {"anyOf": [self.of(argument) for argument in arguments]}
        if isinstance(kind, type) and (issubclass(kind, StrEnum) or is_dataclass(kind)):
            return self._named(kind)
        raise TypeError(f"no JSON form is known for {kind!r}")

    def extend(self, kind: type, properties: Mapping[str, object]) -> None:
        """Give a dataclass's object further properties, that the report derives."""
        hints = get_type_hints(kind)
        own = {name: self.of(hints[name]) for name in plain_fields(kind)}
        self.definitions[kind.__name__] = object_schema({**own, **properties}, _purpose(kind))

    def _named(self, kind: type) -> dict[str, object]:
        if kind.__name__ not in self.definitions:
            if issubclass(kind, StrEnum):
                self.definitions[kind.__name__] = {
                    "description": _purpose(kind),
                    "enum": [member.value for member in kind],
                }
            else:
                self.definitions[kind.__name__] = {}  # stands in while its parts are described
                self.extend(kind, {})
        return {"$ref": f"#/$defs/{kind.__name__}"}


def _purpose(kind: type) -> str:
    """The first paragraph of a type's documentation, as one line."""
    first = (kind.__doc__ or "").split("\n\n")[0]
    return re.sub(r"\s+", " ", first.replace("``", "")).strip()
