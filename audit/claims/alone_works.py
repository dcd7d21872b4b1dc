"""Works that the text names, with their year or by their title, and the reference list lacks."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.fuzz import partial_ratio

from audit.article.names import find_names
from audit.article.publishers import spellings
from audit.claims.aliases import ALIASES
from audit.claims.cited import Work
from audit.claims.find import BodySentence
from audit.claims.rules import LISTED_TITLE_LIKENESS
from audit.claims.words import content_words
from audit.model import Article, Quotation, Remark
from audit.vocabulary import Level, QuotationKind

_KIND = r"(?:report|study|paper|survey|analysis|review|article|book|investigation|poll)"
_YEAR = r"(?P<year>19\d\d|20\d\d)"  # older works are what a text is about
# "reported that" speaks of a work; "released a telephone" and "found a body" do not.
_STATED = (
    r"(?:(?:reported|found|concluded|estimated|calculated|showed)(?: in \d{4})?(?: that\b|:)"
    rf"|(?:published|released|issued|wrote) (?:an? |its |their |the )(?:[\w-]+ ){{0,4}}{_KIND}\b)"
)
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\b[Ii]n {_YEAR}, (?:[Tt]he |an? )?(?P<name>[^,.;]{{3,60}}?) {_STATED}",
        rf"\b{_YEAR} (?:\w+ )?{_KIND} (?:in (?:[Tt]he )?[A-Z][\w. ]{{1,20}}? )?(?:by|from|of|in) "
        r"(?:[Tt]he )?(?P<name>[A-Z][^,.;]{1,90})",
        rf"\b(?P<name>[A-Z][^,.;“”]{{1,50}}?)[’']s? {_YEAR} (?:\w+ )?{_KIND}\b",
        rf"\b(?P<name>[A-Z][^,.;“”]{{2,50}}?) (?:reported|estimated|concluded) in {_YEAR} that\b",
    )
)
# What a court finds is no report.
_NO_AUTHOR = re.compile(r"\b(?:Court|Judge|Justice|Jury|Congress|Parliament)\b")


# What a title after these words names is no source that could be listed: a work of art that the
# text is about, a part of another work, an event. The nearest word before the title decides.
_NO_SOURCE = (
    r"episodes?|songs?|singles?|albums?|tracks?|cartoons?|paintings?|sculptures?|works? of art"
    r"|photographs?|films?|movies?|plays?|operas?|musicals?|poems?|novels?|stor(?:y|ies)|games?"
    r"|exhibitions?|shows?|series|chapters?|sections?|parts?|meetings?|conferences?|talks?"
    r"|lectures?|speech(?:es)?|workshops?|panels?"
)
_CALLED = re.compile(rf"\b(?:(?P<no>{_NO_SOURCE})|(?:{_KIND}|essay|pamphlet)s?)\b", re.I)
_CALLED_REACH = 90


def missing_works(
    article: Article, sentences: Sequence[BodySentence], works: Mapping[int, Work]
) -> Iterator[Remark]:
    """Reports named with body and year, and titles in quotation marks, that the list lacks.

    Sentences with a marker of their own are cited, be it indirectly, and are passed over; so are
    lines on which an unlisted magazine was already remarked.
    """
    known = {remark.line for remark in article.remarks if remark.rule == "work-not-listed"}
    near: dict[int, list[Work]] = defaultdict(list)
    for sentence in sentences:
        near[sentence.paragraph] += [works[number] for number in sentence.own if number in works]
    for sentence in sentences:
        if sentence.own:
            continue
        report = _unlisted_report(sentence.text, works, near[sentence.paragraph])
        if report:
            yield _remark(report, sentence.line)
    told: set[str] = set()
    for quotation in article.quotations:
        title = " ".join(quotation.text.split()).strip(" ,.")
        if quotation.line in known or title.casefold() in told:
            continue
        if _is_unlisted_title(quotation, article, works):
            told.add(title.casefold())
            yield _remark(f"the text names “{title}”", quotation.line)


def _remark(what: str, line: int) -> Remark:
    return Remark(
        "work-not-listed",
        Level.WARNING,
        f"{what}, which the reference list does not have",
        line=line,
        hint="add the work to the list, or cite what reports it",
    )


def _unlisted_report(text: str, works: Mapping[int, Work], near: Sequence[Work]) -> str:
    for form in _FORMS:
        for found in form.finditer(text):
            names = find_names(found["name"])
            year = int(found["year"])
            if (
                not names
                or names[0].text.casefold() in ALIASES
                or _NO_AUTHOR.search(found["name"])
                or any(work.latest == year for work in near)
            ):
                continue
            name = names[0].text
            if any(_may_be(work, name, year) for work in works.values()):
                continue
            return f"the text speaks of a work of {year} by {name}"
    return ""


def _may_be(work: Work, name: str, year: int) -> bool:
    """Whether a listed work of that year, or one that names the body in its title, may be meant."""
    if work.latest and abs(work.latest - year) > 1:
        return False
    words, title = set(content_words(name)), set(content_words(work.title))
    return bool(spellings(name) & work.names) or (bool(words) and words <= title)


def _is_unlisted_title(quotation: Quotation, article: Article, works: Mapping[int, Work]) -> bool:
    if quotation.kind is not QuotationKind.TITLE:
        return False
    marked = any(
        quotation.sentence_start <= marker.start < quotation.sentence_end
        for marker in article.markers
    )
    if not _is_called_a_source(article.text[quotation.sentence_start : quotation.start]):
        return False
    title = quotation.text.casefold()
    listed = any(
        partial_ratio(title, work.title.casefold()) >= LISTED_TITLE_LIKENESS
        for work in works.values()
        if work.title
    )
    return not marked and not listed and len(title.split()) >= 2


def _is_called_a_source(before: str) -> bool:
    """Whether the words before a title do not call it a work of art, a part or an event."""
    called = list(_CALLED.finditer(before[-_CALLED_REACH:]))
    return not called or called[-1]["no"] is None
