"""Figures and units in one form, so that ``5 percent`` and ``five per cent`` are the same."""

import re
from collections.abc import Sequence

from audit.match.lexicon import SCALES, listed, single_value

# Style books write one unit in several ways; the first of each row stands for all.
_ROWS = """
    percent pct|g gram grams|kg kilogram kilograms kilo kilos|mg milligram milligrams|
    km kilometre kilometres kilometer kilometers|metre metres meter meters m|
    cm centimetre centimetres centimeter centimeters|mm millimetre millimetres millimeter
    millimeters|litre litres liter liters l|ml millilitre millilitres milliliter milliliters|
    hour hours hr hrs|minute minutes min mins|second seconds sec secs|foot feet ft|
    pound pounds lb lbs|ounce ounces oz|celsius c|fahrenheit f|billion bn|trillion tn|
    thousand k|mile miles
"""
_NAMES = {name: names[0] for row in _ROWS.split("|") for names in [listed(row)] for name in names}
_PHRASES = (
    (("per", "cent"), "percent"),
    (("a", "m"), "am"),
    (("p", "m"), "pm"),
    (("degrees", "celsius"), "celsius"),
    (("degrees", "fahrenheit"), "fahrenheit"),
)
# "20g", "2.3m", "5.40am": digits with a unit on them.
_FUSED = re.compile(r"(\d[\d.]*)(?!st$|nd$|rd$|th$|s$)([a-z]{1,2})")
_CLOCK = re.compile(r"(\d\d?)\.(\d\d)")
_LARGEST_UNIT, _HUNDRED, _THOUSAND = 10, 100, 1000


def number_value(words: Sequence[str]) -> float | None:
    """The value of ``seventy five``, ``4.5 million`` or ``61``; ``None`` when not one number.

    "5 10" and "twenty thirty" are two numbers, so they have no value.
    """
    total = 0.0
    current: float | None = None
    ceiling = float("inf")
    for word in words:
        if word == "and" and (current or total):
            continue
        value = single_value(word)
        if value is None:
            return None
        if word in SCALES:
            if word == "hundred":
                current, ceiling = (1.0 if current is None else current) * value, _HUNDRED
            else:
                total += (1.0 if current is None else current) * value
                current, ceiling = None, value
        elif current is None and value < ceiling:
            current = value
            ceiling = _LARGEST_UNIT if value >= 2 * _LARGEST_UNIT and word.isalpha() else 0
        elif current is not None and 0 < value < ceiling:
            current, ceiling = current + value, _LARGEST_UNIT if value >= 2 * _LARGEST_UNIT else 0
        else:
            return None
    return None if current is None and not total else total + (current or 0.0)


def canonical(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """The readings of folded words with figures as values and units by one name.

    There are two where "m" may be metres or a million.
    """
    plain = _phrased(_split(words))
    readings = {_valued([_NAMES.get(word, word) for word in plain])}
    if "m" in plain:
        readings.add(_valued([_NAMES.get(w, w) if w != "m" else "million" for w in plain]))
    return frozenset(readings)


def _split(words: Sequence[str]) -> list[str]:
    out: list[str] = []
    for word in words:
        fused = _FUSED.fullmatch(word)
        out += [fused[1], fused[2]] if fused else word.split("/") if "/" in word else [word]
    for at in range(len(out) - 1, 0, -1):
        clock = _CLOCK.fullmatch(out[at - 1]) if out[at] in ("am", "pm", "a", "p") else None
        if clock:
            out[at - 1 : at] = [clock[1], clock[2]]
    return out


def _phrased(words: Sequence[str]) -> list[str]:
    out: list[str] = []
    for word in words:
        out.append(word)
        for phrase, name in _PHRASES:
            if tuple(out[-2:]) == phrase:
                out[-2:] = [name]
    return out


def _valued(words: Sequence[str]) -> tuple[str, ...]:
    """Each longest stretch that is one number put down as its value."""
    out: list[str] = []
    first = 0
    while first < len(words):
        last = first
        while last < len(words) and (
            single_value(words[last]) is not None or (words[last] == "and" and last > first)
        ):
            last += 1
        value = None
        while last > first and value is None:
            value = number_value(words[first:last]) if words[last - 1] != "and" else None
            last -= value is None
        out.append(words[first] if value is None else repr(value))
        first = max(last, first + 1)
    return tuple(out)
