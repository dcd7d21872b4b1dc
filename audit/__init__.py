"""Citation audit: what an article cites, what the sources really say, quotation by quotation.

    from audit import audit_article

    report = audit_article("article.txt", "references.yaml")
    for finding in report.findings:
        print(finding.verdict, finding.reason)

Importing this package imports nothing else; each name brings its module when it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.api import (
        Network,
        audit_article,
        network,
        rehearsal,
        render_report,
        replay_evidence,
    )
    from audit.bibliography import read_references
    from audit.config import Settings, load_settings
    from audit.errors import AuditError, InputError
    from audit.model import Article, Finding, Quotation, Reference, Report, Source
    from audit.report import report_from_json
    from audit.vocabulary import Level, SourceState, Verdict

__version__ = "0.1.0"

_PUBLIC = {
    "audit.api": (
        "Network",
        "audit_article",
        "network",
        "rehearsal",
        "render_report",
        "replay_evidence",
    ),
    "audit.bibliography": ("read_references",),
    "audit.config": ("Settings", "load_settings"),
    "audit.errors": ("AuditError", "InputError"),
    "audit.model": ("Article", "Finding", "Quotation", "Reference", "Report", "Source"),
    "audit.report": ("report_from_json",),
    "audit.vocabulary": ("Level", "SourceState", "Verdict"),
}
_HOME = {name: module for module, names in _PUBLIC.items() for name in names}

__all__ = [
    "Article",
    "AuditError",
    "Finding",
    "InputError",
    "Level",
    "Network",
    "Quotation",
    "Reference",
    "Report",
    "Settings",
    "Source",
    "SourceState",
    "Verdict",
    "audit_article",
    "load_settings",
    "network",
    "read_references",
    "rehearsal",
    "render_report",
    "replay_evidence",
    "report_from_json",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_HOME[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
