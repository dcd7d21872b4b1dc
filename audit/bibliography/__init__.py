"""References in the formats that other programs write, to and from the CSL of references.yaml.

values.py   an item (the CSL variables of one work); what all formats share
csl.py      CSL-YAML, CSL-JSON
bibtex.py   BibTeX, BibLaTeX
ris.py      RIS
listed.py   a plain list
formats.py  their names and file endings; a file of any of them to references
"""

from audit.bibliography.formats import (
    CSL_YAML,
    READERS,
    WRITERS,
    format_of,
    read_bibliography,
    read_references,
)
from audit.bibliography.values import Bibliography, Item, Written

__all__ = [
    "CSL_YAML",
    "READERS",
    "WRITERS",
    "Bibliography",
    "Item",
    "Written",
    "format_of",
    "read_bibliography",
    "read_references",
]
