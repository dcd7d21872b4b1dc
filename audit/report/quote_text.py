"""What ``quote`` says to a person: the verdict, both wordings, the way to the passage."""

from audit.model import Match, Passage, Source
from audit.report.words import LEVEL_WORDS, STATE_MEANINGS, change_words, one_line, printable
from audit.vocabulary import Level, SourceRole, Verdict


def quote_text(
    quote: str, match: Match | None, verdict: Verdict, level: Level, source: Source, reason: str
) -> str:
    """The verdict in a few lines, free of control characters; no line feed at the end."""
    lines = [f"{verdict} ({LEVEL_WORDS[level]}): {reason}", f"  quoted:   {one_line(quote)}"]
    if match is not None:
        lines += [f"  source:   {_in_context(passage)}" for passage in match.passages[:2]]
        lines += [f"  change:   {change_words(change)}" for change in match.changes]
        lines += [f"  hidden:   {one_line(edit.hidden)}" for edit in match.edits if edit.hidden]
        lines += [f"  note:     {one_line(note)}" for note in match.notes]
        lines += [f"  proposal: {one_line(match.proposal)}"] if match.proposal else []
        lines += [f"  see:      {passage.link}" for passage in match.passages[:1] if passage.link]
    said = f"; {source.detail}" if source.detail else ""
    where = (
        "a file on this machine" if source.role is SourceRole.FILE else STATE_MEANINGS[source.state]
    )
    lines.append(f"  state:    {source.state}, {where}{said}")
    return "\n".join(printable(line) for line in lines)


def _in_context(passage: Passage) -> str:
    before = f"…{one_line(passage.before)} " if passage.before else ""
    after = f" {one_line(passage.after)}…" if passage.after else ""
    return f"{before}[[{one_line(passage.text)}]]{after} ({passage.zone})"
