"""The Wayback Machine's index, listed by the beginning of a dated address. No key, but slow.

Only a publisher whose addresses carry year and month can be listed: a search over a whole host of a
newspaper times out.
"""

from audit.archive.pace import shared_pace
from audit.fetch import Fetcher
from audit.model import Reference
from audit.publishers import publishers_of
from audit.resolve.addresses import is_web_address, same_page_key, slug_of, tidy
from audit.resolve.asking import ServiceClient
from audit.resolve.candidate import Candidate, ServiceAnswer
from audit.resolve.rules import UNSURE_SCORE
from audit.resolve.settings import ResolveSettings
from audit.resolve.titles import score_slug, stems

_MOST_PREFIXES = 2
_MOST_ROWS = 200
_MOST_CANDIDATES = 4
_LEAST_SCORE = UNSURE_SCORE / 2  # half of the title's distinctive words


class WaybackPrefix:
    """``GET /cdx/search/cdx?url=...&matchType=prefix&filter=original:...``

    A slug is shortened and spelt by the house, so its score never suffices: the page is read.
    """

    name = "wayback"
    base = "https://web.archive.org"

    def __init__(self, fetcher: Fetcher, settings: ResolveSettings) -> None:
        base = settings.bases.get(self.name, self.base).rstrip("/")
        self._client = ServiceClient(
            self.name,
            base,
            fetcher,
            # The clock of all index queries of this process, whoever sends them.
            turns=shared_pace(base, "index", settings.archive_queries_per_minute),
            total_seconds=settings.total_seconds,
            cache_directory=settings.cache_directory,
        )

    def search(self, reference: Reference) -> ServiceAnswer:
        """Addresses of the month with the title's words in them, most words first."""
        known = publishers_of(reference)
        excluded = next((found.name for found in known if found.archive == "excluded"), "")
        if excluded:
            return ServiceAnswer(skipped=f"{excluded} keeps the archive out")
        prefixes = [prefix for found in known for prefix in found.prefixes(reference.issued)]
        words = stems(reference.title)
        if not prefixes or not words:
            return ServiceAnswer(skipped="the publisher’s addresses are not known to be dated")
        found: dict[str, Candidate] = {}
        for prefix in prefixes[:_MOST_PREFIXES]:
            reply = self._client.ask("/cdx/search/cdx", _query(prefix, words))
            originals = _originals(reply.data) if not reply.failure else None
            if originals is None:
                why = reply.failure or "its answer is not a list of captures; it may have changed"
                return ServiceAnswer(_best(found), unavailable=why)
            self._client.keep(reply)
            for url in originals:
                candidate = self._candidate(reference, url, prefix)
                if candidate:
                    found.setdefault(same_page_key(url), candidate)
        return ServiceAnswer(_best(found))

    def interrupt(self) -> None:
        """Ask no more."""
        self._client.interrupt()

    def _candidate(self, reference: Reference, url: str, prefix: str) -> Candidate | None:
        score = score_slug(reference.title, slug_of(url)) if is_web_address(url) else 0.0
        if score < _LEAST_SCORE:
            return None
        evidence = f"archived under {prefix}, with the title’s words in its address"
        return Candidate(tidy(url), "", "", "", self.name, round(score, 1), evidence)


def _query(prefix: str, words: tuple[str, ...]) -> dict[str, str]:
    return {
        "url": prefix,
        "matchType": "prefix",
        "output": "json",
        "fl": "original",
        "filter": f"original:(?i).*({'|'.join(words)}).*",
        "collapse": "urlkey",
        "limit": str(_MOST_ROWS),
    }


def _originals(data: object) -> list[str] | None:
    """The addresses in an answer: a header row and rows of one field, ``[]`` when none."""
    if not isinstance(data, list) or (data and data[0] != ["original"]):
        return None
    return [row[0] for row in data[1:] if isinstance(row, list) and row and isinstance(row[0], str)]


def _best(found: dict[str, Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(found.values(), key=lambda one: -one.score)[:_MOST_CANDIDATES])
