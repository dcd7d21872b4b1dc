"""Years that the cited source cannot know, and sources read before they came out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest

from audit.claims.cited import Work, spoken
from audit.claims.figures import find_figures
from audit.claims.find import BodySentence
from audit.claims.values import Figure
from audit.model import Remark
from audit.vocabulary import Level

# What makes a number of four digits a year, and not a count or a part of a name.
_DATING = re.compile(
    r"(?:\b(?:in|since|during|from|until|till|of|early|late|mid|fall|autumn|spring|summer|winter"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|year)[\s,-]*(?:\d{1,2},\s*)?)$",
    re.I,
)
# "Prior to independence in 1975" is about the time before.
_BEFORE_IT = re.compile(
    r"\b(?:before|prior to|ahead of|on the eve of|leading up to)\b[^.;:]*$", re.I
)
# A sentence that looks ahead may well speak of years to come.
_AHEAD = re.compile(
    r"\b(?:will|would|shall|expect\w*|predict\w*|project(?:s|ed|ion|ions)|forecast\w*|plan(?:s|ned)?"
    r"|goals?|targets?|aim(?:s|ed)?|by the year|by (?:19|20)\d\d|could|estimated? to|set to|due"
    r"|scheduled|promis\w+|pledg\w+|vow\w*|until (?:19|20)\d\d|deadline|future|propos\w+)\b",
    re.I,
)


def year_remarks(sentences: Sequence[BodySentence], works: Mapping[int, Work]) -> Iterator[Remark]:
    """A year later than every source cited for it: by the sentence itself, or by the next one.

    Silent where the sentence looks ahead, or also has a year the source may be about.
    """
    for sentence, after in zip_longest(sentences, sentences[1:]):
        numbers = sentence.own
        if not numbers and after is not None and after.paragraph == sentence.paragraph:
            numbers = after.own
        cited = [works[number] for number in numbers if number in works]
        if not cited or len(cited) < len(numbers) or not all(work.latest for work in cited):
            continue
        years = [figure for figure in find_figures(sentence.text) if figure.unit == "year"]
        latest = max(work.latest for work in cited)
        if any(figure.value <= latest for figure in years) or _AHEAD.search(sentence.text):
            continue
        cited_years = [figure for figure in years if figure.start < sentence.cited_until]
        late = [figure for figure in cited_years if _is_dating(sentence.text, figure)]
        if late:
            yield _late(sentence, late[0], cited)


def _is_dating(text: str, figure: Figure) -> bool:
    """Whether the figure says when something was so; not what it was before."""
    dating = _DATING.search(text, max(0, figure.start - 24), figure.start)
    return bool(dating) and not _BEFORE_IT.search(text[: figure.start])


def _late(sentence: BodySentence, figure: Figure, cited: Sequence[Work]) -> Remark:
    called = "; ".join(work.called for work in cited)
    verb = "came" if len(cited) == 1 else "all came"
    where = "" if sentence.own else ", cited in the next sentence,"
    return Remark(
        "year-after-source",
        Level.WARNING,
        f"the sentence speaks of {figure.text}, but {called}{where} {verb} out before that",
        line=sentence.line,
        hint="the statement must come from a later source; cite that one",
    )


def access_remarks(works: Mapping[int, Work]) -> Iterator[Remark]:
    """A work that was accessed before it was published; one day may be a matter of time zones."""
    for work in works.values():
        length = min(len(work.accessed), len(work.issued))
        plain = all(
            re.fullmatch(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?", date) for date in _of(work)
        )
        early = work.accessed[:length] < work.issued[:length]
        if plain and length >= 4 and early and not _is_next_day(work):
            yield Remark(
                "accessed-before-published",
                Level.WARNING,
                f"reference {work.number} was accessed on {spoken(work.accessed)}, before it was "
                f"published ({spoken(work.issued)})",
                line=work.line,
                column=1,
                hint="one of the two dates is wrong",
            )


def _is_next_day(work: Work) -> bool:
    try:
        days = date.fromisoformat(work.issued) - date.fromisoformat(work.accessed)
    except ValueError:
        return False
    return days.days == 1


def _of(work: Work) -> tuple[str, str]:
    return work.accessed, work.issued
