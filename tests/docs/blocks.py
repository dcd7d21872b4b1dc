"""The commands that README and docs/ give, and the comments that say how a test runs them.

A comment on the line above a fenced ``sh`` block speaks of that block: ``<!-- exit 1 -->`` is how
its last command ends (0 when nothing is said), ``<!-- not run: REASON -->`` that it cannot be run
on a machine without a network; it is then only parsed.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from tools.tables import ROOT, pages

_BLOCK = re.compile(r"(?:^<!-- (?P<mark>.+?) -->\n)?^```sh\n(?P<shell>.*?)^```$", re.M | re.S)
_EXIT = re.compile(r"exit (\d+)")
_NOT_RUN = re.compile(r"not run: (.+)", re.S)
PAGES = [page for page in pages() if page.name != "commands.md"]  # its examples have their own test


@dataclass(frozen=True)
class Block:
    """One fenced block of shell. ``not_run`` is the reason why it is only parsed."""

    page: Path
    line: int
    shell: str
    exits: int = 0
    not_run: str = ""

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks_of(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [_block(page, text, found) for found in _BLOCK.finditer(text)]


def _block(page: Path, text: str, found: re.Match[str]) -> Block:
    line = text.count("\n", 0, found.start("shell")) + 1
    mark = found["mark"] or ""
    code, reason = _EXIT.fullmatch(mark), _NOT_RUN.fullmatch(mark)
    return Block(
        page, line, found["shell"], int(code[1]) if code else 0, reason[1] if reason else ""
    )


def commands(shell: str) -> list[str]:
    """The lines of a block, continued lines joined, comments and empty lines left out."""
    joined = shell.replace("\\\n", " ")
    return [line.strip() for line in joined.splitlines() if line.strip(" \t") and line[0] != "#"]
