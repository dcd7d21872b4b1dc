"""Asking the Wayback Machine's index through waybackpy, with its transport replaced.

waybackpy 3.0.6 knows the CDX dialect, but as measured its transport has no timeout, never looks at
a status code and reports a 429, a 403 or an error page as "no record found". So its query and its
reading of rows are used, and every byte comes through our own client. Its paging is not used
either: it takes a limit for a page size and reads on to the end.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass

from waybackpy.cdx_api import WaybackMachineCDXServerAPI
from waybackpy.cdx_utils import full_url

from audit.archive.cdx import Row, read_cdx, tells_exclusion
from audit.archive.polite import STOPPED
from audit.model import Fetched
from audit.vocabulary import SourceState

WITHOUT_ERRORS = ("!statuscode:[45]..",)
MOST_ROWS = 10_000  # some 2 MB; few addresses but home pages have more captures
Window = tuple[str, str]


@dataclass(frozen=True, slots=True)
class IndexAnswer:
    """The rows of one query. ``failure`` is empty only when the index really answered.

    ``excluded``: the failure is that the archive may not show the site. ``cut``: the index has
    later rows than these. ``malformed`` counts lines that are no captures.
    """

    rows: tuple[Row, ...] = ()
    failure: str = ""
    excluded: bool = False
    malformed: int = 0
    cut: bool = False


class _GuardedIndex(WaybackMachineCDXServerAPI):
    """waybackpy's index client over ``ask``: one polite, bounded, checked GET."""

    def __init__(
        self,
        url: str,
        endpoint: str,
        ask: Callable[[str], Fetched],
        filters: tuple[str, ...],
        limit: int,
        window: Window,
    ) -> None:
        # A literal "*" would turn the query into a search by prefix.
        super().__init__(
            url.replace("*", "%2A"),
            filters=list(filters),
            limit=str(limit),
            start_timestamp=window[0] or None,
            end_timestamp=window[1] or None,
        )
        self.endpoint = endpoint
        self.answer = IndexAnswer()
        self._ask = ask

    def cdx_api_manager(
        self, payload: dict[str, str], headers: dict[str, str]
    ) -> Generator[str, None, None]:
        """The well-formed lines of one answer, or nothing (see ``answer``)."""
        payload.update(limit=str(self.limit), showResumeKey="true")
        fetched = self._ask(full_url(self.endpoint, params=payload))
        failure = _why_unusable(fetched)
        if failure:
            self.answer = IndexAnswer(failure=failure, excluded=tells_exclusion(fetched.body))
            return
        page = read_cdx(fetched.body)
        cut = bool(page.resume_key) or fetched.state is not SourceState.LIVE
        self.answer = IndexAnswer(malformed=page.malformed, cut=cut)
        yield "\n".join(page.lines)


def ask_index(
    url: str,
    endpoint: str,
    ask: Callable[[str], Fetched],
    *,
    filters: tuple[str, ...] = WITHOUT_ERRORS,
    limit: int = MOST_ROWS,
    window: Window = ("", ""),
) -> IndexAnswer:
    """The first ``limit`` captures of ``url`` in ``window`` that pass ``filters``, oldest first.

    ``ask`` fetches one address. ``window`` is from and to, both included, up to 14 digits each.
    """
    index = _GuardedIndex(url, endpoint, ask, filters, limit, window)
    rows = tuple(
        Row(shot.timestamp, shot.original, shot.mimetype, shot.statuscode, shot.digest)
        for shot in index.snapshots()
    )
    answer = index.answer
    return IndexAnswer(rows, answer.failure, answer.excluded, answer.malformed, answer.cut)


def _why_unusable(fetched: Fetched) -> str:
    if fetched.rule == STOPPED:
        return fetched.detail
    if fetched.state not in (SourceState.LIVE, SourceState.TRUNCATED, SourceState.TOO_LARGE):
        status = f" (HTTP {fetched.status})" if fetched.status else ""
        return f"the index did not answer: {fetched.detail or fetched.state}{status}"
    if fetched.status != 200:
        return f"the index answered HTTP {fetched.status}"
    page = read_cdx(fetched.body)
    if not page.is_cdx or (not page.lines and fetched.media_type == "text/html"):
        return "the index answered with something that is not a list of captures"
    if not page.lines and fetched.state is not SourceState.LIVE:
        return "the index broke off before its first line"
    return ""
