"""What stops a run. What happens to a URL is a value (a source state), never one of these.

AuditError                 exit 4   a fault of the program or the machine
├── InputError             exit 2   something the user gave: file, line, what, how to mend
│   ├── ArticleError                the article cannot be read
│   ├── ReferencesError             references.yaml cannot be used
│   └── SettingsError               an unknown or impossible setting
└── StorageError           exit 4   the disk refused
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command tells the shell."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    INCOMPLETE = 3
    FAULT = 4
    INTERRUPTED = 130


class AuditError(Exception):
    """A run cannot go on. ``str()`` is one sentence for the person at the terminal.

    ``what`` says what is wrong, ``hint`` how to mend it, ``path`` and ``line`` (1-based) where.
    """

    slug = "fault"
    exit_code = ExitCode.FAULT

    def __init__(self, what: str, *, path: str = "", line: int = 0, hint: str = "") -> None:
        self.what, self.path, self.line, self.hint = what, path, line, hint
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.path and self.line else ""
        place = place or (f"{self.path}: " if self.path else "")
        return f"{place}{self.what}" + (f" ({self.hint})" if self.hint else "")


class InputError(AuditError):
    """Something the user gave cannot be used."""

    slug = "bad-input"
    exit_code = ExitCode.USAGE


class ArticleError(InputError):
    """The article cannot be read as one."""

    slug = "bad-article"


class ReferencesError(InputError):
    """The references file cannot be used."""

    slug = "bad-references"


class SettingsError(InputError):
    """A setting is unknown or impossible."""

    slug = "bad-settings"


class StorageError(AuditError):
    """The disk refused to read or write something of ours."""

    slug = "storage"
