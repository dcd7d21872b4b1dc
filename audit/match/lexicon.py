"""English word lists and small word relations that the typing of differences rests on."""

import re


def listed(text: str) -> tuple[str, ...]:
    """The words of a list written as plain text."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """The same as a set."""
    return frozenset(text.split())


STOP_WORDS = word_set(
    """
    a an the and or but if of to in on at by for from with as is are was were be been being
    am it its he she his her him they them their we us our i me my you your this that these
    those there here who whom whose which what when where so than then too also just do does
    did doing done has have had having about into over out off own same such very can said
    says mr mrs ms dr upon unto up down how why himself herself itself themselves myself
    ourselves yourself one's while whether because s t d ll re ve m
    """
)
PRONOUNS = word_set(
    """
    i me my mine myself we us our ours ourselves you your yours he him his himself she her
    hers herself it its itself they them their theirs themselves this that these those who
    whom whose which one there here
    """
)
DETERMINERS = word_set(
    """
    the a an this that these those his her its their our my your
    """
)
AUXILIARIES = word_set(
    """
    is are was were be been being am has have had do does did will would get gets got
    """
)
NEGATIONS = word_set(
    """
    not no never none nobody nothing nor neither nowhere without cannot cant wont dont
    doesnt didnt isnt arent wasnt werent hasnt havent hadnt wouldnt couldnt shouldnt mustnt
    neednt mightnt shant aint hardly scarcely barely rarely seldom
    """
)
# Words that turn a sentence round although they are not negations of grammar.
REVERSERS = NEGATIONS | word_set(
    """
    unless except false falsely untrue denies deny denied denying fails fail failed failing
    refuses refuse refused refusing lacks lacked lacking
    """
)
MODALS = word_set(
    """
    may might must could should would will shall can ought maybe perhaps possibly probably
    likely unlikely allegedly reportedly apparently supposedly certainly definitely surely
    """
)
QUANTITIES = word_set(
    """
    all every each always most many much some few several any only both more less fewer
    least increase increased increases increasing decrease decreased decreases decreasing
    rise rises rose risen rising fall falls fell fallen falling grew grow grows shrank
    shrink shrinks doubled halved tripled up down above below under over before after higher
    lower greater smaller larger highest lowest largest smallest almost nearly about around
    roughly approximately exactly until often sometimes usually better worse best worst
    maximum minimum majority minority
    """
)
UNITS = word_set(
    """
    $ £ € ¥ ₹ percent percentage per cent point points dollar dollars pound pounds euro
    euros cents pence kilogram kilograms kg gram grams ton tons tonne tonnes mile miles
    kilometre kilometres kilometer kilometers km metre metres meter meters feet foot inch
    inches acre acres hectare hectares litre litres liter liters gallon gallons second
    seconds minute minutes hour hours day days week weeks month months year years decade
    decades century centuries celsius fahrenheit degree degrees g mg milligram milligrams mm
    millimetre millimetres millimeter millimeters cm centimetre centimetres centimeter
    centimeters ml millilitre millilitres milliliter milliliters l mph kph lb lbs ounce ounces oz
    yard yards yen rupees kw mw gw kwh mwh watt watts kilowatt kilowatts megawatt megawatts
    gigawatt gigawatts volt volts hertz mb gb tb am pm c f
    """
)
_SMALL = listed(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen
    """
)
_TENS = listed(
    """
    twenty thirty forty fifty sixty seventy eighty ninety
    """
)
_ORDINALS = listed(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
    """
)
SCALES: dict[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "bn": 1e9,
    "tn": 1e12,
}
CARDINALS: dict[str, float] = (
    {word: float(value) for value, word in enumerate(_SMALL)}
    | {word: 10.0 * value for value, word in enumerate(_TENS, 2)}
    | SCALES
)
OTHER_NUMBERS = word_set(
    """
    half quarter quarters halves thirds twice once thrice double triple dozen dozens
    hundreds thousands millions billions trillions hundredth thousandth
    """
) | frozenset(_ORDINALS)

_ORDINAL_ENDING = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")
_CONTRACTIONS = (
    {
        "cant": "cannot",
        "wont": "willnot",
        "shant": "shallnot",
        "im": "iam",
        "lets": "letus",
    }
    | {
        f"{verb}nt": f"{verb}not"
        for verb in listed(
            "do does did is are was were has have had would could should must need might"
        )
    }
    | {
        f"{subject}{short}": f"{subject}{full}"
        for subject in listed("i you he she it we they that there who")
        for short, full in (("ll", "will"), ("ve", "have"), ("re", "are"), ("d", "would"))
    }
    | {f"{word}s": f"{word}is" for word in listed("it he she that there what here where who")}
)
_SECOND_READINGS = {
    word: word[: -len(short)] + full
    for word in _CONTRACTIONS
    for short, full in (("d", "had"), ("s", "has"))
    if word.endswith(short) and word != "lets"
}
# Contractions that are other words when the apostrophe is lost.
_OTHER_WITHOUT_APOSTROPHE = word_set("were well ill hell shell wed shed id cant wont lets")


def single_value(word: str) -> float | None:
    """The value of one number word or of digits, ordinal or not; ``None`` for any other word."""
    if word in CARDINALS:
        return CARDINALS[word]
    if not word[:1].isdigit():
        return None
    try:
        return float(_ORDINAL_ENDING.sub("", word))
    except ValueError:
        return None


def is_number(word: str) -> bool:
    """Whether the word says a number, in digits or letters."""
    return word[:1].isdigit() or word in CARDINALS or word in OTHER_NUMBERS


def expand(words: list[str], other: bool = False) -> str:
    """The words written together, contractions spelled out: ``wasn't`` and ``was not`` agree.

    ``other`` takes the second reading of those with two: ``I'd`` is "I would" and "I had".
    """
    second = _SECOND_READINGS if other else {}
    return "".join(second.get(word, _CONTRACTIONS.get(word, word)) for word in words)


def apostrophe_matters(folded: str) -> bool:
    """Whether the word is another one without its apostrophe: ``we're``, ``she'll``."""
    return folded in _OTHER_WITHOUT_APOSTROPHE


_SPELLINGS = (
    (
        re.compile(
            r"our(?=(?:s|ed|ing|er|ers|ful|able|ably|hood|side|front|master|wise|ite|ites|ism|less|y|al|ist)?$)"
        ),
        "or",
        5,
    ),
    (re.compile(r"is(?=(?:e|es|ed|ing|er|ers|ation|ations|able)$)"), "iz", 6),
    (re.compile(r"ys(?=(?:e|es|ed|ing|er|ers)$)"), "yz", 6),
    (re.compile(r"(?<=[tbp])re(?=s?$)"), "er", 5),
    (re.compile(r"ogue(?=s?$)"), "og", 6),
    (re.compile(r"enc(?=(?:e|es|ed|ing)$)"), "ens", 6),
    (re.compile(r"ll(?=(?:ed|ing|er|ers|or|ors|ment|ous|y)$)"), "l", 8),
    (re.compile(r"(?<=[aeiou])l(?=(?:s|ment|ments|ful)?$)"), "ll", 6),
    (re.compile(r"ae"), "e", 7),
    (re.compile(r"oe"), "e", 7),
    (re.compile(r"mme(?=s?$)"), "m", 8),
)
_PAIRS = frozenset(
    frozenset(pair.split("/"))
    for pair in listed(
        """
    grey/gray greys/grays tyre/tire tyres/tires plough/plow aluminium/aluminum
    sceptic/skeptic sceptics/skeptics sceptical/skeptical scepticism/skepticism ageing/aging
    judgement/judgment judgements/judgments acknowledgement/acknowledgment towards/toward
    afterwards/afterward whilst/while amongst/among learnt/learned spelt/spelled
    burnt/burned dreamt/dreamed cheque/check cheques/checks practise/practice
    practising/practicing practised/practiced licence/license licences/licenses storey/story
    jewellery/jewelry moustache/mustache pyjamas/pajamas mum/mom mums/moms kerb/curb
    gaol/jail sulphur/sulfur fuelled/fueled fuelling/fueling labelled/labeled
    enquiry/inquiry enquiries/inquiries cosy/cozy draught/draft mould/mold axe/ax
    artefact/artifact artefacts/artifacts okay/ok adviser/advisor advisers/advisors
    """
    )
)


def same_spelling(one: str, other: str) -> bool:
    """Whether two folded words are the British and the American spelling of one word."""
    if frozenset((one, other)) in _PAIRS:
        return True
    return any(_respelled(british, american) for british, american in ((one, other), (other, one)))


def _respelled(british: str, american: str) -> bool:
    for pattern, replacement, shortest in _SPELLINGS:
        if len(british) >= shortest and pattern.sub(replacement, british) == american:
            return True
    return False


_NEGATIVE_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis", "mis", "anti", "de", "ab")
_ENDINGS = word_set(
    """
    s es d ed ing ly er ers est ies y e ied n en st t th ion ions al ally ment ments
    """
) | {""}


def opposite_by_prefix(one: str, other: str) -> bool:
    """Whether one word is the other with a negative prefix: ``legal``, ``illegal``."""
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and any(long == prefix + short for prefix in _NEGATIVE_PREFIXES)


def same_stem(one: str, other: str) -> bool:
    """Whether two words look like inflections of one: a common stem and known endings."""
    if one == other:
        return True
    short = min(len(one), len(other))
    common = next((i for i in range(short) if one[i] != other[i]), short)
    if common < 3 or common < short - 3:
        return False
    return one[common:] in _ENDINGS and other[common:] in _ENDINGS


# Shorter words with a letter doubled or moved are too often other words: filing, filling.
_SHORTEST_MISTYPED = 7


def mistyped(one: str, other: str) -> bool:
    """Whether two long words differ by one doubled letter or two letters changed about."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_MISTYPED:
        return False
    if len(long) == len(short) + 1:
        return any(
            long[i] == long[i + 1] and long[:i] + long[i + 1 :] == short for i in range(len(short))
        )
    if len(long) != len(short):
        return False
    apart = [i for i in range(len(short)) if short[i] != long[i]]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and short[apart[0]] == long[apart[1]]
        and short[apart[1]] == long[apart[0]]
    )
