"""Numbers in running English, in digits and in words, with offsets. One pass, linear."""

import re
from dataclasses import dataclass

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES = {word: value for value, word in enumerate(_ONES.split())}
TENS = {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
}
# Plurals without a number before them: "dozens", "tens of thousands".
PLURALS = {f"{word}s": value for word, value in SCALES.items()} | {"tens": 10.0}
_SHORT_SCALES = {"bn": 1e9, "tn": 1e12, "trn": 1e12, "mn": 1e6, "mln": 1e6, "bln": 1e9}
# One letter is a scale beside a currency; k always, m (which may be metres) with less certainty.
_LETTER_SCALES = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
FRACTION_SIGNS = {
    "½": 1 / 2,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "⅕": 1 / 5,
    "⅖": 2 / 5,
    "⅗": 3 / 5,
    "⅘": 4 / 5,
    "⅛": 1 / 8,
    "⅜": 3 / 8,
    "⅝": 5 / 8,
    "⅞": 7 / 8,
}
_SIGNS = "".join(FRACTION_SIGNS)
_RAISED = "²³¹⁰⁴-⁹₀-₉"
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)*|[^\W\d_{_SIGNS}{_RAISED}]+|[^\s]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_MOST_GROUPS = 5
_THIN = frozenset("\u00a0\u2009\u202f")
_MOST_SCALES = 2  # "hundred thousand"; a longer row of scales is no number
_MOST_DIGITS = 18  # beyond, it is an identifier


# The words that a number can begin with; digits and fraction signs apart.
STARTERS = frozenset((*ONES, *TENS, *SCALES, *PLURALS, "a", "an", "half", "quarter"))


class Tokens:
    """A text cut into digits, words and single signs; ``low`` are the tokens in lower case."""

    def __init__(self, text: str) -> None:
        found = list(_TOKEN.finditer(text))
        self.text = text
        self.raw = [match[0] for match in found]
        self.low = [word.lower() for word in self.raw]
        self.starts = [match.start() for match in found]
        self.ends = [match.end() for match in found]

    def __len__(self) -> int:
        return len(self.raw)

    def at(self, index: int) -> str:
        """The lower-case token at ``index``, empty outside the text."""
        return self.low[index] if 0 <= index < len(self.low) else ""

    def touches(self, index: int) -> bool:
        """Whether nothing stands between token ``index`` and the one before it."""
        return 0 < index < len(self.raw) and self.ends[index - 1] == self.starts[index]

    def after_hyphen(self, index: int) -> int:
        """``index``, or the token after it when it is a hyphen inside a compound."""
        return index + 1 if self.at(index) in ("-", "‐", "‑") else index


@dataclass(frozen=True, slots=True)
class Number:
    """A number in tokens ``first`` to ``stop`` (exclusive). ``digits`` are significant digits
    written, 0 for words; ``scaled`` tells whether a scale word follows the digits."""

    value: float
    first: int
    stop: int
    digits: int
    plural: bool = False
    scaled: bool = False
    grouped: bool = False


def read_number(tokens: Tokens, at: int, *, currency: bool = False) -> Number | None:
    """The number that begins at token ``at``, as long as it goes, or ``None``."""
    word = tokens.at(at)
    if not word:
        return None
    if word[0].isdigit() or word in FRACTION_SIGNS:
        return _digits(tokens, at, currency)
    if word in PLURALS:
        return _plural(tokens, at)
    if word in ONES or word in TENS:
        return _words(tokens, at)
    if word in ("a", "an", "half", "quarter") or (currency and word in SCALES):
        return _article(tokens, at)
    return None


def bare_scale(tokens: Tokens, at: int) -> Number | None:
    """A scale as a number: the ``million`` of "per million", "a hundred thousand"."""
    start = at + 1 if tokens.at(at) in ("a", "one") else at
    value, index = 1.0, start
    while tokens.at(index) in SCALES and index < start + _MOST_SCALES:
        value *= SCALES[tokens.at(index)]
        index += 1
    return Number(value, at, index, 0, scaled=True) if index > start else None


def _digits(tokens: Tokens, at: int, currency: bool) -> Number | None:
    raw = tokens.raw[at]
    grouped = bool(_GROUPED.fullmatch(raw))
    stop = at + 1
    if raw in FRACTION_SIGNS:
        value, significant = FRACTION_SIGNS[raw], 2
    elif grouped or (_PLAIN.fullmatch(raw) and len(raw) <= _MOST_DIGITS):
        while _is_group(tokens, stop) and len(tokens.raw[at]) <= 3 and stop < at + _MOST_GROUPS:
            raw, grouped, stop = raw + tokens.raw[stop], True, stop + 1
        plain = raw.replace(",", "")
        if len(plain) > _MOST_DIGITS:
            return None
        value = float(plain)
        significant = _significant(plain)
        sign = tokens.at(stop)
        if sign in FRACTION_SIGNS and tokens.touches(stop):
            value, significant, stop = value + FRACTION_SIGNS[sign], significant + 1, stop + 1
    else:
        return None
    scale, after = _scale(tokens, stop, currency)
    return Number(value * scale, at, after, significant, scaled=after > stop, grouped=grouped)


def _is_group(tokens: Tokens, at: int) -> bool:
    """Whether token ``at`` is three digits set off by a space: 10 000, and 10 500 if it is thin."""
    if at >= len(tokens) or len(tokens.raw[at]) != 3 or not tokens.raw[at].isdecimal():
        return False
    space = tokens.text[tokens.ends[at - 1] : tokens.starts[at]]
    return space in _THIN or (space == " " and tokens.raw[at] == "000")


def _significant(plain: str) -> int:
    written = plain.replace(".", "").lstrip("0")
    return max(1, len(written if "." in plain else written.rstrip("0")))


def _scale(tokens: Tokens, at: int, currency: bool) -> tuple[float, int]:
    """The scale after the number that ends before token ``at``, and the token after the scale."""
    index = tokens.after_hyphen(at)
    word = tokens.at(index)
    if word in SCALES:
        value, index = SCALES[word], index + 1
        if tokens.at(index) in ("thousand", "million"):
            value, index = value * SCALES[tokens.at(index)], index + 1
        return value, index
    if word in _SHORT_SCALES and index == at:
        return _SHORT_SCALES[word], index + 1
    letter = word in _LETTER_SCALES and index == at and tokens.touches(at)
    if letter and (currency or word in ("k", "m")):
        return _LETTER_SCALES[word], index + 1
    return 1.0, at


def _plural(tokens: Tokens, at: int) -> Number:
    value, index = PLURALS[tokens.at(at)], at + 1
    if tokens.at(index) == "of" and tokens.at(index + 1) in PLURALS:
        value, index = value * PLURALS[tokens.at(index + 1)], index + 2
    return Number(value, at, index, 0, plural=True, scaled=True)


def _article(tokens: Tokens, at: int) -> Number | None:
    """``a hundred``, ``half a million``, ``a million``, ``a quarter of a million``."""
    word, index, part = tokens.at(at), at, 1.0
    if word in ("half", "quarter"):
        part = 0.5 if word == "half" else 0.25
        index = tokens.after_hyphen(index + 1)
        if tokens.at(index) == "of":
            index += 1
    if tokens.at(index) in ("a", "an"):
        index += 1
    elif part != 1.0 and tokens.at(at + 1) != "-":
        return None
    scale = bare_scale(tokens, index) if tokens.at(index) in SCALES else None
    if scale is None:
        return None
    return Number(part * scale.value, at, scale.stop, 0, scaled=True)


def _words(tokens: Tokens, at: int) -> Number:
    """``twenty-five``, ``two hundred and six thousand``, ``two and a half million``."""
    total, current, index, stop, scaled = 0.0, 0.0, at, at, False
    while True:
        word = tokens.at(index)
        if word in ONES and _fits(current, ONES[word]):
            current += ONES[word]
        elif word in TENS and _fits(current, TENS[word]):
            current += TENS[word]
        elif word in SCALES and stop > at:
            scaled = True
            if SCALES[word] <= 100:
                current = (current or 1.0) * SCALES[word]
            else:
                total, current = total + (current or 1.0) * SCALES[word], 0.0
        else:
            break
        stop = index + 1
        index = tokens.after_hyphen(stop)
        if tokens.at(stop) == "and" and word in SCALES and word != "dozen":
            index = stop + 1
    return _with_rest(tokens, Number(total + current, at, stop, 0, scaled=scaled))


def _fits(current: float, value: int) -> bool:
    """Whether ``value`` may follow in one number: five after twenty, not five after six."""
    if current == 0:
        return True
    if 0 < value < 10:
        return current % 10 == 0 and current % 100 != 10
    return value > 0 and current % 100 == 0


def _with_rest(tokens: Tokens, number: Number) -> Number:
    """Add "and a half (million)" and "point five (million)"."""
    index, value = number.stop, number.value
    following = [tokens.at(index + step) for step in range(3)]
    if following == ["and", "a", "half"]:
        value, index = value + 0.5, index + 3
    elif following[0] == "point" and following[1] in ONES:
        index, digits = index + 1, ""
        while tokens.at(index) in ONES and ONES[tokens.at(index)] < 10 and len(digits) < 9:
            digits, index = digits + str(ONES[tokens.at(index)]), index + 1
        value = float(f"{int(value) if value < 1e15 else 0}.{digits or 0}")
    else:
        return number
    scale, index = _scale(tokens, index, False)
    return Number(value * scale, number.first, index, 0, scaled=scale != 1.0)
