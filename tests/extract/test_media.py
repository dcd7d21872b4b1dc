"""Documents by their bytes, whatever they are declared to be; plain text, JSON and XML."""

import json

import pytest

from audit.extract import extract
from audit.extract.sniff import Kind, kind_of
from audit.vocabulary import Zone

HTML = b"<!doctype html><html><body><p>said</p></body></html>"


@pytest.mark.parametrize(
    ("body", "declared", "kind"),
    [
        (HTML, "text/html", Kind.HTML),
        (HTML, "text/html; charset=utf-8", Kind.HTML),
        (HTML, "", Kind.HTML),
        (HTML, "application/octet-stream", Kind.HTML),
        (HTML, "text/plain", Kind.HTML),
        (HTML, "application/xhtml+xml", Kind.HTML),
        (b"<?xml version='1.0'?><html xmlns='x'><body/></html>", "text/xml", Kind.HTML),
        (b"\n\n <!-- a --><HTML><p>x", "", Kind.HTML),
        (b"%PDF-1.4\n", "application/octet-stream", Kind.PDF),
        (b"%PDF-1.4\n", "text/html", Kind.PDF),
        (b"junk\n%PDF-1.4\n", "application/pdf", Kind.PDF),
        (b"<p>about %PDF- files</p>", "text/html", Kind.HTML),
        (b"plain words", "text/plain", Kind.PLAIN),
        (b"plain words", "", Kind.PLAIN),
        (b"# Heading", "text/markdown", Kind.PLAIN),
        (b'{"a": "b"}', "application/json", Kind.JSON),
        (b'{"a": "b"}', "", Kind.JSON),
        (b"<?xml version='1.0'?><rss/>", "", Kind.XML),
        (b"<rss/>", "application/rss+xml", Kind.XML),
        (b"\xff\xd8\xff\xe0", "image/jpeg", Kind.OPAQUE),
        (b"\xff\xd8\xff\xe0", "text/html", Kind.OPAQUE),
        (b"<svg/>", "image/svg+xml", Kind.XML),
        (b"\x89PNG\r\n\x1a\n", "", Kind.OPAQUE),
        (b"PK\x03\x04", "application/octet-stream", Kind.OPAQUE),
        (b"RIFF....WEBP", "", Kind.OPAQUE),
        (b"ID3\x03", "audio/mpeg", Kind.OPAQUE),
        (bytes(range(32)) * 8, "text/plain", Kind.OPAQUE),
        (b"BM Fletcher was a captain.", "text/html", Kind.HTML),
        ("wide".encode("utf-16"), "text/plain", Kind.PLAIN),
    ],
)
def test_kind(body: bytes, declared: str, kind: Kind) -> None:
    assert kind_of(body, declared) is kind


def test_plain_text_joins_wrapped_lines() -> None:
    body = b"NOTICE\r\n\r\nThe quay will be closed\r\nfrom dusk.\r\n \r\nBy order.\r\n"
    source = extract(body, "text/plain")
    assert source.text == "NOTICE\nThe quay will be closed from dusk.\nBy order."
    assert {block.zone for block in source.blocks} == {Zone.MAIN}
    assert source.media_type == "text/plain"


def test_json_gives_its_strings() -> None:
    body = json.dumps({"a": ["It’s “so”", {"b": "<p>one</p><p>two</p>"}], "n": 7}).encode()
    assert extract(body, "application/json").text == "It’s “so”\none\ntwo"
    assert extract(b"{'not': json}", "application/json").text == "{'not': json}"


def test_deeply_nested_json_is_read_as_text() -> None:
    body = b"[" * 100_000 + b'"x"'
    assert extract(body, "application/json").text.startswith("[[[")


def test_feeds_give_their_texts() -> None:
    feed = (
        "<?xml version='1.0' encoding='utf-8'?><rss><channel><title>The Ledger</title><item>"
        "<title>Harbour</title><description>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;"
        "</description></item></channel></rss>"
    )
    source = extract(feed.encode(), "application/rss+xml")
    assert source.text == "The Ledger\nHarbour\nOne\nTwo"
    assert source.metadata.title == "The Ledger"


def test_entities_are_not_expanded() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
        "<x><y>&b;</y><y>&f;</y><y>said</y></x>"
    )
    assert extract(bomb.encode(), "text/xml").text == "&b;\n&f;\nsaid"


@pytest.mark.parametrize("media_type", ["image/png", "audio/mpeg", "application/zip"])
def test_opaque_documents_have_no_text(media_type: str) -> None:
    source = extract(b"\x89PNG\r\n\x1a\n\x00\x00", media_type)
    assert (source.text, source.blocks, source.media_type) == ("", (), media_type)
