"""``python -m audit``: the same as ``citation-audit``."""

from audit.start import main

main()
