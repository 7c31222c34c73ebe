from __future__ import annotations

import socket

import pytest

from linkcheck.sites import registrable_domain


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.northwind.example.com/a.pdf", "example.com"),
        ("http://example.com", "example.com"),
        ("HTTPS://WWW.Example.COM:8443/", "example.com"),
        ("https://user:secret@www.example.co.uk/x", "example.co.uk"),
        ("https://example.com./x", "example.com"),
        ("  https://example.com/x \n", "example.com"),
        ("https://a_b.example.org/", "example.org"),
        ("https://a_b/", "a_b"),
        ("https://northwind.github.io/report.pdf", "github.io"),
        ("https://co.uk/", "co.uk"),
        ("http://localhost:8000/", "localhost"),
        ("http://intranet/", "intranet"),
        ("http://files.corp.internal/", "corp.internal"),
        ("https://www.northwind.example/", "northwind.example"),
        ("https://northwind.example/", "northwind.example"),
        ("http://192.0.2.7:8080/x", "192.0.2.7"),
        ("http://[2001:DB8:0:0::1]:8080/x", "2001:db8::1"),
        ("http://[::ffff:192.0.2.7]/", "::ffff:c000:207"),
        ("https://www.bücher.de/", "xn--bcher-kva.de"),
        ("https://www.xn--bcher-kva.de/", "xn--bcher-kva.de"),
        ("https://www.BÜCHER.de/", "xn--bcher-kva.de"),
        ("https://披露.公司.cn/", "xn--bsu428i.xn--55qx5d.cn"),
        ("https://www。example。com/", "example.com"),
        ("ftp://files.example.com/x", "example.com"),
        ("mailto:someone@example.com", ""),
        ("not a url", ""),
        ("", ""),
        ("http://", ""),
        ("http://[::1", ""),
        ("http://.../", ""),
        ("http://example.com:99999/", "example.com"),
        ("http://" + "a" * 300 + "/", ""),
        ("http://" + "a." * 5000 + "com/", ""),
    ],
)
def test_the_registrable_domain_of_a_url(url: str, domain: str) -> None:
    assert registrable_domain(url) == domain


def test_the_www_host_and_the_bare_host_share_one_site() -> None:
    assert registrable_domain("http://www.example.com.au/a") == registrable_domain("https://example.com.au/b")


def test_no_connection_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was attempted")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    from linkcheck import sites

    sites._extractor.cache_clear()
    sites._domain_of_host.cache_clear()
    assert registrable_domain("https://never.asked.before.example.org/") == "example.org"
