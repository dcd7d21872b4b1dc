"""An article's bytes to an ``Article``: the one place that knows the order of the steps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audit.article.attribution import Attributor
from audit.article.citations import Citations, find_citations
from audit.article.formats import open_article
from audit.article.kind import Context, KindJudge
from audit.article.layout import Layout, plain
from audit.article.people import People
from audit.article.prose_remarks import glued_remarks, publisher_remarks, unlisted_outlet
from audit.article.publishers import Publishers, spellings
from audit.article.quotation_marks import Phrase, find_phrases, mask
from audit.article.reconcile import list_remarks, marker_remarks
from audit.article.reference_list import is_heading
from audit.article.repeats import find_repeats
from audit.article.sentence_index import SentenceIndex
from audit.article.speaker import find_speaker, proper_words
from audit.errors import ArticleError
from audit.model import Article, ListEntry, Marker, Quotation, Reference, Remark, Repeat
from audit.vocabulary import AttributionRule, Level, QuotationKind

_CONTEXT = 160


def read_article(data: bytes, path: str, references: Sequence[Reference] = ()) -> Article:
    """Read an article: markers, quotations, its reference list and what they show alone.

    ``data`` is the file in any of the formats of ``audit.article.formats``, ``path`` its name.
    ``references`` add spellings of publishers and names of authors, and the numbers of works that
    are cited by key or link. Raises ``ArticleError`` for what cannot be read or cites nothing.
    """
    opened = open_article(data, path)
    cited = find_citations(opened.layout, references)
    _refuse_uncited(cited, path)
    reading = _Reading(cited, tuple(references))
    remarks = [*_encoding_remark(opened.encoding), *cited.remarks, *reading.remarks()]
    layout, listed = cited.layout, cited.listed
    return Article(
        path=path,
        text=layout.text,
        title=layout.title,
        body_end=listed.start if listed else len(layout.text),
        list_heading=listed.heading if listed else "",
        markers=reading.markers(),
        quotations=reading.quotations(),
        entries=listed.entries if listed else (),
        repeats=reading.repeats,
        remarks=tuple(replace(remark, path=path) for remark in remarks),
        paragraphs=_spans(cited),
    )


def _spans(cited: Citations) -> tuple[tuple[int, int], ...]:
    """The paragraphs before the list; those that are notes are left out."""
    listed = cited.listed
    stop = listed.start if listed else len(cited.layout.text)
    excluded = listed.excluded if listed else ()
    return tuple(
        (one.start, min(one.end, stop))
        for one in cited.layout.paragraphs
        if one.start < stop and not any(low <= one.start < high for low, high in excluded)
    )


def lay_out_article(data: bytes, path: str, references: Sequence[Reference] = ()) -> Layout:
    """The layout whose text is that of ``read_article``, with the way back to the file."""
    return find_citations(open_article(data, path).layout, references).layout


def _refuse_uncited(cited: Citations, path: str) -> None:
    """Without citations there is nothing to audit; the fault says what was looked for."""
    if cited.found.markers:
        return
    if cited.listed is None or not cited.listed.entries:
        raise _no_list(cited.layout, path)
    raise ArticleError(
        "the article has no citation markers",
        path=path,
        hint="mark what is cited with the numbers of the reference list: [1], (1), ¹ or word.1",
    )


def _no_list(layout: Layout, path: str) -> ArticleError:
    """The error for an article whose list of references was not found."""
    hint = "end it with the heading References and numbered items: 1. “Title.” (2016). Publisher."
    for row in reversed(layout.rows):
        if is_heading(layout.text[row.start : row.end]):
            heading = plain(layout.text[row.start : row.end])
            return ArticleError(
                f"no numbered items follow the heading “{heading}”",
                path=path,
                line=layout.lines.line(row.start),
                hint="number the references as the markers do: 1. “Title.” (2016). Publisher.",
            )
    what = "the article has no reference list, and neither notes nor links that cite"
    return ArticleError(what, path=path, hint=hint)


def _encoding_remark(encoding: str) -> Iterator[Remark]:
    if encoding == "windows-1252":
        message = "the file is not UTF-8; it was read as windows-1252"
        yield Remark("encoding", Level.NOTE, message, hint="save it in UTF-8")


@dataclass(frozen=True, slots=True)
class _Parts:
    """What several steps share, worked out once."""

    index: SentenceIndex
    masked: str
    publishers: Publishers
    people: People


def _as_entry(reference: Reference) -> ListEntry:
    """A reference as an entry of a list that the article does not print."""
    return ListEntry(
        number=reference.number,
        title=reference.title,
        publisher=reference.container_title,
        issued=reference.issued,
        accessed=reference.accessed,
        url=reference.url,
        raw=reference.title,
        line=0,
        start=0,
        end=0,
        key=reference.id,
    )


class _Reading:
    """The body of one article between finding its markers and giving its values."""

    def __init__(self, cited: Citations, references: tuple[Reference, ...]) -> None:
        self._layout, self._body, self._found = cited.layout, cited.body, cited.found
        self._cited = cited
        self._text, self._lines = cited.layout.text, cited.layout.lines
        self._entries = cited.listed.entries if cited.listed else ()
        listed = {entry.number for entry in self._entries}
        # A bibliography's works have no entry in the article: the references file lists them.
        self._works = self._entries or tuple(map(_as_entry, references))
        self._known = listed | {reference.number for reference in references}
        found, body = cited.found, cited.body
        spans = [(marker.start, marker.end) for marker in found.markers]
        self._phrases = find_phrases(self._text, body, spans)
        masked = mask(self._text, self._phrases.phrases, spans)
        index = SentenceIndex(self._text, body, found.markers)
        publishers = Publishers(self._works, references)
        people = People(masked, index, publishers, references)
        self._parts = _Parts(index, masked, publishers, people)
        self.repeats: tuple[Repeat, ...] = find_repeats(self._text, body, index, self._lines)
        published = {word for entry in self._works for word in entry.publisher.split()}
        self._proper = proper_words(masked) | published
        self._titles = {entry.number: entry.title for entry in self._works}
        self._unlisted = self._unlisted_outlets(references)

    def _unlisted_outlets(self, references: Sequence[Reference]) -> dict[int, str]:
        """By index of the sentence, the outlets that are named and not listed."""
        names = [entry.publisher for entry in self._works]
        for reference in references:
            names += [reference.container_title, *reference.aliases]
        listed = frozenset(form for name in names if name for form in spellings(name))
        found = {}
        for at, sentence in enumerate(self._parts.index.sentences):
            outlet = unlisted_outlet(self._parts.masked, sentence.start, sentence.end, listed)
            if outlet:
                found[at] = outlet
        return found

    def markers(self) -> tuple[Marker, ...]:
        """The marker groups with their places."""
        markers = []
        for candidate in self._found.markers:
            sentence = self._parts.index.sentences[self._parts.index.at(candidate.start)]
            markers.append(
                Marker(
                    numbers=candidate.numbers,
                    text=self._text[candidate.start : candidate.end],
                    start=candidate.start,
                    end=candidate.end,
                    line=self._lines.line(candidate.start),
                    column=self._lines.column(candidate.start),
                    paragraph=self._body[sentence.paragraph].number,
                    sentence_start=sentence.start,
                    sentence_end=sentence.end,
                )
            )
        return tuple(markers)

    def quotations(self) -> tuple[Quotation, ...]:
        """The quoted phrases outside captions and pull quotes, numbered q01 and so on."""
        repeated = {repeat.start for repeat in self.repeats}
        phrases = [
            phrase
            for phrase in self._phrases.phrases
            if self._body[phrase.paragraph].start not in repeated
        ]
        width = max(2, len(str(len(phrases))))
        judge = KindJudge(entry.title for entry in self._works)
        attributor = Attributor(self._parts.index, self._parts.people, self._found.markers)
        return tuple(
            self._quotation(f"q{number:0{width}}", phrase, judge, attributor)
            for number, phrase in enumerate(phrases, 1)
        )

    def _quotation(
        self, name: str, phrase: Phrase, judge: KindJudge, attributor: Attributor
    ) -> Quotation:
        index, masked = self._parts.index, self._parts.masked
        first = index.sentences[index.at(phrase.start)]
        last = index.sentences[index.at(max(phrase.start, phrase.end - 1))]
        sentence = (first.start, last.end)
        unlisted = self._unlisted.get(index.at(phrase.start), "")
        chosen = attributor.attribute(phrase.start, phrase.end, unlisted)
        words = self._text[phrase.start : phrase.end]
        kind, reason = judge.decide(
            words, self._context(phrase, sentence, chosen.references, chosen.rule)
        )
        speaker = find_speaker(masked, sentence, phrase.opening, phrase.closing, self._proper)
        return Quotation(
            id=name,
            text=words,
            start=phrase.start,
            end=phrase.end,
            line=self._lines.line(phrase.start),
            column=self._lines.column(phrase.start),
            paragraph=self._body[phrase.paragraph].number,
            kind=kind,
            kind_reason=reason,
            speaker=speaker if kind is QuotationKind.QUOTATION else "",
            references=chosen.references,
            rule=chosen.rule,
            why=chosen.why,
            sentence_start=sentence[0],
            sentence_end=sentence[1],
        )

    def _context(
        self,
        phrase: Phrase,
        sentence: tuple[int, int],
        references: Sequence[int],
        rule: AttributionRule,
    ) -> Context:
        masked = self._parts.masked
        titles = [self._titles[number] for number in references if number in self._titles]
        return Context(
            before=masked[max(sentence[0], phrase.opening - _CONTEXT) : phrase.opening],
            after=masked[phrase.closing : min(sentence[1], phrase.closing + _CONTEXT)],
            cited=rule not in (AttributionRule.PARAGRAPH, AttributionRule.UNCITED),
            own_titles=tuple(titles),
        )

    def remarks(self) -> list[Remark]:
        """All that the article shows alone, in the order of its lines."""
        markers = self._found.markers
        places = [(self._lines.line(m.start), self._lines.column(m.start)) for m in markers]
        numbered = self._cited.numbered
        known = frozenset() if numbered else frozenset(self._known)
        remarks = [
            *marker_remarks(markers, places, self._entries, known=known, numbered=numbered),
            *list_remarks(self._entries, numbered=numbered),
            *publisher_remarks(self._parts.masked, self._parts.index, self._works, self._lines),
            *glued_remarks(self._text, self._body, self._lines),
            *self._mark_remarks(),
            *self._unlisted_remarks(),
            *self._style_remarks(),
        ]
        return sorted(remarks, key=lambda remark: (remark.line, remark.column))

    def _mark_remarks(self) -> Iterator[Remark]:
        unclosed = "a quotation is opened here and not closed in its paragraph; it was not checked"
        stray = "a closing quotation mark without an opening one"
        for offsets, rule, level, message in (
            (self._phrases.unclosed, "quotation-unclosed", Level.WARNING, unclosed),
            (self._phrases.stray, "quotation-mark-stray", Level.NOTE, stray),
        ):
            seen: set[int] = set()
            for offset in offsets:
                line = self._lines.line(offset)
                # One remark a line: a broken line can have thousands of marks.
                if line not in seen:
                    seen.add(line)
                    yield self._remark(rule, level, message, offset)

    def _unlisted_remarks(self) -> Iterator[Remark]:
        for at, outlet in self._unlisted.items():
            sentence = self._parts.index.sentences[at]
            if not sentence.numbers:
                message = f"the text names {outlet}, which the reference list does not have"
                yield self._remark("work-not-listed", Level.WARNING, message, sentence.start)

    def _style_remarks(self) -> Iterator[Remark]:
        for style, offset in self._found.foreign:
            message = (
                f"this looks like a marker in another style ({style}) than the article’s "
                f"({self._found.style}); it was not read"
            )
            yield self._remark("marker-style", Level.WARNING, message, offset)
        if self._cited.listed and self._cited.listed.other_heading:
            heading, line = self._cited.listed.other_heading
            message = f"“{heading}” is followed by numbered items too; the later list was read"
            yield Remark("two-lists", Level.WARNING, message, line=line, column=1)

    def _remark(self, rule: str, level: Level, message: str, offset: int) -> Remark:
        line, column = self._lines.line(offset), self._lines.column(offset)
        return Remark(rule, level, message, line=line, column=column)
