"""What ``resolve`` prints."""

from collections.abc import Sequence

import click

from audit.resolve import Resolution


def print_resolutions(found: Sequence[Resolution]) -> None:
    """Each reference and what was found, then the services that could not be asked, then counts."""
    for one in found:
        for line in _lines(one):
            click.echo(line)
    for name, reason in _unavailable(found):
        click.echo(f"{name}: not asked or no answer: {reason}", err=True)
    given = sum(bool(one.reference.url or one.reference.doi) for one in found)
    accepted = sum(bool(one.url) for one in found)
    listed = sum(bool(one.listed) for one in found)
    click.echo(
        f"{accepted} found, {listed} with candidates for the editor, "
        f"{len(found) - accepted - listed - given} without any, {given} had an address"
    )


def _lines(one: Resolution) -> list[str]:
    number = one.reference.number
    lines = []
    if one.url:
        lines += [f"{number:>4}  found       {one.url}", f"      {one.how}"]
    elif not (one.reference.url or one.reference.doi):
        word = "candidates" if one.listed else "not found"
        lines.append(f"{number:>4}  {word:<10}  {one.why}")
        for row in one.listed:
            elsewhere = "" if row.at_publisher else " (not written)"
            lines.append(f"      {row.candidate.url}{elsewhere}")
            lines.append(f"        {row.candidate.service}, score {row.score:.0f}: {row.why}")
    lines += [f"      copy        {copy.url}" for copy in one.copies]
    lines += [f"      {remark.level}: {remark.message}" for remark in one.remarks]
    return lines


def _unavailable(found: Sequence[Resolution]) -> tuple[tuple[str, str], ...]:
    """Each service that could not be asked, once, with the first reason."""
    first: dict[str, str] = {}
    for one in found:
        for name, reason in one.unavailable:
            first.setdefault(name, reason)
    return tuple(first.items())


def resolution_view(one: Resolution) -> dict[str, object]:
    """One resolution as JSON data."""
    return {
        "number": one.reference.number,
        "url": one.url or one.reference.url,
        "found": bool(one.url),
        "how": one.how,
        "why": one.why,
        "candidates": [
            {
                "url": row.candidate.url,
                "service": row.candidate.service,
                "title": row.candidate.title,
                "date": row.candidate.date,
                "score": round(row.score, 1),
                "why": row.why,
                "at_publisher": row.at_publisher,
            }
            for row in one.listed
        ],
        "copies": [copy.url for copy in one.copies],
        "remarks": [{"rule": said.rule, "message": said.message} for said in one.remarks],
        "asked": list(one.asked),
        "unavailable": dict(one.unavailable),
    }
