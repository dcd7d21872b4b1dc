"""Names that stand for each other: countries and their people, cities and bodies in short."""

# One group a line: any of the names stands for any other.
_ALIAS_GROUPS = """
united states|us|usa|u s|america|american|americans|u s a
united kingdom|uk|u k|britain|british|great britain|gb|england|english
united nations|un|u n
european union|eu|europe|european|europeans|e u
european|europe|europeans
spain|spanish|spaniards
france|french
germany|german|germans
italy|italian|italians
russia|russian|russians|russian federation
china|chinese
japan|japanese
india|indian|indians
canada|canadian|canadians
australia|australian|australians
mexico|mexican|mexicans
brazil|brazilian|brazilians
israel|israeli|israelis
iran|iranian|iranians
iraq|iraqi|iraqis
syria|syrian|syrians
turkey|turkish|turks
egypt|egyptian|egyptians
poland|polish|poles
ireland|irish
scotland|scottish|scots
wales|welsh
netherlands|dutch|holland
sweden|swedish|swedes
norway|norwegian|norwegians
denmark|danish|danes
finland|finnish|finns
portugal|portuguese
switzerland|swiss
austria|austrian|austrians
greece|greek|greeks
ukraine|ukrainian|ukrainians
afghanistan|afghan|afghans
pakistan|pakistani|pakistanis
bangladesh|bangladeshi
philippines|filipino|philippine|filipinos
korea|korean|koreans
vietnam|vietnamese
thailand|thai
indonesia|indonesian
south africa|south african
nigeria|nigerian
kenya|kenyan
argentina|argentine|argentinian
chile|chilean
colombia|colombian|colombians
peru|peruvian
cuba|cuban|cubans
africa|african|africans
asia|asian|asians
czech republic|czechia|czech|czechs
new york|ny|nyc
washington|d c|dc
los angeles|la
california|calif
"""


def _read() -> dict[str, tuple[tuple[str, ...], ...]]:
    known: dict[str, list[tuple[str, ...]]] = {}
    for line in _ALIAS_GROUPS.split("\n"):
        group = [tuple(name.split()) for name in line.split("|") if name]
        for name in group:
            known.setdefault(" ".join(name), []).extend(other for other in group if other != name)
    return {name: tuple(others) for name, others in known.items()}


ALIASES = _read()
