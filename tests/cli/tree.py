"""The command tree as tests walk it."""

from audit.cli import cli
from audit.cli.commands import SECTIONS
from audit.cli.lazy import LazyGroup

NAMES = [one.name for listed in SECTIONS.values() for one in listed]


def group() -> LazyGroup:
    assert isinstance(cli, LazyGroup)
    return cli
