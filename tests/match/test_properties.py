"""What holds for every text: offsets, verbatim cuts, disguises, changed digits, added negations."""

import random
import unicodedata

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from audit.match import SourceIndex, find_verbatim, match_quotation
from audit.match.lexicon import listed
from audit.match.marks import doubled
from audit.match.quantities import canonical, number_value
from audit.match.words import fold, sieve, tokenize
from audit.model import Match
from audit.vocabulary import Verdict
from tests.match.sources import source

WORDS = listed(
    """
    council river bridge harbour office engineer report winter spring valley market people
    children teacher village music letter garden window doctor captain station ticket coffee
    orange journal paper summer morning evening kitchen carpenter signal island mountain
    forest winding résumé naïve café façade Zürich Ångström it’s city’s don’t well-known
    long-term final official waffle flooding the a of in on with under and or near beside
    which that had was were has been said carried opened closed found built painted counted
    answered walked finished
    """
)
PASSING = {Verdict.VERBATIM, Verdict.EDITED}
FAILING = {Verdict.ALTERED, Verdict.ABSENT}

numbers = st.integers(100, 99_999).map(lambda n: f"{n:,}")
tokens = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), numbers)
stops = st.sampled_from([".", ".", "!", "?"])


@st.composite
def sentences(draw: st.DrawFn) -> str:
    words = draw(st.lists(tokens, min_size=6, max_size=18, unique=True))
    comma = draw(st.integers(1, len(words) - 1))
    words[comma] += draw(st.sampled_from(["", ",", ";", " —"]))
    text = " ".join(words)
    return text[0].upper() + text[1:] + draw(stops)


@st.composite
def texts_with_sentence(draw: st.DrawFn) -> tuple[SourceIndex, str, str]:
    """A source, one of its sentences, and the source's text."""
    paragraphs = draw(
        st.lists(st.lists(sentences(), min_size=1, max_size=4), min_size=1, max_size=5)
    )
    chosen = draw(st.sampled_from(draw(st.sampled_from(paragraphs))))
    text = source(*(" ".join(paragraph) for paragraph in paragraphs))
    return SourceIndex(text), chosen, text.text


def _offsets_hold(match: Match, text: str, quote: str) -> None:
    for passage in match.passages:
        assert passage.text == text[passage.start : passage.end]
        assert passage.spans
        for start, end in passage.spans:
            assert passage.start <= start < end <= passage.end
    for change in match.changes:
        assert change.quoted == quote[change.quoted_start : change.quoted_end]
        assert change.source == text[change.source_start : change.source_end]


@given(st.text(max_size=200))
def test_every_word_is_found_again_at_its_offsets(text: str) -> None:
    words = tokenize(text)
    assert len(words.folded) == len(words.starts) == len(words.ends)
    end = 0
    for folded, start, stop in zip(words.folded, words.starts, words.ends, strict=True):
        assert end <= start < stop <= len(text)
        assert fold(text[start:stop]) == folded != ""
        end = stop


@given(st.text(max_size=80))
def test_the_sieve_holds_nothing_but_letters_and_digits(text: str) -> None:
    assert all(c.isalnum() or unicodedata.combining(c) for c in sieve(text))


@settings(max_examples=50)
@given(texts_with_sentence())
def test_a_sentence_cut_from_a_text_is_verbatim(case: tuple[SourceIndex, str, str]) -> None:
    index, sentence, text = case
    match = match_quotation(sentence, index)
    assert match.verdict is Verdict.VERBATIM, match.reason
    assert not match.changes
    assert find_verbatim(sentence, index)
    _offsets_hold(match, text, sentence)


def _disguised(sentence: str, choices: random.Random) -> str:
    """The sentence in the dress that another typography would give it."""
    soft, space = (
        choices.choice(["\u00ad", "\u200b", ""]),
        choices.choice([" ", "\u00a0", "\n", "  "]),
    )
    words = sentence.split()
    for n, word in enumerate(words):
        if word.isalpha() and len(word) > 5 and soft:
            words[n] = word[:3] + soft + word[3:]
    out = space.join(words)
    if choices.random() < 0.5:
        out = out.replace("’", choices.choice(["'", "‘", "ʼ"]))
    if choices.random() < 0.5:
        out = unicodedata.normalize(choices.choice(["NFD", "NFC", "NFKD"]), out)
    if choices.random() < 0.5:
        out = out.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ")
    if choices.random() < 0.5:
        out = out.replace("—", choices.choice(["--", "–", "―"])).replace("-", choices.choice("-‐‑"))
    if choices.random() < 0.3:
        out = out.upper()
    return choices.choice(["", "“", '"', "… "]) + out + choices.choice(["", "”", '"', " …"])


@settings(max_examples=50)
@given(texts_with_sentence(), st.randoms(use_true_random=False))
def test_any_typographic_disguise_passes(
    case: tuple[SourceIndex, str, str], choices: random.Random
) -> None:
    index, sentence, text = case
    quote = _disguised(sentence, choices)
    match = match_quotation(quote, index)
    assert match.verdict in PASSING, (quote, match.reason)
    _offsets_hold(match, text, quote)


@settings(max_examples=50)
@given(texts_with_sentence(), st.data())
def test_a_changed_digit_never_passes(
    case: tuple[SourceIndex, str, str], data: st.DataObject
) -> None:
    index, sentence, text = case
    places = [n for n, c in enumerate(sentence) if c.isdigit()]
    assume(places)
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != sentence[at]]))
    quote = sentence[:at] + digit + sentence[at + 1 :]
    assume(quote not in text)
    match = match_quotation(quote, index)
    assert match.verdict in FAILING, (quote, match.reason)
    assert not find_verbatim(quote, index)
    _offsets_hold(match, text, quote)


@settings(max_examples=50)
@given(texts_with_sentence(), st.data())
def test_an_added_negation_never_passes(
    case: tuple[SourceIndex, str, str], data: st.DataObject
) -> None:
    index, sentence, text = case
    words = sentence.split()
    at = data.draw(st.integers(1, len(words) - 1))
    quote = " ".join([*words[:at], data.draw(st.sampled_from(["not", "never", "no"])), *words[at:]])
    match = match_quotation(quote, index)
    assert match.verdict in FAILING, (quote, match.reason)
    _offsets_hold(match, text, quote)


@settings(max_examples=100)
@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            ["the", "bridge", "[", "]", "…", "...", "[sic]", "[…]", "(", "*", "\ud800", "\u200f"]
        ),
        max_size=12,
    ).map(" ".join),
    st.text(max_size=120),
)
def test_no_text_makes_it_fail(quote: str, text: str) -> None:
    match = match_quotation(
        quote, SourceIndex(source(text), "http://h.example/"), speaker="A. Name"
    )
    assert match.reason
    _offsets_hold(match, text, quote)
    find_verbatim(quote, SourceIndex(source(text)))


@given(st.text("ab ,.‘’“”'\"s\n", max_size=80))
def test_single_marks_read_as_double_ones_keep_every_offset(text: str) -> None:
    doubled_text = doubled(text)
    assert len(doubled_text) == len(text)
    assert [c for c in doubled_text if c.isalnum()] == [c for c in text if c.isalnum()]


@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_two_figures_have_one_value_only_when_they_are_equal(one: int, other: int) -> None:
    assert number_value([str(one)]) == one
    assert number_value([str(one), str(other)]) is None
    assert (canonical([str(one)]) == canonical([str(other)])) is (one == other)
