"""The ``text`` command's views of one source: its text by zone, for eyes and for programs."""

from dataclasses import asdict

from audit.model import Source


def source_view(source: Source) -> dict[str, object]:
    """The JSON view: state, metadata, text, and its blocks with zone and offsets."""
    view: dict[str, object] = {
        "state": source.state,
        "url": source.url,
        "found_at": source.found_at,
        "rule": source.rule,
        "detail": source.detail,
        "complete": source.complete,
        "capture": asdict(source.capture) if source.capture else None,
    }
    if source.text is not None:
        text = source.text
        view["metadata"] = asdict(text.metadata)
        view["media_type"] = text.media_type
        view["text"] = text.text
        view["blocks"] = [
            {"zone": b.zone, "start": b.start, "end": b.end, "text": text.text[b.start : b.end]}
            for b in text.blocks
        ]
    return view


def source_text(source: Source) -> str:
    """The readable view: one block a paragraph, its zone in the margin."""
    said = f"{source.state}  {source.found_at}  ({source.rule}"
    lines = [said + (f": {source.detail})" if source.detail else ")")]
    if source.text is None:
        return lines[0]
    lines += [f"{name}: {value}" for name, value in asdict(source.text.metadata).items() if value]
    for block in source.text.blocks:
        lines.append(f"\n[{block.zone}] {source.text.text[block.start : block.end]}")
    return "".join(c for c in "\n".join(lines) if c == "\n" or c.isprintable() or c.isspace())
