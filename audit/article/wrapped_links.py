"""Addresses as links carry them: a word processor's redirect unwrapped, anything else left out."""

from urllib.parse import parse_qs, urlsplit


def plain_address(href: str) -> str:
    """The web address that ``href`` leads to; empty for one inside the page or of another kind."""
    if not href.lower().startswith(("http://", "https://")):
        return ""
    try:
        parts = urlsplit(href)
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    if not host or any(sign.isspace() for sign in href):
        return ""
    # Google Docs leads every link of an export through its own redirect.
    if host in ("www.google.com", "google.com") and parts.path == "/url":
        target = parse_qs(parts.query).get("q", [""])[0]
        return target if target.startswith(("http://", "https://")) else href
    return href
