"""The proxy itself: tunnels, certificates, refusals, and that nothing is left behind."""

import http.client
import socket
import ssl
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
import requests

from audit.demo import BoxedWeb
from audit.errors import AuditError
from tests.demo.conftest import client_of

LOPEZ = (
    "https://www.vox.com/policy-and-politics/2017/4/20/15328384/opioid-epidemic-drug-legalization"
)
BRANSON = "http://www.cnn.com/2012/12/06/opinion/branson-end-war-on-drugs/index.html"


def _connect(box: BoxedWeb) -> socket.socket:
    parts = urlsplit(box.proxy_url)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=5)


def test_https_goes_through_a_verified_tunnel(box: BoxedWeb, client: requests.Session) -> None:
    response = client.get(LOPEZ, timeout=5)
    assert (response.status_code, response.headers["Content-Encoding"]) == (200, "gzip")
    assert "picking between a" in response.text
    with client_of(box) as stranger:
        stranger.verify = True
        with pytest.raises(requests.exceptions.SSLError):
            stranger.get(LOPEZ, timeout=5)


def test_http_is_answered_in_absolute_form(client: requests.Session) -> None:
    response = client.get(BRANSON, timeout=5)
    assert (response.status_code, response.url) == (200, BRANSON)


def test_http_for_a_page_that_is_kept_under_https_is_sent_there(client: requests.Session) -> None:
    response = client.get(LOPEZ.replace("https:", "http:"), timeout=5)
    assert (response.status_code, response.url) == (200, LOPEZ)
    assert [hop.status_code for hop in response.history] == [301]


def test_a_tunnel_serves_several_requests(box: BoxedWeb) -> None:
    raw = _connect(box)
    with raw:
        raw.sendall(b"CONNECT www.vox.com:443 HTTP/1.0\r\n\r\n")
        assert raw.recv(4096).startswith(b"HTTP/1.1 200 ")
        context = ssl.create_default_context(cafile=str(box.ca_bundle))
        with context.wrap_socket(raw, server_hostname="www.vox.com") as tunnel:
            for _ in range(2):
                tunnel.sendall(b"GET / HTTP/1.1\r\nHost: www.vox.com\r\n\r\n")
                reply = http.client.HTTPResponse(tunnel)
                reply.begin()
                assert (reply.status, b"<h1>Vox</h1>" in reply.read()) == (200, True)
                reply.close()


def test_head_has_the_headers_of_get_and_no_body(client: requests.Session) -> None:
    head, get = client.head(BRANSON, timeout=5), client.get(BRANSON, timeout=5)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


def test_a_host_that_does_not_exist(client: requests.Session) -> None:
    with pytest.raises(requests.exceptions.ProxyError, match="502"):
        client.get("https://rense.com/general92/40tril.htm", timeout=5)
    assert client.get("http://rense.com/general92/40tril.htm", timeout=5).status_code == 502


def test_a_host_that_hangs_up(client: requests.Session) -> None:
    for scheme in ("http", "https"):
        with pytest.raises(requests.exceptions.ConnectionError, match="without response"):
            client.get(f"{scheme}://www.king5.com/rehearsal/pot", timeout=5)


def test_a_request_that_is_not_for_a_proxy(box: BoxedWeb) -> None:
    with _connect(box) as raw:
        raw.sendall(b"GET /index.html HTTP/1.1\r\n\r\n")
        assert raw.recv(4096).startswith(b"HTTP/1.1 502 ")


def test_many_clients_at_once(box: BoxedWeb) -> None:
    def ask(number: int) -> int:
        with client_of(box) as session:
            return session.get(f"https://www.vox.com/none/{number}", timeout=10).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(24))) == {404}
    assert {f"https://www.vox.com/none/{number}" for number in range(24)} <= set(box.asked)


def test_nothing_is_left_behind() -> None:
    before = set(threading.enumerate())
    box = BoxedWeb()
    for _ in range(2):
        with box, client_of(box) as session:
            bundle = box.ca_bundle
            assert session.get(LOPEZ, timeout=5).status_code == 200
            idle, handshaking = _connect(box), _connect(box)
            handshaking.sendall(b"CONNECT www.vox.com:443 HTTP/1.1\r\n\r\n")
            assert handshaking.recv(4096)
            assert box.asked == (LOPEZ,)
            box.__exit__(None, None, None)
            assert set(threading.enumerate()) == before
            assert not bundle.exists()
            with idle, handshaking:
                assert idle.recv(1) == b""


def test_use_outside_of_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    box = BoxedWeb()
    with pytest.raises(AuditError, match="not running"):
        _ = box.proxy_url
    with box, pytest.raises(AuditError, match="already running"):
        box.__enter__()
    monkeypatch.setitem(sys.modules, "trustme", None)
    with pytest.raises(AuditError) as caught, box:
        pass
    assert "citation-audit[demo]" in str(caught.value)
