"""From a reference to the addresses worth trying, best first. Only addresses at hand; no search."""

from dataclasses import dataclass

from audit.model import Reference
from audit.vocabulary import SourceRole


@dataclass(frozen=True, slots=True)
class Lead:
    """An address to try for a reference, in what role, and how it is known."""

    url: str
    role: SourceRole
    how: str = ""


def leads(reference: Reference) -> tuple[Lead, ...]:
    """The editor's URL (or the DOI's), then candidates, then copies; each address once."""
    found: list[Lead] = []
    if reference.url:
        found.append(Lead(reference.url, SourceRole.CITED, "given in the references file"))
    if reference.doi:
        found.append(Lead(doi_url(reference.doi), SourceRole.CITED, "the DOI given"))
    if reference.archive_url and not found:
        how = "the capture given in the references file"
        found.append(Lead(reference.archive_url, SourceRole.CITED, how))
    found += [Lead(a.url, SourceRole.CANDIDATE, a.how) for a in reference.candidates]
    found += [Lead(a.url, SourceRole.COPY, a.how) for a in reference.copies]
    return tuple({lead.url: lead for lead in reversed(found)}.values())[::-1]


def doi_url(doi: str) -> str:
    """The resolver's address of a DOI, however the editor wrote it."""
    bare = doi.strip()
    for prefix in ("https://doi.org/", "http://doi.org/", "http://dx.doi.org/", "doi:"):
        bare = bare.removeprefix(prefix)
    return f"https://doi.org/{bare.strip()}"
