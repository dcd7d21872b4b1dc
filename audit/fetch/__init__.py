"""The only place that opens sockets: addresses in, ``Fetched`` values out.

Every limit is in ``FetchSettings``; whatever happens to an address is a state with the rule that
fired and its evidence, never an exception.
"""

from audit.fetch.fetcher import Fetcher
from audit.fetch.settings import FetchSettings

__all__ = ["FetchSettings", "Fetcher"]
