"""Dates as printed in reference lists to EDTF (ISO 8601-2): ``2016``, ``2016-04``, ``2016-04-21``.

Only what is certain is kept: in ``04/05/2016`` day and month cannot be told apart, so the year
alone is returned. Seasons are EDTF's 21 (spring) to 24 (winter).
"""

import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_NAME = r"(?P<name>" + "|".join(sorted([*_MONTHS, *_SEASONS], key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?!\d)"

_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        r"(?<!\d)" + _YEAR + r"-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)",
        rf"\b{_NAME}\s+{_DAY},?\s+{_YEAR}",
        rf"(?<!\d){_DAY}\s+(?:of\s+)?{_NAME},?\s+{_YEAR}",
        r"(?<!\d)" + _YEAR + rf",?\s+{_NAME}\s+{_DAY}(?!\d)",
        rf"\b{_NAME},?\s+(?:of\s+)?{_YEAR}",
        r"(?<!\d)" + _YEAR + rf",?\s+{_NAME}",
        r"(?<!\d)" + _YEAR + r"-(?P<month>\d{2})(?![\d-])",
        r"(?<![\d/.])\d{1,2}[/.]\d{1,2}[/.]" + _YEAR,
        r"(?<![\w$€£#-])" + _YEAR + r"(?!\w|[-–/]\d{3,})",
    )
)


def find_date(text: str) -> tuple[str, int, int] | None:
    """The first date of the most exact form in ``text``: its EDTF spelling, start and end."""
    for form in _FORMS:
        for found in form.finditer(text):
            edtf = _edtf({key: value for key, value in found.groupdict().items() if value})
            if edtf:
                return edtf, found.start(), found.end()
    return None


def _edtf(parts: dict[str, str]) -> str:
    """Spell the parts; empty when month or day is out of range."""
    name = parts.get("name", "").lower()
    if name in _SEASONS:
        return "" if "day" in parts else f"{parts['year']}-{_SEASONS[name]}"
    month = _MONTHS.get(name) or int(parts.get("month", 0))
    if not month:
        return parts["year"]
    day = int(parts.get("day", 0))
    if month > 12 or ("day" in parts and not 1 <= day <= 31):
        return ""
    return f"{parts['year']}-{month:02}" + (f"-{day:02}" if day else "")
