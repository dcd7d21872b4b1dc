"""Figures in running English: number, unit, kind and bound, with offsets. Linear, never raises."""

from dataclasses import replace

from audit.claims.figure_words import (
    ABOUT,
    CURRENCY_SIGNS,
    DECADES,
    DURATIONS,
    FOLDS,
    FRACTIONS,
    MONTHS,
    OVER,
    UNDER,
)
from audit.claims.numerals import (
    FRACTION_SIGNS,
    SCALES,
    STARTERS,
    Number,
    Tokens,
    bare_scale,
    read_number,
)
from audit.claims.rules import FIRM_COUNT
from audit.claims.units import Read, money_word, read_unit
from audit.claims.values import Bound, Figure, FigureKind

_BOUND_REACH = 4
# "In her 40s" is an age.
_OWNERS = frozenset({"his", "her", "their", "my", "your", "our", "whose"})
_BEFORE_DECADES = frozenset({"the", "early", "mid", "late"})
_COMPARED = frozenset({"less", "more", "fewer", "higher", "lower", "larger", "smaller", "cheaper"})
_STARTERS = frozenset(
    (
        *STARTERS,
        *FRACTION_SIGNS,
        *FOLDS,
        *DECADES,
        *(sign.lower() for sign in CURRENCY_SIGNS),
        *(sign[:-1].lower() for sign in CURRENCY_SIGNS if len(sign) > 1),
        *("decade", "decades", "century", "centuries"),
    )
)


def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of ``text`` in order, without overlaps; offsets are code points into ``text``.

    Ordinals, clock times, days of a month, note markers and codes (MP3) are no figures, and "one"
    alone is a pronoun.
    """
    tokens = Tokens(text)
    figures: list[Figure] = []
    begins = [at for at, w in enumerate(tokens.low) if w in _STARTERS or w[0].isdigit()]
    until = 0
    for at in begins:
        read = (_word_figure(tokens, at) or _figure(tokens, at)) if at >= until else None
        if read is None:
            continue
        figure, until = read
        if figure is not None:
            figures.append(figure)
    return tuple(_ranges(text, figures))


def _figure(tokens: Tokens, at: int) -> tuple[Figure | None, int] | None:
    """The figure whose number or currency begins at ``at``, and the token after it."""
    currency, start = _currency(tokens, at)
    number = read_number(tokens, start, currency=bool(currency)) or _scale_money(tokens, at)
    if number is None:
        return None
    if not currency and _is_code(tokens, number):
        return None, number.stop
    value, unit, kind, stop = read_unit(tokens, number, currency)
    if _is_age(tokens, at, unit) or (not unit and _is_pronoun(tokens, number)):
        return None, number.stop
    bound, stop = _bound(tokens, at, stop, number)
    figure = Figure(
        value=round(value, 9),
        unit=unit,
        kind=kind,
        text=tokens.text[tokens.starts[at] : tokens.ends[stop - 1]],
        start=tokens.starts[at],
        end=tokens.ends[stop - 1],
        bound=bound,
        digits=number.digits,
        firm=_is_firm(number, unit, value, not unit and tokens.at(number.stop - 1) == "m")
        and not (kind is FigureKind.COUNT and _is_named(tokens, at)),
    )
    return figure, stop


def _is_age(tokens: Tokens, at: int, unit: str) -> bool:
    """Whether a decade is one of somebody's life: her 40s, his late 30s."""
    before = [tokens.at(at - step) for step in (1, 2, 3)]
    until = next(
        (word for word in before if word not in ("early", "mid", "late", "-", "’", "'")), ""
    )
    return unit == "decade" and until in _OWNERS


def _is_named(tokens: Tokens, at: int) -> bool:
    """Whether a bare number ends a name: Boeing 737, Route 66; not the first word of a sentence."""
    before, earlier = at - 1, tokens.at(at - 2)
    if before < 1 or not tokens.raw[before][:1].isupper() or not tokens.raw[before].isalpha():
        return False
    return earlier.isalnum() or earlier in (",", "-")


def _scale_money(tokens: Tokens, at: int) -> Number | None:
    """The scale of a "trillion-dollar failure"."""
    number = bare_scale(tokens, at) if tokens.at(at) in SCALES else None
    return number if number and money_word(tokens, number) else None


def _is_firm(number: Number, unit: str, value: float, metres: bool) -> bool:
    """Bare small integers and bare number words are too weak to be missed in a source."""
    if number.plural or metres:
        return False
    if unit:
        return bool(number.digits) or unit not in ("years", "months", "days", "minutes", "seconds")
    return bool(number.digits) and (value >= FIRM_COUNT or value != int(value))


def _currency(tokens: Tokens, at: int) -> tuple[str, int]:
    """The ISO code of a currency sign at ``at`` (``US$``, ``$``, ``EUR``) and the token after."""
    word, following = tokens.raw[at], tokens.at(at + 1)
    if word in ("US", "A", "C", "NZ", "HK") and following == "$" and tokens.touches(at + 1):
        return CURRENCY_SIGNS[word + "$"], at + 2
    if word in CURRENCY_SIGNS:
        return CURRENCY_SIGNS[word], at + 1
    return "", at


def _is_code(tokens: Tokens, number: Number) -> bool:
    """Digits that are part of a code, a marker, an ordinal, a clock time or a day of a month."""
    at, stop = number.first, number.stop
    if not tokens.at(at)[0].isdigit():
        return False
    before, after = tokens.at(at - 1), tokens.at(stop)
    if tokens.touches(at) and _glued_before(tokens, at):
        return True
    if before == "[" and (after in ("]", ",", "-", "–")):
        return True
    glued = tokens.touches(stop)
    if glued and (after in ("st", "nd", "rd", "th") or _is_clock(tokens, stop)):
        return True
    if glued and after.isalpha() and after not in ("s", "x", "pc", "fold", "percent", "per"):
        return not number.scaled
    if after in ("am", "pm") or (after in ("a", "p") and tokens.at(stop + 1) == "."):
        return tokens.at(stop + 2) in ("m", "") or after in ("am", "pm")
    return number.value <= 31 and number.digits < 3 and _is_day(tokens, at, stop)


def _glued_before(tokens: Tokens, at: int) -> bool:
    before, earlier = tokens.at(at - 1), tokens.at(at - 2)
    if before.isalpha() or before in ("_", "#", ":", "/"):
        return True
    if before == "-" and tokens.touches(at - 1) and earlier.isalpha():
        # COVID-19 and F-16, but mid-2010 and pre-1998
        return tokens.raw[at - 2][0].isupper() and len(tokens.raw[at]) < 4
    closes = before in ".,;:!?)]”’\"'"
    return closes and tokens.touches(at - 1) and (earlier.isalpha() or not earlier.isalnum())


def _is_clock(tokens: Tokens, stop: int) -> bool:
    return tokens.at(stop) == ":" and tokens.at(stop + 1)[:1].isdigit() and tokens.touches(stop + 1)


def _is_day(tokens: Tokens, at: int, stop: int) -> bool:
    before = tokens.at(at - 2) if tokens.at(at - 1) == "." else tokens.at(at - 1)
    return (before in MONTHS and not _is_modal_may(tokens, at)) or tokens.at(stop) in MONTHS


def _is_modal_may(tokens: Tokens, at: int) -> bool:
    return tokens.raw[at - 1] == "may"


def _is_pronoun(tokens: Tokens, number: Number) -> bool:
    return number.stop == number.first + 1 and tokens.at(number.first) in ("one", "zero")


def _word_figure(tokens: Tokens, at: int) -> tuple[Figure, int] | None:
    """``half of``, ``a third of``, ``twice``, ``fivefold``, ``decades``, ``half a century``, ``the
    nineties``."""
    word = tokens.at(at)
    read = (
        _word_fold(tokens, at)
        or _word_share(tokens, at)
        or _word_age(tokens, at)
        or _word_decade(tokens, at)
    )
    if read is None:
        return None
    value, unit, kind, stop = read
    number = Number(value, at, stop, 0, plural=word in ("decades", "centuries"))
    bound, stop = _bound(tokens, at, stop, number)
    start, end = tokens.starts[at], tokens.ends[stop - 1]
    firm = unit == "%" and word != "half"
    figure = Figure(value, unit, kind, tokens.text[start:end], start, end, bound, 0, firm)
    return figure, stop


def _word_fold(tokens: Tokens, at: int) -> Read | None:
    times = FOLDS.get(tokens.at(at))
    return None if times is None else (times, "times", FigureKind.COMPARISON, at + 1)


def _word_share(tokens: Tokens, at: int) -> Read | None:
    word, noun = tokens.at(at), tokens.at(at + 1)
    if word == "half" and noun in ("of", "the", "its", "their", "all", "our", "his", "her"):
        return 50.0, "%", FigureKind.PERCENT, at + 1
    if word in ("a", "an") and noun in FRACTIONS and _is_part(tokens, at):
        return 100 / FRACTIONS[noun], "%", FigureKind.PERCENT, at + 2
    return None


def _word_age(tokens: Tokens, at: int) -> Read | None:
    word = tokens.at(at)
    part = {"half": 0.5, "quarter": 0.25}.get(word, 1.0)
    start = tokens.after_hyphen(at + 1) if part < 1 else at
    if part < 1 and tokens.at(start) in ("decade", "century"):
        unit, length = DURATIONS[tokens.at(start)]
        return part * length, unit, FigureKind.DURATION, start + 1
    start += part < 1 and tokens.at(start) == "of"
    single = tokens.at(start) in ("a", "an")
    noun = tokens.at(start + 1) if single else word
    named = ("decade", "century") if single else ("decades", "centuries")
    if noun not in named:
        return None
    unit, length = DURATIONS[noun]
    return part * length, unit, FigureKind.DURATION, start + (2 if single else 1)


def _word_decade(tokens: Tokens, at: int) -> Read | None:
    """``the nineties``, ``the mid-sixties``; "his twenties" are an age."""
    decade = DECADES.get(tokens.at(at))
    before = tokens.at(at - 2) if tokens.at(at - 1) == "-" else tokens.at(at - 1)
    if decade is None or before not in _BEFORE_DECADES:
        return None
    return decade, "decade", FigureKind.DATE, at + 1


def _is_part(tokens: Tokens, at: int) -> bool:
    """Whether "a third" is a share: a third of them, a third less, by a third; not a third time."""
    if tokens.at(at + 1) in ("half", "halves"):
        return False
    after = tokens.at(tokens.after_hyphen(at + 2))
    if after in ("decade", "century"):
        return False
    if after == "of":
        return not (read_number(tokens, at + 3) or tokens.at(at + 3) in ("a", "an"))
    return tokens.at(at - 1) == "by" or after in _COMPARED


def _bound(tokens: Tokens, at: int, stop: int, number: Number) -> tuple[Bound, int]:
    """What the words before and after the figure say of it; a plus sign belongs to it."""
    if number.plural:
        return Bound.SEVERAL, stop
    if tokens.at(stop) == "+" and tokens.touches(stop):
        return Bound.OVER, stop + 1
    if tokens.at(stop) == "or" and tokens.at(stop + 1) in ("more", "so", "less", "fewer"):
        after = tokens.at(stop + 1)
        return {"more": Bound.OVER, "so": Bound.ABOUT}.get(after, Bound.UNDER), stop
    low = max(0, at - _BOUND_REACH)
    before = [word for word in tokens.low[low:at] if word not in ("a", "an", "the")]
    for length in (3, 2, 1):
        phrase = " ".join(before[-length:])
        for words, bound in ((OVER, Bound.OVER), (UNDER, Bound.UNDER), (ABOUT, Bound.ABOUT)):
            if phrase in words and len(before) >= length:
                return bound, stop
    return Bound.EXACT, stop


def _ranges(text: str, figures: list[Figure]) -> list[Figure]:
    """Give the first figure of "5 to 10 percent" the unit of the second; read 2018-19 as 2019."""
    out = list(figures)
    for at in range(len(out) - 2, -1, -1):
        first = out[at]
        second = out[at + 1] = _same_money(text, first, out[at + 1])
        between = text[first.end : second.start].strip().lower()
        if len(between) > 3 or between not in ("-", "–", "—", "to", "and", "or"):
            continue
        dash = between in ("-", "–") and second.start - first.end == 1
        if first.unit == "year" and not second.unit and dash and second.end - second.start == 2:
            value = first.value // 100 * 100 + second.value
            out[at + 1] = replace(second, value=value, unit="year", kind=FigureKind.DATE, firm=True)
        elif not first.unit and second.unit in ("%", "points", "times", "years", "days", "USD"):
            scale = _range_scale(first, second)
            out[at] = first = replace(
                first, value=first.value * scale, unit=second.unit, kind=second.kind, firm=True
            )
        if first.unit == second.unit and first.kind in (FigureKind.MONEY, FigureKind.COUNT):
            out[at] = replace(first, value=first.value * _shared_scale(first, second))
    return out


def _same_money(text: str, first: Figure, second: Figure) -> Figure:
    """The second figure of "$3-4 billion" in the currency of the first."""
    dash = text[first.end : second.start] in ("-", "–", "—")
    if first.kind is FigureKind.MONEY and dash and not second.unit and second.value >= first.value:
        return replace(second, unit=first.unit, kind=first.kind, firm=True)
    return second


def _range_scale(first: Figure, second: Figure) -> float:
    """What a decade in the second figure makes of a bare number in the first."""
    return 10.0 if second.unit == "years" and "decade" in second.text.lower() else 1.0


def _shared_scale(first: Figure, second: Figure) -> float:
    """The scale that "$3 to $4 billion" says only once, 1 when there is none to share."""
    said = Tokens(second.text)
    scale = next((SCALES[word] for word in said.low if word in SCALES), 1.0)
    own = any(word.isalpha() and word in SCALES for word in Tokens(first.text).low)
    return 1.0 if own or not 0 < first.value < 1000 <= second.value else scale
