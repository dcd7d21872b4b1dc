"""Whether live links are safe in an archive: a few are asked about each night, none twice soon."""

from collections.abc import Sequence

from audit.archive import parse_archive_url
from audit.history import History, Sign, sign_of
from audit.links.lists import Listed
from audit.sources import SourceReader
from audit.vocabulary import ArchiveOutcome

_MOST_SILENCES = 3  # an archive that is down is not asked all night


def ask_for_captures(
    reader: SourceReader, history: History, listed: Sequence[Listed], most: int, now: float
) -> None:
    """Ask the archive about ``most`` of the live links at most; the store notices what is missing.

    Not asked about: links into an archive, and references with a capture that an editor chose.
    """
    known = history.links.known([one.url for one in listed])
    alive = [
        one.url
        for one in listed
        if one.url in known
        and sign_of(known[one.url].now.state) is Sign.LIFE
        and parse_archive_url(one.url) is None
        and not (one.reference and one.reference.archive_url)
    ]
    silences = 0
    for url in history.captures.due(alive, most, now):
        outcome = reader.captures(url)
        history.captures.record(url, outcome, now)
        silences = silences + 1 if outcome is ArchiveOutcome.UNKNOWN else 0
        if silences == _MOST_SILENCES:
            break
