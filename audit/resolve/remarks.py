"""What an entry of the reference list gets wrong, each with the evidence that shows it. Pure."""

from difflib import SequenceMatcher

from audit.extract.titles import distinctive_words, fold_spelling, words_of
from audit.model import Reference, Remark
from audit.publishers import Publisher, publisher_at, publishers_named
from audit.resolve.accept import Judged
from audit.resolve.addresses import host_of, slug_of, url_date
from audit.resolve.leads import doi_url
from audit.resolve.rules import MOST_MONTHS_APART
from audit.vocabulary import Level

_ALIKE = 0.75  # of two words that one slip of the pen makes from each other
_LEAST_SLUG_WORDS = 4


def address_remarks(reference: Reference) -> tuple[Remark, ...]:
    """What the addresses at hand contradict: date, publisher, a title word; and odd addresses.

    The editor's address speaks alone; without one, the candidates and partial addresses do.
    """
    given = (reference.url,) if reference.url else ()
    listed = (*reference.candidates, *reference.partial_addresses)
    urls = given or tuple(address.url for address in listed)
    found = (
        _date_by_address(reference, urls),
        _publisher_by_address(reference, urls),
        _title_by_address(reference, urls),
        _form(reference),
    )
    return tuple(remark for remark in found if remark)


def page_remarks(reference: Reference, accepted: Judged) -> tuple[Remark, ...]:
    """What the accepted page contradicts: title, publisher, month of publication."""
    page, found = accepted.page, []
    if fold_spelling(accepted.title.title) != fold_spelling(reference.title):
        said = f"the list says “{reference.title}”, the page is titled “{accepted.title.title}”"
        found.append(_remark(reference, "title-differs", said))
    own = publishers_named((page.metadata.site_name,)) or _at(page.url)
    cited = publishers_named((reference.container_title,))
    if own and cited and own[0] != cited[0]:
        said = f"the list says {reference.container_title}, the page is by {own[0].name}"
        found.append(_remark(reference, "publisher-differs", said))
    published = page.metadata.published or url_date(page.url)
    if _far_apart(published, reference.issued):
        updated = f", updated {page.metadata.updated}" if page.metadata.updated else ""
        said = f"the list says {reference.issued}, the page was published {published}{updated}"
        found.append(_remark(reference, "date-differs", said))
    return tuple(found)


def _date_by_address(reference: Reference, urls: tuple[str, ...]) -> Remark | None:
    dated = [(url, date) for url in urls if (date := url_date(url))]
    if not dated or not all(_far_apart(date, reference.issued) for _, date in dated):
        return None
    url, date = dated[0]
    noted = f" (an update of {reference.updated} is noted)" if reference.updated else ""
    said = f"the list says {reference.issued}{noted}, the address {date}: {url}"
    return _remark(reference, "date-differs", said)


def _publisher_by_address(reference: Reference, urls: tuple[str, ...]) -> Remark | None:
    cited = publishers_named((reference.container_title,))
    for url in urls:
        own = _at(url)
        if own and cited and own[0] != cited[0]:
            said = f"the list says {reference.container_title}, {host_of(url)} is {own[0].name}"
            return _remark(reference, "publisher-differs", said)
    return None


def _title_by_address(reference: Reference, urls: tuple[str, ...]) -> Remark | None:
    """A title word that the address has in another form, when it has the others as they are."""
    wanted = distinctive_words(reference.title)
    for url in urls:
        slug = set(words_of(slug_of(url)))
        if len(wanted & slug) < _LEAST_SLUG_WORDS:
            continue
        for word in sorted(wanted - slug):
            for other in sorted(slug - wanted):
                if len(other) > 5 and _slip(word, other):
                    said = f"the list says “{word}”, the address “{other}”: {url}"
                    return _remark(reference, "title-differs", said)
    return None


def _slip(word: str, other: str) -> bool:
    """Whether one word is written for another; an added ending (a plural, an ’s) is none."""
    if word.startswith(other) or other.startswith(word):
        return False
    return SequenceMatcher(None, word, other).ratio() >= _ALIKE


def _form(reference: Reference) -> Remark | None:
    """An address that is often broken on its way into print or Markdown."""
    url = reference.url or (doi_url(reference.doi) if reference.doi else "")
    path = url.partition("://")[2]
    if "(" in path or ")" in path:
        hint = "write %28 and %29 where it is printed"
        said = f"the address has parentheses, at which Markdown and many programs cut it: {url}"
    elif "–" in path or "—" in path:
        hint = "try two hyphens in its place"
        said = f"the address has a dash, which word processors make of two hyphens: {url}"
    elif "--" in path:
        hint = "print it so that it can be copied"
        said = f"the address has two hyphens, which word processors turn into a dash: {url}"
    else:
        return None
    return _remark(reference, "fragile-address", said, Level.NOTE, hint)


def _remark(
    reference: Reference, rule: str, said: str, level: Level = Level.WARNING, hint: str = ""
) -> Remark:
    message = f"Reference {reference.number}: {said}"
    return Remark(rule, level, message, line=reference.line, hint=hint)


def _at(url: str) -> tuple[Publisher, ...]:
    owner = publisher_at(host_of(url))
    return (owner,) if owner else ()


def _far_apart(date: str, cited: str) -> bool:
    """Whether both are known to the month and lie more than a month apart."""
    if len(date) < 7 or len(cited) < 7:
        return False
    months = [int(one[:4]) * 12 + int(one[5:7]) for one in (date, cited)]
    return abs(months[0] - months[1]) > MOST_MONTHS_APART
