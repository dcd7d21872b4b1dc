"""An article as read, for programs (``parse_view``) and for editors (``parse_text``)."""

from collections import Counter
from dataclasses import asdict

from audit.model import Article, Quotation, Remark

_WIDTH = 76


def parse_view(article: Article) -> dict[str, object]:
    """What ``citation-audit parse --format json`` prints: plain JSON values, enums as words."""
    numbers = [number for marker in article.markers for number in marker.numbers]
    return {
        "path": article.path,
        "title": article.title,
        "list_heading": article.list_heading,
        "counts": {
            "markers": len(numbers),
            "groups": len(article.markers),
            "references": len(article.entries),
            "quotations": len(article.quotations),
            "repeats": len(article.repeats),
            "remarks": len(article.remarks),
            "kinds": dict(sorted(Counter(str(q.kind) for q in article.quotations).items())),
            "rules": dict(sorted(Counter(str(q.rule) for q in article.quotations).items())),
        },
        "numbers": numbers,
        "markers": [_plain(asdict(marker)) for marker in article.markers],
        "quotations": [_plain(asdict(quotation)) for quotation in article.quotations],
        "references": [_plain(asdict(entry)) for entry in article.entries],
        "repeats": [_plain(asdict(repeat)) for repeat in article.repeats],
        "remarks": [_plain(asdict(remark)) for remark in article.remarks],
    }


def _plain(value: dict[str, object]) -> dict[str, object]:
    """Tuples as lists and enumeration members as their words."""
    return {
        key: list(item) if isinstance(item, tuple) else str(item) if isinstance(item, str) else item
        for key, item in value.items()
    }


def parse_text(article: Article) -> str:
    """The same for the terminal: counts first, then quotations, references and remarks."""
    numbers = sum(len(marker.numbers) for marker in article.markers)
    heading = f"“{article.list_heading}”" if article.list_heading else "no heading"
    lines = [
        article.title or article.path,
        "",
        f"{numbers} citation numbers in {len(article.markers)} markers, "
        f"{len(article.entries)} references under {heading}, "
        f"{len(article.quotations)} quotations, {len(article.repeats)} repeats, "
        f"{len(article.remarks)} remarks",
        "",
        "Quotations",
    ]
    for quotation in article.quotations:
        lines += _quotation_lines(quotation)
    lines += ["", "References"]
    for entry in article.entries:
        details = ", ".join(part for part in (entry.publisher, entry.issued, entry.url) if part)
        lines.append(f"  {entry.number:>3}  {entry.title or entry.raw}")
        lines.append(f"       {details or 'nothing else given'}")
    if article.repeats:
        lines += ["", "Captions and pull quotes that repeat the text"]
        lines += [
            f"  line {repeat.line} repeats line {repeat.repeats_line}: {_short(repeat.text)}"
            for repeat in article.repeats
        ]
    lines += ["", "Remarks" if article.remarks else "No remarks"]
    lines += [f"  {remark_line(remark)}" for remark in article.remarks]
    return "\n".join(lines) + "\n"


def remark_line(remark: Remark) -> str:
    """One remark in one line: level, place, what it says, how to mend it, its rule."""
    place = ":".join(str(part) for part in (remark.path, remark.line, remark.column) if part)
    hint = f" ({remark.hint})" if remark.hint else ""
    return f"{remark.level:<7} {place}  {remark.message}{hint}  [{remark.rule}]"


def _quotation_lines(quotation: Quotation) -> list[str]:
    cited = ", ".join(map(str, quotation.references)) or "none"
    by = f", {quotation.speaker}" if quotation.speaker else ""
    kind = "" if quotation.kind == "quotation" else f" [{quotation.kind}: {quotation.kind_reason}]"
    return [
        f"  {quotation.id}  line {quotation.line}{by}: “{_short(quotation.text)}”{kind}",
        f"       references {cited} ({quotation.rule}): {quotation.why}",
    ]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _WIDTH else flat[: _WIDTH - 1].rstrip() + "…"
