"""Bytes to text: byte order mark, header, ``<meta>``, then what the bytes themselves show.

Declarations are followed as browsers do (WHATWG Encoding Standard: ISO 8859-1 and ASCII mean
windows-1252), except where the bytes prove them wrong: bytes above ASCII that are valid UTF-8
throughout are UTF-8, whatever a header of some default configuration says.
"""

import codecs
import re

from bs4.dammit import UnicodeDammit

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
_META_WINDOW = 16_384
_SAMPLE = 65_536
_HIGH_SHARE = 0.12
"""Western text in windows-1252 has fewer bytes above ASCII than this; other scripts far more."""

_KNOWN = re.compile(
    r"utf-?8|utf-?16(?:-?[lb]e)?|iso-?8859-?\d+|latin-?\d|us-ascii|ascii|windows-?\d+|cp-?\d+"
    r"|koi8-?[rut]|gb2312|gbk|gb18030|big5(?:-?hkscs)?|euc-?(?:jp|kr|tw)|shift[_-]?jis|x-sjis"
    r"|iso-?2022-?jp|ks_c_5601-1987|tis-?620|macintosh|x-mac-cyrillic|ibm866"
)
_BROWSER_MEANS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
}
_ALIASES = {
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
}


def _stray_bytes(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are not UTF-8 as windows-1252, as pages mixing the two mean them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", "replace"), error.end


codecs.register_error("audit-stray-windows-1252", _stray_bytes)


def decode(body: bytes, charset: str = "") -> str:
    """The text of ``body``; never fails. ``charset`` is what the transport declared, or empty."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    wide = _wide_encoding(body)
    if wide:
        return body.decode(wide, "replace")
    if body.isascii():
        return _decode_declared(body, _codec(charset) or _meta_codec(body))
    if _is_utf8(body):
        return body.decode("utf-8", "replace")
    for declared in (_codec(charset), _meta_codec(body)):
        if declared == "utf-8":
            break
        if declared:
            return body.decode(declared, "replace")
    return _detected(body)


def _decode_declared(body: bytes, declared: str) -> str:
    """ASCII bytes may still be escaped Japanese; everything else reads them as ASCII."""
    if declared.startswith(("iso2022", "iso-2022")):
        return body.decode(declared, "replace")
    return body.decode("ascii")


def _codec(label: str) -> str:
    """The codec that a browser uses for a declared ``label``, empty when it knows none."""
    label = label.strip().strip("\"'").lower()
    if label in _ALIASES:
        return _ALIASES[label]
    if not _KNOWN.fullmatch(label):
        return ""
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return ""
    return _BROWSER_MEANS.get(name, name)


def _meta_codec(body: bytes) -> str:
    declared = _META.search(body[:_META_WINDOW])
    if declared is None:
        return ""
    codec = _codec(declared[1].decode("ascii", "replace"))
    # A declaration that could be read as ASCII is not in a wide encoding (HTML Standard).
    return "utf-8" if codec.startswith("utf-16") else codec


def _wide_encoding(body: bytes) -> str:
    """UTF-16 without a byte order mark shows as a zero in every other byte."""
    sample = body[:400]
    if len(sample) < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _is_utf8(body: bytes) -> bool:
    """Whether ``body`` is UTF-8 throughout; a character cut off at the end is forgiven."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body, False)
    except UnicodeDecodeError:
        return False
    return True


def _beyond_ascii(character: str) -> bool:
    return character > "\x7f"


def _detected(body: bytes) -> str:
    sample = body[:_SAMPLE]
    high = sum(byte > 127 for byte in sample)
    if high > _HIGH_SHARE * len(sample):
        readable = "".join(filter(_beyond_ascii, sample.decode("utf-8", "ignore")))
        if len(readable.encode()) < 0.5 * high:
            guessed = UnicodeDammit(sample, is_html=True).original_encoding or ""
            codec = _codec(guessed.replace("_", "-")) or _codec(guessed)
            if codec and codec != "utf-8":
                return body.decode(codec, "replace")
    return body.decode("utf-8", "audit-stray-windows-1252")
