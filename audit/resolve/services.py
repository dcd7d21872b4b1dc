"""All services, in the order in which they are asked. A new one is a file and a line here."""

from audit.fetch import Fetcher
from audit.resolve.brave import Brave
from audit.resolve.candidate import Service
from audit.resolve.crossref import Crossref
from audit.resolve.gdelt import Gdelt
from audit.resolve.guardian import Guardian
from audit.resolve.json_service import JsonService
from audit.resolve.nytimes import NewYorkTimes
from audit.resolve.openalex import OpenAlex
from audit.resolve.searxng import SearXng
from audit.resolve.settings import ResolveSettings
from audit.resolve.wayback_prefix import WaybackPrefix
from audit.resolve.wikipedia import Wikipedia

SERVICES: tuple[type[JsonService] | type[WaybackPrefix], ...] = (
    Crossref,
    OpenAlex,
    Guardian,
    NewYorkTimes,
    Wikipedia,
    WaybackPrefix,
    Gdelt,
    SearXng,
    Brave,
)
KEY_VARIABLES = tuple(
    service.key_variable
    for service in SERVICES
    if issubclass(service, JsonService) and service.key_variable
)


def services(fetcher: Fetcher, settings: ResolveSettings) -> tuple[Service, ...]:
    """Every service, ready to be asked in order."""
    return tuple(service(fetcher, settings) for service in SERVICES)
