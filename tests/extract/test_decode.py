"""Bytes to text in the encodings that pages are in, declared well, badly or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.extract import extract
from audit.extract.decode import decode

LETTER = "“we didn’t expect thanks – only rent” at the café for €340"


def page(charset: str = "") -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    return f"<html><head>{meta if charset else ''}</head><body><p>{LETTER}</p></body></html>"


@pytest.mark.parametrize(
    ("encoding", "meta", "header"),
    [
        ("cp1252", "", "windows-1252"),
        ("cp1252", "windows-1252", ""),
        ("cp1252", "iso-8859-1", ""),
        ("cp1252", "", "ISO-8859-1"),
        ("cp1252", "", "us-ascii"),
        ("cp1252", "utf-8", ""),
        ("cp1252", "", "utf-8"),
        ("cp1252", "", ""),
        ("utf-8", "", ""),
        ("utf-8", "utf-8", ""),
        ("utf-8", "", "utf-8"),
        ("utf-8", "", "iso-8859-1"),
        ("utf-8", "windows-1252", ""),
        ("utf-8-sig", "", "latin-1"),
        ("utf-16", "", ""),
        ("utf-16-le", "", "utf-16"),
        ("utf-16-be", "", ""),
        ("utf-8", "", "no-such-charset"),
        ("utf-8", "", "base64"),
        ("cp1252", "", "idna"),
    ],
)
def test_typographic_text_survives(encoding: str, meta: str, header: str) -> None:
    source = extract(page(meta).encode(encoding), "text/html", header)
    assert source.text == LETTER


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        ("Привет, это страница о море и гавани.", "cp1251", "windows-1251"),
        ("Привет, это страница о море и гавани.", "koi8-r", "koi8-r"),
        ("これは港についてのページです。", "shift_jis", "shift_jis"),
        ("これは港についてのページです。", "euc_jp", "euc-jp"),
        ("これは港についてのページです。", "iso2022_jp", "iso-2022-jp"),
        ("这是关于港口的页面。", "gbk", "gb2312"),
        ("이것은 항구에 대한 페이지입니다.", "euc_kr", "euc-kr"),
        ("Zażółć gęślą jaźń", "iso8859_2", "iso-8859-2"),
        ("Η σελίδα για το λιμάνι", "cp1253", "windows-1253"),
    ],
)
def test_declared_encodings_are_followed(text: str, encoding: str, declared: str) -> None:
    assert decode(text.encode(encoding), declared) == text
    meta = f'<meta charset="{declared}">'
    assert decode((meta + text).encode(encoding)) == meta + text


def test_other_scripts_are_detected() -> None:
    text = "Это довольно длинная страница о море, о гавани и о людях, которые там живут. " * 5
    assert decode(text.encode("cp1251")) == text


def test_windows_bytes_in_utf8() -> None:
    body = "déjà ".encode() + b"\x93vu\x94 " + "naïve".encode()
    assert decode(body, "utf-8") == "déjà “vu” naïve"


def test_a_cut_character_at_the_end_changes_nothing_else() -> None:
    body = "café — €340".encode()
    assert decode(body[: body.index("€".encode()) + 1]) == "café — \ufffd"


def test_header_parameter_is_read_from_the_media_type() -> None:
    body = "Привет".encode("cp1251")
    assert extract(body, "text/plain; charset=windows-1251").text == "Привет"


@given(st.text())
def test_utf8_is_read_back(text: str) -> None:
    body = text.encode("utf-8", "replace")
    if b"\x00" not in body and not body.startswith((b"\xef\xbb\xbf", b"\xff\xfe")):
        assert decode(body, "utf-8") == body.decode()


@given(st.binary(), st.sampled_from(["", "utf-8", "cp1252", "shift_jis", "utf-16", "hex"]))
def test_decoding_never_fails(body: bytes, charset: str) -> None:
    assert isinstance(decode(body, charset), str)
