"""From a report to corrections: which edits it calls for, and how they get into the files."""

from audit.fix.edits import Fix, Fixes, Note, apply_fixes, article_fixes, fixed_references
from audit.fix.patch import Edited, edit_file, placed, reported_layout, unified

__all__ = [
    "Edited",
    "Fix",
    "Fixes",
    "Note",
    "apply_fixes",
    "article_fixes",
    "edit_file",
    "fixed_references",
    "placed",
    "reported_layout",
    "unified",
]
