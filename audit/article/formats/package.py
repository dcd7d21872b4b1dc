"""ZIP packages from strangers: bounded in parts and bytes, XML without entities or network."""

import io
import zipfile
import zlib

from lxml import etree

from audit.errors import ArticleError

# A book of 500 pages is under 10 MB of document.xml; a bomb is gigabytes.
_MOST_PART_BYTES = 20_000_000
_MOST_PARTS = 10_000
_HINT = "save the article again as a Word document (.docx), HTML or plain text"


class Package:
    """The parts of a ZIP file by name. ``path`` is the file's name for faults."""

    def __init__(self, data: bytes, path: str) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {info.filename: info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
            raise self.damaged() from fault
        if len(self._parts) > _MOST_PARTS:
            raise self._refusal(f"this file has more than {_MOST_PARTS} parts")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts in the file's order."""
        return tuple(self._parts)

    def read(self, name: str) -> bytes | None:
        """A part, unpacked; None when there is none. Raises ``ArticleError`` for a bomb."""
        info = self._parts.get(name)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise self._refusal("this file is protected by a password")
        try:
            with self._zip.open(info) as part:
                data = part.read(_MOST_PART_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as fault:
            raise self.damaged() from fault
        if len(data) > _MOST_PART_BYTES:
            limit = _MOST_PART_BYTES // 1_000_000
            raise self._refusal(f"its part {name[:60]} unpacks to more than {limit} MB")
        return data

    def xml(self, name: str) -> etree._Element | None:
        """A part as a tree; None when there is none. Entities and DTDs are refused."""
        data = self.read(name)
        if data is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as fault:
            raise self._refusal(f"its part {name[:60]} is no sound XML") from fault
        if b"<!DOCTYPE" in data:
            raise self._refusal(
                f"its part {name[:60]} declares a DTD, which no word processor does"
            )
        return root

    def damaged(self) -> ArticleError:
        """The fault for a package that does not unpack."""
        return self._refusal("this file is damaged: it does not unpack")

    def _refusal(self, what: str) -> ArticleError:
        return ArticleError(what, path=self._path, hint=_HINT)
