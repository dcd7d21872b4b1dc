"""report.json read back into the report that it was made from."""

import json
import re
import types
from dataclasses import MISSING, fields, is_dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from audit.errors import InputError
from audit.model import PageMetadata, Report, Source, SourceText
from audit.report.json_report import REPORT_SCHEMA

_FAMILY, _, _OURS = REPORT_SCHEMA.rpartition(":")
_HINT = "run citation-audit again to make it anew"


class _UnfitError(Exception):
    """A value is not what its place asks for; ``str()`` is ``place: what is wrong``."""


def report_from_json(text: str, path: str = "report.json") -> Report:
    """The report that ``render_json`` made ``text`` of, without the sources' texts.

    Of each text its metadata and length are kept, so that every format can be rendered again and
    the JSON comes out the same. Raises ``InputError``, naming ``path``, for anything else.
    """
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError) as fault:
        line = fault.lineno if isinstance(fault, json.JSONDecodeError) else 0
        raise InputError("this is not JSON", path=path, line=line, hint=_HINT) from fault
    document = _checked(loaded, path)
    try:
        return _report(document)
    except _UnfitError as fault:
        raise InputError(f"this report is damaged at {fault}", path=path, hint=_HINT) from fault


def _checked(document: object, path: str) -> dict[str, object]:
    """The document, when it is a report of this version."""
    name = document.get("schema") if isinstance(document, dict) else None
    if isinstance(document, dict) and name == REPORT_SCHEMA:
        return document
    found = re.fullmatch(rf"{re.escape(_FAMILY)}:(\d{{1,9}})", str(name))
    if found is None:
        raise InputError("this is not a report of citation-audit", path=path, hint=_HINT)
    if int(found[1]) > int(_OURS):
        what = f"a newer citation-audit wrote this report (schema {found[1]}, known is {_OURS})"
        raise InputError(what, path=path, hint="update citation-audit")
    what = f"an older citation-audit wrote this report (schema {found[1]}, needed is {_OURS})"
    raise InputError(what, path=path, hint=_HINT)


def _report(document: dict[str, object]) -> Report:
    article = document.get("article")
    # The remarks of the article are in the report's one list.
    article = {**article, "remarks": []} if isinstance(article, dict) else article
    values = _values(Report, {**document, "article": article}, "")
    return Report(**values)


def _source(value: dict[str, object], place: str) -> Source:
    """A source whose text, when it had one, is empty but for what the page says of itself."""
    page = value.get("page")
    source = Source(**_values(Source, value, place))
    if page is None:
        return source
    metadata = PageMetadata(**_values(PageMetadata, page, f"{place}.page"))
    return replace(source, text=SourceText("", (), metadata))


def _read(kind: object, value: object, place: str) -> object:
    """``value`` as a ``kind`` of the model; ``place`` names it in the fault."""
    if isinstance(kind, type) and is_dataclass(kind):
        return _object(kind, value, place)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _member(kind, value, place)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _tuple(arguments, value, place)
    if origin in (Union, types.UnionType):
        rest = [argument for argument in arguments if argument is not types.NoneType]
        return None if value is None else _read(rest[0], value, place)
    return _simple(kind, value, place)


def _object(kind: type, value: object, place: str) -> object:
    if kind is Source and isinstance(value, dict):
        return _source(value, place)
    return kind(**_values(kind, value, place))


def _values(kind: type, value: object, place: str) -> dict[str, Any]:
    """The arguments that make a ``kind`` of ``value``; each has its field's type."""
    if not isinstance(value, dict):
        raise _UnfitError(f"{place or 'the top'}: no object")
    found = {}
    for name, (hint, needed) in _fields(kind).items():
        inner = f"{place}.{name}".lstrip(".")
        if name in value:
            found[name] = _read(hint, value[name], inner)
        elif needed:
            raise _UnfitError(f"{inner}: it is missing")
    return found


@cache
def _fields(kind: type) -> dict[str, tuple[object, bool]]:
    """Each field's type, and whether a value must be given."""
    hints = get_type_hints(kind)
    return {
        field.name: (
            hints[field.name],
            field.default is MISSING and field.default_factory is MISSING,
        )
        for field in fields(kind)
        if not (kind is Source and field.name == "text")
    }


def _member(kind: type[StrEnum], value: object, place: str) -> StrEnum:
    for member in kind:
        if member.value == value:
            return member
    raise _UnfitError(f"{place}: “{str(value)[:40]}” is not known")


def _tuple(arguments: tuple[object, ...], value: object, place: str) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise _UnfitError(f"{place}: no list")
    kinds = [arguments[0]] * len(value) if arguments[-1] is Ellipsis else list(arguments)
    if len(kinds) != len(value):
        raise _UnfitError(f"{place}: {len(value)} values for {len(kinds)}")
    pairs = enumerate(zip(kinds, value, strict=True))
    return tuple(_read(kind, item, f"{place}[{at}]") for at, (kind, item) in pairs)


def _simple(kind: object, value: object, place: str) -> object:
    assert isinstance(kind, type)  # noqa: S101 - what is left of the model's types
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    raise _UnfitError(f"{place}: no {'text' if kind is str else kind.__name__}")
