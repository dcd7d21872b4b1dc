"""Bytes of an article file to text with line feeds, or a clear refusal."""

import codecs
import re

from audit.errors import ArticleError

_HINT = "save the article as a Word document (.docx), or as Markdown, HTML or plain text in UTF-8"

_KNOWN_BINARY = (
    (b"%PDF-", "is a PDF"),
    (b"\xd0\xcf\x11\xe0", "is an old or password-protected word-processor file"),
    (b"{\\rtf", "is in Rich Text Format"),
    (b"\x89PNG", "is an image"),
    (b"\xff\xd8\xff", "is an image"),
    (b"GIF8", "is an image"),
    (b"\x1f\x8b", "is compressed"),
)

# UTF-32 before UTF-16: its little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_\-]{2,30})", re.I)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode_article(data: bytes, path: str) -> tuple[str, str]:
    """Return the file's text with ``\\n`` line ends, and the name of the encoding it was read in.

    A byte order mark decides; else UTF-8; else the charset an HTML file declares; else
    windows-1252, the encoding the WHATWG Encoding Standard gives to unlabelled Western text.
    Raises ``ArticleError`` when the file is empty or not text.
    """
    if not data.strip():
        raise ArticleError("the article is empty", path=path, hint=_HINT)
    for magic, what in _KNOWN_BINARY:
        if data.startswith(magic):
            raise ArticleError(f"this file {what}, not text", path=path, hint=_HINT)
    for text, encoding in _attempts(data):
        # More than one control character in 200 is no writing in any encoding.
        if len(_CONTROL.findall(text)) * 200 <= len(text):
            clean = text.replace("\r\n", "\n").replace("\r", "\n")
            if not clean.strip("\ufeff \t\n\f\v\xa0"):
                raise ArticleError("the article is empty", path=path, hint=_HINT)
            return clean, encoding
    raise ArticleError("this file is not text in any encoding known here", path=path, hint=_HINT)


def _attempts(data: bytes) -> list[tuple[str, str]]:
    """The readings of the bytes that do not fail, likeliest first."""
    readings = []
    for encoding, skip in _encodings(data):
        try:
            readings.append((data[skip:].decode(encoding), encoding))
        except (UnicodeError, LookupError):
            continue
    return readings


def _encodings(data: bytes) -> list[tuple[str, int]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return [(encoding, len(mark))]
    head = data[:4096]
    if head.count(0) * 4 > len(head):
        # Latin text in UTF-16 has its zero bytes all on one side.
        return [("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be", 0)]
    declared = _META_CHARSET.search(head)
    names = ["utf-8", declared.group(1).decode("ascii") if declared else "", "windows-1252"]
    return [(name, 0) for name in names if name and name.lower() not in ("utf-16", "utf-32")]
