"""Whether to print in colour: NO_COLOR and FORCE_COLOR, else whether a person is looking."""

import os
from typing import TextIO


def wanted(stream: TextIO) -> bool:
    """``NO_COLOR`` forbids (https://no-color.org), ``FORCE_COLOR`` demands, else a terminal does.

    Both count when set to anything but nothing; ``FORCE_COLOR=0`` is not set either.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
