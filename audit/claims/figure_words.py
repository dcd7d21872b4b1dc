"""Closed word lists of figures: currencies, lengths of time, fractions, bounding words."""

from audit.article.words import word_set

CURRENCY_SIGNS = {
    "$": "USD",
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "USD": "USD",
    "EUR": "EUR",
    "GBP": "GBP",
}
CURRENCY_WORDS = {
    "dollar": "USD",
    "dollars": "USD",
    "pound": "GBP",
    "pounds": "GBP",
    "euro": "EUR",
    "euros": "EUR",
    "yen": "JPY",
    "rupees": "INR",
    "cents": "cents",
}
# The unit a length of time is compared in, and how many of it one is.
DURATIONS = {
    "year": ("years", 1.0),
    "years": ("years", 1.0),
    "decade": ("years", 10.0),
    "decades": ("years", 10.0),
    "century": ("years", 100.0),
    "centuries": ("years", 100.0),
    "month": ("months", 1.0),
    "months": ("months", 1.0),
    "week": ("days", 7.0),
    "weeks": ("days", 7.0),
    "day": ("days", 1.0),
    "days": ("days", 1.0),
    "hour": ("minutes", 60.0),
    "hours": ("minutes", 60.0),
    "minute": ("minutes", 1.0),
    "minutes": ("minutes", 1.0),
    "second": ("seconds", 1.0),
    "seconds": ("seconds", 1.0),
}
FRACTIONS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "seventh": 7,
    "sevenths": 7,
    "eighth": 8,
    "eighths": 8,
    "ninth": 9,
    "ninths": 9,
    "tenth": 10,
    "tenths": 10,
    "hundredth": 100,
    "hundredths": 100,
}
# "the nineties": the twentieth century's, as long as nothing else is said.
DECADES = {
    "twenties": 1920.0,
    "thirties": 1930.0,
    "forties": 1940.0,
    "fifties": 1950.0,
    "sixties": 1960.0,
    "seventies": 1970.0,
    "eighties": 1980.0,
    "nineties": 1990.0,
}
FOLDS = {
    "twice": 2.0,
    "thrice": 3.0,
    "doubled": 2.0,
    "tripled": 3.0,
    "trebled": 3.0,
    "quadrupled": 4.0,
    "twofold": 2.0,
    "threefold": 3.0,
    "fourfold": 4.0,
    "fivefold": 5.0,
    "sixfold": 6.0,
    "tenfold": 10.0,
    "hundredfold": 100.0,
}
MONTHS = word_set(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
OVER = frozenset(
    (
        "more than",
        "over",
        "above",
        "greater than",
        "at least",
        "exceeding",
        "exceeded",
        "exceeds",
        "upwards of",
        "upward of",
        "north of",
        "no less than",
        "no fewer than",
        "not less than",
        ">",
    )
)
UNDER = frozenset(
    (
        "less than",
        "fewer than",
        "under",
        "below",
        "up to",
        "at most",
        "no more than",
        "just under",
        "<",
    )
)
ABOUT = frozenset(
    (
        "about",
        "around",
        "approximately",
        "roughly",
        "some",
        "estimated",
        "circa",
        "nearly",
        "almost",
        "close to",
        "~",
        "≈",
    )
)
