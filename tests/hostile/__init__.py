"""A hostile web on loopback: error pages that say 200, walls, bombs, drips, and an archive."""

from tests.hostile.server import HostileWeb

__all__ = ["HostileWeb"]
