"""Whether a page is the work that a reference cites: its title, publisher and date.

Titles are restyled, shortened and rewritten after publication, so only a title that shares next to
nothing with the cited one counts against a page, and not even that when publisher and date agree.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from rapidfuzz import fuzz

from audit.extract.addresses import original_address
from audit.extract.titles import distinctive_words, fold_spelling, title_variants, words_of
from audit.model import PageMetadata, Reference

SAME_TITLE = 85.0
"""From this score on (rapidfuzz ``token_set_ratio``, 0..100) two titles are one title."""

_OTHER_TITLE = 60.0
_SHARED_WORDS = 3
_GENERIC_LABELS = frozenset(
    ["www", "news", "press", "blog", "blogs", "media", "journal", "info", "online", "international"]
)
_EDTF = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class WorkMatch:
    """Whether a page is the work cited: ``same`` is ``None`` when its metadata cannot tell.

    ``title_score`` is 0..100. ``date_note`` says how the page's date differs, empty when it agrees
    or is not known. ``remarks`` are for a reader, the date's among them.
    """

    same: bool | None
    remarks: tuple[str, ...]
    title_score: float
    date_note: str


def compare_work(metadata: PageMetadata, url: str, reference: Reference) -> WorkMatch:
    """Compare what a page at ``url`` says of itself with the ``reference`` that cites it."""
    score, same_title = title_agreement(metadata, reference.title)
    publisher = publisher_agrees(metadata.site_name, url, reference)
    months = _months_apart(metadata, reference)
    date_note = _date_note(metadata, reference, months)
    remarks: list[str] = []
    same: bool | None = True if same_title else None
    if not same_title and _clearly_other(metadata, url, reference, score):
        remarks.append(f"the page’s title is “{_own_title(metadata)}”")
        dated_alike = months is not None and abs(months) <= 1
        same = None if publisher and dated_alike else False
    if publisher is False:
        remarks.append(f"the page is published by {metadata.site_name or _host(url)}")
    if date_note:
        remarks.append(date_note)
    return WorkMatch(same, tuple(remarks), score, date_note)


def title_agreement(metadata: PageMetadata, cited: str) -> tuple[float, bool]:
    """The best score of the page's titles against the ``cited`` one, and whether they are one.

    A subset scores 100, so three distinctive words (or all, where there are fewer) must be shared.
    """
    wanted = distinctive_words(cited)
    if not wanted:
        return 0.0, False
    best, same = 0.0, False
    for own in _titles(metadata):
        score = fuzz.token_set_ratio(" ".join(words_of(cited)), " ".join(words_of(own)))
        shared = len(wanted & distinctive_words(own))
        best = max(best, score)
        same = same or (score >= SAME_TITLE and shared >= min(_SHARED_WORDS, len(wanted)))
    return best, same


def publisher_agrees(site_name: str, url: str, reference: Reference) -> bool | None:
    """Whether the page's site or host is the publisher cited; ``None`` when none is cited."""
    names = [name for name in (reference.container_title, *reference.aliases) if name.strip()]
    host = _host(url)
    if not names or not (site_name or host):
        return None
    labels = host.split(".")
    return any(_is_publisher(name, site_name, labels) for name in names)


def _is_publisher(name: str, site_name: str, labels: list[str]) -> bool:
    if name.strip().lower().removeprefix("www.") in (".".join(labels), ".".join(labels[-2:])):
        return True
    squashed = _squash(name)
    if not squashed:
        return False
    if (
        site_name
        and fuzz.token_set_ratio(fold_spelling(name), fold_spelling(site_name)) >= SAME_TITLE
    ):
        return True
    own = [label.replace("-", "") for label in labels[:-1] if label not in _GENERIC_LABELS]
    if any(len(short) >= 4 and short in long for label in own for short, long in
           ((squashed, label), (label, squashed))):  # fmt: skip
        return True
    words = [word for word in words_of(name) if word not in ("the", "of", "for", "and", "on")]
    initials = "".join(word[0] for word in words)
    spoken = "".join(word[0] for word in words_of(name))
    return squashed in labels or (len(initials) > 1 and bool({initials, spoken} & set(labels)))


def _squash(name: str) -> str:
    return "".join(word for word in words_of(name) if word != "the")


def _clearly_other(metadata: PageMetadata, url: str, reference: Reference, score: float) -> bool:
    """Whether the page has a full title of its own that has next to nothing of the cited one."""
    wanted = distinctive_words(reference.title)
    own = [distinctive_words(title) for title in _titles(metadata)]
    telling = [words for words in own if len(words) >= _SHARED_WORDS]
    if len(wanted) < 2 or not telling or score >= _OTHER_TITLE:
        return False
    slug = distinctive_words(re.sub(r"[-_/+.]+", " ", unquote(urlsplit(url).path)))
    few = max(1, len(wanted) // 4)
    if len(wanted & slug) > few:
        return False
    if _latin(reference.title) != _latin(_own_title(metadata)):
        return False
    return all(len(wanted & words) <= few for words in own)


def _titles(metadata: PageMetadata) -> list[str]:
    found = [*title_variants(metadata.headline, metadata.site_name)]
    found += title_variants(metadata.title, metadata.site_name)
    return list(dict.fromkeys(found))


def _own_title(metadata: PageMetadata) -> str:
    return metadata.headline or metadata.title


def _latin(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(character < "\u0250" for character in letters) * 2 >= len(letters)


def _host(url: str) -> str:
    try:
        host = urlsplit(original_address(url)).hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.")


def _months_apart(metadata: PageMetadata, reference: Reference) -> int | None:
    """Whole months from the cited date to the page's nearest own date; ``None`` when unknown.

    A date that is only a year counts as agreeing with every month of it.
    """
    cited = [found for text in (reference.issued, reference.updated) if (found := _parts(text))]
    own = [found for text in (metadata.published, metadata.updated) if (found := _parts(text))]
    apart = [_months(one, other) for one in cited for other in own]
    return min(apart, key=abs, default=None)


def _parts(text: str) -> tuple[int, int] | None:
    found = _EDTF.match(text)
    return (int(found[1]), int(found[2] or 0)) if found else None


def _months(cited: tuple[int, int], own: tuple[int, int]) -> int:
    if not cited[1] or not own[1]:
        return 12 * (own[0] - cited[0])
    return 12 * (own[0] - cited[0]) + own[1] - cited[1]


def _date_note(metadata: PageMetadata, reference: Reference, months: int | None) -> str:
    if not months:
        return ""
    dated = metadata.published or metadata.updated
    apart = "a month" if abs(months) == 1 else f"{abs(months)} months"
    side = "later" if months > 0 else "earlier"
    return f"the page is dated {dated}, {apart} {side} than the reference ({reference.issued})"
