"""From a report to corrections: which edits it calls for, and how they get into the files."""

from audit.fix.edits import Fix, Fixes, Note, apply_fixes, article_fixes, fixed_references
from audit.fix.patch import Edited, by_hand, edit_file, placed, reported_layout, unified

__all__ = [
    "Edited",
    "Fix",
    "Fixes",
    "Note",
    "apply_fixes",
    "article_fixes",
    "by_hand",
    "edit_file",
    "fixed_references",
    "placed",
    "reported_layout",
    "unified",
]
