"""What ``claim`` says to a person: flags first, then facts, then the nearest passages."""

from audit.model import ClaimCheck, Flag, Meaning, Source
from audit.report.advice_text import advice_lines
from audit.report.words import FACT_WORDS, LEVEL_WORDS, STATE_MEANINGS, one_line, printable


def claim_text(
    claim: str,
    check: ClaimCheck,
    source: Source,
    meaning: Meaning,
    *,
    off: str = "",
) -> str:
    """The check in a few lines, free of control characters; no line feed at the end.

    Every flag shows how often its rule was right, so that a reader can weigh it. ``off`` says why
    no model of meaning helped.
    """
    lines = [f"claim: {one_line(claim)}"]
    for flag in check.flags:
        lines += _flag_lines(flag)
    for fact in check.facts:
        shown = f": {one_line(fact.shown)}" if fact.shown else ""
        lines.append(f"  fact:     “{one_line(fact.text)}” {FACT_WORDS[fact.fact]}{shown}")
    for place, passage in enumerate(check.passages, 1):
        lines.append(f"  nearest {place}: {one_line(passage.text)} ({passage.zone})")
    lines += advice_lines(check.advice) if check.advice else []
    lines.append(f"  model:    {meaning_words(meaning, off)}")
    said = f"; {source.detail}" if source.detail else ""
    lines.append(f"  state:    {source.state}, {STATE_MEANINGS[source.state]}{said}")
    if check.gate.open:
        lines.append("  Whether the passages bear the claim out is for a reader to judge.")
    return "\n".join(printable(line) for line in lines)


def meaning_words(meaning: Meaning, off: str = "") -> str:
    """Which model of meaning helped to choose passages, or that none did and why."""
    if meaning.model:
        return f"{meaning.model} helped to choose passages (weights {meaning.sha256[:16]}…)"
    return "none; passages are chosen by their words" + (f" ({off})" if off else "")


def _flag_lines(flag: Flag) -> list[str]:
    lines = [f"{flag.code} ({LEVEL_WORDS[flag.level]}): {one_line(flag.text)}"]
    searched = ", ".join(map(one_line, flag.searched))
    lines += [f"  searched: {searched}"] if searched else []
    lines += [f"  detail:   {one_line(flag.detail)}"] if flag.detail else []
    return lines + ([f"  rule:     {flag.rate}"] if flag.rate else [])
