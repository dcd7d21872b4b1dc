"""Where the installed command begins: so early that even Ctrl-C during the imports is told."""

import sys


def main() -> None:
    """Run the command line; 130 for an interruption before it has begun."""
    try:
        from audit.cli import main as run
    except KeyboardInterrupt:
        sys.stderr.write("citation-audit: interrupted\n")
        sys.exit(130)
    run()
