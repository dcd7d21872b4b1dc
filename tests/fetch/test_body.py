import gzip
import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from urllib3 import HTTPResponse

from audit.fetch.body import Body, BodyEnd, read_body

MEGA = 1_000_000


def read(data: bytes, coding: str = "", wire: int = MEGA, inflated: int = MEGA) -> Body:
    raw = HTTPResponse(io.BytesIO(data), preload_content=False)
    return read_body(raw, coding, wire, inflated)


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@given(st.binary(max_size=3000), st.sampled_from(["gzip", "x-gzip", "deflate", "raw", ""]))
def test_every_coding_gives_the_bytes_back(data: bytes, coding: str) -> None:
    packed = {
        "gzip": gzip.compress(data),
        "x-gzip": gzip.compress(data[:7]) + gzip.compress(data[7:]),
        "deflate": zlib.compress(data),
        "raw": raw_deflate(data),
        "": data,
    }[coding]
    body = read(packed, "deflate" if coding == "raw" else coding)
    assert (body.data, body.end) == (data, BodyEnd.COMPLETE)
    assert body.wire_bytes == len(packed)


@given(st.binary(min_size=1, max_size=3000), st.data())
def test_cut_gzip_keeps_its_beginning(data: bytes, draw: st.DataObject) -> None:
    packed = gzip.compress(data)
    cut = draw.draw(st.integers(3, len(packed) - 1))
    body = read(packed[:cut], "gzip")
    assert body.end is BodyEnd.CUT
    assert data.startswith(body.data)


@settings(max_examples=30)
@given(st.integers(1, 400_000), st.integers(1, 400_000))
def test_no_more_than_the_limits_comes_out(size: int, limit: int) -> None:
    data = b"<p>Ships waited.</p>" * (size // 20 + 1)
    for coding, packed in (("", data), ("gzip", gzip.compress(data, 1))):
        body = read(packed, coding, inflated=limit)
        assert len(body.data) <= limit
        assert (body.end is BodyEnd.COMPLETE) is (len(data) <= limit)


def test_wire_limit_keeps_the_beginning() -> None:
    body = read(bytes(300_000), wire=100_000)
    assert body.end is BodyEnd.WIRE_LIMIT
    assert 100_000 < len(body.data) < 200_000


def test_bomb_is_not_kept() -> None:
    body = read(gzip.compress(bytes(50 * MEGA)), "gzip")
    assert (body.data, body.end) == (b"", BodyEnd.BOMB)


def test_page_that_inflates_too_far_but_is_no_bomb_keeps_its_beginning() -> None:
    text = b"".join(b"<p>Ship %d waited.</p>" % number for number in range(60_000))
    body = read(gzip.compress(text), "gzip", inflated=100_000)
    assert body.end is BodyEnd.INFLATED_LIMIT
    assert body.data == text[:100_000]


def test_broken_coding_keeps_what_came_before() -> None:
    packed = bytearray(gzip.compress(b"".join(b"%d " % n for n in range(60_000)), 1))
    packed[-8] ^= 0xFF
    body = read(bytes(packed), "gzip")
    assert body.end is BodyEnd.BROKEN_CODING


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, br"])
def test_unknown_coding_is_said(coding: str) -> None:
    assert read(b"whatever", coding).end is BodyEnd.UNKNOWN_CODING


def test_plain_text_labelled_gzip_is_read_as_it_is() -> None:
    body = read(b"<p>not compressed</p>", "gzip")
    assert (body.data, body.end) == (b"<p>not compressed</p>", BodyEnd.COMPLETE)


def test_padding_after_the_last_gzip_member_is_left_out() -> None:
    body = read(gzip.compress(b"text") + bytes(100), "gzip")
    assert (body.data, body.end) == (b"text", BodyEnd.COMPLETE)
