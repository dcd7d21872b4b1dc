"""What a number counts: the words after it that make it a percentage, a sum, a rate, a length."""

from audit.claims.figure_words import CURRENCY_WORDS, DURATIONS, FRACTIONS
from audit.claims.numerals import Number, Tokens, bare_scale, read_number
from audit.claims.values import FigureKind

_MOST_SHARE_WORDS = 12  # "five of twelve"; larger bases of a share are round
_RATE_NOUNS = 3  # words between number and "per": 1.73 drug overdose deaths per 100,000
_PER = frozenset({"per", "in", "for", "out", "of", "and", "or", "to"})
Read = tuple[float, str, FigureKind, int]
"""The value in its unit, the unit, the kind, and the token after the figure."""


def read_unit(tokens: Tokens, number: Number, currency: str) -> Read:
    """The value in its unit, the unit, the kind and the token after the figure."""
    if currency:
        return number.value, currency, FigureKind.MONEY, number.stop
    readers = (_percent, _rate, _share, _fraction, _times, money_word, _duration, _date)
    for reader in readers:
        read = reader(tokens, number)
        if read is not None:
            return read
    return number.value, "", FigureKind.COUNT, number.stop


def _percent(tokens: Tokens, number: Number) -> Read | None:
    at = tokens.after_hyphen(number.stop)
    word, following = tokens.at(at), tokens.at(at + 1)
    if word == "percentage" and following in ("point", "points"):
        return number.value, "points", FigureKind.PERCENT, at + 2
    if word == "per" and following == "cent":
        return number.value, "%", FigureKind.PERCENT, at + 2
    if word in ("%", "percent", "pct", "％") or (word == "pc" and tokens.touches(at)):
        return number.value, "%", FigureKind.PERCENT, at + 1
    return None


def _rate(tokens: Tokens, number: Number) -> Read | None:
    """``17.3 per million``, ``1.73 deaths per 100,000``, ``6 for every 100,000``."""
    at = number.stop
    while tokens.at(at).isalpha() and tokens.at(at) not in _PER and at < number.stop + _RATE_NOUNS:
        at += 1
    if tokens.at(at) == "per":
        at += 1
    elif tokens.at(at) in ("for", "in") and tokens.at(at + 1) == "every":
        at += 2
    elif at == number.stop and tokens.at(at) == "out" and tokens.at(at + 1) == "of":
        at += 3 if tokens.at(at + 2) == "every" else 2
    else:
        return None
    base = read_number(tokens, at) or bare_scale(tokens, at)
    if base is None or base.value < 1000 or number.value > base.value:
        return None
    value = number.value / base.value * 1e6
    return value, "per million", FigureKind.RATIO, base.stop


def _share(tokens: Tokens, number: Number) -> Read | None:
    """``1 in 10``, ``three out of four``, ``9 of 40``, ``3/4`` as percent."""
    at = tokens.after_hyphen(number.stop)
    if tokens.at(at) == "of":
        at += 2 if tokens.at(at + 1) == "the" else 1
    elif tokens.at(at) == "in":
        at = tokens.after_hyphen(at + 2 if tokens.at(at + 1) == "every" else at + 1)
    elif tokens.at(at) == "out" and tokens.at(at + 1) == "of":
        at += 3 if tokens.at(at + 2) == "every" else 2
    elif tokens.at(at) == "/" and tokens.touches(at) and tokens.at(number.first - 1) != "/":
        at += 1
    else:
        return None
    base = read_number(tokens, at) or bare_scale(tokens, at)
    if base is None or not _is_base(tokens, number, base):
        return None
    if tokens.at(number.stop) == "of" and not (number.digits and base.digits):
        return None  # "two of the three" counts people
    return number.value / base.value * 100, "%", FigureKind.PERCENT, base.stop


def _is_base(tokens: Tokens, number: Number, base: Number) -> bool:
    """Whether the second number can be what the first is a share of, and is not a year or time."""
    after = tokens.at(tokens.after_hyphen(base.stop))
    whole = number.value == int(number.value) and 0 < number.value < base.value
    round_base = base.value <= _MOST_SHARE_WORDS or base.value % 5 == 0
    is_year = 1500 <= base.value <= 2100 and not base.grouped
    other = after in DURATIONS or after in ("%", "percent", "per", "/")
    return whole and round_base and not is_year and not other and not base.plural


def _fraction(tokens: Tokens, number: Number) -> Read | None:
    """``three quarters``, ``two-thirds``, ``one half``."""
    at = tokens.after_hyphen(number.stop)
    parts = FRACTIONS.get(tokens.at(at))
    spelled = number.digits == 0 and number.value <= 20 and number.value == int(number.value)
    if parts is None or not spelled or number.value > parts or number.plural:
        return None
    if number.value == 1 and at == number.stop and tokens.at(at + 1) not in ("of", "the"):
        return None
    return number.value / parts * 100, "%", FigureKind.PERCENT, at + 1


def _times(tokens: Tokens, number: Number) -> Read | None:
    at = tokens.after_hyphen(number.stop)
    word, following = tokens.at(at), tokens.at(at + 1)
    often = ("in", "since", "during", "when", "last", "a", "an", "per", "each", "every", "before")
    if word == "times" and following not in often:
        return number.value, "times", FigureKind.COMPARISON, at + 1
    if word == "fold" or (word in ("x", "×") and tokens.touches(at)):
        return number.value, "times", FigureKind.COMPARISON, at + 1
    return None


def money_word(tokens: Tokens, number: Number) -> Read | None:
    """A number before a currency's name: ``5 dollars``, ``trillion-dollar``."""
    at = tokens.after_hyphen(number.stop)
    if number.plural and tokens.at(at) == "of":
        at += 1
    if tokens.at(at) == "us" or (tokens.at(at) == "u" and tokens.at(at + 2) == "s"):
        at += 1 if tokens.at(at) == "us" else 4
    code = CURRENCY_WORDS.get(tokens.at(at))
    if code is None:
        return None
    if code == "cents":
        return number.value / 100, "USD", FigureKind.MONEY, at + 1
    return number.value, code, FigureKind.MONEY, at + 1


def _duration(tokens: Tokens, number: Number) -> Read | None:
    at = tokens.after_hyphen(number.stop)
    if number.plural and tokens.at(at) == "of":
        at += 1
    named = DURATIONS.get(tokens.at(at))
    if named is None:
        return None
    unit, length = named
    stop = at + 1
    return number.value * length, unit, FigureKind.DURATION, stop


def _date(tokens: Tokens, number: Number) -> Read | None:
    """A year of four digits, or a decade: 1990s."""
    plain = number.digits and not number.grouped and not number.scaled
    raw = tokens.raw[number.first]
    if not plain or number.stop != number.first + 1 or "." in raw:
        return None
    after, glued = tokens.at(number.stop), tokens.touches(number.stop)
    if after in ("bc", "bce") or (after == "b" and tokens.at(number.stop + 2) == "c"):
        return None
    apostrophe = after in "'’" and bool(after) and tokens.at(number.stop + 1) == "s"
    if len(raw) == 4 and 1500 <= number.value < 2100:
        if glued and (after == "s" or apostrophe):
            plural = apostrophe and number.value % 10
            stop = number.stop + (2 if apostrophe else 1)
            if plural:
                return number.value, "year", FigureKind.DATE, number.stop
            return number.value, "decade", FigureKind.DATE, stop
        return number.value, "year", FigureKind.DATE, number.stop
    if len(raw) == 2 and number.value % 10 == 0 and glued and after == "s":
        return 1900 + number.value, "decade", FigureKind.DATE, number.stop + 1
    return None
